"""What is wrong with the codes that were found, against those that were meant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from fanzha.codes.modules import FEWEST
from fanzha.codes.reading import BOTH, QR, Code
from fanzha.diagnostics import Diagnostic


def problems(
    path: str, codes: Iterable[Code], wanted: Collection[str], allowed: Callable[[str], bool] = lambda _: False
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the codes of an artefact, each thing once.

    Exactly `wanted` are there (QR001, QR002), and perhaps others that are `allowed`; each is a QR code, both readers
    read it alike (QR020), and every module and the quiet zone are as meant (QR021).
    """
    found = list(dict.fromkeys(codes))
    good = {code.text for code in found if code.kind == QR}
    for payload in sorted(set(wanted) - good):
        yield Diagnostic.at("QR001", path=path, payload=payload)
    told: set[tuple[str, str]] = set()
    for code in sorted(found, key=lambda one: (one.text, one.box)):
        name, details = _fault(code, code.kind == QR and (code.text in wanted or allowed(code.text)))
        if name and (name, code.text) not in told:
            told.add((name, code.text))
            yield Diagnostic.at(name, path=path, payload=seen(code.text), **details)


def _fault(code: Code, is_meant: bool) -> tuple[str, dict[str, object]]:
    if not is_meant:
        return "QR002", {}
    if 0 < code.dots < FEWEST:  # a small copy of a page: what it says is all that can be told
        return "", {}
    if code.readers != BOTH:
        return "QR020", {"reader": next(iter(code.readers))}
    if code.wrong is None or code.wrong > 0:
        return "QR021", {"count": code.wrong if code.wrong is not None else "?"}
    return "", {}


def seen(text: str) -> str:
    """Return the text so that nothing in it hides: what is neither plain nor a hanzi shows its number."""
    return "".join(char if " " <= char <= "~" or "一" <= char <= "鿿" else f"<U+{ord(char):04X}>" for char in text)
