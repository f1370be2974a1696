"""`fanzha led`: one line for one screen, now, proven like everything else; it lies outside `build/`.

`build/` holds what the sources declare and nothing else, and may be deleted at any time; so a line that nobody wrote
into a file gets a folder of its own. It is made and read back by the same code as the screens' folders. Only
`materials/` is read: a page with an error must not keep a warning off the wall.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from fanzha import config, references
from fanzha.checks import check_words, lengths
from fanzha.config import BUILD, MATERIALS, PUBLISHER, REGISTRY
from fanzha.diagnostics import Diagnostic, Place, Severity, Text, severity_of, sort_diagnostics
from fanzha.expiry import Expiry
from fanzha.formats import formats
from fanzha.formats.led.options import Options, SloganQuery
from fanzha.load.decode import decode
from fanzha.load.project import parse_files, read_files
from fanzha.make import Job, make
from fanzha.model import Artifact, Edition, Library, Passage, Prose, Slogan, SloganText
from fanzha.store import Store
from fanzha.tree import zipped

FOLDER = "led-adhoc"
"""Where the folders lie when nobody says otherwise, below the project's root."""
ARGUMENT = "TEXT"
"""What stands for a file's path in diagnostics: the command's argument."""
_FORMAT = "led"
_OURS = ("00_README.html", "MANIFEST.json")
"""What a folder of ours holds: only such a one is replaced."""


@dataclass(frozen=True)
class OneOff:
    """What came of it."""

    found: tuple[Diagnostic, ...]
    folder: Path | None = None
    """Where the files lie; None when it was refused."""
    files: tuple[str, ...] = ()
    """Paths below the folder, sorted."""
    title: str = ""
    """What the screen is called."""
    packed: Path | None = None
    """The same folder as a zip, where one was asked for."""

    @property
    def ok(self) -> bool:
        """Whether the folder was made and proven."""
        return self.folder is not None


def make_line(root: Path, words: str, screen: str, out: Path | None = None, pack: bool = False) -> OneOff:
    """Make the folder of one line for the screen of that name; `out` is the folder, by default one in `FOLDER`.

    `pack` leaves a zip of it beside it. A folder or zip that was made before is replaced at once; one that holds
    anything else is left alone (LED025).
    """
    target = out if out is not None else root / FOLDER / (screen or "screen")
    free = {target: _may_replace(target)} | ({zip_of(target): _may_replace_zip(target)} if pack else {})
    taken = [_place(root, path) for path, may in free.items() if not may]
    if taken:
        return OneOff(tuple(Diagnostic.at("LED025", place, path=place.path) for place in taken))
    library, edition, found = _materials(root, screen)
    if library is None or edition is None:
        return OneOff(tuple(found))
    planned = _planned(library, edition, words, found)
    if planned is None or _refused(found):
        return OneOff(tuple(sort_diagnostics(found)))
    made = _made(root, planned, target, found)
    return _packed(made, target, found) if pack and made.ok else made


def zip_of(folder: Path) -> Path:
    """Return where the zip of a folder lies: beside it."""
    return folder.with_name(f"{folder.name}.zip")


def _packed(made: OneOff, target: Path, found: list[Diagnostic]) -> OneOff:
    """Pack the folder that was made, and put the zip in place at once."""
    try:
        with tempfile.NamedTemporaryFile(prefix=".fanzha-", dir=target.parent, delete=False) as file:
            file.write(zipped(target, made.files))
        staged = Path(file.name)
        staged.chmod(0o644)
        staged.replace(zip_of(target))
    except OSError as error:
        return replace(made, found=(*found, _unwritable(zip_of(target), error)))
    return replace(made, packed=zip_of(target))


def _materials(root: Path, screen: str) -> tuple[Library | None, Edition | None, list[Diagnostic]]:
    """Return what the publisher, the lists and the screens say; errors in files that are not needed do not count."""
    library, loaded = parse_files(read_files(root, (MATERIALS,)), prose=False)
    folder = formats()[_FORMAT].editions
    path = f"{MATERIALS}/{folder}/{screen}.yml"
    needed = (PUBLISHER, f"{REGISTRY}/", path)
    found = [one for one in loaded if one.place.path.startswith(needed)]
    if library is None:
        return None, None, found
    known = {edition.name: edition for edition in library.editions if edition.folder == folder}
    if screen not in known and not _refused(found):
        found.append(references.unknown(Text(screen, Place(f"{MATERIALS}/{folder}")), "screens", known))
    return replace(library, today=config.today()), known.get(screen), found


