"""The site, built once and strictly for all tests of the pages."""

import pickle
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

ROOT = Path(__file__).parents[2]


class Site(NamedTuple):
    """A finished build: did it pass, what did it say, what did it make."""

    passed: bool
    log: str
    html: Path
    doctrees: dict[str, nodes.document]  # by page name, such as "docs/groups"
    pages: dict[str, BeautifulSoup]  # by page name; also pages without a source, such as "search"


def page_name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()


def parse(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "html.parser")


def build_strictly(source: Path, folder: Path) -> Site:
    """Build `source` into new folders in `folder`; every warning counts as a failure."""
    html, trees = folder / "html", folder / "doctrees"
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-d", trees, source, html]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    doctrees = {page_name(file, trees): pickle.loads(file.read_bytes()) for file in sorted(trees.rglob("*.doctree"))}
    pages = {page_name(file, html): parse(file) for file in sorted(html.rglob("*.html"))}
    return Site(run.returncode == 0, run.stdout + run.stderr, html, doctrees, pages)


@pytest.fixture(scope="session")
def build():
    return build_strictly


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Site:
    """The real site. Its tests need pages to look at, so no page at all fails here."""
    built = build_strictly(ROOT, tmp_path_factory.mktemp("site"))
    assert built.doctrees and built.doctrees.keys() <= built.pages.keys(), built.log
    return built


@pytest.fixture(scope="session")
def build_page(tmp_path_factory):
    """Builds a site of one page with our configuration, and with these event logs beside it."""

    def build_page(text: str, logs: Mapping[str, str] | None = None, folder: Path | None = None) -> Site:
        folder = folder or tmp_path_factory.mktemp("page")
        source = folder / "source"
        shutil.copytree(ROOT / "docs", source / "docs", ignore=shutil.ignore_patterns("*.rst"))
        shutil.copy(ROOT / "conf.py", source)
        for name, lines in (logs or {}).items():
            (source / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        (source / "index.rst").write_text(f"Page\n====\n\n{text}\n", encoding="utf-8")
        return build_strictly(source, folder)

    return build_page
