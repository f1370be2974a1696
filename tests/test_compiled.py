"""What templates and styles were compiled to is used again for the very same text, and for no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from fanzha.formats.site import compiled


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "_FOLDER", tmp_path / "kept")
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


def rendered(template: str, folder: Path) -> tuple[str, int]:
    """Render a template as a fresh process would; return the text and how often it was compiled."""
    times: list[str] = []

    class Counting(jinja2.Environment):
        def compile(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]
            times.append("")
            return super().compile(*args, **kwargs)  # type: ignore[call-overload]

    env = Counting(loader=jinja2.DictLoader({"a": template}), bytecode_cache=compiled._Compiled(folder))
    return env.get_template("a").render(), len(times)


def test_a_template_is_compiled_once(folder: Path) -> None:
    assert rendered("一 {{ 1 + 1 }}", folder) == ("一 2", 1)
    assert rendered("一 {{ 1 + 1 }}", folder) == ("一 2", 0)
    assert rendered("二 {{ 1 + 2 }}", folder) == ("二 3", 1)


def test_damaged_code_is_compiled_again(folder: Path) -> None:
    rendered("{{ 1 + 1 }}", folder)
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:40])
    assert rendered("{{ 1 + 1 }}", folder) == ("2", 1)


def test_it_works_where_nothing_may_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rmdir()
    folder.write_text("no folder")
    assert rendered("{{ 1 + 1 }}", folder) == ("2", 1)
    assert compiled.compiled_once("a", ["b"], lambda: "c") == "c"
    folder.unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered("{{ 1 + 1 }}", folder) == ("2", 1)
    assert not folder.exists()


def test_a_style_is_made_again_when_any_source_changes(folder: Path) -> None:
    del folder
    made: list[str] = []

    def make(text: str) -> Callable[[], str]:
        return lambda: made.append(text) or text  # type: ignore[func-returns-value]

    for text, sources in (("一\r\n", ["a", "b"]), ("二", ["a", "c"]), ("三", ["ab", ""])):
        assert compiled.compiled_once("x.css", sources, make(text)) == text
        assert compiled.compiled_once("x.css", sources, make("again")) == text
    assert made == ["一\r\n", "二", "三"]
