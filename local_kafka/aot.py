"""The Java AOT cache (JEP 483, JEP 514), which holds Kafka's classes as the JVM needs them.

Java writes it when a broker that was started for it ends; every later start reads it.
"""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from local_kafka import java
from local_kafka.jars import cache_folder, sha256_of

RECORDING = "-XX:AOTCacheOutput="
SILENT = "-Xlog:aot*=off"


class AotCache:
    """The AOT cache that fits these jars, this Java and these flags; another set has another file.

    The file's name ends in its own SHA-256, so that one move makes it known and a damaged one is not used.
    """

    def __init__(self, jars: list[Path]):
        fits = [java.RELEASE.read_text(), *java.FLAGS]
        fits += [f"{jar} {jar.stat().st_size} {jar.stat().st_mtime_ns}" for jar in jars]
        digest = hashlib.sha256("\n".join(fits).encode()).hexdigest()
        self._name = f"kafka-{digest[:16]}"

    def flags(self) -> list[str]:
        """Flags to use the cache; none while it is missing or damaged."""
        for path in cache_folder().glob(f"{self._name}-*.aot"):
            if path.stem == f"{self._name}-{sha256_of(path)}":
                return [f"-XX:AOTCache={path}", SILENT]
        return []

    def recording_flags(self) -> list[str]:
        """Flags that make a broker write a new cache into its working directory when it ends."""
        return [f"{RECORDING}{self._name}.aot", SILENT]


def adopt(folder: Path) -> None:
    """Take a cache that a broker has finished writing in this folder into use; when that fails, only speed is lost."""
    for written in folder.glob("kafka-*.aot"):
        arriving = cache_folder() / f"{written.name}-{os.getpid()}"
        with contextlib.suppress(OSError):
            shutil.copyfile(written, arriving)  # the cache may lie on another file system
            for damaged in cache_folder().glob(f"{written.stem}-*.aot"):
                damaged.unlink(missing_ok=True)
            arriving.replace(cache_folder() / f"{written.stem}-{sha256_of(arriving)}.aot")
        arriving.unlink(missing_ok=True)
    discard(folder)


def discard(folder: Path) -> None:
    """Forget a cache that was not finished."""
    for written in folder.glob("kafka-*.aot"):
        written.unlink(missing_ok=True)
