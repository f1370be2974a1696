"""Everything for one situation or one audience in a zip: what an officer carries to a school, a market or a bank."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from fanzha.formats import formats
from fanzha.formats.site.body import plain
from fanzha.formats.site.kept import kept, tidy
from fanzha.formats.site.wording import Wording
from fanzha.model import Finished, Library

FOLDER = "bundles"
"""Below the downloads, and in the cache."""
README = "00_README.txt"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED = (".pdf", ".png", ".gif", ".zip", ".webp")
"""Files that are compressed already."""
_MADE = "3"
"""Raised when the same files shall be packed in another way."""


@dataclass(frozen=True)
class Subject:
    """What a bundle is about: a situation of the registry, or an audience."""

    kind: Literal["situation", "audience"]
    id: str
    names: Mapping[str, str]
    tactics: frozenset[str]
    editions: tuple[str, ...] = ()
    """What suits it whatever it is about, as `folder/edition` below `materials/`."""

    def name(self, locale: str) -> str:
        """Return its name in a locale, or in some other."""
        return self.names.get(locale) or next(iter(self.names.values()), self.id)


@dataclass(frozen=True)
class Bundle:
    """One zip to download."""

    subject: Subject
    locale: str
    address: str
    """Path below the downloads."""
    finished: tuple[Finished, ...]
    """What is in it."""
    size: int
    sha256: str
    source: Path
    """Where the bytes lie."""


def subjects(library: Library) -> Iterator[Subject]:
    """Yield what there are bundles for: the situations in their order, then the audiences."""
    for id, situation in library.registry.situations.items():
        names = {locale: str(name) for locale, name in situation.names.items()}
        yield Subject("situation", id, names, frozenset(map(str, situation.tactics)))
    for slug, audience in library.audiences.items():
        names = {locale: plain(text.name) for locale, text in audience.texts.items()}
        yield Subject(
            "audience", slug, names, frozenset(map(str, audience.tactics)), tuple(map(str, audience.materials))
        )


def chosen(subject: Subject, locale: str, finished: Iterable[Finished]) -> tuple[Finished, ...]:
    """Return the artefacts that a bundle holds, in its language or in none: those that suit it, or are mostly about it.

    What tells of everything, such as a handbook or the screen in the lobby, would otherwise be in every bundle.
    """
    spoken = [one for one in finished if one.format != "site" and one.locale in {locale, ""}]
    found = {one.path: one for one in spoken if _mostly_about(subject, one)}
    for name in subject.editions:
        found |= {one.path: one for one in about_some(of_edition(spoken, name), subject.tactics)}
    return tuple(found[path] for path in sorted(found))


def _mostly_about(subject: Subject, one: Finished) -> bool:
    return bool(one.subjects) and 2 * len(subject.tactics & set(one.subjects)) >= len(set(one.subjects))


def of_edition(finished: Iterable[Finished], name: str) -> list[Finished]:
    """Return what was made of an edition, named `folder/edition` as below `materials/`."""
    folder, _, edition = name.partition("/")
    makers = {format.name for format in formats().values() if format.editions == folder}
    return [one for one in finished if one.format in makers and one.edition == edition]


def about_some(made: Sequence[Finished], tactics: Set[str]) -> Sequence[Finished]:
    """Return, of an edition that makes a file for each tactic, those about these `tactics`; of another, all."""
    if len({one.subjects for one in made}) < 2:
        return made
    return [one for one in made if tactics & set(one.subjects)] or made


def address_of(subject: Subject, locale: str) -> str:
    """Return where a bundle stands below the downloads."""
    return f"{FOLDER}/{subject.kind}-{subject.id}.{locale}.zip"


def bundles(library: Library, finished: Iterable[Finished], build: Path, cache: Path) -> tuple[Bundle, ...]:
    """Return every bundle that is not empty, packed or kept in `cache`: by subject, then by locale."""
    found: list[Bundle] = []
    finished = tuple(finished)
    for subject in subjects(library):
        for locale in library.publisher.locales:
            inside = chosen(subject, locale, finished)
            if inside and (bundle := _bundle(library, subject, locale, inside, build, cache)):
                found.append(bundle)
    tidy(cache / FOLDER, (bundle.source for bundle in found))
    return tuple(found)


def _bundle(
    library: Library, subject: Subject, locale: str, inside: tuple[Finished, ...], build: Path, cache: Path
) -> Bundle | None:
    members = dict(members_of(inside))
    note = readme(library, subject, locale, inside)
    recipe = "\n".join([_MADE, subject.id, locale, hashlib.sha256(note).hexdigest(), *map(str, members.items())])
    top = PurePosixPath(address_of(subject, locale)).stem
    source = kept(cache / FOLDER, recipe, ".zip", lambda: _packed(top, note, members, build))
    if source is None:
        return None
    digest = source.stem.partition("-")[2]
    return Bundle(subject, locale, address_of(subject, locale), inside, source.stat().st_size, digest, source)


def members_of(inside: Iterable[Finished]) -> Iterator[tuple[str, str]]:
    """Yield path below the bundle's folder (the same as below `build/`) and SHA-256 of every file it holds."""
    for one in inside:
        if one.kind == "file":
            yield one.path, one.sha256
        else:
            yield from ((f"{one.path}/{path}", digest) for path, digest in sorted(one.files.items()))


