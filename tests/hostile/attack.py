"""A project into every place of which script payloads are written, past all checks, and the site made of it."""

from __future__ import annotations

import atexit
import dataclasses
import functools
import shutil
import tempfile
from pathlib import Path

from fanzha.diagnostics import Text
from fanzha.formats import Workshop
from fanzha.load import load_project
from fanzha.model import Citation, Library, Page, PageText
from tests.site_project import Site, make_project, plan

_WHERE = Path(__file__).parent / "payloads.txt"
_SHARED = (1, 27, 54, 117)
"""Payloads that stand in names which every page shows."""


@functools.cache
def payloads() -> tuple[str, ...]:
    """Return the payloads; each calls `pwn(1)`, if it can, or asks for something of evil.example."""
    return tuple(line for line in _WHERE.read_text("utf-8").split("\n") if line and not line.startswith("## "))


def page(payload: str) -> str:
    """Return Markdown with the payload in every place that a writer has."""
    return f"""# 题 {payload}

{payload}

第二段 {payload} 后面。

- 一 {payload}
- {payload}

> {payload}

## {payload} {{#a}}

### 三 {payload} {{: #b }}

| 甲 | {payload} |
|---|---|
| {payload} | 乙 |

[链接](#a "{payload}") ![{payload}](y.png "{payload}") *字*{{: title="{payload}" }}

!!! note "{payload}"
    {payload}

1. {payload}

    {payload}

[evil]: javascript:pwn(1) "{payload}"

{payload}
"""


def _attacked(library: Library, slug: str, payload: str) -> Page:
    """Return a page whose title, lead, keywords and sources are the payload."""
    words = Text(payload)
    sample = library.pages["help/now"]
    text = sample.texts["zh"]
    assert isinstance(text, PageText)
    text = dataclasses.replace(
        text, slug=slug, name=words, lead=words, place=dataclasses.replace(text.place, path=_path(slug))
    )
    source = Citation(
        title=payload, publisher=payload, date=payload, url=Text("javascript:pwn(1)//https://fanzha.example")
    )
    return dataclasses.replace(sample, slug=slug, keywords={"zh": (payload,)}, sources=(source,), texts={"zh": text})


def _path(slug: str) -> str:
    return f"docs/{slug}.md"


def attacked(library: Library) -> Library:
    """Return the library with a page for every payload, and payloads in every name and slogan."""
    words = [payloads()[number] for number in _SHARED]
    pages = {f"attack/p{n:03}": _attacked(library, f"attack/p{n:03}", one) for n, one in enumerate(payloads())}
    sample = (
        library.slogans["apply-refuse"] if "apply-refuse" in library.slogans else next(iter(library.slogans.values()))
    )
    slogans = {
        f"s{n:03}": dataclasses.replace(
            sample,
            slug=f"s{n:03}",
            texts={"zh": dataclasses.replace(sample.texts["zh"], slug=f"s{n:03}", name=Text(one))},
        )
        for n, one in enumerate(payloads())
    }
    tactics = {
        slug: dataclasses.replace(tactic, keywords={"zh": (*payloads(),)}, sources=next(iter(pages.values())).sources)
        for slug, tactic in library.tactics.items()
    }
    publisher = dataclasses.replace(
        library.publisher, names={"zh": " ".join(words)}, version=words[1], locales=library.publisher.locales[:1]
    )
    registry = dataclasses.replace(
        library.registry,
        numbers={
            k: dataclasses.replace(v, names={"zh": words[1]}, use_for={"zh": words[2]})
            for k, v in library.registry.numbers.items()
        },
        categories={k: dataclasses.replace(v, names={"zh": words[1]}) for k, v in library.registry.categories.items()},
        channels={k: dataclasses.replace(v, names={"zh": words[1]}) for k, v in library.registry.channels.items()},
    )
    return dataclasses.replace(
        library,
        publisher=publisher,
        registry=registry,
        pages={**library.pages, **pages},
        slogans=slogans,
        tactics=tactics,
        files=dict(library.files) | {_path(slug): "" for slug in pages},
    )


def lay(root: Path) -> Library:
    """Write the payloads into the project at `root`; return its library, with them in every other place."""
    config = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(config.partition("validation:")[0], "utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        # What would stop the build here must not: the point is what becomes of the payloads.
        file.write(
            "validation:\n  links: {not_found: info, anchors: info, absolute_links: info, unrecognized_links: info}\n"
        )
    library, _ = load_project(root)
    assert library is not None
    (root / "docs/attack").mkdir()
    for number, payload in enumerate(payloads()):
        (root / f"docs/attack/p{number:03}.md").write_text(page(payload), "utf-8")
    return attacked(library)


@functools.cache
def attacked_site() -> Site:
    """Return the site of the small project with every payload in it; nothing is verified."""
    from fanzha.formats.site.render import render

    folder = Path(tempfile.mkdtemp(prefix="fanzha-attack-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = make_project(folder)
    library = lay(root)
    artifact = plan(library)
    scratch = folder / "scratch"
    scratch.mkdir()
    workshop = Workshop(root, scratch, folder / "cache", (), root / "build")
    return Site(library, artifact, workshop, render(artifact, workshop), scratch / "site")
