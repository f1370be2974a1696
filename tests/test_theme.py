"""Brand tokens: what a project may change, and what never reaches a page."""

from __future__ import annotations

import pytest

from fanzha import theme
from fanzha.config import BRAND
from tests.samples import check_files


def test_a_project_changes_one_colour_and_keeps_the_rest() -> None:
    chosen = theme.tokens("/* 我们的红 */ :root { --color-alert: #990000; /* --color-ink: #ffffff; */ }")
    assert chosen["color-alert"] == "#990000"
    assert chosen == {**theme.default_tokens(), "color-alert": "#990000"}


@pytest.mark.parametrize(
    "line",
    [
        "--color-brand: red",
        "--color-brand: url(https://evil.example/x)",
        "--color-brand: #12345",
        "--size-body: 8pt",
        "--space: 4mm } body { display: none",
        "--unknown: #000000",
    ],
)
def test_what_is_no_plain_value_of_a_known_token_falls_back(line: str) -> None:
    assert theme.tokens(f":root {{ {line}; }}") == dict(theme.default_tokens())


def test_larger_body_text_is_allowed() -> None:
    assert theme.tokens(":root{--size-body:18pt}")["size-body"] == "18pt"


def test_only_values_of_the_root_rule_are_read() -> None:
    css = "@import url(https://evil.example/a.css); body { --color-ink: #ff0000 } :root { --color-ink: #101010 }"
    sheet = theme.stylesheet(theme.tokens(css))
    assert "evil" not in sheet and "#ff0000" not in sheet and "--color-ink:#101010;" in sheet


def test_body_text_stands_out_seven_to_one_on_every_ground_it_is_printed_on() -> None:
    chosen = theme.default_tokens()
    pairs = [
        ("ink", "on-dark"), ("ink", "paper"), ("ink-soft", "on-dark"), ("brand", "on-dark"), ("brand", "paper"),
        ("alert", "on-dark"), ("alert", "paper"),
    ]  # fmt: skip
    ratios = {pair: theme.contrast(chosen[f"color-{pair[0]}"], chosen[f"color-{pair[1]}"]) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 7} == {}


def test_contrast_is_the_one_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_tone_is_that_of_a_grey_printer() -> None:
    assert (theme.tone("#ffffff"), theme.tone("#000000")) == pytest.approx((0, 1))
    assert theme.tone("#ff0000") == pytest.approx(0.7) and theme.tone("#00ff00") == pytest.approx(0.41)


@pytest.mark.parametrize("name", [name for name in theme.default_tokens() if name.startswith("color-")])
def test_no_colour_may_melt_into_its_ground(name: str) -> None:
    melted = "#101010" if name == "color-on-dark" else "#ffffff"
    found = check_files({BRAND: f":root {{\n  --{name}: {melted};\n}}\n"})
    assert {str(one.place) for one in found} == {f"{BRAND}:2:3"}
    assert {one.code for one in found} <= {"CONF021", "CONF023"}


@pytest.mark.parametrize(("name", "value"), [("color-paper", "#b9c6cb"), ("color-brand-soft", "#c0c8cc")])
def test_a_ground_as_grey_as_the_rules_on_it_is_told_at_the_ground(name: str, value: str) -> None:
    found = check_files({BRAND: f":root {{\n  --color-ink: #000000;\n  --{name}: {value};\n}}\n"})
    assert ("CONF023", f"{BRAND}:3:3") in [(one.code, str(one.place)) for one in found]


def test_red_and_green_of_one_grey_are_no_letters_and_ground() -> None:
    found = check_files({BRAND: ":root { --color-brand: #006600; --color-brand-soft: #c80000; }\n"})
    assert "CONF021" in {one.code for one in found}


def test_a_pictogram_names_itself_to_screen_readers() -> None:
    drawn = theme.pictogram("stop", "停 & <看>", "#98280f")
    assert "<title>停 &amp; &lt;看&gt;</title>" in drawn
    assert 'fill="#98280f"' in drawn and '"C"' not in drawn and '"G"' not in drawn
