"""Addresses, compared strictly: what only looks like ours is not ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from fanzha.prose.addresses import Address, addresses

_PLAIN = re.compile(r"https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?")
"""A scheme, a host and a path of plain letters: no account, port, query, fragment, quoting or anything else."""
_DOTTED = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_PASS_FOR = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "4": "a", "5": "s", "8": "b", "_": "-"})
"""Signs that are taken for letters at a glance."""


def path_on(site: str, address: str) -> str | None:
    """Return the path, below the site's own, of an address that leads to a page of the site; None for any other.

    Scheme and host must be those of the site, the host in small or in capital letters throughout; there is no account,
    port, trailing dot, query or fragment, and no step upwards.
    """
    if not _PLAIN.fullmatch(address):
        return None
    own, asked = urlsplit(site), urlsplit(address)
    if asked.netloc not in (own.netloc, own.netloc.upper()) or not asked.path.startswith(own.path):
        return None
    below = asked.path[len(own.path) :]
    return None if {".", ".."} & set(below.split("/")) or "//" in asked.path else below


def hosts_of(payloads: Collection[str], texts: Collection[str] = ()) -> frozenset[str]:
    """Return the hosts of the payloads, and those that stand in `texts`, in small letters."""
    named = {address.host for text in texts for address in addresses(text) if not address.foreign}
    return frozenset({urlsplit(payload).netloc.lower() for payload in payloads} | named)


def foreign(text: str, hosts: Collection[str]) -> Iterator[str]:
    """Yield the addresses in printed text that are not on one of `hosts`, or that only look so.

    A host is ours when it is written in plain letters, and neither account nor port stands with it. Full-width letters
    and those of other scripts are seen as what they pass for, and unseen marks between letters are no part of it.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")
    told: set[str] = set()
    for address in addresses(plain):
        written = plain[address.start : address.end]
        if not _is_ours(address, hosts) or plain.count(written) != text.count(written):
            told.add(written)
    skeletons = {_skeleton(host) for host in hosts}
    for match in _DOTTED.finditer(plain):
        written = match.group()
        if written.lower() not in hosts and _skeleton(written) in skeletons:
            told.add(written)
    yield from sorted(told)


def _is_ours(address: Address, hosts: Collection[str]) -> bool:
    clean = not (address.foreign or address.user or address.port or address.numeric)
    return clean and address.host in hosts and address.scheme in ("", "https")


def _skeleton(name: str) -> str:
    """Return what a name is read as at a glance."""
    return name.lower().replace("rn", "m").replace("vv", "w").translate(_PASS_FOR)
