"""A server that answers as a real Karapace once did: only what was asked then, and only in that order.

It knows nothing of Karapace. A request must equal the next recorded one, under the names of this run. Whatever else
is asked is refused and fails the test, and so does a recording that nobody asked for.
"""

import contextlib
import re
from collections import deque
from dataclasses import replace

from pytest_httpserver import HTTPServer
from werkzeug import Request as Asked
from werkzeug import Response

from tests.karapace.recordings import ANYTHING, Names, Request, header, request_of

REFUSED = 599  # a status that Karapace does not use


class Replay:
    """The answers to one story, from the first to the last."""

    def __init__(self, recordings: list[dict], names: Names):
        self._left = deque(recordings)
        self._names = names
        self._problems: list[str] = []

    def answer(self, service: str, asked: Asked) -> Response:
        """The recorded answer, if this is what was asked next."""
        request = request_from(service, asked)
        if not self._left:
            return self._refuse(f"This was asked after the last recording:\n  {request}")
        expected = expected_request(self._left[0], self._names)
        if request != expected:
            return self._refuse(f"This was asked:\n  {request}\nand this was recorded:\n  {expected}")
        recorded = self._left.popleft()["response"]
        body = self._names.run_from_recording(recorded["body_text"])
        return Response(body, recorded["status"], content_type=header(recorded, "Content-Type"))

    def check(self) -> None:
        """Fail unless each recording was asked for, and nothing else."""
        assert not self._problems, "\n".join(self._problems)
        assert not self._left, "Nobody asked for:\n" + "\n".join(f"  {request_of(left)}" for left in self._left)

    def _refuse(self, problem: str) -> Response:
        self._problems.append(problem)
        return Response(problem, REFUSED, content_type="text/plain")


def expected_request(recording: dict, names: Names) -> Request:
    """The recorded request under the names of a run."""
    request, named = request_of(recording), names.run_from_recording
    return replace(request, path=named(request.path), body=named(request.body))


def request_from(service: str, asked: Asked) -> Request:
    """What came in, as it is compared."""
    kinds = asked.headers.get("Content-Type"), asked.headers.get("Accept", ANYTHING)
    return Request(service, asked.method, asked.environ["RAW_URI"], *kinds, asked.get_data(as_text=True))


@contextlib.contextmanager
def served(answer, port: int = 0):
    """Serve both halves of a Karapace from `answer`, and give their addresses as the scripts read them.

    The registry listens on this port, the REST proxy on one of its own.
    """
    with contextlib.ExitStack() as servers:
        urls = {}
        for service in ("registry", "rest"):
            server = servers.enter_context(HTTPServer(host="127.0.0.1", port=port if service == "registry" else 0))
            handler = server.expect_request(re.compile(".*"))
            handler.respond_with_handler(lambda asked, service=service: answer(service, asked))
            urls[f"KARAPACE_{service.upper()}_URL"] = server.url_for("").rstrip("/")
        yield urls
