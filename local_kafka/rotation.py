"""Rotation: a new certificate and a new password for the tutorial's user, in the files and in Kafka.

The order keeps Kafka and the files in step, whatever happens and whenever:

1. All new files are written beside the old ones, where a full disk or a forbidden folder does no harm.
2. Kafka gets the new password, if it runs. When it does not confirm that, the files stay as they are.
3. The files are moved into their places, which takes no space and no time: `.env` first, as Kafka has its password.
   The old certificate goes before its key, so that there is never a pair that does not match.

A signal waits until 3 is done, or until Kafka has not answered for KAFKA_SECONDS. Only a kill -9 can come between:
then Kafka may have a password that no file has, or the certificate may be missing. So it may be when Kafka took the
password and could not say so. `rotate` mends all of this, and so does a start, which gives Kafka the password of `.env`
and makes what is missing. A program that connects in this very moment can be refused, and has to be started again.
"""

import time

from kafka.errors import KafkaError

from local_kafka import access, brokers, credentials, processes, settings
from local_kafka.errors import LocalKafkaError
from local_kafka.folder import Folder, written_beside
from local_kafka.node import Node
from local_kafka.ports import NODES, Ports

KAFKA_SECONDS = 20  # it takes less than one; a leader that was just killed is missed after 9
RETRY_SECONDS = 12


def rotate(folder: Folder, say=print) -> None:
    """Change the certificate, the key and the password; LocalKafkaError when nothing was changed."""
    settings.refuse_foreign_files(folder)
    if not (folder.env.exists() and (folder.keys / "ca.key").exists()):
        raise LocalKafkaError(
            "Nothing was changed, because there is no password and no certificate yet.",
            f"The local Kafka has not been started in {folder.state.parent}.",
            "Start it with: python -m local_kafka start. Or name its folder with --folder DIR",
        )
    with folder.secrets_locked():
        password = settings.new_password()
        new_key, new_certificate = credentials.new_client(folder)
        with (
            written_beside(folder.env, settings.content(folder, KAFKA_SASL_PASSWORD=password)) as env,
            written_beside(folder.key, new_key) as key,
            written_beside(folder.certificate, new_certificate) as certificate,
            processes.uninterrupted(),
        ):
            running = _kafka_runs(folder)
            if running:
                _tell_kafka(folder, password)
            env.replace(folder.env)
            folder.certificate.unlink(missing_ok=True)
            key.replace(folder.key)
            certificate.replace(folder.certificate)
            say(f"Made a new certificate and key in {folder.certs}, good for {credentials.LEAF_DAYS} days")
            say(f"Made a new password, and wrote it into {folder.env}")
            say(
                "Kafka has it, and refuses the old one"
                if running
                else "Kafka does not run: the next start (with containers: grant) gives it the new password"
            )


def _kafka_runs(folder: Folder) -> bool:
    """Whether there are brokers of this folder, as processes of ours or in containers."""
    if any(Node(folder, number).processes() for number in NODES):
        return True
    ports = [Ports.of(number, folder.first_port).ssl for number in NODES]
    return folder.docker.exists() and not all(map(processes.is_free, ports))


def _tell_kafka(folder: Folder, password: str) -> None:
    """Give Kafka the new password, and return when it has it."""

    def tell() -> None:
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            try:
                with brokers.admin_of_any(folder) as client:
                    return access.set_passwords(client, {credentials.USER: password})
            except KafkaError:  # for a moment, the others still name a controller that has just died
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    try:
        brokers.within(KAFKA_SECONDS, tell)
    except (KafkaError, TimeoutError) as error:
        raise LocalKafkaError(
            "Your files were not changed, because Kafka did not confirm the new password.",
            f"It takes two nodes of three, and they gave no good answer: {error!r}",
            "See who runs (python -m local_kafka status) and rotate again: until then Kafka may refuse your password.",
        ) from None
