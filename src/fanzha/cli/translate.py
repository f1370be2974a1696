"""`fanzha translate`: which translations lag behind, and recording that one was brought up to date."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from fanzha.load import load_project
from fanzha.load.collections import NO_DIGEST
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
    slogans: dict[str, tuple[str, str]] = field(default_factory=dict)
    """For a slogans file: the digest carried and the digest of the source, by slogan id."""

    def is_named(self, names: Collection[str]) -> bool:
        """Return whether one of `names` is this file's slug or one of its stale slogans."""
        stale = {slug for slug, (carried, digest) in self.slogans.items() if carried != digest}
        return self.slug in names or not stale.isdisjoint(names)

    def entry(self, names: Collection[str]) -> str:
        """Return the front matter that says the translation, or the slogans in `names` only, are up to date."""
        if not self.slogans:
            return f'source_digest: "{self.digest}"\n'
        all_of_it = self.slug in names or not names
        kept = {
            slug: digest if all_of_it or slug in names else carried for slug, (carried, digest) in self.slogans.items()
        }
        return "source_digests:\n" + "".join(f'  {slug}: "{digest}"\n' for slug, digest in kept.items() if digest)


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
                carried = "" if text.source_digest == NO_DIGEST else str(text.source_digest)
                item.slogans[source.slug] = (carried, body_digest(source.name))
            else:
                item.digest = library.digests[source.place.path]
            if text.stale:
                stale.add(text.place.path)
    return [files[path] for path in sorted(stale)]


def accept(root: Path, item: StaleTranslation, names: Collection[str] = ()) -> None:
    """Write the source's digest into the translation's front matter, changing nothing else.

    In a slogans file only the slogans in `names` are accepted, all of them when the file itself is named or nothing is.
    """
    file = root / item.path
    # Bytes, not text: line ends and a byte order mark stay as the writer's editor wrote them.
    text = file.read_bytes().decode("utf-8")
    replaced = _ENTRY.sub(lambda _: item.entry(names), text.replace("\r\n", "\n"), count=1)
    if "\r\n" in text:
        replaced = replaced.replace("\n", "\r\n")
    staged = file.with_name(f".{file.name}.tmp")
    staged.write_bytes(replaced.encode("utf-8"))
    staged.replace(file)
