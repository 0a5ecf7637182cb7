"""Read messages over HTTP in a group: one instance handles two, the next one goes on.
Needs Kafka with the topic and three messages (produce_json.py), a REST proxy, and .env.
Run it with: python examples/rest_proxy/consume.py
"""

import os
import sys
from contextlib import contextmanager

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
GROUP_ID = os.getenv("KAFKA_GROUP_ID", "demo-consumer-group")
REST_URL = os.getenv("KARAPACE_REST_URL", "http://localhost:8082")
TYPE = {"Content-Type": "application/vnd.kafka.v2+json"}
JSON = {"Accept": "application/vnd.kafka.json.v2+json"}
SETTINGS = {"auto.offset.reset": "earliest", "auto.commit.enable": "false"}


def call(rest, method, path, body):
    return rest.request(method, path, json=body, headers=TYPE).raise_for_status()


@contextmanager
def consumer(rest, name):
    """Create an instance and subscribe it; delete it, whatever happens in between."""
    created = {"name": name, "format": "json", **SETTINGS}
    call(rest, "POST", f"/consumers/{GROUP_ID}", created)
    instance = f"/consumers/{GROUP_ID}/instances/{name}"
    try:
        call(rest, "POST", f"{instance}/subscription", {"topics": [TOPIC_NAME]})
        yield instance
    finally:
        rest.delete(instance).raise_for_status()
        print(f"Deleted the instance {name}")


def read(rest, instance):
    """What there is to read. The first answer can be empty, so ask up to three times."""
    for _ in range(3):
        answer = rest.get(f"{instance}/records?timeout=6000", headers=JSON)
        if records := answer.raise_for_status().json():
            return records
    sys.exit(f"{TOPIC_NAME} has nothing new for {GROUP_ID}. Run produce_json.py first.")


def show(name, record):
    print(f"{name} reads {record['key']}: {record['value']} (offset {record['offset']})")


# The program
try:
    with httpx.Client(base_url=REST_URL, timeout=30) as rest:
        with consumer(rest, "one") as one:
            for record in read(rest, one)[:2]:
                show("one", record)
            # Commit the last message that was handled
            place = {"topic": TOPIC_NAME, "partition": record["partition"]}
            last = {**place, "offset": record["offset"]}
            call(rest, "POST", f"{one}/offsets", {"offsets": [last]})
            answer = call(rest, "GET", f"{one}/offsets", {"partitions": [place]})
            committed = answer.json()["offsets"][0]["offset"]
            print(f"Posted offset {last['offset']}, committed is {committed}")
        with consumer(rest, "two") as two:
            for record in read(rest, two):
                show("two", record)
            # Commit all that was read
            call(rest, "POST", f"{two}/offsets", {})
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REST_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REST_URL in .env, and that Karapace runs.")
