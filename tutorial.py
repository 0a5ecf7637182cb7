"""What `make tutorial` runs: a local Kafka with demo-topic, and the built pages on localhost, together until Ctrl-C."""

import argparse
import functools
import http.server
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
NEXT = """
Read the tutorial at http://localhost:{port}

Talk to Kafka from two more terminals in this folder:
  .venv/bin/python examples/ssl/consumer.py
  .venv/bin/python examples/ssl/producer.py

Ctrl-C here ends everything."""


class Pages(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request, and the site's own page where there is no file."""

    def log_message(self, *arguments) -> None:
        pass

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.exists():
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.read_bytes())


def main() -> int:
    """Start Kafka, create the topic, serve the pages; end all of it at Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="of the pages (8000)")
    parser.add_argument("--kafka-port", default="9092", help="the first port of Kafka (9092)")
    arguments = parser.parse_args()
    for name in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal ends everything, as Ctrl-C does
        signal.signal(name, signal.default_int_handler)
    handler = functools.partial(Pages, directory=ROOT / "build" / "html")
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", arguments.port), handler)
    except OSError as error:
        sys.exit(
            f"The tutorial was not started: its pages cannot be served on port {arguments.port}.\n"
            f"The operating system says: {error.strerror}.\n"
            f"Choose another port: make tutorial PORT={arguments.port + 1}"
        )
    with server:
        return serve(server, arguments.kafka_port)


def serve(server: http.server.ThreadingHTTPServer, kafka_port: str) -> int:
    """Serve the pages for as long as a Kafka of ours runs."""
    # In a session of its own: a Ctrl-C reaches it only through us, once, and in the right order.
    command = [sys.executable, "-m", "local_kafka", "start", "--port", kafka_port]
    kafka = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        for line in kafka.stdout:
            if not line.startswith("Stop it with Ctrl-C"):
                print(line, end="", flush=True)
            else:
                subprocess.run([sys.executable, "examples/ssl/create_topic.py"], cwd=ROOT, check=True)
                print(NEXT.format(port=server.server_port), flush=True)
                server.serve_forever()
    except KeyboardInterrupt:
        print(flush=True)
    finally:
        kafka.send_signal(signal.SIGINT)
        for line in kafka.stdout:
            print(line, end="", flush=True)
    return kafka.wait()


if __name__ == "__main__":
    sys.exit(main())
