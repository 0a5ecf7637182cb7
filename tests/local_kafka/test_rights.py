"""The access rules, tried one by one: with its rule an operation works, without it Kafka refuses."""

import contextlib
import secrets
import uuid

import pytest
from dotenv import dotenv_values
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
    ScramMechanism,
    UserScramCredentialDeletion,
)
from kafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
    for_code,
)

from local_kafka import access, brokers
from local_kafka.folder import Folder
from tests.wait import wait_until

RULES = [(resource.name, operation) for resource, operations in access.ALLOWED.items() for operation in operations]
REFUSED = {"TOPIC": TopicAuthorizationFailedError, "GROUP": GroupAuthorizationFailedError}
PORTS = {"SSL": "KAFKA_SSL_PORT", "SASL_SSL": "KAFKA_SASL_PORT", "PLAINTEXT": "KAFKA_PLAINTEXT_PORT"}
NOBODY = "test-nobody"


def without(rule: tuple[str, str]) -> str:
    """The name of a user who has the rules of the tutorial's user, but not this one."""
    return "test-without-" + "-".join(rule).lower()


def everything(principal: str | None = None) -> ACLFilter:
    """All rules, or all of one principal."""
    pattern = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)
    return ACLFilter(principal, None, ACLOperation.ANY, ACLPermissionType.ANY, pattern)


@pytest.fixture(scope="module")
def login(reader):
    """The connection of a user by name: one without any rule, and for each rule one who lacks only that."""
    env = dotenv_values(reader.folder / ".env")
    passwords = {user: secrets.token_urlsafe(24) for user in [NOBODY, *map(without, RULES)]}
    rules = [
        ACL(
            f"User:{without(lacking)}",
            "*",
            ACLOperation[operation],
            ACLPermissionType.ALLOW,
            ResourcePattern(ResourceType[resource], access.PREFIX, ACLResourcePatternType.PREFIXED),
        )
        for lacking in RULES
        for resource, operation in RULES
        if (resource, operation) != lacking
    ]
    with brokers.admin_of_any(Folder(reader.folder)) as administrator:
        access.set_passwords(administrator, passwords)
        assert not administrator.create_acls(rules)["failed"]

    def login(user: str) -> dict:
        return connection(env, "SASL_SSL", user, passwords[user])

    yield login
    with brokers.admin_of_any(Folder(reader.folder)) as administrator:
        administrator.delete_acls([everything(f"User:{user}") for user in passwords])
        gone = [UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_256) for user in passwords]
        assert not any(administrator.alter_user_scram_credentials(gone).values())


def connection(env: dict, protocol: str, user: str, password: str) -> dict:
    """What a client needs for a listener."""
    settings = {"bootstrap_servers": f"localhost:{env[PORTS[protocol]]}", "security_protocol": protocol}
    if protocol != "PLAINTEXT":
        settings["ssl_cafile"] = env["KAFKA_SSL_CAFILE"]
    if protocol == "SSL":
        settings |= {"ssl_certfile": env["KAFKA_SSL_CERTFILE"], "ssl_keyfile": env["KAFKA_SSL_KEYFILE"]}
    if protocol == "SASL_SSL":
        settings |= {"sasl_mechanism": "SCRAM-SHA-256", "sasl_plain_username": user, "sasl_plain_password": password}
    return settings


@pytest.fixture(params=PORTS)
def tutorial(request, reader) -> dict:
    """The connection of the tutorial's user, by each of its three ways."""
    env = dotenv_values(reader.folder / ".env")
    return connection(env, request.param, env["KAFKA_SASL_USERNAME"], env["KAFKA_SASL_PASSWORD"])


def create(admin, topic: str) -> None:
    admin.create_topics({topic: {"num_partitions": 1}}, wait_for_metadata=True)


def alter(admin, topic: str) -> None:
    admin.create_partitions({topic: 2})


def delete(admin, topic: str) -> None:
    admin.delete_topics([topic])


def look_at_settings(admin, topic: str) -> None:
    """Raise what kafka-python hides: where Kafka refuses, it returns no settings at all."""
    resource = ConfigResource(ConfigResourceType.TOPIC, topic)
    if not admin.describe_configs([resource], config_filter="all")["topic"][topic]:
        raise TopicAuthorizationFailedError


def write(connection: dict, topic: str) -> None:
    # Who may write nowhere gets no number as an idempotent producer: that is a refusal too, but of the cluster.
    with KafkaProducer(**connection, max_block_ms=30_000, enable_idempotence=False) as producer:
        producer.send(topic, b"message").get(timeout=30)


def read(connection: dict, topic: str, group: str | None = None) -> None:
    settings = {"group_id": group, "auto_offset_reset": "earliest", "consumer_timeout_ms": 30_000}
    with KafkaConsumer(topic, **settings, **connection) as consumer:
        if not (group or consumer.partitions_for_topic(topic)):
            raise error_of(topic, connection)
        assert next(consumer).value == b"message"


def error_of(topic: str, connection: dict) -> type[KafkaError]:
    """Why a topic is not to be seen: a consumer would only wait for it."""
    with KafkaAdminClient(**connection) as admin:
        return for_code(admin.describe_topics([topic])[0]["error_code"])


