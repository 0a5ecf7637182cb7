"""A strict Content-Security-Policy for every page: nothing but our own files, and no inline script that we do not know.

It stands in each page, before anything is loaded, so that it also holds where the host sends no headers. The few inline
scripts and styles (the theme's, and the first word of the tabs) are allowed by their hashes, computed while building.
What a host should send besides is in README.md, and a test compares it with HEADERS.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

import furo
from tab_choice import EARLY

THEME = Path(furo.__file__).parent / "theme" / "furo"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# Only a header can say this: a page cannot forbid its own framing, or that HTTP be used.
HEADERS = {
    "Content-Security-Policy": "{policy}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}


def policy(scripts: list[str], styles: list[str]) -> str:
    """The policy under which these inline scripts and styles work, and no others."""
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *map(source, scripts)]),
            " ".join(["style-src 'self'", *map(source, styles)]),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
        ]
    )


def source(text: str) -> str:
    """What allows an inline script or style: the hash of its text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def theme_scripts() -> list[str]:
    """The inline scripts in the theme's frame of a page."""
    return SCRIPT.findall((THEME / "base.html").read_text(encoding="utf-8"))


def add_policy(app, pagename, templatename, context, doctree):
    """Put the policy in front of everything that a page could load."""
    variables = app.builder.templates.render("partials/_head_css_variables.html", context)
    text = policy([EARLY, *theme_scripts()], STYLE.findall(variables))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(text, quote=False)}">'
    context["metatags"] = f"{meta}\n{context.get('metatags', '')}"


def setup(app):
    app.connect("html-page-context", add_policy, priority=900)  # after the theme's own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
