"""docs/security.rst: its tables of rules say what the brokers themselves say."""

import pytest
from docutils import nodes
from kafka.admin import (
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePatternFilter,
    ResourceType,
)

from local_kafka import access, brokers
from local_kafka.folder import Folder

RESOURCES = {"topics": "TOPIC", "groups": "GROUP"}
EVERYTHING = ACLFilter(
    None,
    None,
    ACLOperation.ANY,
    ACLPermissionType.ANY,
    ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY),
)


@pytest.fixture(scope="module")
def tables(site) -> list[list[list[nodes.entry]]]:
    """The rows of each table of the page."""
    page = site.doctrees["docs/security"]
    return [[list(row.findall(nodes.entry)) for row in body.children] for body in page.findall(nodes.tbody)]


def words(entry: nodes.entry) -> list[str]:
    """What stands in a cell as a word of Kafka's."""
    return [literal.astext() for literal in entry.findall(nodes.literal)]


def rules_on_the_page(rows) -> set[tuple[str, ...]]:
    """Principal, resource, name, kind of name, and operation, as the brokers would list them."""
    return {
        (principal, RESOURCES[resource.astext().split()[0]], name.removesuffix("*"), "PREFIXED", operation)
        for who, resource, what in rows
        for principal in words(who)
        for name in words(resource)
        for operation in words(what)
        if name.endswith("*")
    }


def test_the_table_of_rules_is_what_the_brokers_list(tables, reader):
    with brokers.admin_of_any(Folder(reader.folder)) as administrator:
        listed, _ = administrator.describe_acls(EVERYTHING)
    karapace = {f"User:{user}" for user in access.KARAPACE}  # only containers have them; another test makes them here
    rules = [rule for rule in listed if rule.principal not in karapace]
    assert {(rule.host, rule.permission_type.name) for rule in rules} == {("*", "ALLOW")}
    assert rules_on_the_page(tables[1]) == {
        (
            rule.principal,
            rule.resource_pattern.resource_type.name,
            rule.resource_pattern.resource_name,
            rule.resource_pattern.pattern_type.name,
            rule.operation.name,
        )
        for rule in rules
    }


def test_the_page_says_of_each_operation_what_needs_it(tables):
    explained = [operation for what, _ in tables[2] for operation in words(what)]
    assert sorted(explained) == sorted(operation for operations in access.ALLOWED.values() for operation in operations)


def test_the_administrators_of_the_page_are_those_of_the_brokers(site, reader):
    page = site.doctrees["docs/security"].astext()
    (line,) = {
        line
        for path in reader.folder.glob(".local_kafka/node-*/server.properties")
        for line in path.read_text().splitlines()
        if line.startswith("super.users=")
    }
    names = [name.removeprefix("User:") for name in line.removeprefix("super.users=").split(";")]
    assert len(names) == 2 and all(name in page for name in names)
