"""Small texts checked as if they stood in a project: in memory, through the real loader and all checks.

The project is the minimal one with fuller registries, those of `fixtures/checks`.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fanzha.checks import run_checks
from fanzha.diagnostics import Diagnostic
from fanzha.load.markdown import body_digest
from fanzha.load.project import RawFiles, parse_files

MINIMAL = Path(__file__).parent / "fixtures" / "minimal"
CHECKS = Path(__file__).parent / "fixtures" / "checks"
REGISTRY = CHECKS / "materials" / "registry"
TODAY = datetime.date(2026, 11, 22)
_SIGNED = "sign_off: [{role: author, on: 2026-11-20}, {role: second-reader, on: 2026-11-21}]"
_UPKEEP = f"reviewed_on: 2026-11-22\nreview_by: 2027-05-22\n{_SIGNED}"


@dataclass(frozen=True)
class Sample:
    """A text, and where it stands."""

    text: str
    kind: str = "page"
    """page, title, heading, list, table, html, front, tactic-flag, never, quote, slogan, case-story."""
    locale: str = "zh"


_PAGE = "# {title}\n\n{lead}\n\n## {heading} {{#more}}\n\n{body}\n"
_TACTIC = """\
# {title}

{lead}

## How {{#how}}

1. {a}
2. {b}

## Flags {{#red-flags}}

- {flag}
- {b}
- {c}

## Act {{#actions}}

### Stop {{#stop}}

- {a}

### Verify {{#verify}}

- {b}

### Report {{#report}}

- {c}

## Never {{#never}}

