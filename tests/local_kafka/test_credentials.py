"""The certificates, the keys and the .env that the launcher makes."""

import ipaddress
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from dotenv import dotenv_values

from local_kafka import credentials, settings
from local_kafka.folder import Folder, make_private, write_private
from tests.reader import ROOT


@pytest.fixture
def folder(tmp_path) -> Folder:
    folder = Folder(tmp_path)
    make_private(folder.state)
    assert credentials.make_certificates(folder)
    return folder


def certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_the_brokers_certificate_is_for_localhost_and_127_0_0_1(folder):
    names = certificate(folder.keys / "broker.cert").extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert names.value.get_values_for_type(x509.DNSName) == ["localhost"]
    assert names.value.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("127.0.0.1")]


def test_leaf_certificates_are_good_for_30_days_and_signed_by_the_ca(folder):
    for path in (folder.keys / "broker.cert", folder.keys / "admin.cert", folder.certificate):
        left = certificate(path).not_valid_after_utc - datetime.now(UTC)
        assert timedelta(days=29) < left <= timedelta(days=30)
        certificate(path).verify_directly_issued_by(certificate(folder.ca))


def test_certificates_that_are_fresh_are_kept(folder):
    before = {path: path.read_bytes() for path in (folder.ca, folder.certificate, folder.key)}
    assert not credentials.make_certificates(folder)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("damage", [b"", b"no certificate"])
def test_a_damaged_certificate_is_made_again(folder, damage):
    folder.certificate.write_bytes(damage)
    assert credentials.make_certificates(folder)
    certificate(folder.certificate).verify_directly_issued_by(certificate(folder.ca))


def test_a_secret_is_created_with_mode_0600_and_never_changed_to_it(tmp_path):
    mask = os.umask(0)
    try:
        write_private(tmp_path / "secret", b"content")
        make_private(tmp_path / "folder")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o700
    assert not [path for path in (ROOT / "local_kafka").glob("*.py") if "chmod(" in path.read_text()]


def test_a_file_that_cannot_be_written_whole_is_not_written_at_all(tmp_path):
    with pytest.raises(TypeError):
        write_private(tmp_path / "secret", "no bytes")
    assert list(tmp_path.iterdir()) == []


def test_the_env_keeps_what_the_reader_changed(folder):
    settings.write_env(folder)
    secret = settings.password(folder)
    assert len(secret) >= 32
    folder.env.write_text(folder.env.read_text().replace("=demo-topic", "=demo-mine") + "MORE=1")
    settings.write_env(folder, LOCAL_KAFKA_USER="1:2")
    values = dotenv_values(folder.env)
    assert (values["KAFKA_TOPIC_NAME"], values["MORE"], values["LOCAL_KAFKA_USER"]) == ("demo-mine", "1", "1:2")
    assert settings.password(folder) == secret
