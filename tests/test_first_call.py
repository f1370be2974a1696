"""Whom to call first: a fact of a tactic, which every product about it obeys."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import pytest

from fanzha.diagnostics import Text
from fanzha.formats import Workshop, formats
from fanzha.model import Artifact, Edition, Library, Tactic
from fanzha.pdf import check_pdf
from fanzha.pdf.pages import Page, read_pages
from tests.print_samples import FIVE, library, printed, problems, slogan, tactic

OPTIONS: dict[str, dict[str, Any]] = {
    "poster": {},
    "poster in two languages": {"second": Text("en")},
    "poster in large print": {"large": True},
    "poster as a board": {"paper": "board"},
    "poster as a roll-up": {"paper": "rollup"},
    "card": {},
    "card in two languages": {"second": Text("en")},
    "card in large print": {"large": True},
    "card for an account": {"kind": "risk", "tactics": (Text(FIVE[0]),)},
    "card for an account, on A5": {"kind": "risk", "large": True, "tactics": (Text(FIVE[0]),)},
}


def urgent(slug: str = FIVE[0]) -> Tactic:
    """Return a tactic of which the police are to be called first."""
    return dataclasses.replace(tactic(slug), first_call="emergency")


def made(source: Library, name: str, **fields: Any) -> Artifact:
    """Return the first product that the format of that name makes of the library."""
    fmt: Any = formats()[name]
    found = next(iter(fmt.plan(source, Edition(folder=name, name="own", options={}), fmt.Options(**fields))))
    assert isinstance(found, Artifact), found
    return found


def sizes(pages: Sequence[Page]) -> dict[str, float]:
    """Return the largest points in which either number stands alone."""
    found: dict[str, float] = {}
    for line in (line for page in pages for line in page.lines):
        # Numbers in fields side by side are read as one line.
        for number in {"11096110": ("110", "96110"), "96110110": ("110", "96110")}.get(line.text, (line.text,)):
            found[number] = max(found.get(number, 0.0), line.size_pt)
    return {number: found.get(number, 0.0) for number in ("110", "96110")}


@pytest.mark.parametrize(("tactics", "whom"), [
    ((FIVE[0],), "emergency"), ((FIVE[0], FIVE[1]), "emergency"), ((FIVE[2],), "advice"),
    ((FIVE[0], FIVE[2]), "advice"), ((FIVE[0], None), "advice"), ((), "advice"), (("unknown",), "advice"),
])  # fmt: skip
def test_the_police_come_first_only_where_all_is_urgent(tactics: tuple[str | None, ...], whom: str) -> None:
    source = library({FIVE[0]: urgent(), FIVE[1]: urgent(FIVE[1]), FIVE[2]: tactic(FIVE[2])})
    assert source.first_call(tactics) == whom


COMMON = ("poster", "card")
EVERY = [pytest.param(name, marks=() if name in COMMON else pytest.mark.slow) for name in OPTIONS]
"""By default the two that hang and lie everywhere; the others are made by the slow tests."""


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("first", ["advice", "emergency"])
def test_the_number_to_call_first_is_the_main_one(workshop: Workshop, name: str, first: Any) -> None:
    source = library({FIVE[0]: dataclasses.replace(tactic(FIVE[0]), first_call=first)})
    artifact = made(source, name.split()[0], **OPTIONS[name])
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    pages = read_pages(data)
    main, other = ("110", "96110") if first == "emergency" else ("96110", "110")
    found = sizes(pages)
    assert found[main] >= found[other] and found[main] > 0
    text = "".join("".join(page.text.split()) for page in pages)
    assert ("拿不准" in text or "不扫码也可以" in text) is (first == "advice")
    assert ("有危险" in text) is (first == "emergency")
    assert "钱已转出" in text, "110 is for a loss on every product"


@pytest.mark.parametrize("name", EVERY)
def test_a_product_that_puts_96110_first_is_refused_where_110_belongs(workshop: Workshop, name: str) -> None:
    wrong = made(library({FIVE[0]: tactic(FIVE[0])}), name.split()[0], **OPTIONS[name])
    right = made(library({FIVE[0]: urgent()}), name.split()[0], **OPTIONS[name])
    found = problems(right, printed(wrong, workshop), workshop)
    assert found & {"FIT006", "FIT008"}, found


def test_a_round_label_has_the_number_of_its_own_slogan(workshop: Workshop) -> None:
    slogans = {
        "calm": slogan("calm", FIVE[1], zh="先垫钱，做不得", en="Never pay to earn"),
        "danger": slogan("danger", FIVE[0], zh="叫你别报警，别听", en="Told to keep quiet?"),
    }
    slogans = {
        key: dataclasses.replace(one, texts={
            locale: dataclasses.replace(text, channels=(Text("sticker"),)) for locale, text in one.texts.items()
        })
        for key, one in slogans.items()
    }  # fmt: skip
    source = library({FIVE[0]: urgent(), FIVE[1]: tactic(FIVE[1])}, slogans)
    artifact = made(source, "sticker", sheet="round-37")
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    (page,) = read_pages(data)
    alone = [line.text.strip() for line in page.lines]
    assert alone.count("110") >= 17 and alone.count("96110") >= 17, "turn by turn"
    calm = made(
        dataclasses.replace(source, tactics={slug: tactic(slug) for slug in FIVE[:2]}), "sticker", sheet="round-37"
    )
    assert "FIT006" in problems(artifact, printed(calm, workshop), workshop)


def test_a_longer_number_is_not_the_shorter_one(workshop: Workshop) -> None:
    artifact = made(library({FIVE[0]: tactic(FIVE[0])}), "poster")
    data = printed(artifact, workshop)
    codes = {one.code for one in check_pdf(data, "a.pdf", pages=1, size_mm=(210, 297), hotlines=["6110"])}
    assert "FIT006" in codes, "6110 stands nowhere, only in 96110"


def test_a_banner_without_a_number_of_its_own_names_the_police(workshop: Workshop) -> None:
    words = slogan("danger", FIVE[0], zh="来信吓人别掏钱", en="Threats by mail? Don’t pay.")
    words = dataclasses.replace(words, texts={
        locale: dataclasses.replace(text, channels=(Text("banner"),)) for locale, text in words.texts.items()
    })  # fmt: skip
    for told, number, other in ((urgent(), "110", "96110"), (tactic(FIVE[0]), "96110", "110")):
        artifact = made(library({FIVE[0]: told}, {"danger": words}), "banner")
        data = printed(artifact, workshop)
        assert problems(artifact, data, workshop) == set()
        found = sizes(read_pages(data))
        assert found[number] > 0 and found[other] == 0
