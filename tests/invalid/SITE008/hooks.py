"""Empties the index of search."""

from pathlib import Path

from mkdocs.plugins import event_priority


@event_priority(-50)
def on_post_build(*, config) -> None:
    """Leave an index without entries, in Chinese only."""
    if config.theme["language"] == "zh":
        Path(config.site_dir, "search", "search_index.json").write_text('{"docs": []}')
