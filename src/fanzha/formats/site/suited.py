"""What the page of an audience offers: the files that were made of the editions it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats import formats

if TYPE_CHECKING:
    from fanzha.formats.site.downloads import Download
    from fanzha.formats.site.view import View
    from fanzha.model import Audience


@dataclass(frozen=True)
class Suited:
    """The files for one audience, each list in the order of its `materials`, then of paths."""

    own: Sequence[Download]
    """In the page's language, or in none or several."""
    others: Sequence[Download]
    """In other languages."""


def suited_to(view: View, audience: Audience) -> Suited:
    """Return the files of the editions that suit `audience`.

    Of an edition that makes a file for each tactic, only those of the tactics that this audience meets most.
    """
    own: list[Download] = []
    others: list[Download] = []
    for name in dict.fromkeys(audience.materials):
        for download in _about(_of_edition(view.offer.downloads, name), audience):
            (own if download.finished.locale in {view.locale, ""} else others).append(download)
    return Suited(own, others)


def _of_edition(downloads: Sequence[Download], name: str) -> list[Download]:
    """Return what was made of an edition, named `folder/edition` as below `materials/`."""
    folder, _, edition = name.partition("/")
    makers = {format.name for format in formats().values() if format.editions == folder}
    return [one for one in downloads if one.finished.format in makers and one.finished.edition == edition]


def _about(downloads: Sequence[Download], audience: Audience) -> Sequence[Download]:
    if len({one.finished.subjects for one in downloads}) < 2:
        return downloads
    met = [one for one in downloads if set(audience.tactics) & set(one.finished.subjects)]
    return met or downloads
