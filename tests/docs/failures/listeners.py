"""What can listen on a port and not be the Kafka that a client looks for. Each one listens on 127.0.0.1 only."""

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

HOST = "127.0.0.1"


class Server(socketserver.ThreadingTCPServer):
    """Says nothing of what clients do to it: they break off, which is what it is there for."""

    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, *client) -> None:
        pass


def swallow(client: socket.socket) -> None:
    """Take everything, and never answer."""
    while client.recv(4096):
        pass


class Silence(socketserver.BaseRequestHandler):
    """Is silent."""

    def handle(self) -> None:
        swallow(self.request)


class WebPage(socketserver.BaseRequestHandler):
    """Answers what it cannot read as web servers do."""

    def handle(self) -> None:
        self.request.recv(4096)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        swallow(self.request)


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """A server that serves in the background."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


def silent(port: int):
    """A program that accepts connections and never answers."""
    return serving(Server((HOST, port), Silence))


def web(port: int):
    """A web server."""
    return serving(Server((HOST, port), WebPage))


def tls(port: int, certificate: Path, key: Path):
    """A TLS server that shows this certificate, and is silent behind it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with context.wrap_socket(self.request, server_side=True, do_handshake_on_connect=False) as secured:
                secured.do_handshake()
                swallow(secured)

    return serving(Server((HOST, port), Handler))


@contextlib.contextmanager
def full(port: int) -> Iterator[None]:
    """A port whose queue is full, so that the kernel drops each new connection, as a firewall does."""
    with contextlib.ExitStack() as opened:
        listener = opened.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(0)
        for _ in range(4):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((HOST, port))
        yield
