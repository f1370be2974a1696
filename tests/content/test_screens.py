"""The screens in `materials/screen/` are of sizes that are sold: how far they can be read from follows from that."""

from __future__ import annotations

from fanzha.formats.led.options import LedParams
from fanzha.model import Library
from fanzha.plan import make_plan
from tests.harness import ROOT

MODULES = {2.5, 3, 4, 5, 6, 8, 10, 16}
"""Millimetres from dot to dot of common modules."""
SMALLEST, LARGEST = 520, 2600
"""Millimetres that televisions and monitors are long: of 24 and of 116 inches."""


def test_a_television_has_the_pixels_of_a_television_and_an_led_screen_the_dots_of_modules(content: Library) -> None:
    screens = {one.edition: one.params for one in make_plan(content, ROOT).artifacts if one.format == "led"}
    assert screens
    for name, params in screens.items():
        assert isinstance(params, LedParams)
        length = params.pitch * max(params.width, params.height)
        if params.screen == "lcd":
            assert SMALLEST <= length <= LARGEST, name
        else:
            assert params.pitch in MODULES, name
