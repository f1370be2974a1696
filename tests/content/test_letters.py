"""The letters of this repository, on paper and read back."""

from __future__ import annotations

import dataclasses

import pytest

from fanzha.formats import Workshop
from fanzha.formats.letter import FORMAT, LetterOptions
from fanzha.load.decode import decode
from fanzha.model import Artifact, Library
from fanzha.plan import make_plan
from tests.harness import ROOT
from tests.print_samples import printed, problems


@pytest.mark.slow
def test_the_letters_of_this_project_are_made_in_both_languages(content: Library, workshop: Workshop) -> None:
    shipped = [one for one in make_plan(content, ROOT).artifacts if one.format == "letter"]
    written = {one.name for one in content.editions if one.folder == "letter"}
    made = {(one.edition, one.locale) for one in shipped}
    assert made == {(name, locale) for name in written for locale in ("zh", "en")}
    for artifact in shipped:
        assert problems(artifact, printed(artifact, workshop), workshop) == set(), artifact.path


@pytest.mark.slow
def test_every_letter_of_this_project_can_be_had_in_large_print(content: Library, workshop: Workshop) -> None:
    found = set()
    for edition in (one for one in content.editions if one.folder == "letter"):
        wanted = decode(edition.options, LetterOptions, [])  # type: ignore[arg-type]
        assert wanted is not None
        for artifact in FORMAT.plan(content, edition, dataclasses.replace(wanted, large=True)):
            assert isinstance(artifact, Artifact), artifact
            if "-large." in artifact.path:
                found.add(artifact.path)
                assert problems(artifact, printed(artifact, workshop), workshop) == set(), artifact.path
    written = {one.name for one in content.editions if one.folder == "letter"}
    assert found == {f"letter/{name}-large.{locale}.pdf" for name in written for locale in ("zh", "en")}
