"""Certificates that are wrong in one way each, signed by an authority of our own or by that of a local Kafka."""

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Pair(NamedTuple):
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def save(self, folder: Path, name: str, password: str = "") -> tuple[Path, Path]:
        """Write NAME.pem and NAME.key, and return the two paths; with a password the key is locked."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
        lock = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
        certificate.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        key.write_bytes(
            self.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock),
        )
        key.chmod(0o600)
        return certificate, key


def load(certificate: Path, key: Path) -> Pair:
    """The pair in two PEM files."""
    return Pair(
        x509.load_pem_x509_certificate(certificate.read_bytes()),
        serialization.load_pem_private_key(key.read_bytes(), password=None),
    )


def issue(name: str, signer: Pair | None = None, years: tuple[int, int] | None = None, host: str = "") -> Pair:
    """A certificate for a name, valid today, or from the first day of one year to that of another.

    Without a signer it is an authority that signs itself; with a host it is a server's.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    begins, ends = (datetime(year, 1, 1, tzinfo=UTC) for year in years) if years else (now, now + timedelta(days=1))
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer.certificate.subject if signer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=signer is None, path_length=None), critical=True)
    )
    if host:
        names = [x509.DNSName(host), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return Pair(builder.sign((signer.key if signer else key), hashes.SHA256()), key)
