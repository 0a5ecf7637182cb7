"""Send three messages with a key over HTTP, as JSON.
Needs Kafka with the topic, a REST proxy, and its address in .env.
Run it with: python examples/rest_proxy/produce_json.py
"""

import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REST_URL = os.getenv("KARAPACE_REST_URL", "http://localhost:8082")
TYPE = {"Content-Type": "application/vnd.kafka.json.v2+json"}

RECORDS = [
    {"key": "alice", "value": {"page": "/home"}},
    {"key": "bob", "value": {"page": "/cart"}},
    {"key": "alice", "value": {"page": "/buy"}},
]

try:
    with httpx.Client(base_url=REST_URL) as rest:
        answer = rest.post(
            f"/topics/{TOPIC_NAME}", json={"records": RECORDS}, headers=TYPE
        )
        for sent in answer.raise_for_status().json()["offsets"]:
            print(f"Sent: partition {sent['partition']}, offset {sent['offset']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REST_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REST_URL in .env, and that Karapace runs.")
