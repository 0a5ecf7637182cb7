"""The directive `variables` shows a file such as .env.example as a table: its comments explain its names."""

import re
from pathlib import Path

from sphinx.util.docutils import SphinxDirective

BLOCK = re.compile(r"^((?:# .*\n)+)(\w+)=(.*)$", re.MULTILINE)


def entries(text):
    """Each variable with its name, its default value and its comment."""
    for comment, name, default in BLOCK.findall(text):
        yield name, default, " ".join(line.removeprefix("# ") for line in comment.splitlines())


class Variables(SphinxDirective):
    """A row for each variable: its name, what it is for, and its value for a local Kafka."""

    required_arguments = 1

    def run(self):
        path, _ = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(path)
        full_path = Path(self.env.srcdir) / path
        rows = [("Variable", "What it is")]
        for name, default, meaning in entries(full_path.read_text(encoding="utf-8")):
            local = f" Locally ``{default}``." if default else " The start of a local Kafka makes it."
            rows.append((f"``{name}``", meaning + local))
        lines = [".. list-table::", "   :header-rows: 1", "   :widths: auto", ""]
        for row in rows:
            lines += [f"   {'* -' if number == 0 else '  -'} {cell}" for number, cell in enumerate(row)]
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app):
    app.add_directive("variables", Variables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
