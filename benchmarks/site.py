"""The site in figures: how fast it builds, what each page weighs, and what Lighthouse says of it on a slow phone.

Lighthouse needs node with npm, and Chromium. Run: python -m benchmarks.site --runs 5
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.lighthouse import HEAD, Lighthouse, line

ROOT = Path(__file__).parents[1]
EDITED = "docs/offsets.rst"


def main() -> None:
    """Measure builds, then all pages, and print a line for each and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--builds", type=int, default=3, help="how many clean builds, each with a rebuild (3)")
    parser.add_argument("--runs", type=int, default=5, help="how often Lighthouse looks at each page (5)")
    parser.add_argument("--pages", nargs="*", help="only these pages, such as docs/offsets.html (all)")
    options = parser.parse_args()
    for program in ("chromium", "node", "npm") if options.runs else ():
        if not shutil.which(program):
            sys.exit(f"Lighthouse needs {program}: install the packages chromium, nodejs and npm, or give --runs 0.")
    with tempfile.TemporaryDirectory(prefix="site-") as place:
        folder = Path(place)
        ratios = measure_builds(folder, options.builds)
        if options.runs:
            html = folder / "build" / "html"
            pages = options.pages or sorted(file.relative_to(html).as_posix() for file in html.rglob("*.html"))
            with Lighthouse(html, ROOT / "build") as lighthouse:
                print(HEAD, flush=True)
                for page in pages:
                    print(line(page, [lighthouse.look(page) for _ in range(options.runs)]), flush=True)
    print(f"median ratio: {statistics.median(ratios):.2f}")


def measure_builds(folder: Path, count: int) -> list[float]:
    """Build a copy of the sources from nothing, and again after one page was edited, in turn: second through first."""
    for name in ("conf.py", "index.rst", ".env.example"):
        shutil.copy(ROOT / name, folder)
    for name in ("docs", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    print("build  clean    after an edit  ratio", flush=True)
    ratios = []
    for number in range(1, count + 1):
        shutil.rmtree(folder / "build", ignore_errors=True)
        clean = build(folder)
        with (folder / EDITED).open("a", encoding="utf-8") as page:
            page.write(f"\nEdit {number}.\n")
        again = build(folder)
        built = (folder / "build" / "html" / EDITED).with_suffix(".html")
        assert f"Edit {number}." in built.read_text(encoding="utf-8"), "the edit is not in the page"
        ratios.append(again / clean)
        print(f"{number:5}  {clean:4.1f} s  {again:11.1f} s  {ratios[-1]:5.2f}", flush=True)
    return ratios


def build(folder: Path) -> float:
    """Build the site as `make site` does. Seconds."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-n",
        "-W",
        "--keep-going",
        "-d",
        "build/doctrees",
        ".",
        "build/html",
    ]
    began = time.monotonic()
    subprocess.run(command, cwd=folder, check=True)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
