"""The letter for a print shop: which files are made, the cut on a sheet with a margin around its trim, body sizes."""

from __future__ import annotations

import dataclasses

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop
from fanzha.formats.letter import FORMAT, Params
from fanzha.model import Artifact
from tests.print_samples import library, printed, problems
from tests.test_letter import made_of, options


def chinese(**fields: object) -> dict[str, Artifact]:
    return made_of(library(), options(locales=(Text("zh"),), **fields))


@pytest.fixture(scope="module")
def sheet(workshop: Workshop) -> tuple[Artifact, bytes]:
    artifact = chinese(press="only")["letter/parents-press.zh.pdf"]
    return artifact, printed(artifact, workshop)


def test_sheets_for_the_print_shop_beside_the_others_or_alone_and_always_the_chat_version() -> None:
    also = chinese(press="also", large=True)
    assert {path: (one.title, one.subjects) for path, one in also.items() if "press" in path} == {
        "letter/parents-press.zh.pdf": ("致家长的一封信（送印刷店）", ()),
        "letter/parents-large-press.zh.pdf": ("致家长的一封信（大字版）（送印刷店）", ()),
    }
    assert len(also) == 5
    assert list(chinese(press="only")) == ["letter/parents-press.zh.pdf", "letter/parents.zh.txt"]


def test_the_finished_sheet_has_no_findings(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    artifact, data = sheet
    assert problems(artifact, data, workshop) == set()


def test_verify_refuses_it_where_the_office_sheet_is_meant(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    assert "FIT010" in problems(chinese()["letter/parents.zh.pdf"], sheet[1], workshop)


def test_body_text_below_what_can_be_read_is_refused(sheet: tuple[Artifact, bytes], workshop: Workshop) -> None:
    """A brand whose smallest body size is 18 points did not get a sheet in 14."""
    artifact, data = sheet
    params = artifact.params
    assert isinstance(params, Params)
    larger = dataclasses.replace(params, theme={**params.theme, "size-body": "18pt"})
    found = list(FORMAT.verify(dataclasses.replace(artifact, params=larger), data, workshop))
    assert {one.code for one in found if isinstance(one, Diagnostic)} == {"FIT018"}
    assert any("打个电话" in str(dict(one.args)["text"]) for one in found)
    assert {dict(one.args)["least"] for one in found} == {"18"}
    large = dataclasses.replace(artifact, params=dataclasses.replace(params, large=True))
    sizes = {dict(one.args)["least"] for one in FORMAT.verify(large, data, workshop) if one.code == "FIT018"}
    assert sizes == {"18"}, "large print begins there"
