"""What braces behind a heading or an item say of it, such as `{#ask}` or `{.led for="elderly"}`."""

from __future__ import annotations

import re

from fanzha.diagnostics import Text


def attributes_of(text: Text) -> tuple[Text, str, tuple[str, ...], dict[str, str]]:
    """Split `words {#id .class key="value"}` into the words, the id, the classes and the other attributes."""
    # By hand: a regular expression would try every blank of a long text as the beginning of the braces.
    words, brace, inside = text.rstrip().rpartition("{")
    attributes = inside.removesuffix("}")
    if not brace or attributes == inside or "}" in attributes or not ("#" in attributes or "." in attributes):
        return text, "", (), {}
    words = Text(words.rstrip(), text.place, text.joints)
    tokens = re.findall(r'[^\s"]+="[^"]*"|\S+', attributes.removeprefix(":"))
    ids = [token[1:] for token in tokens if token.startswith("#")]
    classes = tuple(token[1:] for token in tokens if token.startswith("."))
    pairs = (token.split("=", 1) for token in tokens if "=" in token)
    return words, ids[-1] if ids else "", classes, {key: value.strip('"') for key, value in pairs}
