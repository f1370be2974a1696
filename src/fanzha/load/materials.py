"""What lies under `materials/`: the publisher, the registries, the editions, and what else is read there."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from fanzha.config import BRAND, INVENTORY, MATERIALS, PLACEMENTS, PUBLISHER, REGISTRY, SERIALS, YAML, edition_name
from fanzha.diagnostics import Diagnostic, Place, nearest
from fanzha.load.decode import decode
from fanzha.load.interface import load_interface
from fanzha.load.logo import load_logo
from fanzha.load.nodes import Map, Node, YamlProblem, parse_yaml
from fanzha.load.nodes import Sequence as SequenceNode
from fanzha.load.placements import load_placements, table_nodes
from fanzha.model import (
    Category,
    Channel,
    Edition,
    Formula,
    InterfaceWords,
    Inventory,
    Issued,
    Law,
    Link,
    Logo,
    Number,
    PictureRight,
    Placement,
    Protected,
    Publisher,
    Registry,
    Signal,
    Situation,
    Term,
    Unit,
)
from fanzha.pictures import Picture
from fanzha.source import SourceFile

_REGISTRIES = (
    "numbers",
    "links",
    "categories",
    "channels",
    "situations",
    "signals",
    "laws",
    "formulas",
    "terms",
    "pictures",
    "protected",
    "units",
)
T = TypeVar("T")


@dataclass(frozen=True)
class Materials:
    """What the files below `materials/` say, as `Library` has it."""

    nodes: Mapping[str, Node]
    """The YAML files and tables by path."""
    publisher: Publisher | None
    """None when there is none that can be read."""
    registry: Registry
    inventory: Inventory | None
    placements: tuple[Placement, ...]
    issued: Issued
    logo: Logo | Diagnostic | None
    editions: tuple[Edition, ...]
    interface: Mapping[str, InterfaceWords]
    brand: str


def load_materials(
    sources: Mapping[str, SourceFile],
    data: Mapping[str, bytes],
    pictures: Mapping[str, Picture],
    unusable: set[str],
    found: list[Diagnostic],
) -> Materials:
    """Return what the `sources` say, with the logo from `data`; what cannot be parsed joins the `unusable` paths."""
    nodes = parse_materials(sources, unusable, found) | table_nodes(sources, unusable, found)
    publisher = load_publisher(nodes, unusable, found)
    registry = load_registry(nodes, unusable, found)
    inventory = load_inventory(nodes, found)
    placements, issued = load_placements(nodes, unusable, found)
    return Materials(
        nodes=nodes,
        publisher=publisher,
        registry=registry,
        inventory=inventory,
        placements=placements,
        issued=issued,
        logo=load_logo(publisher, data, pictures, found),
        editions=load_editions(nodes, sources),
        interface=load_interface(nodes, publisher.locales, found) if publisher else {},
        brand=brand_of(sources),
    )


def parse_materials(sources: Mapping[str, SourceFile], unusable: set[str], found: list[Diagnostic]) -> dict[str, Node]:
    """Return the node trees of the YAML files below `materials/`; one that cannot be parsed joins `unusable`."""
    nodes: dict[str, Node] = {}
    for path, source in sources.items():
        if path.startswith(f"{MATERIALS}/") and path.endswith(YAML):
            try:
                nodes[path] = parse_yaml(source, source.text)
            except YamlProblem as problem:
                found.append(problem.diagnostic)
                unusable.add(path)
    return nodes


def load_publisher(nodes: Mapping[str, Node], unusable: Collection[str], found: list[Diagnostic]) -> Publisher | None:
    """Return the publisher of `materials/publisher.yml`.

    `unusable` are the paths of files and folders that have a diagnostic already: what lies there is not missing.
    """
    node = nodes.get(PUBLISHER)
    if node is None:
        if not {PUBLISHER, MATERIALS} & set(unusable):
            found.append(Diagnostic.at("CONF001", Place(PUBLISHER)))
        return None
    return decode(node, Publisher, found)


def load_registry(nodes: Mapping[str, Node], unusable: Collection[str], found: list[Diagnostic]) -> Registry:
    """Return the lists; a missing file is an empty list, an `unusable` one or one with errors is marked."""
    refused = {PurePosixPath(path).stem for path in unusable if path.startswith(f"{REGISTRY}/")}
    if {REGISTRY, MATERIALS} & set(unusable):
        refused.update(_REGISTRIES)
    refused.update(_strays(nodes, found))
    found_here = functools.partial(_entries, nodes, found=found, refused=refused)
    return Registry(
        numbers={item.number: item for item in found_here("numbers", Number, "number")},
        links={item.host: item for item in found_here("links", Link, "host")},
        categories={item.id: item for item in found_here("categories", Category, "id")},
        channels={item.id: item for item in found_here("channels", Channel, "id")},
        situations={item.id: item for item in found_here("situations", Situation, "id")},
        signals={item.id: item for item in found_here("signals", Signal, "id")},
        laws={item.id: item for item in found_here("laws", Law, "id")},
        formulas={item.id: item for item in found_here("formulas", Formula, "id")},
        terms=tuple(found_here("terms", Term, "zh")),
        pictures={item.path: item for item in found_here("pictures", PictureRight, "path")},
        protected=tuple(found_here("protected", Protected, "title")),
        units={item.id: item for item in found_here("units", Unit, "id")},
        unusable=frozenset(refused.intersection(_REGISTRIES)),
    )


def load_inventory(nodes: Mapping[str, Node], found: list[Diagnostic]) -> Inventory | None:
    """Return what is meant to be written, or None when there is no list or one with errors."""
    return decode(nodes[INVENTORY], Inventory, found) if INVENTORY in nodes else None


def _strays(nodes: Mapping[str, Node], found: list[Diagnostic]) -> set[str]:
    """Return the stems of YAML files that nothing reads, after adding a diagnostic for each."""
    known = {PUBLISHER, SERIALS, INVENTORY, *(f"{REGISTRY}/{name}.yml" for name in _REGISTRIES)}
    stems = set()
    for path in nodes:
        parent = PurePosixPath(path).parent.as_posix()
        inside = parent == MATERIALS or f"{parent}/".startswith(f"{REGISTRY}/")
        if inside and path not in known:
            names = ", ".join(sorted(known))
            found.append(Diagnostic.at("LOAD032", Place(path), path=path, nearest=nearest(path, known), known=names))
            stems.add(PurePosixPath(path).stem)
    return stems


def _entries(
    nodes: Mapping[str, Node], name: str, schema: type[T], key: str, *, found: list[Diagnostic], refused: set[str]
) -> Sequence[T]:
    """Return the entries of the list `name`; its name joins `refused` when some cannot be used."""
    before = len(found)
    entries = _decoded_entries(nodes.get(f"{REGISTRY}/{name}.yml"), schema, key, found)
    if len(found) > before:
        refused.add(name)
    return entries


def _decoded_entries(node: Node | None, schema: type[T], key: str, found: list[Diagnostic]) -> Sequence[T]:
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


def load_editions(nodes: Mapping[str, Node], sources: Mapping[str, SourceFile]) -> tuple[Edition, ...]:
    """Return one edition for every YAML file in a folder of `materials/` but registry, brand and locale.

    A file of placements is an edition without options: what it lists is in `Library.placements`.
    """
    editions = []
    placed = PLACEMENTS.rpartition("/")[2]
    for path, node in nodes.items():
        folder, _, name = edition_name(path).partition("/")
        if name:
            editions.append(Edition(folder=folder, name=name, options=node, place=sources[path].place(1)))
    editions += [
        Edition(folder=placed, name=PurePosixPath(path).stem, options=Map({}, node.place), place=sources[path].place(1))
        for path, node in sorted(nodes.items())
        if path.startswith(f"{PLACEMENTS}/")
    ]
    return tuple(editions)


def brand_of(sources: Mapping[str, SourceFile]) -> str:
    """Return the text of the project's design tokens, or an empty string."""
    source = sources.get(BRAND)
    return source.text if source else ""
