"""Which versions of TLS the brokers speak, asked by a client that offers one version at a time."""

import socket
import ssl

import pytest

from local_kafka.ports import NODES, Ports

V = ssl.TLSVersion


def connect(reader, port: int, version: ssl.TLSVersion) -> str | None:
    """Shake hands with this version only, and return what was agreed on; ssl.SSLError when the broker refuses."""
    context = ssl.create_default_context(cafile=reader.folder / "certs" / "ca.pem")
    context.load_cert_chain(reader.folder / "certs" / "service.cert", reader.folder / "certs" / "service.key")
    context.set_ciphers("ALL:@SECLEVEL=0")  # so that our own OpenSSL does offer what is old
    context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("localhost", port)) as plain,
        context.wrap_socket(plain, server_hostname="localhost") as secured,
    ):
        return secured.version()


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")  # TLSv1 and TLSv1_1: that is the point
@pytest.mark.parametrize("listener", ["ssl", "sasl", "controller"])
@pytest.mark.parametrize("node", NODES)
def test_the_brokers_speak_tls_1_3_and_nothing_older(node, listener, reader, first_port):
    port = getattr(Ports.of(node, first_port), listener)
    assert connect(reader, port, V.TLSv1_3) == "TLSv1.3"
    for version in (V.TLSv1, V.TLSv1_1, V.TLSv1_2):
        with pytest.raises(ssl.SSLError) as refusal:
            connect(reader, port, version)
        assert refusal.value.reason == "TLSV1_ALERT_PROTOCOL_VERSION"  # an alert is what the other side has sent
