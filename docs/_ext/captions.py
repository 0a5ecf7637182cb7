"""A line above each included example: its name and a link to download it, a link to its test, and how to run it.

Readers have the site and not the repository, so both files go into the site, unchanged: under `_downloads/`, where they
have the paths that they have here. A test gets `.txt` behind its name, with which a browser shows it.
"""

import re
import shutil
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import download_reference

RUN = re.compile(r"^Run it with: (.+)$", re.MULTILINE)
# The other files that readers copy, and the test of each.
TESTS = {
    ".env.example": "tests/docs/test_commands.py",
    "examples/java/client-sasl.properties": "tests/docs/test_transcripts.py",
    "examples/java/client-ssl.properties": "tests/docs/test_transcripts.py",
}


def test_of(file: str) -> str | None:
    """The test of a file that readers copy; nothing for any other file."""
    if file.startswith("examples/") and file.endswith(".py"):
        return f"tests/examples/test_{Path(file).stem}.py"
    return TESTS.get(file)


def place(file: str) -> str:
    """Where a file stands below `_downloads`. Hosts and browsers do not like names that begin with a dot."""
    return f"{file}.txt" if file.startswith("tests/") else file.removeprefix(".")


def caption_blocks(app, document):
    for block in list(document.findall(nodes.literal_block)):
        file = included(app, block)
        if test_of(file):
            block.parent.insert(block.parent.index(block), caption(app, file))


def included(app, block: nodes.literal_block) -> str:
    """The file in the repository that a block shows, or "" for one typed into a page."""
    path = Path(block.get("source") or "/").resolve()
    source = Path(app.srcdir).resolve()
    return path.relative_to(source).as_posix() if path.is_relative_to(source) else ""


def caption(app, file: str) -> nodes.paragraph:
    for needed in (file, test_of(file)):
        app.env.note_dependency(needed)
    test = place(test_of(file))
    up = "../" * app.env.docname.count("/")
    line = nodes.paragraph(classes=["script"])
    line += link_to_download(file)
    line += nodes.Text(" · ")
    line += nodes.reference("", f"Its test {Path(test_of(file)).name}", internal=True, refuri=f"{up}_downloads/{test}")
    command = RUN.search((Path(app.srcdir) / file).read_text(encoding="utf-8"))
    if command:
        line += [nodes.Text(" · Run it with "), nodes.literal(command[1], command[1])]
    return line


def link_to_download(file: str) -> download_reference:
    name = Path(file).name
    text = [nodes.Text("Download "), nodes.literal(name, name)]
    return download_reference("", "", *text, filename=place(file), reftarget=f"/{file}")


def copy_files(app, error):
    """Put the files into the site."""
    if error or app.builder.format != "html":
        return
    source = Path(app.srcdir)
    files = [path.relative_to(source).as_posix() for path in (source / "examples").rglob("*.py")]
    for file in [*files, *TESTS]:
        for each in (file, test_of(file)):
            if (source / each).exists():
                target = Path(app.outdir) / "_downloads" / place(each)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source / each, target)


def setup(app):
    app.connect("doctree-read", caption_blocks, priority=900)  # after those who collect Sphinx's own downloads
    app.connect("build-finished", copy_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
