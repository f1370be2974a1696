"""What the publisher may print: its own numbers and accounts, and the registered service numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fanzha.model import Library

_NOT_DIGIT = re.compile(r"\D")
_COUNTRY = re.compile(r"^(?:00)?86(?=\d{8})")


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers and accounts that are meant to be public."""

    phones: frozenset[str]
    """Digits only, without the country code."""
    accounts: frozenset[str]
    """E-mail addresses and chat accounts in small letters."""


def known_to(library: Library) -> Known:
    """Return what `library`'s publisher and registry allow."""
    phones = [*library.phones, *library.registry.numbers]
    accounts = frozenset(account.strip().lower() for account in library.publisher.accounts)
    return Known(frozenset(map(bare_number, phones)) | frozenset(map(bare_number, accounts)) - {""}, accounts)


def bare_number(number: str) -> str:
    """Return the digits of a telephone number without country code and leading 0."""
    return _COUNTRY.sub("", _NOT_DIGIT.sub("", number)).lstrip("0")
