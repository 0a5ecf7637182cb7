"""The certificates of a local cluster: a CA of its own, and what that CA signs.

The broker's certificate names `localhost` and `127.0.0.1`, because clients check the host name (RFC 9525).
Private keys are PKCS#8, the only PEM form that Kafka reads (`ssl.keystore.type=PEM`, KIP-651).
"""

import ipaddress
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from local_kafka.folder import Folder, make_private, write_private

CA_DAYS = 3650
LEAF_DAYS = 30
RENEW_DAYS = 7  # a leaf with less than this left is renewed by the next start

BROKER, ADMIN, USER = "local-kafka-broker", "local-kafka-admin", "demo-user"
SERVER_AUTH, CLIENT_AUTH = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH


def make_certificates(folder: Folder) -> bool:
    """Make what is missing or about to expire, keep the rest, and say whether anything was made."""
    make_private(folder.certs)
    make_private(folder.keys)
    ca_key, ca, new_ca = _authority(folder)
    leaves = [
        (BROKER, folder.keys / "broker.cert", folder.keys / "broker.key", [SERVER_AUTH, CLIENT_AUTH]),
        (ADMIN, folder.keys / "admin.cert", folder.keys / "admin.key", [CLIENT_AUTH]),
        (USER, folder.certificate, folder.key, [CLIENT_AUTH]),
    ]
    renew = [leaf for leaf in leaves if new_ca or not _fresh(leaf[1]) or not leaf[2].exists()]
    for name, cert_path, key_path, usages in renew:
        key, cert = _leaf(name, usages, ca_key, ca)
        cert_path.unlink(missing_ok=True)  # so that an interrupted renewal never leaves a pair that does not match
        write_private(key_path, key)
        write_private(cert_path, cert)
    broker_key, broker_cert = folder.keys / "broker.key", folder.keys / "broker.cert"
    write_private(folder.keys / "broker.pem", broker_key.read_bytes() + broker_cert.read_bytes())
    return bool(renew)


def new_client(folder: Folder) -> tuple[bytes, bytes]:
    """A new key and certificate for the tutorial's user, signed by the CA that is there; nothing is written."""
    ca_key = serialization.load_pem_private_key((folder.keys / "ca.key").read_bytes(), password=None)
    return _leaf(USER, [CLIENT_AUTH], ca_key, x509.load_pem_x509_certificate(folder.ca.read_bytes()))


def _leaf(name: str, usages: list, ca_key, ca: x509.Certificate) -> tuple[bytes, bytes]:
    """A new key, and its certificate from the CA, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    cert = _sign(name, key, ca_key, issuer=ca.subject, days=LEAF_DAYS, usages=usages)
    return _pem(key), cert.public_bytes(serialization.Encoding.PEM)


def _authority(folder: Folder):
    """The CA's key and certificate, and whether they are new."""
    key_path, cert_path = folder.keys / "ca.key", folder.ca
    if key_path.exists() and _fresh(cert_path):
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
        cert = x509.load_pem_x509_certificate(cert_path.read_bytes())
        if cert.public_key() == key.public_key():
            return key, cert, False
    key = ec.generate_private_key(ec.SECP256R1())
    cert = _sign("local-kafka CA", key, key, days=CA_DAYS)
    write_private(key_path, _pem(key))
    write_private(cert_path, cert.public_bytes(serialization.Encoding.PEM))
    return key, cert, True


def _fresh(cert_path) -> bool:
    """Whether there is a readable certificate with enough days left."""
    try:
        expires = x509.load_pem_x509_certificate(cert_path.read_bytes()).not_valid_after_utc
    except (FileNotFoundError, ValueError):
        return False
    return expires - datetime.now(UTC) > timedelta(days=RENEW_DAYS)


def _sign(name, key, ca_key, *, issuer=None, days, usages=()) -> x509.Certificate:
    """A certificate for a key. Without an issuer it is a CA that signs itself."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))  # a clock that lags a little must not refuse it
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=not usages, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False)
        .add_extension(_key_usage(signs_certificates=not usages), critical=True)
    )
    if usages:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usages), critical=False)
    if SERVER_AUTH in usages:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(ca_key, hashes.SHA256())


def _key_usage(signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
