"""Wait until the schema registry accepts schemas.
Needs a schema registry, and its address in .env.
Run it with: python examples/schema_registry/wait_until_ready.py
"""

import os
import sys
import time

import httpx
from dotenv import load_dotenv

load_dotenv()
REGISTRY_URL = os.getenv("KARAPACE_REGISTRY_URL", "http://localhost:8081")

# Ask twice a second, for a minute: a registry that starts does not answer at all at first
with httpx.Client(base_url=REGISTRY_URL) as registry:
    for _ in range(120):
        try:
            if registry.get("/master_available").json()["master_available"]:
                print("The schema registry is ready")
                sys.exit()
        except httpx.TransportError:
            pass
        time.sleep(0.5)
sys.exit(f"{REGISTRY_URL} is not ready. Check .env, and that Karapace runs.")