def attempt(rule: tuple[str, str], connection: dict, topic: str) -> None:
    """Do what this rule is for, to a topic that exists and has a message; to create, one that does not exist."""
    as_admin = {"CREATE": create, "ALTER": alter, "DELETE": delete, "DESCRIBE_CONFIGS": look_at_settings}
    resource, operation = rule
    if operation in as_admin:
        with KafkaAdminClient(**connection) as admin:
            as_admin[operation](admin, f"{topic}-new" if operation == "CREATE" else topic)
    elif operation == "WRITE":
        write(connection, topic)
    else:
        read(connection, topic, f"{topic}-group" if resource == "GROUP" else None)


@pytest.fixture
def filled(topic, plaintext) -> str:
    """A topic with a message in it."""
    write({"bootstrap_servers": plaintext}, topic)
    return topic


def test_with_its_rules_the_tutorial_s_user_may_do_each_operation(tutorial, filled):
    for rule in sorted(RULES, key=lambda rule: rule[1] == "DELETE"):
        attempt(rule, tutorial, filled)


@pytest.mark.parametrize("rule", RULES, ids="-".join)
def test_without_its_rule_an_operation_is_refused(rule, login, filled):
    with pytest.raises(REFUSED[rule[0]]):
        attempt(rule, login(without(rule)), filled)


@pytest.mark.parametrize("rule", RULES, ids="-".join)
def test_a_user_without_rules_is_refused_each_operation(rule, login, filled):
    with pytest.raises(REFUSED[rule[0]]):
        attempt(rule, login(NOBODY), filled)


def test_a_user_without_rules_does_not_even_see_what_there_is(login, filled):
    read_once = f"{filled}-group"
    with KafkaAdminClient(**login(NOBODY)) as admin:
        assert admin.list_topics() == [] and len(admin.describe_cluster()["brokers"]) == 3
        assert [topic["error_code"] for topic in admin.describe_topics([filled])] == [29]
        for ask in (admin.describe_groups, admin.delete_groups):
            with pytest.raises(GroupAuthorizationFailedError):
                ask([read_once])
        with pytest.raises(GroupAuthorizationFailedError):
            admin.list_group_offsets(read_once)
    refuse_administration(login(NOBODY))


def refuse_administration(connection: dict) -> None:
    """What only an administrator may do: look at rules and users, make them, change topics' and brokers' settings."""
    with KafkaAdminClient(**connection) as admin:
        with pytest.raises(ClusterAuthorizationFailedError):
            admin.describe_acls(everything())
        anything = ResourcePattern(ResourceType.TOPIC, "*", ACLResourcePatternType.LITERAL)
        wanted = ACL("User:demo-user", "*", ACLOperation.ALL, ACLPermissionType.ALLOW, anything)
        assert admin.create_acls([wanted])["failed"] == [ClusterAuthorizationFailedError]
        assert admin.delete_acls([everything()])[0][1:] == ([], ClusterAuthorizationFailedError)
        with pytest.raises(ClusterAuthorizationFailedError):
            admin.describe_user_scram_credentials(["demo-user"])
        with pytest.raises(KafkaError, match="needs ALTER permission"):
            access.set_passwords(admin, {"test-eve": "a password that nobody gets"})
        broker = ConfigResource(ConfigResourceType.BROKER, "1")
        assert admin.describe_configs([broker], config_filter="all") == {"broker": {"1": {}}}
        with pytest.raises(ClusterAuthorizationFailedError):
            admin.describe_metadata_quorum()


def test_the_tutorial_s_user_may_not_change_users_rules_or_brokers(tutorial):
    refuse_administration(tutorial)


def test_the_tutorial_s_user_is_refused_what_does_not_begin_with_demo(tutorial, reader, filled):
    other = f"other-{uuid.uuid4().hex[:8]}"
    with brokers.admin_of_any(Folder(reader.folder)) as administrator:
        create(administrator, other)
        try:
            for rule in RULES:
                if rule[0] == "TOPIC":
                    with pytest.raises(TopicAuthorizationFailedError):
                        attempt(rule, tutorial, other)
        finally:
            delete(administrator, other)
    with pytest.raises(GroupAuthorizationFailedError):
        read(tutorial, filled, "other-group")


def test_a_user_who_was_removed_is_refused(login, reader):
    user = f"test-{uuid.uuid4().hex[:8]}"
    wrong = {**login(NOBODY), "sasl_plain_username": user}
    with brokers.admin_of_any(Folder(reader.folder)) as administrator:
        access.set_passwords(administrator, {user: wrong["sasl_plain_password"]})
        wait_until(lambda: may_connect(wrong), "the new user may connect")
        administrator.alter_user_scram_credentials([UserScramCredentialDeletion(user, ScramMechanism.SCRAM_SHA_256)])
    wait_until(lambda: not may_connect(wrong), "the removed user may not connect")


def may_connect(connection: dict) -> bool:
    with contextlib.suppress(KafkaError), KafkaAdminClient(**connection, bootstrap_timeout_ms=3000) as admin:
        return len(admin.describe_cluster()["brokers"]) == 3
    return False
