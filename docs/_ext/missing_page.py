"""Makes the links of 404.html right wherever a web server shows it: they begin at the root of the site.

That page is shown for any address that is none, and the way to a style sheet or a chapter depends on where one is.
The root is / or, if `html_baseurl` says that the site is in a folder, that folder.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

RELATIVE = re.compile(r'\b(?:href|src|action|data-content_root)="(?=[\w.])(?!\w+:)')


def use_root(app, error):
    file = Path(app.outdir) / "404.html"
    if not error and file.exists():
        root = urlsplit(app.config.html_baseurl).path.rstrip("/") + "/"
        text = RELATIVE.sub(lambda found: found[0] + root, file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")


def setup(app):
    app.connect("build-finished", use_root)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
