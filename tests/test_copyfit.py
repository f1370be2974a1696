"""Copy-fitting: which setting is taken, and how often a page is set to find it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from fanzha import copyfit

FOOT = 20.0


@dataclass(frozen=True)
class Laid:
    """Stands in for a document that is laid out."""

    name: str
    pages: int
    places: dict[str, tuple[int, float, float]]

    def pdf(self) -> bytes:
        """Return what it is called."""
        return self.name.encode()


@dataclass
class Press:
    """Stands in for the typesetter: settings from `fits` on fit, with `room` points left above the foot."""

    fits: int
    room: float = 100.0
    tried: list[tuple[int, tuple[float, ...]]] = field(default_factory=list)

    def __call__(self, setting: int, spare: Sequence[float]) -> Laid:
        """Note what was asked for."""
        self.tried.append((setting, tuple(spare)))
        fits = setting >= self.fits
        places = {"end-1": (1, 0.0, FOOT + self.room) if fits else (2, 0.0, 500.0)}
        return Laid(f"{setting} {sum(spare):g}", 1 if fits else 2, places)


def fitted(press: Press) -> copyfit.Fitted[int]:
    return copyfit.fit(press, range(8), pages=1, foot=FOOT, most=60)


def test_what_fits_most_generously_is_set_once_and_once_more_with_its_spare_height() -> None:
    press = Press(fits=0)
    found = fitted(press)
    assert (found.data, found.fits) == (b"0 60", True)
    assert press.tried == [(0, (0.0,)), (0, (60.0,))]


@pytest.mark.parametrize("fits", range(8))
def test_the_most_generous_setting_that_fits_is_taken(fits: int) -> None:
    press = Press(fits)
    assert fitted(press).data == f"{fits} 60".encode()
    assert len(press.tried) <= 5
    assert len(set(press.tried)) == len(press.tried), "nothing is set twice"


def test_spare_height_that_nobody_would_see_is_not_shared_out() -> None:
    press = Press(fits=0, room=7.9)
    found = fitted(press)
    assert (found.data, found.fits) == (b"0 0", True)
    assert len(press.tried) == 1


def test_when_nothing_fits_the_tightest_is_kept() -> None:
    press = Press(fits=99)
    found = fitted(press)
    assert (found.data, found.fits) == (b"7 0", False)
    assert len(press.tried) <= 5
