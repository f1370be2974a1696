"""Uyghur and Kazakh (C-46): letters, digits, marks, sign-off and order of the languages."""

from __future__ import annotations

import pytest

from tests.samples import MINIMAL, Sample, base_files, check_files, files_of

_PUBLISHER = "materials/publisher.yml"
_Found = list[tuple[str, int, str | None]]


def _publisher(locales: str) -> dict[str, bytes]:
    text = base_files()[_PUBLISHER]
    assert b"locales: [zh, en]" in text, MINIMAL
    return {_PUBLISHER: text.replace(b"locales: [zh, en]", f"locales: [{locales}]".encode())}


def _found(text: str, locale: str = "ug-Arab-CN") -> _Found:
    """Return code, column and replacement of what C-46 finds in a page of that language."""
    files = files_of(Sample(text, locale=locale))
    codes = [f"LANG{number:03}" for number in range(9, 16)]
    return [
        (one.code, one.place.column, one.replacement)
        for one in check_files({**_publisher(f"zh, en, {locale}"), **files})
        if one.code in codes and one.place.path.endswith(f".{locale}.md") and one.code != "LANG013"
    ]


def test_letters_of_other_keyboards_are_found_and_the_certain_one_is_mended() -> None:
    text = "با\u06a9ا ب\u0647رم\u0647ڭ تەست\u06ccق \u06a9ود"
    assert _found(text) == [
        ("LANG009", 3, "\u0643"),
        ("LANG009", 7, None),
        ("LANG009", 17, None),
        ("LANG009", 20, "\u0643"),
    ]


def test_digits_and_marks() -> None:
    assert _found("پۇل, كود? \u0661\u0661\u0660 110, 96110.") == [
        ("LANG011", 4, "،"),
        ("LANG011", 9, "؟"),
        ("LANG010", 11, None),
    ]


def test_right_uyghur_is_left_alone() -> None:
    assert _found("پۇل سورىسا بەرمەڭ، 110غا تېلېفون قىلىڭ؛ ھېچكىمگە ئىشەنمەڭ. ياق؟ 3,000") == []


def test_the_kazakh_high_hamza_stands_before_the_word() -> None:
    assert _found("\u0674سوز س\u0674وز", "kk-Arab-CN") == [("LANG012", 7, None)]
    assert _found("هەم ك\u06cc", "kk-Arab-CN") == []


@pytest.mark.parametrize("role", ["language", "police"])
def test_a_native_reader_signs_every_text(role: str) -> None:
    files = files_of(Sample("پۇل يوللىماڭ.", locale="ug-Arab-CN"))
    (path,) = (path for path in files if "ug-Arab" in path)
    files[path] = files[path].replace("role: second-reader", f"role: {role}")
    found = [one for one in check_files({**_publisher("zh, en, ug-Arab-CN"), **files}) if one.code == "LANG013"]
    assert [one.place.path for one in found] == ([] if role == "language" else [path])


def test_nobody_need_sign_a_language_that_is_not_used() -> None:
    files = files_of(Sample("پۇل يوللىماڭ.", locale="ug-Arab-CN"))
    assert "LANG013" not in [one.code for one in check_files(files)]


@pytest.mark.parametrize(
    ("locales", "expected"),
    [
        ("zh, en, ug-Arab-CN, kk-Arab-CN", []),
        ("zh, en, kk", [("LANG015", 19)]),
        ("zh, en, ug-CN", [("LANG015", 19)]),
    ],
)
def test_the_script_is_named(locales: str, expected: list[tuple[str, int]]) -> None:
    found = [one for one in check_files(_publisher(locales)) if one.code in {"LANG014", "LANG015"}]
    assert [(one.code, one.place.column) for one in found] == expected


def test_chinese_comes_first() -> None:
    found = [one for one in check_files(_publisher("en, zh, ug-Arab-CN")) if one.code == "LANG014"]
    assert [one.place.column for one in found] == [11]
