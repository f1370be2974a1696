"""The whole website under its policy and its part of Material's style, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import needs_browser
from tests.site_project import Site
from tests.static_host import hosting
from tests.test_offline_browser import used, watched
from tests.test_site_style import looks_as_under_the_whole_style

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_browser,
]


def test_no_page_needs_what_the_policy_forbids(browser: Any, own_site: Site) -> None:
    troubles: list[str] = []
    pages = [path for path in own_site.tree if path.endswith(".html")]
    with hosting(own_site.folder) as host:
        context = watched(browser, troubles, service_workers="block")
        page = context.new_page()
        for path in pages:
            page.goto(host.base + path)
            used(page)
        context.close()
    assert len(pages) > 100 and troubles == []


@pytest.mark.parametrize("width", [390, 1280])
def test_every_element_looks_as_under_the_whole_style(browser: Any, own_site: Site, width: int) -> None:
    looks_as_under_the_whole_style(browser, own_site, width)
