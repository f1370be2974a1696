"""The list items of a slogan file, which the page shows from the library and not from the Markdown."""

from __future__ import annotations

import re

_SLOGAN = re.compile(r"^[-*+] .*\{\s*:?\s*#[^}]*\}\s*$\n?", re.MULTILINE)


def without_slogans(markdown: str) -> str:
    """Return the Markdown without list items that end in `{#id …}`."""
    return _SLOGAN.sub("", markdown)