def _packed(top: str, note: bytes, members: Mapping[str, str], build: Path) -> bytes | None:
    """Return the zip, or None when a file is not the one of the manifest."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, f"{top}/{README}", note)
        for path in sorted(members):
            try:
                data = (build / path).read_bytes()
            except OSError:
                return None
            if hashlib.sha256(data).hexdigest() != members[path]:
                return None
            _add(archive, f"{top}/{path}", data)
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, _ZIP_TIME)
    entry.compress_type = zipfile.ZIP_STORED if path.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every machine
    entry.external_attr = 0o100644 << 16
    archive.writestr(entry, data, compresslevel=9)


def readme(library: Library, subject: Subject, locale: str, inside: tuple[Finished, ...]) -> bytes:
    """Return what lies in the bundle, in Chinese and English, for any editor on any machine."""
    publisher = library.publisher
    name = publisher.name_in(locale)
    words = Wording.of(library, locale)
    lines = [
        f"{subject.name('zh')} / {subject.name('en')}",
        f"{words('language')} · {name}",
        f"版本 Version {publisher.version} · 发布日期 Published {publisher.date}",
        *([f"有效期至 Valid until {publisher.valid_until}"] if publisher.valid_until else []),
        "",
        "按文件夹分类：leaflet 传单，A4 双面；trifold 折页；booklet 手册；poster 海报和展板；card 卡片，A4 一页十张；",
        "sticker 贴纸；banner 横幅；letter 信和可以发到群里的文字；share 发微信群的图片；",
        "led 屏幕用的文件，先看里面的 00_README.html。",
        "过了有效期请不要再用，回到网站下载新的一份。",
        "By folder: leaflet (A4, both sides), trifold (folded), booklet, poster (and display boards), card (ten on A4,",
        "both sides, to be cut), sticker, banner, letter (and its words for a chat), share (pictures for chat groups),",
        "led (for screens: read 00_README.html in it first).",
        "Do not use a file past its date: download it again from the website.",
        f"{publisher.site}",
        "",
        "核对码用来确认文件没有被改过。Windows：certutil -hashfile 文件名 SHA256",
        "Checksums (SHA-256) show that nobody has changed a file. Linux, macOS: shasum -a 256 FILE",
        "",
    ]
    for one in inside:
        until = f" · 有效期至 valid until {one.valid_until}" if one.valid_until else ""
        lines += [f"{one.path}  {one.title}", f"  {words.size(one.size)}{until}"]
        lines += [f"  {digest}  {path}" for path, digest in members_of([one])]
    return ("\ufeff" + "\r\n".join([*lines, ""])).encode("utf-8")
