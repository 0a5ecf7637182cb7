"""How the site is found and previewed: llms.txt, and with a known address sitemap.xml, robots.txt and a picture.

The address is `html_baseurl`, which conf.py takes from SITE_URL. Without it no file has an absolute address in it.
llms.txt lists each page's text with its description; its format is told at https://llmstxt.org.
"""

from pathlib import Path
from urllib.parse import urljoin

from docutils import nodes
from preview_picture import SIZE, draw

PICTURE = "_static/preview.png"
SITEMAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""


def note_description(app, document):
    """Keep what the page says about itself in `.. meta::`."""
    found = [node["content"] for node in document.findall(nodes.meta) if node.get("name") == "description"]
    app.env.metadata[app.env.docname]["description"] = "".join(found)


def address(app) -> str:
    """Where the site will be found, with a slash at its end; nothing if that is not known."""
    return app.config.html_baseurl.rstrip("/") + "/" if app.config.html_baseurl else ""


def pages(app) -> list[str]:
    """All pages in the order of the table of contents."""
    root = app.config.root_doc
    return [root, *app.env.toctree_includes.get(root, [])]


def add_preview(app, pagename, templatename, context, doctree):
    """Give the template what it says about the page."""
    context["description"] = app.env.metadata.get(pagename, {}).get("description", "")
    if address(app) and context["description"]:
        context["address"] = urljoin(address(app), app.builder.get_target_uri(pagename))
        context["picture"], context["picture_size"] = urljoin(address(app), PICTURE), SIZE
    else:
        context["pageurl"] = ""  # no search engine need know the page for searching, or the one for missing pages


def write_files(app, error):
    """Write the files once all pages are there."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    title = lambda page: app.env.titles[page].astext()  # noqa: E731
    first, *others = pages(app)
    described = lambda page: app.env.metadata[page]["description"]  # noqa: E731
    lines = [f"# {title(first)}", "", f"> {described(first)}", "", "## Pages", ""]
    lines += [f"- [{title(page)}]({address(app)}{page}.txt): {described(page)}" for page in [first, *others]]
    (folder / "llms.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if address(app):
        where = [urljoin(address(app), app.builder.get_target_uri(page)) for page in pages(app)]
        urls = "".join(f"<url><loc>{url}</loc></url>\n" for url in where)
        (folder / "sitemap.xml").write_text(SITEMAP.format(urls), encoding="utf-8")
        robots = f"User-agent: *\nAllow: /\nSitemap: {address(app)}sitemap.xml\n"
        (folder / "robots.txt").write_text(robots, encoding="utf-8")
        source = Path(app.srcdir) / "docs" / "_templates" / "preview.svg"
        (folder / PICTURE).write_bytes(draw(source.read_text(encoding="utf-8")))


def setup(app):
    app.connect("doctree-read", note_description)
    app.connect("html-page-context", add_preview)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
