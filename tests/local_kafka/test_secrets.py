"""No secret is shown: not in a log, not in a process list, not on a screen, and not in a file that git tracks."""

import re
import subprocess

import psutil
import pytest

from tests.confidential import secrets_of, shown
from tests.reader import ROOT, Terminal
from tests.test_make import LEFT_OUT

PATTERNS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "a password": r"(?m)^\s*(?:export )?[A-Z_]*(?:PASSWORD|SECRET|TOKEN)=(?![$\"']?\$)[^\s#]+",
    "a token of Aiven": r"AVNS_[\w-]{10,}",
}
SECRET_NAMES = re.compile(r"(^|/)\.env(\.new)?$|\.(key|pem|cert|jks|p12)$")

DECOY = {"KAFKA_SASL_PASSWORD": "nobody has this password"}


@pytest.fixture(scope="module")
def secrets(reader) -> dict[str, list[str]]:
    """The secrets of the tests' Kafka, after the tutorial's user has used the password and the key."""
    debug = {"KAFKA_LOG_LEVEL": "DEBUG", "KAFKA_TOPIC_NAME": "demo-secrets"}
    no_topic = reader.run("python examples/sasl/consumer.py", **debug)
    created = reader.run("python examples/ssl/create_topic.py", **debug)
    assert len(no_topic.lines) > 30 and len(created.lines) > 30
    assert (no_topic.code, created.code) == (1, 0)
    return secrets_of(reader.folder)


def test_no_secret_is_in_a_log(secrets, reader):
    logs = {str(path): path.read_text() for path in reader.folder.glob(".local_kafka/node-*/*.log")}
    assert len(logs) == 3 and all(len(log) > 10_000 for log in logs.values())
    assert shown(secrets, logs) == []


def test_no_secret_is_in_the_process_list(secrets, reader):
    commands = {process.pid: " ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])}
    assert sum(str(reader.folder) in command for command in commands.values()) >= 3
    assert shown(secrets, commands) == []


def test_no_secret_is_on_a_screen(secrets, reader):
    assert len(Terminal.opened) >= 3
    assert shown(secrets, {terminal.command: terminal.seen() for terminal in Terminal.opened}) == []


def test_at_level_debug_kafka_python_s_admin_client_writes_the_password_to_the_screen(reader):
    run = reader.run("python examples/sasl/create_topic.py", KAFKA_LOG_LEVEL="DEBUG", **DECOY)
    assert run.code == 1 and sum(DECOY["KAFKA_SASL_PASSWORD"] in line for line in run.lines) == 1
    assert run.lines[0].startswith("DEBUG:kafka.admin.client:Starting KafkaAdminClient with configuration")
    run = reader.run("python examples/sasl/create_topic.py", KAFKA_LOG_LEVEL="INFO", **DECOY)
    assert run.code == 1 and len(run.lines) > 2 and DECOY["KAFKA_SASL_PASSWORD"] not in run.output


def test_a_secret_would_be_noticed(secrets):
    for name, forms in secrets.items():
        for form in forms:
            assert shown(secrets, {"text": f"before {form} after"}) == [(name, "text")]


def files_of_the_repository() -> list[str]:
    """What git tracks or would add; in a copy without git, all that the copy was meant to have."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return [str(path) for path in paths if not set(path.parts) & set(LEFT_OUT)]


def suspicions(text: str) -> list[str]:
    return [name for name, pattern in PATTERNS.items() if re.search(pattern, text)]


def test_no_secret_is_in_a_file_that_git_tracks(secrets):
    files = files_of_the_repository()
    assert len(files) > 200 and {"README.md", ".env.example", "local_kafka/settings.py"} <= set(files)
    texts = {name: (ROOT / name).read_text(errors="replace") for name in files}
    assert [name for name in files if SECRET_NAMES.search(name)] == []
    assert [(name, found) for name, text in texts.items() for found in suspicions(text)] == []
    assert shown(secrets, texts) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("-----BEGIN PRIVATE " + "KEY-----\nMIG", "a private key"),
        ("-----BEGIN EC PRIVATE " + "KEY-----\nMIG", "a private key"),
        ("# comment\nKAFKA_SASL_PASSWORD" + "=hunter2\n", "a password"),
        ("export KEYSTORE_PASSWORD" + "='hunter2'\n", "a password"),
        ("the password is AVNS_" + "abcdefghijklmnop", "a token of Aiven"),
    ],
)
def test_a_secret_in_a_tracked_file_would_be_noticed(text, name):
    assert suspicions(text) == [name]
    assert suspicions("KAFKA_SASL_PASSWORD=\nKEY_PASSWORD=$KEYSTORE_PASSWORD\n") == []


def test_git_ignores_every_file_that_holds_a_secret():
    names = [".env", ".env.new", "certs/service.key", "certs/service.key.new", ".local_kafka/keys/ca.key"]
    names += ["client.keystore.p12", "client.truststore.jks"]
    for name in names:
        ignored = subprocess.run(["git", "check-ignore", "--no-index", "-q", name], cwd=ROOT)
        assert ignored.returncode == 0, name
