"""Consumers of one group, each in a terminal of its own."""

from tests.reader import Reader, Terminal
from tests.wait import wait_until


class Group:
    """A group that the consumers of the tutorial join one by one, reading one topic."""

    def __init__(self, reader: Reader, admin, topic: str, name: str | None = None):
        self._reader, self._admin = reader, admin
        self.settings = {"KAFKA_TOPIC_NAME": topic, "KAFKA_GROUP_ID": name or topic}
        self.consumers: list[Terminal] = []

    def join(self, variant: str, **settings: str) -> Terminal:
        """Start a consumer, and wait until the group has shared out its partitions anew."""
        consumer = self._reader.start(f"python examples/{variant}/consumer.py", **self.settings, **settings)
        self.consumers.append(consumer)
        members = len(self.consumers)
        consumer.wait_for("Waiting for messages")
        wait_until(lambda: (self.state(), self.members()) == ("Stable", members), f"the group has {members} members")
        return consumer

    def state(self) -> str:
        """Kafka's word for the state of the group, such as Stable or Empty."""
        return self._describe()["group_state"]

    def members(self) -> int:
        """How many members the group has, as Kafka sees it."""
        return len(self._describe()["members"])

    def partitions(self) -> list[list[int]]:
        """The partitions of each member, in order."""
        assignments = [member["member_assignment"]["assigned_partitions"] for member in self._describe()["members"]]
        return sorted([partition for topic in topics for partition in topic["partitions"]] for topics in assignments)

    def committed(self) -> dict[int, int]:
        """The committed offset of each partition."""
        name = self.settings["KAFKA_GROUP_ID"]
        return {to.partition: at.offset for to, at in self._admin.list_group_offsets(name)[name].items()}

    def close(self) -> None:
        """End the consumers that still run."""
        for consumer in self.consumers:
            consumer.close()

    def _describe(self) -> dict:
        name = self.settings["KAFKA_GROUP_ID"]
        return self._admin.describe_groups([name])[name]
