"""A proxy in front of a live Karapace that writes down what it passes on, in the form of recordings/."""

from collections import deque
from pathlib import Path

import httpx
from werkzeug import Request as Asked
from werkzeug import Response

from tests.karapace.recordings import Names, parsed, save
from tests.karapace.replay import request_from

PASSED_ON = ("Content-Type", "Accept")
KEPT = ("content-type", "date", "server")  # nothing that names the computer


class Recorder:
    """Writes the exchanges of one story into the files that the story names."""

    def __init__(self, story: list[str], names: Names, live: dict[str, str], folder: Path):
        self._files = deque(story)
        self._names = names
        self._live = live
        self._folder = folder

    def answer(self, service: str, asked: Asked) -> Response:
        """Ask the live Karapace the same, write both down under the names of the recordings, and pass the answer on."""
        request = request_from(service, asked)
        headers = {name: asked.headers[name] for name in PASSED_ON if name in asked.headers}
        url = self._live[f"KARAPACE_{service.upper()}_URL"].rstrip("/") + request.path
        with httpx.Client(timeout=60) as client:
            built = client.build_request(request.method, url, headers=headers, content=request.body or None)
            for name in PASSED_ON:  # httpx would add its own Accept
                if name not in headers:
                    built.headers.pop(name, None)
            answer = client.send(built)
        named = self._names.recording_from_run
        sent, received = named(request.body), named(answer.text)
        name = self._files.popleft()
        number, _, title = name.split("-", 2)
        recording = {
            "n": int(number),
            "service": service,
            "title": title.replace("-", " "),
            "request": {"method": request.method, "path": named(request.path), "headers": headers, "body": None},
            "response": {
                "status": answer.status_code,
                "reason": answer.reason_phrase,
                "headers": {key: value for key, value in answer.headers.items() if key in KEPT},
                "body": parsed(received) if received else None,
                "body_text": received,
            },
        }
        if sent:
            recording["request"] |= {"body": parsed(sent), "body_text": sent}
        save(name, recording, self._folder)
        return Response(answer.text, answer.status_code, content_type=answer.headers.get("Content-Type"))

    def check(self) -> None:
        """Fail when the story names more exchanges than there were."""
        assert not self._files, f"Not recorded, because nobody asked: {', '.join(self._files)}"
