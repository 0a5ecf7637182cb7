"""Makes pages lighter by what no reader sees: comments and indentation in style sheets and scripts, a style sheet of
Furo's for other extensions than ours, and the colours of code where there is none."""

import re
from pathlib import Path

COMMENT_LINES = re.compile(r"^[ \t]*(/\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
COMMENT_AT_END = re.compile(r"[ \t]*/\*[^\n]*?\*/[ \t]*$", re.MULTILINE)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)
UNUSED = {"furo-extensions.css"}
WITHOUT_CODE = {"search": {"pygments.css"}}


def compact(text: str) -> str:
    """A style sheet or a script without indentation, and without the comments on lines of their own or after a rule."""
    return INDENTATION.sub("", COMMENT_AT_END.sub("", COMMENT_LINES.sub("", text)))


def leave_out_unused(app, pagename, templatename, context, doctree):
    unused = UNUSED | WITHOUT_CODE.get(pagename, set())
    context["css_files"] = [file for file in context["css_files"] if Path(str(file.filename)).name not in unused]


def compact_files(app, error):
    """After Furo has written its colours of code. What stands in a folder of its own is Furo's, and compact already."""
    static = app.outdir / "_static"
    for file in [*static.glob("*.css"), *static.glob("*.js")]:
        file.write_text(compact(file.read_text(encoding="utf-8")), encoding="utf-8")


def setup(app):
    app.connect("html-page-context", leave_out_unused)
    app.connect("build-finished", compact_files, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
