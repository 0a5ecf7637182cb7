"""The one exception that a person gets to read."""


class LocalKafkaError(Exception):
    """Something a person can mend: what happened, why, and what to do, a line each."""

    def __init__(self, what: str, why: str, remedy: str):
        super().__init__("\n".join(" ".join(line.split()) for line in (what, why, remedy)))
