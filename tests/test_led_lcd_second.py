"""A second language on televisions, and the fonts of a script: what follows what, what is shaped, what is refused."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from fanzha.diagnostics import Diagnostic, Place, Text
from fanzha.formats import Workshop
from fanzha.formats.led import FORMAT, lcd_layout, lcd_type
from fanzha.formats.led.lcd import LcdParams
from fanzha.formats.led.lcd_slides import in_order, pages_of
from fanzha.formats.led.options import Motion, Options, SloganQuery
from fanzha.formats.led.render import render
from fanzha.model import Artifact, Library, SloganText
from fanzha.pdf.pages import read_pages
from fanzha.pixels import Fonts
from tests import test_led, test_led_lcd
from tests.test_led_lcd import WIDE, planned, slide, without_film

Files = dict[str, bytes]
UG = "ug-Arab-CN"
WORDS = {"ask": "پۇل ئەۋەتكەن بولسىڭىز، 96110 نى ئۇرۇڭ.", "long": "قەرزدىن ئاۋۋال ھەق ئالىدۇ"}
"""Nobody reads the Uyghur: its words are those of the tests of the website."""
LABELS = {"96110": "ئالدامچىلىققا قارشى لىنىيە", "110": "ساقچى"}


def content(words: Mapping[str, str] = WORDS, labels: Mapping[str, str] = LABELS) -> Library:
    """Return the library of the other tests with slogans and numbers in Uyghur too."""
    base = test_led_lcd.content()
    slogans = dict(base.slogans)
    for slug, text in words.items():
        place = Place(f"docs/slogans/all.{UG}.md", 9, 3, len(text))
        said = SloganText(slug=slug, locale=UG, name=Text(text, place), channels=(Text("led"),), place=place)
        slogans[slug] = dataclasses.replace(slogans[slug], texts={**slogans[slug].texts, UG: said})
    numbers = {
        key: dataclasses.replace(one, names={**one.names, **({UG: labels[key]} if key in labels else {})})
        for key, one in base.registry.numbers.items()
    }
    publisher = dataclasses.replace(base.publisher, locales=(Text("zh"), Text("en"), Text(UG)))
    registry = dataclasses.replace(base.registry, numbers=numbers)
    return dataclasses.replace(base, publisher=publisher, slogans=slogans, registry=registry)
