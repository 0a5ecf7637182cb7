"""What a test does with Karapace: tell a story to a live or a replayed one, and compare what was printed."""

import contextlib
import re
import uuid

from werkzeug import Request as Asked
from werkzeug import Response

from tests.karapace.record import Recorder
from tests.karapace.recordings import FOLDER, Names, load
from tests.karapace.replay import Replay, served
from tests.karapace.stories import STORIES
from tests.outputs import ROOT, Outputs
from tests.reader import Reader, Terminal

# What another cluster, or a registry that is not empty, answers otherwise. Both sides are made equal before comparing.
LIVE_VARYING = [
    (r"\bid \d+", "id 1"),
    (r'("(?:id|value_schema_id|leader|timestamp)": ?)\d+', r"\g<1>1"),
    (r'("(?:brokers|replicas)": ?)\[.*?\]', r"\1[]"),
    (r"(led by broker) \d", r"\1 1"),
    (r"(brokers:) \[.*?\]", r"\1 []"),
    (r"(schema's id:) .*", r"\1 1"),
    (r'"offset":\d+(?=,"partition":1\b)', '"offset":0'),
    (r"(partition 1, offset) \d+", r"\1 0"),
    (r'("process_uptime_sec":)\d+', r"\g<1>7"),
    (r'("karapace_version":)"[^"]+"', r'\1"6.2.0"'),
]


class Front:
    """Two servers for all tests, because ending one takes half a second; each story puts its partner behind them."""

    urls: dict[str, str]
    partner: Replay | Recorder

    def answer(self, service: str, asked: Asked) -> Response:
        """What the partner of the story that is told now answers."""
        return self.partner.answer(service, asked)


class Karapace:
    """What a test does with Karapace, live or replayed, under names that no other test uses."""

    def __init__(self, reader: Reader, front: Front, live: dict[str, str], record: bool, update: bool):
        self.names = Names(uuid.uuid4().hex[:8])
        self._reader = reader
        self._front = front
        self._live = live
        self._record = record
        self._outputs = Outputs(update or record, reader.folder, 9092)

    @contextlib.contextmanager
    def story(self, *stories: str, replay: bool = False, port: int = 0):
        """Karapace's addresses for these stories; with `replay`, recordings even where there is a live one.

        The registry can be given a port of its own.
        """
        files = [name for story in stories for name in STORIES[story]]
        if self._live and not self._record and not replay:
            yield self._live
            return
        if self._record and not replay:
            partner = Recorder(files, self.names, self._live, FOLDER)
        else:
            partner = Replay([load(name) for name in files], self.names)
        if port:
            with served(partner.answer, port) as urls:
                yield urls
        else:
            self._front.partner = partner
            yield self._front.urls
        partner.check()

    def make_topic(self, page_name: str, partitions: int = 1) -> None:
        """Create a topic, which Karapace cannot do; a replay needs none."""
        if self._live:
            name = self.names[page_name]
            script = "rest_proxy/manage_topic.py" if partitions == 2 else "ssl/create_topic.py"
            made = self._reader.run(f"python examples/{script}", KAFKA_TOPIC_NAME=name)
            assert made.code == 0, made.output

    def run(self, script: str, *stories: str, topic: str, group: str = "", reader=None, **variables: str) -> Terminal:
        """Run a script of examples/ through its stories; names are those of the pages."""
        with self.story(*stories) as urls:
            groups = {"KAFKA_GROUP_ID": self.names[group]} if group else {}
            variables |= {"KAFKA_TOPIC_NAME": self.names[topic], **groups, **urls}
            return (reader or self._reader).run(f"python examples/{script}", **variables)

    def bash(self, script: str, *stories: str) -> Terminal:
        """Run lines of shell as a page has them, with this run's names."""
        with self.story(*stories) as urls:
            return self._reader.bash(self.names.run_from_page(script), **urls)

    def shows(self, path: str, transcript: str) -> None:
        """Compare what was printed with the output that a page shows, or rewrite that."""
        shown = self.names.page_from_run(transcript)
        if self._live and not self._record:
            assert alike(shown) == alike((ROOT / path).read_text()), "--record-karapace renews what the pages show"
        else:
            self._outputs.check(path, shown)


def alike(text: str) -> str:
    for pattern, constant in LIVE_VARYING:
        text = re.sub(pattern, constant, text)
    return text
