"""`fanzha translate`: which translations lag behind, and recording that one was brought up to date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from fanzha.load import load_project
from fanzha.model import LocalText

_DIGEST_LINE = re.compile(r"^(source_digest:[ \t]*)\S.*$", re.MULTILINE)


@dataclass(frozen=True)
class StaleTranslation:
    """A translation that carries another digest than its source has."""

    slug: str
    path: str
    carried: str
    digest: str


def stale_translations(root: Path) -> list[StaleTranslation]:
    """Return the stale translations of the project at `root`, by path."""
    library, _ = load_project(root)
    if library is None:
        return []
    stale: dict[str, StaleTranslation] = {}
    default = library.publisher.default_locale
    for group in (library.tactics, library.cases, library.slogans, library.audiences, library.pages):
        for entity in group.values():
            source: LocalText = entity.texts[default]
            for text in entity.texts.values():
                if text.stale:
                    path, digest = text.place.path, library.digests[source.place.path]
                    slug = PurePosixPath(source.place.path).stem
                    stale[path] = StaleTranslation(slug, path, text.source_digest, digest)
    return [stale[path] for path in sorted(stale)]


def accept(root: Path, item: StaleTranslation) -> None:
    """Write the source's digest into the translation's front matter, changing nothing else."""
    file = root / item.path
    # Bytes, not text: line ends and a byte order mark stay as the writer's editor wrote them.
    text = file.read_bytes().decode("utf-8")
    replaced = _DIGEST_LINE.sub(lambda match: f'{match[1]}"{item.digest}"', text.replace("\r\n", "\n"), count=1)
    if "\r\n" in text:
        replaced = replaced.replace("\n", "\r\n")
    staged = file.with_name(f".{file.name}.tmp")
    staged.write_bytes(replaced.encode("utf-8"))
    staged.replace(file)
