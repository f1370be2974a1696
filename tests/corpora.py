"""The corpora of tests/corpus: what the checks must leave alone, and what they must find."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from fanzha.diagnostics import Diagnostic, Severity, catalogue, severity_of
from fanzha.load.markdown import body_digest
from tests.samples import Sample, base_files, check_files, files_of

CORPUS = Path(__file__).parent / "corpus"
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_BETWEEN = " ||| "
Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Row:
    """One record: a text, or a pair of texts, and where it stands."""

    texts: tuple[str, ...]
    locale: str
    kind: str
    label: str
    """The check that must find it, or the topic of a true sentence."""


def _records(name: str) -> Iterator[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8", newline="") as handle:
        for record in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {key: _ESCAPE.sub(lambda m: chr(int(m[1], 16)), value) for key, value in record.items()}


@functools.cache
def violations() -> tuple[Row, ...]:
    """Return the seeded violations."""
    return tuple(
        Row(tuple(record["text"].split(_BETWEEN)), record["locale"], record["kind"], record["check"])
        for record in _records("violations.tsv")
    )


@functools.cache
def true_sentences() -> tuple[Row, ...]:
    """Return the true sentences, and the pairs of a source and a translation that agree."""
    alone = (Row((r["sentence"],), r["locale"], r["kind"], r["topic"]) for r in _records("true.tsv"))
    pairs = (Row((r["zh"], r["en"]), "zh", "page", r["topic"]) for r in _records("true-pairs.tsv"))
    return (*alone, *pairs)


@functools.cache
def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(data, "PNG")
    return data.getvalue()


def _english(number: int, row: Row) -> dict[str, str]:
    """Return an English row as a document in the default language of a project in English."""
    files = files_of(Sample(row.texts[0], row.kind, "en"), number)
    source, translation = sorted(files, key=len)
    front = re.match(r"---\n.*?\n---\n", files[source], re.DOTALL)
    assert front
    keywords = f"keywords: ['{row.texts[0]}']\n---\n" if row.kind == "front" else "---\n"
    body = files[translation].split("---\n", 2)[2]
    return {source: front[0].removesuffix("---\n") + keywords + body}


def _pair(number: int, row: Row) -> dict[str, str]:
    """Return two texts as a page and its translation, or as two pages in the same language."""
    first = files_of(Sample(row.texts[0], row.kind, "zh"), number)
    if row.label == "C-26":
        second = files_of(Sample(row.texts[1], row.kind, "zh"), number)
        return first | {path.replace(f"-{number}.", f"-{number}-again."): text for path, text in second.items()}
    second = files_of(Sample(row.texts[1], row.kind, "en"), number)
    text = next(iter(first.values()))
    english = next(path for path in second if path.endswith(".en.md"))
    digest = body_digest(text.split("---\n", 2)[2])
    return first | {english: re.sub(r"(?m)^source_digest: .*$", f"source_digest: {digest}", second[english])}


def _alone(number: int, row: Row) -> dict[str, str | bytes]:
    """Return the files of a row that changes the project itself."""
    text = row.texts[0]
    base = {path: data.decode() for path, data in base_files().items() if path.startswith("materials/")}
    if row.kind == "publisher-name":
        publisher = base["materials/publisher.yml"]
        return {"materials/publisher.yml": re.sub(r"(?m)^names: .*$", f"names: {{zh: {text}, en: Station}}", publisher)}
    if row.kind == "number-registry":
        digits = re.sub(r"[^0-9]", "", text)
        entry = (
            f'- number: "{digits}"\n  names: {{zh: 号, en: number}}\n  use_for: {{zh: 问, en: ask}}\n'
            "  role: advice\n  source: {title: 公开资料}\n  checked_on: 2026-11-22\n"
        )
        return {"materials/registry/numbers.yml": base["materials/registry/numbers.yml"] + entry}
    locales = {"materials/publisher.yml": base["materials/publisher.yml"].replace("[zh, en]", "[zh, en, ug-Arab-CN]")}
    return {**locales, **files_of(Sample(text, "page", "ug-Arab-CN"), number)}


def _with_picture(files: dict[str, str | bytes], number: int, row: Row) -> dict[str, str | bytes]:
    """Put the words where a picture is described; the picture is there and registered."""
    path = f"docs/help/sample-{number}.md"
    files[path] = str(files[path]).replace(row.texts[0], f"![{row.texts[0]}](sample.png)")
    entry = "- path: docs/help/sample.png\n  licence: CC0-1.0\n  source: ours\n"
    return {**files, "docs/help/sample.png": _picture(), "materials/registry/pictures.yml": entry}


def found_in(rows: Sequence[Row], registry: Files | None = None) -> list[list[Diagnostic]]:
    """Return what is found in the files of each row; those that do not change the project share one a language.

    Files of `registry` take the place of the project's.
    """
    own = dict(registry or {})
    results: list[list[Diagnostic]] = [[] for _ in rows]
    shared: dict[str, dict[str, str | bytes]] = {"zh": {}, "en": _english_project()}
    owners: dict[str, dict[str, int]] = {"zh": {}, "en": {}}
    for number, row in enumerate(rows):
        if row.kind in {"publisher-name", "number-registry", "uyghur"}:
            files = _alone(number, row)
            results[number] = [one for one in check_files({**own, **files}) if one.place.path in files]
            continue
        project = "en" if row.locale == "en" and len(row.texts) == 1 else "zh"
        files = {**(_pair(number, row) if len(row.texts) > 1 else _one(number, row, project))}
        owners[project] |= dict.fromkeys((path for path in files if path.endswith(".md")), number)
        shared[project] |= files
    for project, files in shared.items():
        for diagnostic in check_files({**own, **files}):
            if diagnostic.place.path in owners[project]:
                results[owners[project][diagnostic.place.path]].append(diagnostic)
    return results


def _one(number: int, row: Row, project: str) -> dict[str, str | bytes]:
    kind = {"link": "page", "image-alt": "page"}.get(row.kind, row.kind)
    plain = Row(row.texts, row.locale, kind, row.label)
    files: dict[str, str | bytes] = {
        **(_english(number, plain) if project == "en" else files_of(Sample(row.texts[0], kind, row.locale), number))
    }
    return _with_picture(files, number, row) if row.kind == "image-alt" else files


def _english_project() -> dict[str, str | bytes]:
    """Return what turns the base project into one whose only language is English."""
    files: dict[str, str | bytes] = {}
    base = {path: data.decode() for path, data in base_files().items()}
    files["materials/publisher.yml"] = base["materials/publisher.yml"].replace("[zh, en]", "[en]")
    for path, text in base.items():
        if path.endswith(".en.md"):
            source = path.replace(".en.md", ".md")
            front = base[source].split("---\n", 2)[1]
            files[source] = f"---\n{front}---\n{text.split('---' + chr(10), 2)[2]}"
            files[path] = b""
    return files


def refused(found: Sequence[Diagnostic]) -> bool:
    """Return whether the file was not even read, because of characters that no source may hold."""
    return any(one.code in {"LOAD003", "LOAD037"} for one in found)


def named(row: Row, found: Sequence[Diagnostic]) -> bool:
    """Return whether the check that the row is about is among those that found something."""
    return any(catalogue()[one.code].check.startswith(row.label[:4]) for one in found)


def alarms(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the errors and warnings of `found`, but that a tactic made for the purpose has no slogans."""
    return [one for one in found if severity_of(one) > Severity.NOTICE and one.code != "LINK020"]
