"""Register the schema of a topic's values, and read it back.
Needs a schema registry, and its address in .env.
Run it with: python examples/schema_registry/register.py
"""

import json
import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")
SUBJECT = f"{TOPIC_NAME}-value"
TYPE = {"Content-Type": "application/vnd.schemaregistry.v1+json"}

# Version 1: a reading has a sensor and a temperature
SCHEMA = {
    "type": "record",
    "name": "SensorReading",
    "namespace": "demo",
    "fields": [
        {"name": "sensor", "type": "string"},
        {"name": "celsius", "type": "double"},
    ],
}

try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        # Register it: the schema travels as text inside the JSON of the request
        path, body = f"/subjects/{SUBJECT}/versions", {"schema": json.dumps(SCHEMA)}
        answer = registry.post(path, json=body, headers=TYPE).raise_for_status()
        number = answer.json()["id"]
        print(f"Registered for {SUBJECT}: id {number}")

        # Read it back: everybody who knows the id gets the schema
        answer = registry.get(f"/schemas/ids/{number}").raise_for_status()
        print(f"Read back: {answer.json()['schema']}")
        print(f"Same schema: {json.loads(answer.json()['schema']) == SCHEMA}")

        # Register the same again: nothing changes
        answer = registry.post(path, json=body, headers=TYPE).raise_for_status()
        print(f"Registered again: id {answer.json()['id']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REGISTRY_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REGISTRY_URL in .env, and that Karapace runs.")
