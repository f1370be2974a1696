"""Ten cards on a sheet: where each lies, and the cut marks around them. Millimetres from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterator

SHEET = (210.0, 297.0)
"""A4."""
CARD = (90.0, 54.0)
"""The common size of name cards in China."""
COLUMNS, ROWS = 2, 5
COPIES = COLUMNS * ROWS
LEFT = (SHEET[0] - COLUMNS * CARD[0]) / 2
TOP = (SHEET[1] - ROWS * CARD[1]) / 2
"""The block of cards is centred: turned over its long edge, the sheet has its backs where its fronts are. Cards touch,
so that one cut parts two of them."""
RIM = 2.2
"""Nothing is printed nearer to a cut: a cut or a back that is off by two millimetres cuts nothing off."""
MARK, GAP, STROKE = 5.0, 2.5, 0.2
"""Length of a cut mark, its distance from the cards, its width."""


def corners() -> tuple[tuple[float, float], ...]:
    """Return the upper left corner of each card, row by row."""
    return tuple((LEFT + column * CARD[0], TOP + row * CARD[1]) for row in range(ROWS) for column in range(COLUMNS))


def marks(*, folded: bool = False) -> Iterator[tuple[float, float, float, float]]:
    """Yield the cut marks as (left, top, right, bottom); all lie outside the block of cards.

    Where two leaves of a card that is `folded` meet, it is a fold's mark, in dashes.
    """
    half, far = STROKE / 2, GAP + MARK
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD[0]
        dashes = (0, 2, 4) if folded and column == 1 else (0,)
        long = MARK / 5 if len(dashes) > 1 else MARK
        for top in (TOP - far, SHEET[1] - TOP + GAP):
            for dash in dashes:
                yield x - half, top + dash, x + half, top + dash + long
    for row in range(ROWS + 1):
        y = TOP + row * CARD[1]
        for left in (LEFT - far, SHEET[0] - LEFT + GAP):
            yield left, y - half, left + MARK, y + half


def marks_svg(*, folded: bool = False) -> bytes:
    """Return the marks as a drawing of the whole sheet."""
    boxes = "".join(f"M{x:g} {y:g}H{right:g}V{bottom:g}H{x:g}z" for x, y, right, bottom in marks(folded=folded))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SHEET[0]:g} {SHEET[1]:g}" width="{SHEET[0]:g}mm" '
        f'height="{SHEET[1]:g}mm"><path fill="#000" d="{boxes}"/></svg>'
    ).encode()
