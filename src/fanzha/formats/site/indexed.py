"""The search index: what Material's parser makes two entries of is one."""

from __future__ import annotations

from typing import Any


def one_entry_for_the_top(search: Any, url: str) -> None:
    """Merge the entry of the level-1 heading into the page's own.

    Material's parser opens a nameless section when the heading is not the page's very first tag (ours stands in a
    frame), so the page would be found without its first paragraph. `search` is Material's plugin, or None.
    """
    entries: list[dict[str, Any]] = getattr(getattr(search, "search_index", None), "entries", [])
    top = next((i for i, entry in enumerate(entries) if entry["location"] == url), None)
    if top is None or top + 1 == len(entries):
        return
    page, heading = entries[top], entries[top + 1]
    if heading["location"].startswith(f"{url}#") and heading["title"] == page["title"] and not page["text"]:
        page["text"] = heading["text"]
        del entries[top + 1]
