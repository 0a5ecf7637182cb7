"""Register a JSON Schema, read it back, and ask whether a change would fit.
Needs a schema registry, and its address in .env.
Run it with: python examples/schema_registry/json_schema.py
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


def schema_of(**properties):
    """An object with exactly these properties, as the body of a request."""
    types = {name: {"type": kind} for name, kind in properties.items()}
    schema = {"type": "object", "title": "Order", "properties": types}
    schema |= {"required": list(properties), "additionalProperties": False}
    return {"schemaType": "JSON", "schema": json.dumps(schema)}


def post(registry, path, body):
    return registry.post(path, json=body, headers=TYPE).raise_for_status().json()


try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        order = schema_of(id="integer", item="string")
        answer = post(registry, f"/subjects/{SUBJECT}/versions", order)
        number = answer["id"]
        answer = registry.get(f"/schemas/ids/{number}").raise_for_status().json()
        print(f"Registered for {SUBJECT}: id {number}, {answer['schemaType']}")

        priced = schema_of(id="integer", item="string", price="number")
        latest = f"/compatibility/subjects/{SUBJECT}/versions/latest?verbose=true"
        answer = post(registry, latest, priced)
        print(f"With price, compatible: {answer['is_compatible']}, {answer['messages']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REGISTRY_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REGISTRY_URL in .env, and that Karapace runs.")
