"""Read messages over HTTP, and go back: to the beginning, and to an offset.
Needs Kafka with the topic and three messages (produce_json.py), a REST proxy, and .env.
Run it with: python examples/rest_proxy/seek.py
"""

import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")
REST_URL = os.getenv("KARAPACE_REST_URL", "http://localhost:8082")
TYPE = {"Content-Type": "application/vnd.kafka.v2+json"}
JSON = {"Accept": "application/vnd.kafka.json.v2+json"}
INSTANCE = f"/consumers/{GROUP_ID}/instances/reader-1"
SETTINGS = {"auto.offset.reset": "earliest", "auto.commit.enable": "false"}
PARTITION = {"topic": TOPIC_NAME, "partition": 0}


def post(rest, path, body):
    rest.post(path, json=body, headers=TYPE).raise_for_status()


def show(rest, what, query):
    """Read, and print the offsets of what came. The first answer can be empty."""
    for _ in range(3):
        answer = rest.get(f"{INSTANCE}/records?{query}", headers=JSON)
        if records := answer.raise_for_status().json():
            print(f"{what}: offsets {[record['offset'] for record in records]}")
            return
    print(f"{what}: nothing")


try:
    with httpx.Client(base_url=REST_URL, timeout=30) as rest:
        created = {"name": "reader-1", "format": "json", **SETTINGS}
        post(rest, f"/consumers/{GROUP_ID}", created)
        try:
            post(rest, f"{INSTANCE}/subscription", {"topics": [TOPIC_NAME]})
            show(rest, "Read", "timeout=5000")
            post(rest, f"{INSTANCE}/positions/beginning", {"partitions": [PARTITION]})
            show(rest, "From the beginning", "timeout=3000")
            post(rest, f"{INSTANCE}/positions", {"offsets": [{**PARTITION, "offset": 2}]})
            show(rest, "From offset 2", "timeout=3000&max_bytes=100000")
        finally:
            rest.delete(INSTANCE).raise_for_status()
            print("Deleted the instance")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REST_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REST_URL in .env, and that Karapace runs.")
