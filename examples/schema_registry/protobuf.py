"""Register a Protobuf schema, read it back, and ask whether a change would fit.
Needs a schema registry, and its address in .env.
Run it with: python examples/schema_registry/protobuf.py
"""

import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")
SUBJECT = f"{TOPIC_NAME}-value"
TYPE = {"Content-Type": "application/vnd.schemaregistry.v1+json"}

SHIPMENT = """syntax = "proto3";
package demo;

message Shipment {
  int64 order_id = 1;
  string carrier = 2;
}
"""
CHANGED = SHIPMENT.replace("string carrier", "int32 carrier")


def post(registry, path, schema):
    body = {"schemaType": "PROTOBUF", "schema": schema}
    return registry.post(path, json=body, headers=TYPE).raise_for_status().json()


try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        number = post(registry, f"/subjects/{SUBJECT}/versions", SHIPMENT)["id"]
        answer = registry.get(f"/schemas/ids/{number}").raise_for_status().json()
        print(f"Registered for {SUBJECT}: id {number}, {answer['schemaType']}")

        latest = f"/compatibility/subjects/{SUBJECT}/versions/latest?verbose=true"
        answer = post(registry, latest, CHANGED)
        print(f"Carrier as number, compatible: {answer['is_compatible']}")
        print(f"Because: {answer['messages']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REGISTRY_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REGISTRY_URL in .env, and that Karapace runs.")
