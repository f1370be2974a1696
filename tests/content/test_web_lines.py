"""Chinese headings and questions on phones: no line begins with a mark, none is a single hanzi."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.site_project import Site
from tests.test_site_browser import Reader, reading
from tests.test_site_browser import pytestmark as in_a_browser
from tests.web_site import one_of_each_kind

pytestmark = [*in_a_browser, pytest.mark.slow]

# The lines of each heading, card name, slogan and question, as they stand on the screen.
LINES = """
() => [...document.querySelectorAll("h1, h2, h3, .fz-card__name, .fz-slogan__text, .fz-urgent__list span, .fz-button")]
  .filter((holder) => holder.checkVisibility({ visibilityProperty: true }))
  .map((holder) => {
    const texts = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT), range = document.createRange(), lines = [];
    let bottom = null;
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest(".fz-unseen, .fz-ask__number")) continue;
      for (let at = 0; at < text.length; at++) {
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const box = range.getBoundingClientRect();
        if (!box.width) continue;
        if (bottom === null || box.bottom > bottom + 8) { lines.push(""); bottom = box.bottom; }
        lines[lines.length - 1] += text.data[at];
      }
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  })
  .filter((lines) => lines.slice(1).some((line) => /^[，。、；：！？”）」]|^[一-鿿][，。！？”）]?$/.test(line)))
  .map((lines) => lines.join(" | "))
"""


@pytest.fixture(scope="module")
def visitor(own_site: Site) -> Iterator[Reader]:
    """Return a browser on the repository's own site."""
    with reading(own_site.folder) as running:
        yield running


def unlovely(page: Any) -> list[str]:
    """Return the headings whose lines break where no printer would break them."""
    return list(page.evaluate(LINES))


@pytest.mark.parametrize("size", ["", "xl"], ids=["normal", "elder"])
@pytest.mark.parametrize("width", [360, 390])
def test_lines_of_headings_break_as_a_printer_would_break_them(
    visitor: Reader, own_site: Site, width: int, size: str
) -> None:
    found = []
    for address in one_of_each_kind(own_site).values():
        page = visitor.open(address, {"width": width, "height": 844})
        if size and not address.startswith("help/"):
            page.locator("[data-fz-elder]").click()
        found += [f"{address}: {lines}" for lines in unlovely(page)]
        page.context.close()
    assert not found, "\n".join(found)
