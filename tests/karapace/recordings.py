"""The recorded exchanges with a real Karapace: one request and its answer in each file of recordings/."""

import json
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.karapace.stories import PAGE_NAMES

FOLDER = Path(__file__).with_name("recordings")
ANYTHING = "*/*"  # what no Accept header at all means (RFC 9110)
# What a recording's own version number does not say.
BUILDS = {"6.2.0.post4": "commit 3bbc1f8 of its main branch, four commits after release 6.2.0"}


@dataclass(frozen=True)
class Request:
    """What is compared of a request: all that decides how Karapace answers it."""

    service: str  # "registry" or "rest"
    method: str
    path: str  # with the query
    content_type: str | None
    accept: str
    body: str

    def __eq__(self, other) -> bool:
        return self._compared() == other._compared()

    def __str__(self) -> str:
        return f"{self.service}: {self.method} {self.path}, {self.content_type}, accepts {self.accept}: {self.body}"

    def _compared(self) -> list:
        return [*list(vars(self).values())[:-1], parsed(self.body)]


def parsed(body: str):
    """A body as JSON where it is JSON, so that spaces and the order of keys do not count."""
    try:
        return json.loads(body)
    except ValueError:
        return body


def header(message: dict, name: str) -> str | None:
    """A header of a recorded message; its name is not case-sensitive (RFC 9110)."""
    return next((value for key, value in message["headers"].items() if key.lower() == name.lower()), None)


def request_of(recording: dict) -> Request:
    """The recorded request."""
    asked = recording["request"]
    kinds = header(asked, "Content-Type"), header(asked, "Accept") or ANYTHING
    return Request(recording["service"], asked["method"], asked["path"], *kinds, asked.get("body_text") or "")


def load(name: str, folder: Path = FOLDER) -> dict:
    """A recording by the name of its file."""
    return json.loads((folder / f"{name}.json").read_text())


def save(name: str, recording: dict, folder: Path = FOLDER) -> None:
    """Write a recording as all the others are written."""
    (folder / f"{name}.json").write_text(json.dumps(recording, indent=2) + "\n")


def which_karapace(folder: Path = FOLDER) -> str:
    """Which Karapace gave the recorded answers, and when: from the answers themselves."""
    recordings = [load(path.stem, folder) for path in folder.glob("*.json")]
    version = load("100-rest-health", folder)["response"]["body"]["karapace_version"]
    dates = {parsedate_to_datetime(header(recording["response"], "Date")).date() for recording in recordings}
    when = " to ".join(str(date) for date in sorted({min(dates), max(dates)}))
    build = f" ({BUILDS[version]})" if version in BUILDS else ""
    return f"Karapace {version}{build}, recorded on {when}"


class Names:
    """The names of topics and groups: in the recordings, on the pages, and in one run, which adds letters of its own.

    The subject of a topic is the topic's name and `-value`, and changes with it.
    """

    def __init__(self, suffix: str):
        self._run = {page: f"{page}-{suffix}" for page in PAGE_NAMES.values()}

    def __getitem__(self, page: str) -> str:
        return self._run[page]

    def run_from_recording(self, text: str) -> str:
        """What the run says where the recording says this."""
        return _replace(text, {recorded: self._run[page] for recorded, page in PAGE_NAMES.items()})

    def recording_from_run(self, text: str) -> str:
        """What a recording says where the run says this."""
        return _replace(text, {self._run[page]: recorded for recorded, page in PAGE_NAMES.items()})

    def run_from_page(self, text: str) -> str:
        """What the run types where a page says this."""
        return _replace(text, self._run)

    def page_from_run(self, text: str) -> str:
        """What a page shows where the run printed this."""
        return _replace(text, {run: page for page, run in self._run.items()})


def _replace(text: str, names: dict[str, str]) -> str:
    """Replace whole names, alone or as the first part of a subject."""
    whole = rf"(?<![\w-])({'|'.join(names)})(?=-value\b|(?![\w-]))"
    return re.sub(whole, lambda found: names[found[1]], text)
