"""The page of all diagnostics: `python -m fanzha.diagnostics.reference > docs-dev/diagnostics.md`."""

from __future__ import annotations

from fanzha.diagnostics.catalogue import catalogue
from fanzha.diagnostics.places import Severity

_HEAD = """\
# 诊断代码 Diagnostics

每一条诊断都有代码、位置和办法。代码从不改变含义，也不重复使用。`tests/invalid/` 里有每个代码的一个错误示例。
Each diagnostic has a code, a place and a hint. A code never changes its meaning and is never used again;
`tests/invalid/` holds a bad example of each.

本页由目录 `src/fanzha/diagnostics/codes/` 生成。 This page is generated from that folder:
`python -m fanzha.diagnostics.reference > docs-dev/diagnostics.md`
"""
_SEVERITY = {Severity.ERROR: "错误 error", Severity.WARNING: "警告 warning", Severity.NOTICE: "提示 notice"}


def as_markdown() -> str:
    """Return the page, one section a code."""
    parts = [_HEAD]
    for code, entry in catalogue().items():
        silence = "，可用 allow 豁免 can be silenced" if entry.silenceable else ""
        parts.append(f"## {code}\n\n{_SEVERITY[entry.severity]}{silence}\n")
        for texts in (entry.zh, entry.en):
            hints = "；".join(texts[key] for key in ("nearest", "hint") if key in texts)
            parts.append(f"- {texts['message']}\n- → {hints}\n- {texts['why']}\n".replace("{{", "{").replace("}}", "}"))
    return "\n".join(parts)


if __name__ == "__main__":
    print(as_markdown(), end="")
