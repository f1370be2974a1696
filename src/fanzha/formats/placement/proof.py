"""Reads a placed poster back: page, overlap, glyphs, words, the code from the raster and how large it came out."""

from __future__ import annotations

from urllib.parse import urlsplit

from fanzha import copyfit, furniture, markup
from fanzha.diagnostics import Diagnostic
from fanzha.formats.placement import Params
from fanzha.formats.placement.render import READABLE, instead, stamped
from fanzha.model import Artifact
from fanzha.papers import A_SERIES
from fanzha.pdf import check_pdf
from fanzha.pdf.pages import read_pages, squeezed


def problems_of(artifact: Artifact, data: bytes) -> list[Diagnostic]:
    """Return what is wrong with a finished poster."""
    p = artifact.params
    assert isinstance(p, Params)
    paper, words = A_SERIES[p.paper], furniture.words("placement", p.locale)
    phrases = [
        markup.plain(p.said.text.name),
        urlsplit(p.url).netloc.lower(),
        p.issuer,
        *stamped(p).values(),
        *(words[key] for key in ("scan", instead(p), p.calls[1].key, p.placement.mood)),
        *p.numbers,
        *([markup.plain(p.second.text.name)] if p.second else []),
    ]
    found = check_pdf(
        data,
        artifact.path,
        pages=1,
        size_mm=(paper.width, paper.height),
        phrases=phrases,
        payloads=[p.url],
        margin_mm=5 * paper.factor,
        weights=(400, 700),
        hotlines=p.numbers,
        dpi=paper.dpi,
        source_at=p.placement.place,
    )
    return [*found, *_too_small(p, artifact.path, data)]


def _too_small(p: Params, path: str, data: bytes) -> list[Diagnostic]:
    """Return FIT018 when the message cannot be read from 5 m."""
    said = squeezed(markup.plain(p.said.message))
    sizes = [
        line.size_pt
        for page in read_pages(data)
        for line in page.lines
        if len(squeezed(line.text)) > 1 and squeezed(line.text) in said
    ]
    least = READABLE[markup.is_chinese(p.locale)]
    return list(copyfit.too_small(path, p.said.message, max(sizes, default=0.0) + 0.05, least))
