"""docker-compose.yml, as far as it can be checked without a container engine, and the files it mounts."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from dotenv import dotenv_values

from local_kafka import access, containers
from local_kafka.node import configuration
from local_kafka.ports import NODES, Ports
from tests.reader import ROOT


@pytest.fixture(scope="module")
def prepared(shared_launcher):
    """A folder after `prepare`."""
    run = shared_launcher.command("prepare")
    assert run.code == 0, run.output
    assert not shared_launcher.java()
    return shared_launcher.folder


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def brokers(services):
    return {name: service for name, service in services.items() if name.startswith("kafka-")}


def of_karapace(services):
    return {name: services[name] for name in ("registry", "rest-proxy")}


def test_every_mounted_file_is_one_that_prepare_makes(prepared, services):
    for name, service in brokers(services).items():
        mounts = [mount.split(":") for mount in service["volumes"]]
        for source, target, *mode in mounts:
            assert (prepared / source).exists(), source
            writable = source.endswith(f"docker/node-{name[-1]}")
            assert mode == ([] if writable else ["ro"])
            assert target.startswith("/kafka/")
        assert not any("ca.key" in source or source.endswith("keys") for source, *_ in mounts)


def test_a_container_finds_each_file_that_its_configuration_names(services):
    template = (ROOT / "local_kafka" / "broker.properties").read_text()
    for name, service in brokers(services).items():
        number, targets = name[-1], [mount.split(":")[1] for mount in service["volumes"]]
        for line in template.replace("$node", number).splitlines():
            key, _, value = line.partition("=")
            if key.endswith(".location") or key == "log.dirs":
                path = os.path.normpath(f"{service['working_dir']}/{value}")
                assert any(path == target or path.startswith(f"{target}/") for target in targets), line


def test_brokers_in_containers_differ_from_local_ones_in_the_bind_address_only(prepared, tmp_path):
    for number in (1, 2, 3):
        text = (prepared / f".local_kafka/docker/node-{number}/server.properties").read_text()
        assert "0.0.0.0" in text and "127.0.0.1" not in text
        assert text.replace("0.0.0.0", "127.0.0.1") == configuration(number, 9092, bind="127.0.0.1")


def test_ports_are_published_on_127_0_0_1_only_and_only_those_of_clients(services):
    assert [name for name, service in services.items() if "ports" in service] == ["network"]
    published, wanted = set(), {8081, 8082}
    for port in services["network"]["ports"]:
        host, outside, inside = port.rsplit(":", 2)
        assert host == "127.0.0.1" and outside == inside
        first, last = outside.split("-")
        published |= set(range(int(first), int(last) + 1))
    assert wanted <= published and published - wanted == {first + at for first in (9092, 9192, 9292) for at in range(3)}


def test_containers_have_a_pinned_image_and_no_privileges(prepared, services):
    for service in services.values():
        assert service["image"] in ("apache/kafka:4.3.1", "ghcr.io/aiven-open/karapace:6.2.0")
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "cap_add", "devices", "pid", "ipc"} & service.keys()
        assert service["user"].startswith("${LOCAL_KAFKA_USER:?")
    for user, variable in containers.PASSWORDS.items():
        assert len(dotenv_values(prepared / ".env")[variable]) >= 32, user
    assert dotenv_values(prepared / ".env")["LOCAL_KAFKA_USER"] == f"{os.getuid()}:{os.getgid()}"


def test_all_brokers_share_one_network_and_have_a_health_check(services):
    assert len(brokers(services)) == 3
    for service in brokers(services).values():
        assert service["network_mode"] == "service:network" and "healthcheck" in service


def test_karapace_starts_only_when_asked_for_and_the_proxy_after_the_registry(services):
    assert {name for name, service in services.items() if "profiles" in service} == {"registry", "rest-proxy"}
    assert services["registry"]["depends_on"] == list(brokers(services))
    assert services["rest-proxy"]["depends_on"] == {"registry": {"condition": "service_healthy"}}


def test_karapace_meets_all_brokers_with_tls_and_a_password_of_its_own(services):
    addresses = [f"localhost:{Ports.of(node, containers.FIRST_PORT).sasl}" for node in NODES]
    for service, user in zip(of_karapace(services).values(), access.KARAPACE, strict=True):
        settings = service["environment"]
        assert settings["KARAPACE_BOOTSTRAP_URI"].split(",") == addresses
        assert (settings["KARAPACE_SECURITY_PROTOCOL"], settings["KARAPACE_SASL_MECHANISM"]) == (
            "SASL_SSL",
            "SCRAM-SHA-256",
        )
        assert "KARAPACE_SSL_CHECK_HOSTNAME" not in settings  # it is on by default
        assert settings["KARAPACE_SASL_PLAIN_USERNAME"] == user
        assert settings["KARAPACE_SASL_PLAIN_PASSWORD"].startswith(f"${{{containers.PASSWORDS[user]}:?")
        assert service["volumes"] == [f"./certs/ca.pem:{settings['KARAPACE_SSL_CAFILE']}:ro"]


def test_karapace_listens_where_the_scripts_look_for_it(services):
    example = dotenv_values(ROOT / ".env.example")
    ports = {name: service["environment"]["KARAPACE_PORT"] for name, service in of_karapace(services).items()}
    assert example["KARAPACE_REGISTRY_URL"] == f"http://localhost:{ports['registry']}"
    assert example["KARAPACE_REST_URL"] == f"http://localhost:{ports['rest-proxy']}"
    assert services["rest-proxy"]["environment"]["KARAPACE_REGISTRY_PORT"] == ports["registry"]


@pytest.mark.parametrize(
    ("service", "story", "codes"), [("registry", "not ready yet", [1, 0]), ("rest-proxy", "rest health", [0])]
)
def test_a_health_check_passes_when_karapace_is_ready_and_not_before(service, story, codes, services, karapace):
    kind, *command = services[service]["healthcheck"]["test"]
    assert kind == "CMD" and command[0] == "python3"
    with karapace.story(story, replay=True) as urls:
        url = urls["KARAPACE_REGISTRY_URL" if service == "registry" else "KARAPACE_REST_URL"]
        code = re.sub(r"http://localhost:\d+", url, command[-1])
        runs = [subprocess.run([sys.executable, *command[1:-1], code], capture_output=True) for _ in codes]
    assert [run.returncode for run in runs] == codes
