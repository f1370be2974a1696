"""The publisher, the registries and the editions under `materials/`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from fanzha.config import BRAND, MATERIALS, PUBLISHER, REGISTRY
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.load.decode import decode
from fanzha.load.nodes import Map, Node, YamlProblem, parse_yaml
from fanzha.load.nodes import Sequence as SequenceNode
from fanzha.model import Category, Channel, Edition, Link, Number, Publisher, Registry
from fanzha.source import SourceFile

_NOT_EDITIONS = {"registry", "brand"}
_YAML = (".yml", ".yaml")
_REGISTRIES = ("numbers", "links", "categories", "channels")
T = TypeVar("T")


def parsed(source: SourceFile, found: list[Diagnostic]) -> Node | None:
    """Return the node tree of a YAML file, or None after adding a diagnostic."""
    try:
        return parse_yaml(source, source.text)
    except YamlProblem as problem:
        found.append(problem.diagnostic)
        return None


def load_publisher(
    sources: Mapping[str, SourceFile], unusable: Collection[str], found: list[Diagnostic]
) -> Publisher | None:
    """Return the publisher of `materials/publisher.yml`.

    `unusable` are the paths of files and folders that have a diagnostic already: what lies there is not missing.
    """
    source = sources.get(PUBLISHER)
    if source is None:
        if not {PUBLISHER, MATERIALS} & set(unusable):
            found.append(Diagnostic.at("CONF001", Place(PUBLISHER)))
        return None
    node = parsed(source, found)
    return decode(node, Publisher, found) if node is not None else None


def load_registry(sources: Mapping[str, SourceFile], unusable: Collection[str], found: list[Diagnostic]) -> Registry:
    """Return the allow-lists; a missing file is an empty list, an `unusable` one or one with errors is marked."""
    refused = {PurePosixPath(path).stem for path in unusable if path.startswith(f"{REGISTRY}/")}
    if {REGISTRY, MATERIALS} & set(unusable):
        refused.update(_REGISTRIES)
    refused.update(_strays(sources, found))
    return Registry(
        numbers={item.number: item for item in _entries(sources, "numbers", Number, "number", found, refused)},
        links={item.host: item for item in _entries(sources, "links", Link, "host", found, refused)},
        categories={item.id: item for item in _entries(sources, "categories", Category, "id", found, refused)},
        channels={item.id: item for item in _entries(sources, "channels", Channel, "id", found, refused)},
        unusable=frozenset(refused.intersection(_REGISTRIES)),
    )


def _strays(sources: Mapping[str, SourceFile], found: list[Diagnostic]) -> set[str]:
    """Return the stems of YAML files that nothing reads, after adding a diagnostic for each."""
    known = {PUBLISHER, *(f"{REGISTRY}/{name}.yml" for name in _REGISTRIES)}
    stems = set()
    for path in sources:
        parent = PurePosixPath(path).parent.as_posix()
        inside = parent == MATERIALS or f"{parent}/".startswith(f"{REGISTRY}/")
        if inside and path.endswith(_YAML) and path not in known:
            names = ", ".join(sorted(known))
            found.append(Diagnostic.at("LOAD032", Place(path), path=path, nearest=nearest(path, known), known=names))
            stems.add(PurePosixPath(path).stem)
    return stems


def _entries(
    sources: Mapping[str, SourceFile],
    name: str,
    schema: type[T],
    key: str,
    found: list[Diagnostic],
    refused: set[str],
) -> Sequence[T]:
    """Return the entries of the list `name`; its name joins `refused` when some cannot be used."""
    before = len(found)
    entries = _decoded_entries(sources.get(f"{REGISTRY}/{name}.yml"), schema, key, found)
    if len(found) > before:
        refused.add(name)
    return entries


def _decoded_entries(source: SourceFile | None, schema: type[T], key: str, found: list[Diagnostic]) -> Sequence[T]:
    node = parsed(source, found) if source is not None else None
    if node is None or (isinstance(node, Map) and not node.entries):
        return ()
    if not isinstance(node, SequenceNode):
        found.append(Diagnostic.at("LOAD014", node.place, wanted_zh="列表", wanted_en="a list"))
        return ()
    entries: dict[str, T] = {}
    for item in node.items:
        entry = decode(item, schema, found)
        if entry is None:
            continue
        identifier = getattr(entry, key)
        if identifier in entries:
            first = str(getattr(entries[identifier], "place", ""))
            found.append(Diagnostic.at("LOAD028", item.place, id=identifier, first=first))
        entries.setdefault(identifier, entry)
    return list(entries.values())


def load_editions(sources: Mapping[str, SourceFile], found: list[Diagnostic]) -> tuple[Edition, ...]:
    """Return one edition for every YAML file in a folder of `materials/` but registry and brand."""
    editions = []
    for path, source in sources.items():
        parts = PurePosixPath(path).parts
        if len(parts) < 3 or parts[0] != MATERIALS or parts[1] in _NOT_EDITIONS or not path.endswith(_YAML):
            continue
        node = parsed(source, found)
        if node is not None:
            name = PurePosixPath(path).stem
            editions.append(Edition(folder=parts[1], name=name, options=node, place=source.place(1)))
    return tuple(editions)


def brand_of(sources: Mapping[str, SourceFile]) -> str:
    """Return the text of the project's design tokens, or an empty string."""
    source = sources.get(BRAND)
    return source.text if source else ""