- {never}
"""
_CASE = (
    "# {title}\n\n{lead}\n\n## S {{#story}}\n\n{body}\n\n## T {{#turning-point}}\n\n{a}\n\n## L {{#lesson}}\n\n- {b}\n"
)
_PARTS = ("title", "heading", "lead", "a", "b", "c")
_FILLING = {
    "zh": dict(
        zip(_PARTS, ["提醒", "说明", "先停下，再想一想。", "先停下。", "问问家人。", "打110报警。"], strict=True)
    ),
    "en": dict(zip(_PARTS, ["Note", "More", "Stop and think.", "Stop.", "Ask them.", "Dial 110."], strict=True)),
}


def _page(sample: Sample, filling: Mapping[str, str]) -> str:
    text = sample.text
    shapes = {
        "page": text,
        "list": f"- {text}",
        "quote": f'!!! scam-quote "{filling["heading"]}"\n    {text}',
        "table": f"| {filling['heading']} |\n|---|\n| {text} |",
        "html": f"<p>{text}</p>",
    }
    parts = {**filling, "body": shapes.get(sample.kind, filling["lead"])}
    if sample.kind in {"title", "heading", "lead"}:
        parts[sample.kind] = text
    return _PAGE.format(**parts)


def _body(sample: Sample, number: int) -> tuple[str, str, str]:
    """Return collection, front matter and body of the file in which the sample stands."""
    filling = _FILLING.get(sample.locale, _FILLING["en"])
    if sample.kind == "slogan":
        return "slogans", _UPKEEP, f"# {filling['title']}\n\n- {sample.text} {{#sample-{number} .sms}}\n"
    if sample.kind in {"tactic-flag", "never"}:
        parts = {**filling, "flag": filling["a"], "never": filling["b"]}
        parts["flag" if sample.kind == "tactic-flag" else "never"] = sample.text
        front = f"sources: [{{title: 公开资料, publisher: 某报, date: 2025-06-18}}]\n{_UPKEEP}"
        return "tactics", front, _TACTIC.format(**parts)
    if sample.kind == "case-story":
        front = f"tactic: fake-loan\noutcome: pattern\nsource: {{title: 公开资料}}\nanonymised: true\n{_UPKEEP}"
        return "cases", front, _CASE.format(**{**filling, "body": sample.text})
    front = _UPKEEP + (f"\nkeywords: ['{sample.text}']" if sample.kind == "front" else "")
    return "help", front, _page(sample, filling)


def files_of(sample: Sample, number: int = 1) -> dict[str, str]:
    """Return the files that hold `sample`, by path; an English one comes with a Chinese source."""
    folder, front, body = _body(sample, number)
    path = f"docs/{folder}/sample-{number}"
    if sample.locale == "zh":
        return {f"{path}.md": f"---\n{front}\n---\n{body}"}
    source = _body(Sample("先停下。", "page" if sample.kind == "front" else sample.kind), number)[2]
    digests = (
        f"source_digests: {{sample-{number}: {body_digest('先停下。')}}}"
        if sample.kind == "slogan"
        else f"source_digest: {body_digest(source)}"
    )
    return {
        f"{path}.md": f"---\n{front if sample.kind != 'front' else _UPKEEP}\n---\n{source}",
        f"{path}.{sample.locale}.md": f"---\n{digests}\n{_SIGNED}\n---\n{body}",
    }


@functools.cache
def base_files() -> Mapping[str, bytes]:
    """Return the minimal project with the fuller registries, by path; it gives no diagnostics itself."""
    found = {}
    for folder in (MINIMAL, CHECKS):
        for file in sorted(folder.glob("*/**/*")):
            if file.is_file() and not {"sms", "build"} & set(file.parts):
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
    for path, old, new in (
        ("docs/tactics/fake-loan.md", b"category: loan\n", b"category: loan-credit\n"),
        ("materials/publisher.yml", b"test.example", b"fanzha.example"),
    ):
        assert old in found[path]
        found[path] = found[path].replace(old, new)
    return found


def check_files(files: Mapping[str, str] | Mapping[str, str | bytes], today: datetime.date = TODAY) -> list[Diagnostic]:
    """Return what loading and all checks find when `files` are laid over the base project.

    An empty file takes the base project's away. Samples have no translations; LANG001, which says so, is left out.
    """
    data = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    data = {path: content for path, content in sorted({**base_files(), **data}.items()) if content}
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in data.items()}
    library, found = parse_files(RawFiles(data, digests, ()))
    if library is not None:
        library = dataclasses.replace(library, today=today)
    return [diagnostic for diagnostic in run_checks(library, found) if diagnostic.code != "LANG001"]


def check_samples(samples: Sequence[Sample | str]) -> list[list[Diagnostic]]:
    """Return what is found in the files of each sample; all stand in one project."""
    files: dict[str, str] = {}
    owner: dict[str, int] = {}
    for number, sample in enumerate(samples):
        for path, text in files_of(Sample(sample) if isinstance(sample, str) else sample, number).items():
            files[path] = text
            owner[path] = number
    found: list[list[Diagnostic]] = [[] for _ in samples]
    for diagnostic in check_files(files):
        # Sample tactics have no slogans, and the source of an English sample says something else.
        if diagnostic.place.path in owner and diagnostic.code != "LINK020" and not diagnostic.code.startswith("PAR"):
            found[owner[diagnostic.place.path]].append(diagnostic)
    return found


def codes_in(sample: Sample | str, kind: str = "page", locale: str = "zh") -> list[str]:
    """Return the codes that are found where `sample` stands, in order."""
    chosen = Sample(sample, kind, locale) if isinstance(sample, str) else sample
    return [diagnostic.code for diagnostic in check_samples([chosen])[0]]


def example_files(example: str) -> dict[str, str]:
    """Return the files of an example in the catalogue.

    It is one passage of a page; or, where a line `=== PATH` stands before each file's text, those files. A page in
    English is `=== en`.
    """
    if not example.startswith("==="):
        return files_of(Sample(example))
    files: dict[str, str] = {}
    for part in example.split("=== ")[1:]:
        path, _, text = part.partition("\n")
        if path.strip() == "en":
            files |= files_of(Sample(text.strip(), locale="en"))
        else:
            files[path.strip()] = text
    return files