def _planned(library: Library, edition: Edition, words: str, found: list[Diagnostic]) -> Artifact | None:
    """Return what is to be made, or None; what is wrong joins `found`."""
    options = decode(edition.options, Options, found)  # type: ignore[arg-type]
    line = words.strip()
    says = any(char.isalnum() for char in line)
    if not says:
        found.append(Diagnostic.at("LED024", Place(ARGUMENT)))
    if options is None or not says:
        return None
    locale = str(options.locale or library.publisher.default_locale)
    text = Text(line, Place(ARGUMENT, 1, 1, len(line), line))
    library = _with_line(library, text, locale, options)
    prose = Prose(ARGUMENT, "slogans", ARGUMENT, locale, (Passage(text, ""),))
    found += [*check_words(library, prose), *lengths.check(library)]
    query = SloganQuery(ids=tuple(map(Text, library.slogans)), channel=options.slogans.channel)
    # A line of the day is in the screen's own language; nobody has translated it.
    options = replace(options, slogans=query, second=Text(""))
    artifact = None
    for item in formats()[_FORMAT].plan(library, edition, options):
        if isinstance(item, Diagnostic):
            found.append(item)
        else:
            artifact = item
            expired = Expiry(library).unprintable(item)
            found += [one if one.place.path else replace(one, place=edition.place) for one in expired]
    return artifact


def _with_line(library: Library, text: Text, locale: str, options: Options) -> Library:
    slogan = SloganText(slug="adhoc", locale=locale, name=text, channels=(options.slogans.channel,), place=text.place)
    return replace(library, slogans={"adhoc": Slogan(slug="adhoc", tactic=None, audiences=(), texts={locale: slogan})})


def _made(root: Path, artifact: Artifact, target: Path, found: list[Diagnostic]) -> OneOff:
    """Render, read back and put in place; nothing is left behind when it is refused."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".fanzha-", dir=target.parent))
    except OSError as error:
        return OneOff((*found, _unwritable(target, error)))
    try:
        made = make(Job(artifact, root, root / BUILD, staging))
        found += [_at_target(one, artifact, _place(root, target)) for one in made.found]
        if made.staged is None or made.digest is None:
            return OneOff(tuple(sort_diagnostics(found)))
        Store(target.parent).commit(made.staged, target.name)
        return OneOff(tuple(sort_diagnostics(found)), target, tuple(sorted(made.digest[2])), artifact.title)
    except OSError as error:
        return OneOff((*found, _unwritable(target, error)))
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _at_target(found: Diagnostic, artifact: Artifact, place: Place) -> Diagnostic:
    """Return a diagnostic about the product with the place where it was to lie."""
    return replace(found, place=place) if found.place.path == f"{BUILD}/{artifact.path}" else found


def _place(root: Path, target: Path) -> Place:
    """Return where the folder lies: below the root, or else its whole path."""
    return Place((target.relative_to(root) if target.is_relative_to(root) else target).as_posix())


def _unwritable(target: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or type(error).__name__
    return Diagnostic.at("BUILD004", Place(target.name), path=target.name, reason=reason)


def _may_replace(target: Path) -> bool:
    """Return whether nothing lies there, or an empty folder, or one that we made before."""
    if not os.path.lexists(target):
        return True
    if target.is_symlink() or not target.is_dir():
        return False
    inside = {path.name for path in target.iterdir()}
    return not inside or all(name in inside for name in _OURS)


def _may_replace_zip(target: Path) -> bool:
    """Return whether no zip lies beside the folder, or one of such a folder."""
    path = zip_of(target)
    if not os.path.lexists(path):
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return not path.is_symlink() and {f"{target.name}/{name}" for name in _OURS} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def _refused(found: Iterable[Diagnostic]) -> bool:
    return any(severity_of(one) is Severity.ERROR for one in found)
