"""The tampering corpus: genuine products, each spoilt in one of many ways. The same files every time.

.venv/bin/python -m tests.tampering          # every attack, and a table of which were refused
"""

from __future__ import annotations

import functools
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

from fanzha import gate
from fanzha.diagnostics import Diagnostic, Text
from fanzha.formats import Workshop, formats, proven
from fanzha.formats.card.kinds import CardOptions
from fanzha.formats.leaflet.sheets import LeafletOptions
from fanzha.formats.poster import PosterOptions
from fanzha.formats.share import ShareOptions
from fanzha.model import Artifact, Edition
from fanzha.plan import numbered
from tests import pasting
from tests.attack_codes import CODES, Attack, Case, Product
from tests.attack_files import FILES, LINKS, PICTURES
from tests.print_samples import FIVE, library, printed, tactic

PDFS: Mapping[str, Attack] = {**CODES, **LINKS}


@functools.cache
def products(cache: Path, *, few: bool = False) -> Mapping[str, Product]:
    """Return the genuine products by name; a `few` are made sooner."""
    workshop = Workshop(cache, cache / "scratch", cache)
    one = library({FIVE[0]: tactic(FIVE[0])})
    five = library()
    planned: list[tuple[str, object, object]] = [
        ("poster", one, PosterOptions()),
        ("poster", one, PosterOptions(paper="a3", locales=(Text("zh"),))),
        ("poster", one, PosterOptions(second=Text("en"))),
        ("card", one, CardOptions(locales=(Text("zh"),))),
        ("leaflet", five, leaflet_options()),
        ("share", one, ShareOptions(home=False)),
    ]
    if few:
        chinese = (Text("zh"),)
        planned = [
            ("poster", one, PosterOptions(locales=chinese)),
            ("card", one, CardOptions(locales=chinese)),
            ("share", one, ShareOptions(home=False, locales=chinese)),
        ]
    found = {}
    for name, source, options in planned:
        edition = Edition(folder=name, name="street", options={})
        for artifact in formats()[name].plan(source, edition, options):  # type: ignore[arg-type]
            assert isinstance(artifact, Artifact), artifact
            whole = numbered(artifact)
            data = printed(whole, workshop)
            assert not list(proven(whole, data, workshop)), artifact.path
            if data.startswith(b"%PDF-"):
                number, box, payload = pasting.own_code(data)
                found[artifact.path] = Product(whole, data, number, box, payload)
            else:
                found[artifact.path] = Product(whole, data)
    return found


def leaflet_options() -> LeafletOptions:
    return LeafletOptions(
        titles={
            "zh": Text("陌生来电说到钱，先挂断，再核实"),
            "en": Text("A stranger talks money? Hang up, then check."),
        },
        subtitles={"zh": Text("五种常见骗局"), "en": Text("Five common scams")},
        tactics=tuple(map(Text, FIVE)),
        case=Text("case"),
    )


def corpus(cache: Path, each: int = 6, *, few: bool = False) -> Iterator[tuple[str, str, Callable[[], set[str]]]]:
    """Yield every attack: its kind, what was attacked, and what tells the codes of what is found wrong.

    Each kind is tried `each` times, on other products (of a `few`), at other places, in other sizes.
    """
    genuine = products(cache, few=few)
    pdfs = [name for name, one in genuine.items() if one.is_pdf]
    shared = [name for name, one in genuine.items() if not one.is_pdf]
    workshop = Workshop(cache, cache / "scratch", cache)
    for nth, (kind, spoil) in enumerate({**PDFS, **PICTURES}.items()):
        names = shared if kind in PICTURES else pdfs
        for number in range(each):
            name = names[(nth + number) % len(names)]
            case = Case(genuine[name], Random(f"{kind} {number}"), cache)
            yield kind, name, functools.partial(_refused, case, spoil, workshop)
    for kind, make in FILES.items():
        for number in range(each):
            case = Case(genuine[pdfs[0]], Random(f"{kind} {number}"), cache)
            yield kind, "tree", functools.partial(_refused_in_a_tree, case, make)


def _refused(case: Case, spoil: Attack, workshop: Workshop) -> set[str]:
    data = spoil(case)
    assert data != case.product.data
    return _codes(proven(case.product.artifact, data, workshop))


def _refused_in_a_tree(case: Case, make: Callable[[Case], tuple[str, bytes]]) -> set[str]:
    path, data = make(case)
    tree = {path: data, "index.html" if path != "index.html" else "about.html": b"<!doctype html>"}
    return _codes(gate.tree_problems("site", tree, case.cache, gate.leads_into("https://fanzha.example/", tree)))


def _codes(found: object) -> set[str]:
    return {one.code for one in found if isinstance(one, Diagnostic)}  # type: ignore[attr-defined]


def by_the_gate(codes: set[str]) -> bool:
    """Return whether the gate for codes and addresses refused it, and not only a check of something else."""
    return any(code.startswith("QR") for code in codes)


def table(each: int) -> bool:
    """Print how many of each kind were refused; return whether all were."""
    tried, refused = Counter[str](), Counter[str]()
    missed = []
    with tempfile.TemporaryDirectory() as name:
        for kind, what, codes in corpus(Path(name), each):
            found = codes()
            tried[kind] += 1
            refused[kind] += by_the_gate(found)
            if not by_the_gate(found):
                missed.append((kind, what, sorted(found)))
    for kind in tried:
        print(f"{kind:<46} {refused[kind]:>3} of {tried[kind]}")
    print(f"{'all':<46} {sum(refused.values()):>3} of {sum(tried.values())}")
    for one in missed:
        print("missed:", *one)
    return not missed


if __name__ == "__main__":
    sys.exit(0 if table(int(sys.argv[1]) if len(sys.argv) > 1 else 6) else 1)
