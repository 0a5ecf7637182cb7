"""Look at the brokers, and at the partitions, offsets and a setting of a topic.
Needs Kafka with the topic, a REST proxy, and its address in .env.
Run it with: python examples/rest_proxy/look_at_topic.py
"""

import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REST_URL = os.getenv("KARAPACE_REST_URL", "http://localhost:8082")

try:
    with httpx.Client(base_url=REST_URL) as rest:
        print(f"brokers: {rest.get('/brokers').raise_for_status().json()['brokers']}")

        # Who leads each partition
        answer = rest.get(f"/topics/{TOPIC_NAME}/partitions").raise_for_status()
        for partition in answer.json():
            print(
                f"partition {partition['partition']}: led by broker {partition['leader']}"
            )

        # From which to which offset there are messages
        path = f"/topics/{TOPIC_NAME}/partitions/0/offsets"
        print(f"partition 0: {rest.get(path).raise_for_status().json()}")

        # How long messages are kept
        configs = rest.get(f"/topics/{TOPIC_NAME}").raise_for_status().json()["configs"]
        print(f"retention.ms: {configs['retention.ms']}")
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REST_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REST_URL in .env, and that Karapace runs.")
