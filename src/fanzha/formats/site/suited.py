"""Which files a page offers: an audience's those of the editions it names, a tactic's first what is about it alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.formats.site.bundles import about_some, of_edition
from fanzha.formats.site.download_shelf import kind_rank
from fanzha.formats.site.downloads import kind_of

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
    offered = {download.finished.path: download for download in view.offer.downloads}
    finished = [download.finished for download in view.offer.downloads]
    own: list[Download] = []
    others: list[Download] = []
    for name in dict.fromkeys(audience.materials):
        for one in about_some(of_edition(finished, name), set(audience.tactics)):
            (own if one.locale in {view.locale, ""} else others).append(offered[one.path])
    return Suited(own, others)


@dataclass(frozen=True)
class Covering:
    """The files that tell of one tactic, each list in the order in which kinds of files are asked for."""

    own: Sequence[Download]
    """About this tactic alone."""
    others: Sequence[Download]
    """About others besides: a handbook, a letter, a screen."""


def covering(view: View, slug: str) -> Covering:
    """Return the files that tell of a tactic."""
    files = sorted(view.downloads_of(slug), key=lambda one: kind_rank(kind_of(one.address)))
    alone = [one for one in files if set(one.finished.subjects) <= {slug}]
    return Covering(alone, [one for one in files if one not in alone])
