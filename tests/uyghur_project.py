"""The small project in three languages: Chinese, English, and Uyghur from right to left."""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import tempfile
from pathlib import Path

from fanzha.formats.site.wording import shipped
from fanzha.load import load_project
from fanzha.model import InterfaceWords
from tests.harness import FIXTURES
from tests.site_project import Site, build, make_project

UG = "ug-Arab-CN"
WORDS = f"materials/locale/{UG}.yml"


def three_languages(folder: Path) -> Path:
    """Return the project below `folder`, as it stands in the fixtures."""
    root = make_project(folder)
    shutil.copytree(FIXTURES / "uyghur", root, dirs_exist_ok=True)
    return root


def own_words(root: Path) -> InterfaceWords:
    """Return the Uyghur words of the project at `root`."""
    library, _ = load_project(root)
    assert library is not None
    return library.interface[UG]


def missing_words(root: Path) -> list[str]:
    """Return the keys that the Uyghur words of the project at `root` lack."""
    own = own_words(root).texts
    return [key for key in shipped("en") if key not in own]


def surplus_words(root: Path) -> list[str]:
    """Return the keys among the Uyghur words of the project at `root` that the interface does not know."""
    return [key for key in own_words(root).texts if key not in shipped("en") and key not in shipped("zh")]


def complete(root: Path) -> None:
    """Let English stand for words that the Uyghur file lacks, and drop what it has too much.

    One test tells of those when the interface changes; the others go on.
    """
    own, file = own_words(root), root / WORDS
    surplus = {own.keys[key].line for key in surplus_words(root)}
    lines = file.read_text("utf-8").splitlines(keepends=True)
    text = "".join(line for number, line in enumerate(lines, 1) if number not in surplus)
    tables: dict[str, str] = {}
    for key in missing_words(root):
        table, _, name = key.partition(".")
        tables[table] = tables.get(table, "") + f"  {name}: {json.dumps(shipped('en')[key], ensure_ascii=False)}\n"
    for table, more in tables.items():
        head = f"\n{table}:\n"
        text = text.replace(head, head + more) if head in text else f"{text}{head}{more}"
    file.write_text(text, "utf-8")


@functools.cache
def uyghur() -> Site:
    """Return its site, built once."""
    folder = Path(tempfile.mkdtemp(prefix="fanzha-uyghur-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = three_languages(folder)
    complete(root)
    return build(root, folder / "scratch")
