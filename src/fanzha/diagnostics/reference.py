"""The page of each code, and of all: `python -m fanzha.diagnostics.reference > docs-dev/diagnostics.md`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from fanzha.diagnostics.catalogue import Entry, catalogue, families, family_of
from fanzha.diagnostics.places import Severity
from fanzha.diagnostics.report import Language, languages_of

_HEAD = """\
# 诊断代码 Diagnostics

每一条诊断都有代码、位置和办法。代码从不改变含义，也不重复使用。每个代码都有一个错误示例：写在这里，或者在
`tests/invalid/` 里。同样的话，命令行里也能看：`fanzha check --explain 代码`。
Each diagnostic has a code, a place and a hint. A code never changes its meaning and is never used again.
Each has a bad example, here or in `tests/invalid/`. `fanzha check --explain CODE` prints the same page.

本页由目录 `src/fanzha/diagnostics/codes/` 生成。 This page is generated from that folder:
`python -m fanzha.diagnostics.reference > docs-dev/diagnostics.md`
"""
_WORDS = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.NOTICE: ("提示", "notice"),
}
_SILENCE = ("可用 allow 豁免", "can be silenced by `allow`")
_FIX = ("可用 --fix 自动改", "mended by `--fix`")
_LABELS = {
    "zh": {"what": "查什么", "why": "为什么", "nearest": "怎么改", "hint": "怎么改"},
    "en": {
        "what": "What is looked for",
        "why": "Why it matters",
        "nearest": "How to mend it",
        "hint": "How to mend it",
    },
}
_FIELD = re.compile(r"\{[a-z_]+\}")


def texts_of(entry: Entry, language: Language) -> list[Mapping[str, str]]:
    """Return the entry's texts in the languages to speak, Chinese first."""
    return [entry.zh if tag == "zh" else entry.en for tag in languages_of(language)]


def plain(template: str) -> str:
    """Return a template of the catalogue as words: an ellipsis for what each case fills in."""
    return _FIELD.sub("…", template).replace("{{", "{").replace("}}", "}")


def page(code: str, language: Language = "both", level: int = 1) -> str:
    """Return the page of one code as Markdown under a heading of `level`: what, why, how to mend it, bad and good."""
    entry = catalogue()[code]
    parts = [f"{'#' * level} {code}", _facts(entry, language)]
    for tag, texts in zip(languages_of(language), texts_of(entry, language), strict=True):
        labels = _LABELS[tag]
        colon = "：" if tag == "zh" else ": "
        lines = [f"- {labels[key]}{colon}{plain(texts[key])}" for key in ("what", "why") if key in texts]
        hints = ("" if tag == "zh" else " ").join(plain(texts[key]) for key in ("nearest", "hint") if key in texts)
        lines.append(f"- {labels['hint']}{colon}{hints}")
        parts += [f"**{plain(texts['message'])}**", "\n".join(lines)]
    examples = [(("不好", "Bad"), entry.bad), (("好", "Good"), entry.good)]
    parts += [f"{_words(title, language)}\n\n{_fenced(text)}" for title, text in examples if text]
    return "\n\n".join(parts) + "\n"


def _words(pair: tuple[str, str], language: Language) -> str:
    return " ".join(pair[0] if tag == "zh" else pair[1] for tag in languages_of(language))


def _facts(entry: Entry, language: Language) -> str:
    facts = [_words(_WORDS[entry.severity], language)]
    facts += [_words(_SILENCE, language)] if entry.silenceable else []
    facts += [_words(_FIX, language)] if entry.fixable else []
    facts += [entry.check] if entry.check else []
    return " · ".join(facts)


def _fenced(text: str) -> str:
    """Return a block that shows `text` as it is, whatever marks it holds."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def as_markdown() -> str:
    """Return the page of all codes: a list by family, then a section a code."""
    about = families()
    rows = []
    for family, codes in groupby(catalogue(), family_of):
        links = " · ".join(f"[{code}](#{code.lower()})" for code in codes)
        rows.append(f"- **{family}** {' '.join(about.get(family, ()))}\n  {links}")
    return "\n".join([_HEAD, "\n".join(rows), "", "\n".join(page(code, level=2) for code in catalogue())])


if __name__ == "__main__":
    print(as_markdown(), end="")
