"""docker-compose.yml, as far as it can be checked without a container engine, and the files it mounts."""

import os

import pytest
import yaml
from dotenv import dotenv_values

from local_kafka.node import configuration
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
    published = set()
    for port in services["network"]["ports"]:
        host, outside, inside = port.rsplit(":", 2)
        assert host == "127.0.0.1" and outside == inside
        first, last = outside.split("-")
        published |= set(range(int(first), int(last) + 1))
    assert published == {first + at for first in (9092, 9192, 9292) for at in range(3)}


def test_containers_have_a_pinned_image_and_no_privileges(prepared, services):
    for service in services.values():
        assert service["image"] == "apache/kafka:4.3.1"
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "cap_add", "devices", "pid", "ipc"} & service.keys()
        assert service["user"].startswith("${LOCAL_KAFKA_USER:?")
    assert dotenv_values(prepared / ".env")["LOCAL_KAFKA_USER"] == f"{os.getuid()}:{os.getgid()}"


def test_all_brokers_share_one_network_and_have_a_health_check(services):
    assert len(brokers(services)) == 3
    for service in brokers(services).values():
        assert service["network_mode"] == "service:network" and "healthcheck" in service
