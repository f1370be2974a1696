"""`fanzha translate`: which translations lag behind, and recording that one was brought up to date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from fanzha.load import load_project
from fanzha.load.markdown import body_digest
from fanzha.model import LocalText, SloganText

# The old entry, in either form, with the lines that belong to it.
_ENTRY = re.compile(r"^source_digests?:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)


@dataclass
class StaleTranslation:
    """A translated file that carries another digest than its source has."""

    slug: str
    path: str
    digest: str = ""
    """Digest of the source's body; empty for a slogans file."""
    slogans: dict[str, str] = field(default_factory=dict)
    """For a slogans file: the digest of each slogan's source, by id."""

    @property
    def entry(self) -> str:
        """The front matter that says the translation is up to date."""
        if not self.slogans:
            return f'source_digest: "{self.digest}"\n'
        lines = (f'  {slug}: "{digest}"\n' for slug, digest in self.slogans.items())
        return "source_digests:\n" + "".join(lines)


def stale_translations(root: Path) -> list[StaleTranslation]:
    """Return the stale translations of the project at `root`, by path."""
    library, _ = load_project(root)
    if library is None:
        return []
    default = library.publisher.default_locale
    files: dict[str, StaleTranslation] = {}
    stale: set[str] = set()
    groups: tuple[Mapping[str, object], ...] = (library.tactics, library.cases, library.audiences, library.pages)
    for entity in [*(entity for group in groups for entity in group.values()), *library.slogans.values()]:
        texts: Mapping[str, LocalText] = entity.texts  # type: ignore[attr-defined]
        source = texts[default]
        for text in texts.values():
            if text is source:
                continue
            slug = PurePosixPath(source.place.path).stem
            item = files.setdefault(text.place.path, StaleTranslation(slug, text.place.path))
            if isinstance(source, SloganText):
                item.slogans[source.slug] = body_digest(source.name)
            else:
                item.digest = library.digests[source.place.path]
            if text.stale:
                stale.add(text.place.path)
    return [files[path] for path in sorted(stale)]


def accept(root: Path, item: StaleTranslation) -> None:
    """Write the source's digest into the translation's front matter, changing nothing else."""
    file = root / item.path
    # Bytes, not text: line ends and a byte order mark stay as the writer's editor wrote them.
    text = file.read_bytes().decode("utf-8")
    replaced = _ENTRY.sub(lambda _: item.entry, text.replace("\r\n", "\n"), count=1)
    if "\r\n" in text:
        replaced = replaced.replace("\n", "\r\n")
    staged = file.with_name(f".{file.name}.tmp")
    staged.write_bytes(replaced.encode("utf-8"))
    staged.replace(file)
