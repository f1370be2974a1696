"""Print: no reference leaves the shelf of assets, and nothing in a PDF acts."""

from __future__ import annotations

import dataclasses
import io
import re
import socket
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from fanzha import markup
from fanzha.diagnostics import Refusal, Text
from fanzha.formats import Workshop
from fanzha.model import Actions, Artifact, Edition
from fanzha.pdf import TypesetError, typeset
from tests.hostile.attack import payloads
from tests.print_samples import FIVE, library, tactic

REFERENCES = tomllib.loads(Path(__file__).with_name("hostile").joinpath("references.toml").read_text("utf-8"))
PAGE = '<html lang="zh"><head><title>反诈</title></head><body><h1>先打96110</h1><p>字</p>{}</body></html>'
MARKER = b"a line of a file that lies outside"
HOST = "127.0.0.1:9"


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("outside") / "secret.txt"
    path.write_bytes(MARKER)
    return path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return what the program asks the network for."""
    asked: list[object] = []

    def note(*arguments: object, **_: object) -> None:
        asked.append(arguments)
        raise OSError("no network here")

    for holder, name in ((socket.socket, "connect"), (socket, "getaddrinfo"), (socket, "gethostbyname")):
        monkeypatch.setattr(holder, name, note)
    return asked


def everything(data: bytes) -> bytes:
    """Return the PDF's bytes with all streams unpacked, and every name and text in it."""
    memory = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            memory,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return memory.getvalue()


def keys(data: bytes) -> set[str]:
    """Return every key and every name that the PDF's dictionaries hold."""
    found: set[str] = set()

    def walk(thing: Any, depth: int = 0) -> None:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            for key, value in thing.items():
                found.add(str(key))
                if not getattr(value, "is_indirect", False):
                    walk(value, depth + 1)
        elif isinstance(thing, pikepdf.Array):
            for value in thing:
                if not getattr(value, "is_indirect", False):
                    walk(value, depth + 1)
        elif isinstance(thing, pikepdf.Name):
            found.add(str(thing))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            walk(thing)
    return found


ACTS = frozenset(
    re.findall(
        r"\S+",
        "/JavaScript /JS /Launch /OpenAction /AA /URI /GoToR /GoToE /SubmitForm /ImportData /EmbeddedFile"
        " /EmbeddedFiles /Filespec /RichMedia /Rendition /Movie /Sound /AcroForm /XFA /Annots",
    )
)
"""What a sheet of paper has no use for."""


PRINTABLE = tuple(one for one in payloads() if not re.search(r"[^\x20-\x7e]|&#1;", one))
"""Payloads all of whose characters the fonts have: others stop the build (FIT004)."""


def _third_always(names: Iterable[str]) -> list[object]:
    """Return the names, two thirds of them marked slow."""
    return [pytest.param(name, marks=pytest.mark.slow if at % 3 else []) for at, name in enumerate(names)]


@pytest.mark.parametrize("name", _third_always(REFERENCES))
def test_nothing_outside_the_shelf_is_asked_for(name: str, cache: Path, outside: Path, calls: list[object]) -> None:
    reference = REFERENCES[name]
    html, svg = (
        reference.get(key, "").replace("{file}", str(outside)).replace("{host}", HOST) for key in ("html", "svg")
    )
    css = [reference["css"].format(file=outside, host=HOST)] if "css" in reference else []
    assets = {"drawing.svg": svg.encode()} if svg else {}
    body = PAGE.format(html or ('<img alt="图" src="asset:drawing.svg">' if svg else ""))
    if reference.get("ignored"):
        data = typeset(body, css, assets, cache)
        assert MARKER not in everything(data) and HOST.encode() not in everything(data)
        assert keys(data) & ACTS == set()
    else:
        with pytest.raises(TypesetError) as caught:
            typeset(body, css, assets, cache)
        assert caught.value.code == "BUILD006" and caught.value.messages
    assert calls == []


def test_the_corpus_is_large_and_mostly_denied() -> None:
    assert len(REFERENCES) >= 40
    assert sum(not reference.get("ignored") for reference in REFERENCES.values()) >= 40


def test_the_search_for_what_acts_finds_it() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.attachments["a.txt"] = b"x"
        memory = io.BytesIO()
        pdf.save(memory)
    assert {"/OpenAction", "/JavaScript", "/JS", "/EmbeddedFiles"} <= keys(memory.getvalue())


def test_no_payload_acts_in_a_pdf(cache: Path, calls: list[object]) -> None:
    assert len(PRINTABLE) >= 120
    lines = "".join(f"<li>{markup.inline(payload, 'zh')}</li>" for payload in PRINTABLE)
    data = typeset(PAGE.format(f"<ul>{lines}</ul>"), [markup.STYLES], {}, cache)
    assert keys(data) & ACTS == set()
    assert calls == []


SHORT = tuple(one for one in PRINTABLE if len(one) <= 36)
"""Payloads that fit where a leaflet prints a red flag."""


def attacked() -> Any:
    """Return a library whose five tactics say nothing but payloads."""
    words = iter(SHORT * 2)

    def some(count: int) -> tuple[Text, ...]:
        return tuple(Text(next(words)) for _ in range(count))

    tactics = {
        slug: tactic(
            slug,
            name=some(1)[0],
            lead=some(1)[0],
            red_flags=some(3),
            actions=Actions(stop=some(1), verify=some(1), report=some(1)),
        )
        for slug in FIVE
    }
    made = library(tactics)
    publisher = dataclasses.replace(made.publisher, names={"zh": SHORT[0], "en": SHORT[1]}, version=SHORT[2])
    return dataclasses.replace(made, publisher=publisher)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["leaflet", "poster"])
def test_no_payload_acts_in_what_is_printed(kind: str, tmp_path: Path, calls: list[object]) -> None:
    from fanzha.formats import leaflet, poster
    from fanzha.formats.leaflet import render as leaflet_render
    from fanzha.formats.poster import render as poster_render

    workshop = Workshop(tmp_path, tmp_path / "scratch", tmp_path / "cache")
    edition = Edition(folder=kind, name="attack", options={})
    if kind == "leaflet":
        options = leaflet.sheets.LeafletOptions(
            titles={"zh": Text(SHORT[3]), "en": Text(SHORT[4])}, tactics=tuple(map(Text, FIVE)), case=Text("case")
        )
        found, render = list(leaflet.FORMAT.plan(attacked(), edition, options)), leaflet_render.render
    else:
        found, render = list(poster.FORMAT.plan(attacked(), edition, poster.PosterOptions())), poster_render.render
    artifacts = [one for one in found if isinstance(one, Artifact) and one.locale == "zh"]
    assert artifacts
    made = 0
    for artifact in artifacts:
        try:
            data = render(artifact, workshop)
        except Refusal:  # too long to fit, or without a glyph: said, and not printed
            continue
        made += 1
        assert keys(data) & ACTS == set()
    assert made
    assert calls == []
