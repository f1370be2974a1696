"""Large print as an option of every printed format: made, or true anyway."""

from __future__ import annotations

import dataclasses

import pytest

from fanzha.diagnostics import Text
from fanzha.formats import Workshop, formats
from fanzha.formats.banner import FORMAT as BANNER
from fanzha.formats.banner import BannerOptions, Params
from fanzha.model import Artifact, Edition, SloganText
from fanzha.pdf.pages import read_pages
from fanzha.theme import contrast
from tests.print_samples import library, printed, problems

PRINT = ("banner", "booklet", "card", "leaflet", "letter", "poster", "rhyme", "sticker", "trifold")


@pytest.mark.parametrize("name", PRINT)
def test_every_format_of_print_knows_the_option(name: str) -> None:
    fields = {field.name: field for field in dataclasses.fields(formats()[name].Options)}
    assert fields["large"].default is False


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
