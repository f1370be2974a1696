"""Sets a letter: fitted to its sheet, in one language or with a second on its back; or writes its chat version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fanzha import copyfit, furniture, markup, theme
from fanzha.formats import Workshop
from fanzha.formats.letter import Params
from fanzha.formats.letter.chat import chat
from fanzha.formats.letter.sides import (
    FOOT,
    LARGE,
    MM,
    SETTINGS,
    SLIP_ROOM,
    Setting,
    Side,
    edge,
    html_of,
    on_two_sheets,
    shares,
)
from fanzha.model import Artifact
from fanzha.pdf import LaidOut
from fanzha.pdf.pages import MM_PER_PT
from fanzha.pdf.tongues import mark_second


def render(artifact: Artifact, workshop: Workshop) -> bytes:
    """Return the chat version, or the PDF in the most generous setting that fits.

    When none fits, the tightest is returned, which verify refuses.
    """
    p = artifact.params
    assert isinstance(p, Params)
    if artifact.path.endswith(".txt"):
        return chat(p)
    if p.second is None:
        return _fitted(Side(p), workshop)[1].pdf()
    front, back = p.sides
    drafts = [Side(front, across=back.locale), Side(back, across=front.locale)]
    if p.slip:
        height = _slip_height(drafts, workshop)
        drafts = [replace(draft, slip=height) for draft in drafts]
    sides = [_fitted(draft, workshop)[0] for draft in drafts]
    return mark_second(_lay_out(sides, workshop).pdf(), back.locale, pages=[2], first=front.locale)


def _fitted(draft: Side, workshop: Workshop) -> tuple[Side, copyfit.Laid]:
    """Return one side as it fits best, and how it is laid out alone."""
    p = draft.p

    def side_of(setting: Setting, spare: Sequence[float]) -> Side:
        portions = shares(p, setting, slip=draft.slip is None)
        air = [round(height / portion, 2) for height, portion in zip(spare, portions, strict=True)]
        return replace(draft, setting=setting, air=air)

    def set_in(setting: Setting, spare: Sequence[float]) -> LaidOut:
        return _lay_out([side_of(setting, spare)], workshop)

    settings, pages, likely = (LARGE, 2, len(LARGE)) if p.large else (SETTINGS, 1, 1)
    found = copyfit.fit(set_in, settings, pages=pages, foot=FOOT * MM, most=150, likely=likely)
    if p.large and not found.fits:
        more = on_two_sheets(p)
        found = copyfit.fit(set_in, more, pages=3, foot=FOOT * MM, most=260, likely=len(more))
    return side_of(found.setting, found.spare), found.laid


def _slip_height(drafts: Sequence[Side], workshop: Workshop) -> float:
    """Return how many mm below the cut the longer of the two slips takes, so that one cut parts both sides."""
    places = _lay_out([replace(draft, setting=SETTINGS[-1], slip=0.0) for draft in drafts], workshop).places
    heights = [places[f"cut{mark}"][2] - places[f"foot{mark}"][2] for mark in ("", "-2")]
    return round(max(heights) * MM_PER_PT + SLIP_ROOM, 2)


def _lay_out(sides: Sequence[Side], workshop: Workshop) -> LaidOut:
    """Lay out one side, or of the front and the back."""
    p = sides[0].p
    styles = [theme.stylesheet(p.theme), markup.STYLES, furniture.text("letter", "letter.css")]
    html = furniture.template("letter").render(
        p=p,
        title_text=" · ".join(markup.plain(side.p.text.title) for side in sides),
        sides=[html_of(side, number) for number, side in enumerate(sides, start=1)],
    )
    return LaidOut(html, styles, {"edge.svg": edge(p.theme), **p.assets}, workshop.cache, press=p.blacks)
