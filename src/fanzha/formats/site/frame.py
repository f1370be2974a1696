"""What stands around the articles and is the same on many pages: each such part is rendered once and set in again.

A part may depend on where a page lies (its links are relative), on which entry of the menu is the page's own and on
what kind of page it is: on nothing else of the page. Whoever puts more into a part names it in the call.
"""

from __future__ import annotations

import posixpath

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup


class Frame:
    """The parts of one build in one locale."""

    def __init__(self) -> None:
        """Start with none."""
        self._parts: dict[tuple[object, ...], Markup] = {}

    @jinja2.pass_context
    def part(self, context: Context, template: str, *differs: object) -> Markup:
        """Return what the partial `template` gives on a page like this one; `differs` is what else it depends on."""
        key = (template, _place(context), _entry(context), *differs)
        if key not in self._parts:
            made = context.environment.get_template(template).render(context.get_all())
            self._parts[key] = Markup(made)
        return self._parts[key]


def _place(context: Context) -> str:
    """Return where relative links start: a page's folder, or for the 404 page, which lies everywhere, the site."""
    page = context["page"]
    return str(posixpath.dirname(page.url) if page else context["base_url"])


def _entry(context: Context) -> str:
    """Return the address of the entry of the menu that is this page's own, if one is."""
    return next((item.url for item in context["nav"].items if item.active), "")
