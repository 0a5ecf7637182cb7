"""Lighthouse of Google: scores and times of a page on a simulated phone with slow 4G, in Chromium."""

import contextlib
import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import threading
from pathlib import Path

VERSION = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {"largest-contentful-paint": "LCP", "total-blocking-time": "TBT", "cumulative-layout-shift": "CLS"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
HEAD = "perf  a11y  best  seo  LCP ms  TBT ms    CLS    KiB  other hosts  page"


class CompressedPages(http.server.SimpleHTTPRequestHandler):
    """Serves a folder compressed, as a web server does, and without a line for each request."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            return self.send_error(404)
        content = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a browser that leaves does not wait for the rest
            self.wfile.write(content)

    def log_message(self, *arguments) -> None:
        pass


class Lighthouse(contextlib.AbstractContextManager):
    """Lighthouse, and a server of the pages that it looks at."""

    def __init__(self, html: Path, kept: Path):
        """Installs Lighthouse once, with npm, into a folder of its own in `kept`."""
        self.program = kept / f"lighthouse-{VERSION}" / "node_modules" / ".bin" / "lighthouse"
        if not self.program.exists():
            print("Installing Lighthouse, once: about 190 MB", flush=True)
            command = [
                "npm",
                "install",
                "--silent",
                "--no-fund",
                "--no-audit",
                "--prefix",
                str(self.program.parents[2]),
            ]
            subprocess.run([*command, f"lighthouse@{VERSION}"], check=True)
        handler = functools.partial(CompressedPages, directory=html)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever).start()

    def __exit__(self, *exception) -> None:
        self.server.shutdown()
        self.server.server_close()

    def look(self, page: str) -> dict[str, float]:
        """One look at a page as a new visitor: four scores of 100, the audits, KiB, and requests to other hosts."""
        address = f"http://127.0.0.1:{self.server.server_port}/"
        options = ["--quiet", "--output=json", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
        environment = {**os.environ, "CHROME_PATH": "chromium"}
        command = [str(self.program), address + page, *options]
        run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
        report = json.loads(run.stdout)
        requests = report["audits"]["network-requests"]["details"]["items"]
        return {
            **{name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES},
            **{short: report["audits"][name]["numericValue"] for name, short in AUDITS.items()},
            "KiB": sum(request["transferSize"] for request in requests) / 1024,
            "other": sum(not request["url"].startswith((address, "data:")) for request in requests),
        }


def line(page: str, looks: list[dict[str, float]]) -> str:
    """The medians of some looks at a page, as a line under HEAD."""
    scores = {name: statistics.median(look[name] for look in looks) for name in looks[0]}
    row = "{performance:4.0f}  {accessibility:4.0f}  {best-practices:4.0f}  {seo:3.0f}  {LCP:6.0f}  {TBT:6.0f}"
    return (row + "  {CLS:5.3f}  {KiB:5.1f}  {other:11.0f}  ").format(**scores) + page
