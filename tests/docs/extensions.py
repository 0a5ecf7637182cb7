"""Our Sphinx extensions, for tests that look into one."""

import importlib
import sys

from tests.docs.conftest import ROOT


def load(name: str):
    """The module docs/_ext/NAME.py."""
    folder = str(ROOT / "docs" / "_ext")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)
