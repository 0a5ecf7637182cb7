"""Who may do what: the tutorial's user, and the access rules (ACLs)."""

from kafka import KafkaAdminClient
from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourceType,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from local_kafka.credentials import USER

PREFIX = "demo-"
PRINCIPALS = [f"User:{USER}", "User:ANONYMOUS"]  # by certificate or password, and through the plaintext listener
ALLOWED = {
    ResourceType.TOPIC: ["CREATE", "DESCRIBE", "DESCRIBE_CONFIGS", "READ", "WRITE", "ALTER", "DELETE"],
    ResourceType.GROUP: ["DESCRIBE", "READ", "DELETE"],
}


def grant(client: KafkaAdminClient, password: str) -> None:
    """Give the tutorial's user this password, and let it and the anonymous user work on what begins with PREFIX."""
    client.alter_user_scram_credentials(
        [UserScramCredentialUpsertion(USER, ScramMechanism.SCRAM_SHA_256, password, iterations=8192)]
    )
    client.create_acls(
        [
            ACL(
                principal,
                "*",
                ACLOperation[operation],
                ACLPermissionType.ALLOW,
                ResourcePattern(resource, PREFIX, ACLResourcePatternType.PREFIXED),
            )
            for principal in PRINCIPALS
            for resource, operations in ALLOWED.items()
            for operation in operations
        ]
    )
