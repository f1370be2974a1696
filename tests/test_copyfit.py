"""Copy-fitting: which setting is taken, and how often a page is set to find it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from fanzha import copyfit

FOOT = 20.0


@dataclass
class Press:
    """Stands in for the typesetter: settings from `fits` on fit, with `room` points left above the foot."""

    fits: int
    room: float = 100.0
    tried: list[tuple[int, tuple[float, ...]]] = field(default_factory=list)

    def __call__(self, setting: int, spare: Sequence[float]) -> bytes:
        """Note what was asked for."""
        self.tried.append((setting, tuple(spare)))
        return f"{setting} {sum(spare):g}".encode()

    def marks(self, data: bytes) -> tuple[int, dict[int, tuple[int, float]]]:
        """Read it back as `copyfit.marks` would."""
        setting = int(data.split()[0])
        return (1, {1: (1, FOOT + self.room)}) if setting >= self.fits else (2, {1: (2, 500.0)})


def fitted(press: Press, monkeypatch: pytest.MonkeyPatch) -> copyfit.Fitted:
    monkeypatch.setattr(copyfit, "marks", press.marks)
    return copyfit.fit(press, range(8), pages=1, foot=FOOT, most=60)


def test_what_fits_most_generously_is_set_once_and_once_more_with_its_spare_height(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press = Press(fits=0)
    assert fitted(press, monkeypatch) == copyfit.Fitted(b"0 60", True)
    assert press.tried == [(0, (0.0,)), (0, (60.0,))]


@pytest.mark.parametrize("fits", range(8))
def test_the_most_generous_setting_that_fits_is_taken(fits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(fits)
    assert fitted(press, monkeypatch).data == f"{fits} 60".encode()
    assert len(press.tried) <= 5
    assert len(set(press.tried)) == len(press.tried), "nothing is set twice"


def test_spare_height_that_nobody_would_see_is_not_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(fits=0, room=7.9)
    assert fitted(press, monkeypatch) == copyfit.Fitted(b"0 0", True)
    assert len(press.tried) == 1


def test_when_nothing_fits_the_tightest_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press(fits=99)
    assert fitted(press, monkeypatch) == copyfit.Fitted(b"7 0", False)
    assert len(press.tried) <= 5
