"""Terminal sessions that pages show: the commands in them, and the shell that types them again."""

import re
import shlex
from pathlib import Path

TRANSCRIPTS = Path(__file__).parents[1] / "docs" / "transcripts"
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)  # a backslash at the end continues a command


def commands(name: str) -> list[str]:
    """The commands of docs/transcripts/NAME.out."""
    return COMMAND.findall((TRANSCRIPTS / f"{name}.out").read_text())


def shell(commands: list[str], before: list[str]) -> str:
    """Shell that shows each command as it was typed, runs it, and stops at the first that fails.

    The commands before them run unseen.
    """
    unseen = "\n".join(before) or ":"
    shown = (f"printf '%s\\n' {shlex.quote('$ ' + command)}\n{command} || exit 1" for command in commands)
    return f"{{ {unseen}\n}} > /dev/null 2>&1\n" + "\n".join(shown)
