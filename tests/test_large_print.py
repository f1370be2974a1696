"""Large print as an option of every printed format: made, true anyway, or refused with a reason."""

from __future__ import annotations

import dataclasses

import pytest

from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop, formats
from fanzha.formats.banner import FORMAT as BANNER
from fanzha.formats.banner import BannerOptions, Params
from fanzha.formats.sticker import FORMAT as STICKER
from fanzha.formats.sticker import SheetName, StickerOptions
from fanzha.formats.trifold import FORMAT as TRIFOLD
from fanzha.formats.trifold import TrifoldOptions
from fanzha.model import Artifact, Edition, SloganText
from fanzha.pdf.pages import read_pages
from fanzha.theme import contrast
from tests.print_samples import FIVE, library, printed, problems

PRINT = ("banner", "booklet", "card", "leaflet", "letter", "poster", "rhyme", "sticker", "trifold")


def refused(found: list[Artifact | Diagnostic]) -> list[tuple[str, str]]:
    return [(one.code, str(dict(one.args)["key"])) for one in found if isinstance(one, Diagnostic)]


@pytest.mark.parametrize("name", PRINT)
def test_every_format_of_print_knows_the_option(name: str) -> None:
    fields = {field.name: field for field in dataclasses.fields(formats()[name].Options)}
    assert fields["large"].default is False


@pytest.mark.parametrize("sheet", ["round-40", "99x68"])
def test_no_label_is_in_large_print(sheet: SheetName) -> None:
    edition = Edition(folder="sticker", name="eggs", options={})
    found = list(STICKER.plan(library(), edition, StickerOptions(sheet=sheet, large=True)))
    assert refused(found) == [("LOAD039", "large")] and len(found) == 1


def test_no_trifold_is_in_large_print() -> None:
    edition = Edition(folder="trifold", name="street", options={})
    options = TrifoldOptions(
        titles={"zh": Text("停一停")}, tactics=tuple(map(Text, FIVE[:3])), case=Text("case"), large=True
    )
    found = list(TRIFOLD.plan(library(), edition, options))
    assert refused(found) == [("LOAD039", "large")] and len(found) == 1


def test_a_banner_is_large_anyway_and_its_colours_stand_out(workshop: Workshop) -> None:
    source = library(brand=":root{--color-brand:#7fb2c8;--color-alert:#dd7766}")
    slogan = source.slogans["nothing-to-close"]
    texts = {
        locale: SloganText(slug=text.slug, locale=locale, name=text.name, channels=(Text("banner"),))
        for locale, text in slogan.texts.items()
    }
    whole = dataclasses.replace(source, slogans={slogan.slug: dataclasses.replace(slogan, texts=texts)})
    edition = Edition(folder="banner", name="street", options={})
    options = BannerOptions(large=True, locales=(Text("zh"),))
    (artifact,) = BANNER.plan(whole, edition, options)
    assert isinstance(artifact, Artifact) and isinstance(artifact.params, Params)
    assert artifact.path == "banner/nothing-to-close-large.zh.pdf"
    assert contrast(artifact.params.theme["color-brand"], "#ffffff") >= 7
    data = printed(artifact, workshop)
    assert problems(artifact, data, workshop) == set()
    assert min(line.size_pt for page in read_pages(data) for line in page.lines) * 10 >= 18
