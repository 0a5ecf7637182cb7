"""Change a registered schema: once so that old data fit, and once so that they do not.
Needs a schema registry that knows version 1 (register.py), and its address in .env.
Run it with: python examples/schema_registry/evolve.py
"""

import json
import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")
VERSIONS = f"/subjects/{TOPIC_NAME}-value/versions"
TYPE = {"Content-Type": "application/vnd.schemaregistry.v1+json"}


# Version 1 and one more field, as the body of a request
def schema_with(field):
    fields = [{"name": "sensor", "type": "string"}, {"name": "celsius", "type": "double"}]
    head = {"type": "record", "name": "SensorReading", "namespace": "demo"}
    return {"schema": json.dumps({**head, "fields": [*fields, field]})}


def post(registry, path, body):
    return registry.post(path, json=body, headers=TYPE)


HUMIDITY = schema_with({"name": "humidity", "type": ["null", "double"], "default": None})
SITE = schema_with({"name": "site", "type": "string"})

try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        # Ask first: this changes nothing
        latest = f"/compatibility{VERSIONS}/latest"
        answer = post(registry, latest, HUMIDITY).raise_for_status().json()
        print(f"With humidity, compatible: {answer['is_compatible']}")
        answer = post(registry, f"{latest}?verbose=true", SITE).raise_for_status().json()
        print(f"With site, compatible: {answer['is_compatible']}, {answer['messages']}")

        # Register the one that does not fit all the same
        refused = post(registry, VERSIONS, SITE)
        print(f"Register with site: {refused.status_code}, {refused.json()['message']}")

        # Register the one that fits: it is version 2
        answer = post(registry, VERSIONS, HUMIDITY).raise_for_status().json()
        known = registry.get(VERSIONS).raise_for_status().json()
        print(f"Register with humidity: id {answer['id']}, versions {known}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REGISTRY_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REGISTRY_URL in .env, and that Karapace runs.")
