"""Swaps a download for something else."""

from pathlib import Path


def on_post_build(*, config) -> None:
    """Overwrite the text message."""
    for download in Path(config.site_dir).glob("downloads/sms/*.zh.txt"):
        download.write_text("other")
