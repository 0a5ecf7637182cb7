"""Shown outputs: what a run printed, made equal where runs differ, and kept in a file that a page includes."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
VARYING = [
    (r"process \d+", "process 12345"),
    (r"after \d+\.\d s\b", "after 6.1 s"),
    (r"after \d\.\d secs", "after 5.0 secs"),
    (r"\b8\d{3} ms has passed", "8001 ms has passed"),
    (r"<-\d+\]", "<-50854]"),
    (r"_ssl\.c:\d+", "_ssl.c:1006"),
    (r"\(/\S+/site-packages/", "(~/lets-talk-to-kafka/.venv/lib/python3.11/site-packages/"),
    # Dates of certificates that are good now; those of the wrong ones are fixed.
    (r"(from\s+)20(2[6-9]|3\d)-\d\d-\d\d", r"\g<1>2026-11-23"),
    (r"(to\s+)20(2[6-9]|3\d)-\d\d-\d\d", r"\g<1>2026-12-23"),
    (r"(today\s+is\s+)[\d-]+\d", r"\g<1>2026-11-23"),
    (r"Node \d leads", "Node 1 leads"),
    (r"('topic_id': )'\S+'", r"\1'c0c3e672-4862-4176-8502-4c0bbb998dc2'"),
    (r"(TopicId: )\S+", r"\1wMPmckhiQXaFAkwLu5mNwg"),
    (r"('leader_epoch': )-?\d+", r"\g<1>0"),
    (r"('leader_id': |Leader: )\d", r"\g<1>1"),
    (r"\[[123], [123], [123]\]", "[1, 2, 3]"),
    (r"((Replicas|Isr): )\d,\d,\d", r"\g<1>1,2,3"),
    (r"[A-Z][a-z]{2} \d{1,2}, \d{4}", "Nov 23, 2026"),
    (r"(SHA-256\): )[0-9A-F:]+", r"\1ED:B8:7C:34:7A:85:08:74:51:36:2B:29:1F:85:61:52"),
]


def diagnosis(text: str) -> str:
    """A report of examples/doctor.py without the seconds of its steps and its line breaks: a story for `check`."""
    return " ".join(re.sub(r'\d+\.\d\d(?= s\b)|(?<="seconds": )[\d.]+', "?", text).split())


class Outputs:
    """Compares what a command printed with the file that a page shows, or rewrites that file."""

    def __init__(self, update: bool, folder: Path, first_port: int):
        self._update = update
        self._folder = folder
        self._first_port = first_port

    def check(self, path: str, transcript: str, story=str) -> None:
        """Compare with the file at this path in the repository; with --update-outputs write it instead.

        Where a good run can print another text, `story` takes from a text what each good run has in common.
        """
        file = ROOT / path
        shown = self.normalise(transcript)
        if self._update:
            file.parent.mkdir(exist_ok=True)
            file.write_text(shown)
        assert file.exists(), f"{path} is missing: pytest --update-outputs writes it"
        told = story(file.read_text())
        assert story(shown) == told, f"{path} is not what the commands print: pytest --update-outputs rewrites it"

    def normalise(self, text: str) -> str:
        """Replace what differs from run to run or from one computer to another."""
        text = text.replace(f"{self._folder}/", "").replace(str(self._folder), "~/lets-talk-to-kafka")
        for port in range(300):  # the ports of this test run become those of a reader's cluster
            text = re.sub(rf"\b{self._first_port + port}\b", str(9092 + port), text)
        for pattern, constant in VARYING:
            text = re.sub(pattern, constant, text)
        return text.expandtabs()
