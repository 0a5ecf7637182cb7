"""Send a message over HTTP as Avro, and one that does not fit the schema.
Needs Kafka with the topic, a REST proxy with a schema registry, and its address in .env.
Run it with: python examples/rest_proxy/produce_avro.py
"""

import json
import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REST_URL = os.getenv("KARAPACE_REST_URL", "http://localhost:8082")
TYPE = {"Content-Type": "application/vnd.kafka.avro.v2+json"}

SCHEMA = {
    "type": "record",
    "name": "SensorReading",
    "namespace": "demo",
    "fields": [
        {"name": "sensor", "type": "string"},
        {"name": "celsius", "type": "double"},
        {"name": "humidity", "type": ["null", "double"], "default": None},
    ],
}
READING = {"sensor": "attic", "celsius": 21.5, "humidity": {"double": 0.4}}
WRONG = {"sensor": "attic", "celsius": "warm", "humidity": None}

try:
    with httpx.Client(base_url=REST_URL, headers=TYPE) as rest:
        # With the schema: the proxy registers it
        body = {"value_schema": json.dumps(SCHEMA), "records": [{"value": READING}]}
        answer = rest.post(f"/topics/{TOPIC_NAME}", json=body).raise_for_status().json()
        number = answer["value_schema_id"]
        print(f"Sent: offset {answer['offsets'][0]['offset']}, schema id {number}")

        # With its id only: shorter, and checked all the same
        body = {"value_schema_id": number, "records": [{"value": WRONG}]}
        refused = rest.post(f"/topics/{TOPIC_NAME}", json=body)
        print(f"Refused: {refused.status_code}, {refused.json()['message']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REST_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REST_URL in .env, and that Karapace runs.")
