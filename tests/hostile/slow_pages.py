"""Pages that are just small enough to be accepted, and cost the parsers behind us most."""

from __future__ import annotations

import time
from collections.abc import Mapping

from fanzha.diagnostics import Diagnostic
from fanzha.load.bounds import MAX_BLOCK, MAX_HEADINGS, MAX_SIGNS
from fanzha.load.markdown import parse_document
from fanzha.source import MAX_PAGE, SourceFile, decode

_LINE = 3_900
"""Characters, just below the limit of a line and of a paragraph."""


def _paragraphs(unit: str, size: int = MAX_PAGE - 2_000) -> str:
    one = (unit * (_LINE // len(unit) + 1))[:_LINE].strip()
    return "# 名\n\n" + f"{one}\n\n" * (size // (len(one.encode()) + 2))


def _signs(unit: str) -> str:
    """Return a page with as many opening signs as are allowed, in blocks as long as are allowed.

    To the check each line is an item; to Python-Markdown, in which no list interrupts a paragraph, a block is one text.
    """
    count = MAX_SIGNS // sum(unit.count(sign) for sign in "[<`")
    lines = 4 * (MAX_BLOCK // _LINE)
    each = count // lines
    piece = unit + "a" * (_LINE // each - len(unit) - 4)
    block = ["停", *([f"- {' '.join([piece] * each)}"] * (lines // 4))]
    return "# 名\n\n" + "\n".join([*block, ""] * 4) + "\n"


def slow_pages() -> Mapping[str, str]:
    """Return the pages by name."""
    pages = {f"paragraphs of {unit!r}": _paragraphs(unit) for unit in (
        "*a **b ", "**a *b", "*", "a* ", "*a", "_a", "a__ ", "***a", "&a ", "\\", "\\*", "{: ", "a {: .b } ", "|a", "!",
        "http://a ", "a@b.c ", "\u00a0x", "'\"", "(", "](", "]: ", "=", "字",
    )}  # fmt: skip
    pages |= {
        f"signs of {unit!r}": _signs(unit) for unit in ("[", "[a](", "![", "[a][", "[![a](b)", "<", "<a ", "<!--", "`")
    }
    pages["headings"] = "# 名\n\n" + "## a\n\n" * (MAX_HEADINGS - 1)
    pages["contents"] = "# 名\n\n" + "[TOC]\n\n" * (MAX_SIGNS // 2) + "## a\n\n" * (MAX_HEADINGS - 1)
    pages["items"] = "# 名\n\n" + "- a\n" * 1_900
    pages["loose items"] = "# 名\n\n" + "- a\n\n" * 900
    pages["quotes"] = "# 名\n\n" + ">>>>>> a\n\n" * 900
    pages["quoted lists"] = "# 名\n\n" + "> - > - > - > a\n\n" * 900
    pages["stairs"] = "# 名\n\n" + ("".join("    " * n + "- a\n\n" for n in range(5))) * 190
    pages["notes"] = "# 名\n\n" + ("".join("    " * n + '!!! note "x"\n\n' for n in range(12))) * 70
    pages["table"] = "# 名\n\na|b\n-|-\n" + "c|d\n" * 900
    return pages


def build(text: str) -> tuple[float, str]:
    """Return the seconds it takes to make the page into harmless HTML, and what is wrong, if anything.

    Wrong is too: a page that the check refuses, for it would say nothing about what it lets pass.
    """
    from markdown import markdown  # type: ignore[import-untyped,unused-ignore]

    from fanzha.formats.site.body import harmless, taken_apart

    found: list[Diagnostic] = []
    source = decode("docs/help/x.md", text.encode())
    if not isinstance(source, SourceFile) or parse_document(source, found) is None:
        return 0.0, f"refused: {source if isinstance(source, Diagnostic) else found}"
    start = time.perf_counter()
    taken_apart(harmless(markdown(text, extensions=["admonition", "attr_list", "tables", "toc"])))
    return time.perf_counter() - start, ""
