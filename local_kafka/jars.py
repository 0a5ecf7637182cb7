"""Kafka itself: the jars named in jars.sha256, fetched once and checked before every use.

The tests of the pages have a list of their own, of the jars of the Nu Html Checker.
"""

import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import requests

from local_kafka.errors import LocalKafkaError

LIST = Path(__file__).with_name("jars.sha256")


def cache_folder() -> Path:
    """Where downloads are kept for all clusters of this user (XDG Base Directory Specification)."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "local_kafka"


def fetch(say=print, listed: Path = LIST) -> list[Path]:
    """The paths of all jars, downloaded where missing, each one equal to its SHA-256 in the list."""
    wanted = _wanted(listed)
    folder = cache_folder() / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [line for line in wanted if not _path(folder, line[1]).exists()]
    if missing:
        _download(missing, folder, say)
    for sha256, coordinate in wanted:
        path = _path(folder, coordinate)
        if sha256_of(path) != sha256:
            raise _changed(path, f"delete {path} and start again")
    return [_path(folder, coordinate) for _, coordinate in wanted]


def _wanted(listed: Path) -> list[tuple[str, str]]:
    """The list's lines: SHA-256 and Maven coordinate (group:artifact:version)."""
    return [tuple(line.split()) for line in listed.read_text().splitlines()]


def _path(folder: Path, coordinate: str) -> Path:
    _, name, version = coordinate.split(":")
    return folder / f"{name}-{version}.jar"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(missing: list[tuple[str, str]], folder: Path, say) -> None:
    """Download jars side by side; a jar enters the folder whole and checked, or not at all."""
    say(f"Downloading Kafka, once: {len(missing)} jars, about 55 MB for all 92")
    # On the folder's own file system, so that a checked jar is moved into place in one step.
    unchecked = Path(tempfile.mkdtemp(prefix="unchecked-", dir=folder))
    pool = ThreadPoolExecutor(max_workers=8)
    try:
        tasks = [pool.submit(_download_one, coordinate, sha256, folder, unchecked) for sha256, coordinate in missing]
        for done, task in enumerate(as_completed(tasks), start=1):
            path = task.result()
            if done % 10 == 0 or done == len(missing):
                say(f"  {done} of {len(missing)}, the last one {path.name}")
    except (requests.RequestException, RuntimeError) as error:  # jgo raises RuntimeError for what is not there
        raise LocalKafkaError(
            "Kafka's jars could not be downloaded.",
            f"The package registry did not give them: {type(error).__name__}.",
            "Check the network (and a proxy in HTTPS_PROXY), then start again: what is already here is kept.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
        shutil.rmtree(unchecked, ignore_errors=True)


def _download_one(coordinate: str, sha256: str, folder: Path, unchecked: Path) -> Path:
    from jgo.maven import MavenContext  # here, because it takes half a second that no later start needs

    group, name, version = coordinate.split(":")
    artifact = MavenContext(repo_cache=unchecked).project(group, name).at_version(version).artifact()
    downloaded, path = artifact.resolve(), _path(folder, coordinate)
    if sha256_of(downloaded) != sha256:
        raise _changed(path, "start again; if it happens again, somebody changes your downloads")
    return downloaded.replace(path)


def _changed(path: Path, remedy: str) -> LocalKafkaError:
    return LocalKafkaError(
        f"The jar {path.name} is not the one this project was made with, so nothing was started.",
        f"Its SHA-256 is not the one in {LIST.name}: the file is damaged or was changed.",
        f"To mend it: {remedy}.",
    )
