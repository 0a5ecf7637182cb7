"""Delete a version of a schema, first so that it could still be found, then for good.
Needs a schema registry that knows two versions (evolve.py), and its address in .env.
Run it with: python examples/schema_registry/delete.py
"""

import os
import sys

import httpx
from dotenv import load_dotenv

load_dotenv()
TOPIC_NAME = os.getenv("KAFKA_TOPIC_NAME", "demo-topic")
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")
VERSIONS = f"/subjects/{TOPIC_NAME}-value/versions"

try:
    with httpx.Client(base_url=REGISTRY_URL) as registry:
        number = registry.get(f"{VERSIONS}/1").raise_for_status().json()["id"]

        # For good at once is refused
        refused = registry.delete(f"{VERSIONS}/1?permanent=true")
        print(f"Delete for good: {refused.status_code}, {refused.json()['message']}")

        # First without permanent: the version is only hidden
        answer = registry.delete(f"{VERSIONS}/1").raise_for_status()
        print(f"Delete: version {answer.json()}")
        print(f"Versions: {registry.get(VERSIONS).raise_for_status().json()}")
        answer = registry.get(f"{VERSIONS}?deleted=true").raise_for_status()
        print(f"With deleted ones: {answer.json()}")

        # Then for good; messages that carry the id can still be read
        answer = registry.delete(f"{VERSIONS}/1?permanent=true").raise_for_status()
        print(f"Delete for good: version {answer.json()}")
        print(
            f"Ask for id {number}: {registry.get(f'/schemas/ids/{number}').status_code}"
        )
except httpx.HTTPStatusError as error:
    sys.exit(f"Karapace refused ({error.response.status_code}): {error.response.text}")
except httpx.TransportError as error:
    print(f"No answer from {REGISTRY_URL}: {error}", file=sys.stderr)
    sys.exit("Check KARAPACE_REGISTRY_URL in .env, and that Karapace runs.")
