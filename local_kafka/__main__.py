"""The command line: python -m local_kafka COMMAND. It reads the options and turns failures into three lines."""

import argparse
import os
import signal
import sys
from pathlib import Path

from kafka.errors import KafkaError

from local_kafka import commands, processes
from local_kafka.cluster import Cluster
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder
from local_kafka.ports import NODES
from local_kafka.processes import SIGNALS


def main() -> int:
    """Carry out one command, and turn every failure into three lines for a person."""
    arguments = parse_arguments()
    os.umask(0o077)  # what we write is for its owner only, and so is what the brokers write
    for number in SIGNALS:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:  # nohup
            signal.signal(number, _interrupt)
    os.environ.pop("JAVA_TOOL_OPTIONS", None)  # Java prints it into every log, and ours are the flags measured
    try:
        arguments.command(Cluster(Folder(arguments.folder.resolve()), say), arguments)
    except LocalKafkaError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(_explain(error), file=sys.stderr)
        return 1
    except KafkaError as error:
        print(_explain_refusal(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("Stopped")
        return 130
    return 0


def parse_arguments() -> argparse.Namespace:
    """The command line's commands and options."""
    parser = argparse.ArgumentParser(prog="python -m local_kafka", description="A local Kafka of three brokers.")
    added = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command, help: str) -> argparse.ArgumentParser:
        subparser = added.add_parser(name, help=help, description=help)
        subparser.set_defaults(command=command)
        subparser.add_argument("--folder", type=Path, default=Path(), help="where .env and certs/ are (here)")
        return subparser

    start = add("start", commands.start, "start three brokers, and stop them at Ctrl-C")
    start.add_argument("--detach", action="store_true", help="leave them running, until `stop`")
    start.add_argument("--port", type=int, default=9092, help="first port of node 1 (9092); the others follow it")
    add("stop", commands.stop, "stop the brokers; their data stay")
    add("status", commands.status, "show nodes, ports and processes, and who leads the metadata quorum")
    kill = add("kill", commands.kill_node, "end one node with kill -9, as a crash would")
    kill.add_argument("node", type=int, choices=NODES)
    start_node = add("start-node", commands.start_node, "start one node again, beside one or two that run")
    start_node.add_argument("node", type=int, choices=NODES)
    add("reset", commands.reset, "forget all data, keys and passwords of the local Kafka")
    add("rotate", commands.rotate, "make a new client certificate and a new password")
    add("prepare", commands.prepare, "make certificates, .env and configuration for docker-compose.yml")
    add("grant", commands.grant, "wait for the brokers of docker-compose.yml, and make the tutorial's user")
    return parser.parse_args()


def say(line: str) -> None:
    """Print a line at once, even into a pipe."""
    print(line, flush=True)


def _interrupt(number, frame) -> None:
    """End the command at the first signal; the ones after it only hurry the stop that the first began."""
    for other in SIGNALS:
        signal.signal(other, lambda *_: processes.hurry.set())
    raise KeyboardInterrupt


def _explain(error: OSError) -> LocalKafkaError:
    """A full disk, a folder that cannot be written, and what else the operating system refuses."""
    return LocalKafkaError(
        "The local Kafka could not use its files, and went no further.",
        f"The operating system says: {error.strerror or error} ({error.filename or 'no file named'}).",
        "Free some space (it takes about 400 MB), or choose a folder that you may write to with --folder DIR",
    )


def _explain_refusal(error: KafkaError) -> LocalKafkaError:
    """A broker that answers, but not as it should."""
    return LocalKafkaError(
        "A broker refused the administrator's request.",
        f"It says: {type(error).__name__}: {error}",
        "Look at its log in .local_kafka/, and start again.",
    )


if __name__ == "__main__":
    sys.exit(main())
