#!/usr/bin/env python3
"""Learn how scams and harmless messages are worded: src/fanzha/formats/site/wording.json from tests/corpus/.

Every hanzi, every two that stand side by side, every word of Latin letters, every two of these (in English) and every
set of phrases in materials/registry/signals.yml gets a weight, by logistic regression that keeps weights small. Nothing
is drawn by lot: the same messages make the same file. Run it after a message or a set has changed:
.venv/bin/python docs-dev/wording/learn.py. Only those files of messages are read that words may be chosen on.
"""

from __future__ import annotations

import json
import math
import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from fanzha.load import load_project

ROOT = Path(__file__).resolve().parents[2]
LEARNT = ("tune", "held-2", "held-3", "held-4")
GOES_TO = ROOT / "src/fanzha/formats/site/wording.json"
LOCALES = ("zh", "en")
FEWEST = 2
"""Messages that a word must stand in."""
PENALTY = 0.1
ROUNDS = 120
PACE = 0.5
SCALE = 20
"""Weights are whole numbers: twentieths."""
LEAST = 6
"""A smaller weight is left out."""
TELLING = 1.3
"""How much oftener than elsewhere a word must stand in messages of one scam to speak for it: a logarithm."""
LETTERS = string.ascii_letters + string.digits
"""One for each scam, in checker.js as well; more scams than these need another way to be written."""
NO_WORDS = frozenset({"example", "http", "https"})
"""What only made-up addresses hold."""
_HANZI = "\u3400-\u9fff"
_TOKENS = re.compile(rf"[a-z]+|[{_HANZI}]+|[^a-z{_HANZI}]")


def plain(text: str) -> str:
    """Return `text` as checker.js folds an undisguised message."""
    text = re.sub("['’‘`]", "", text.lower())
    text = re.sub(rf"(?<=[{_HANZI}])[\s.*·•_\-~^|/\\]{{1,4}}(?=[{_HANZI}])", "", text)
    return re.sub(r"(?<=[a-z])-(?=[a-z])", " ", re.sub(r"\s+", " ", text))


def words(text: str, locale: str) -> set[str]:
    """Return the hanzi and words of a plain text, alone and by twos."""
    found: set[str] = set()
    earlier, gap = "", ""
    for token in _TOKENS.findall(text):
        if re.match(f"[{_HANZI}]", token):
            found.update(token)
            found.update(token[i : i + 2] for i in range(len(token) - 1))
            earlier = ""
        elif token[0].isalpha() and token.isascii():
            found.add(token)
            if locale == "en" and earlier and gap == " ":
                found.add(f"{earlier} {token}")
            earlier, gap = token, ""
        else:
            gap += token
    return found


def searched(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of a set's phrases."""
    each = []
    for phrase in phrases:
        bare = plain(phrase.removesuffix("*"))
        text = re.escape(bare).replace(r"\#", "[0-9〇零一二两三四五六七八九十百千万几半]")
        left = r"(?<![a-z0-9])" if re.match("[a-z0-9]", bare) else ""
        right = r"(?![a-z0-9])" if re.search("[a-z0-9]$", bare) and not phrase.endswith("*") else ""
        each.append(left + text + right)
    return re.compile("|".join(each))


class Seen:
    """What is seen in a message: its words, and `@id` for each set."""

    def __init__(self, locale: str) -> None:
        library, _ = load_project(ROOT)
        assert library is not None
        self.locale = locale
        self.sets = {
            f"@{signal.id}": searched(map(str, signal.words[locale]))
            for signal in library.registry.signals.values()
            if signal.role == "set" and locale in signal.words
        }

    def __call__(self, message: str) -> set[str]:
        text = plain(message)
        sets = {name for name, pattern in self.sets.items() if pattern.search(text)}
        return words(text, self.locale) - NO_WORDS | sets


def messages(name: str, locale: str) -> list[tuple[str, str]]:
    """Return the scam of each message, or - for a harmless one, with its text."""
    lines = (ROOT / f"tests/corpus/messages-{name}.tsv").read_text("utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(tactic, text) for _, of, tactic, text in rows if of == locale]


def spoken_for(given: list[tuple[str, set[str]]]) -> Mapping[str, str]:
    """Return the scam that each word speaks for, where it speaks for one."""
    scams = Counter(tactic for tactic, _ in given)
    often: dict[str, Counter[str]] = {}
    for tactic, names in given:
        for name in names:
            often.setdefault(name, Counter())[tactic] += 1
    found = {}
    for name, counts in often.items():
        tactic = max(sorted(counts), key=lambda one: counts[one] / scams[one])
        here, all_over = counts[tactic], counts.total()
        inside = (here + 0.3) / (scams[tactic] + 1)
        outside = (all_over - here + 0.3) / (len(given) - scams[tactic] + 1)
        if here >= FEWEST and math.log(inside / outside) > TELLING:
            found[name] = tactic
    return found


def learn(seen: Seen, given: list[tuple[str, str]]) -> tuple[float, Mapping[str, float]]:
    """Return the weight that every message has, and that of each word."""
    features = [(float(tactic != "-"), seen(text)) for tactic, text in given]
    often = Counter(name for _, names in features for name in names)
    names = sorted(name for name, count in often.items() if count >= FEWEST)
    number = {name: i for i, name in enumerate(names)}
    rows = [(scam, [number[name] for name in sorted(found) if name in number]) for scam, found in features]
    scams = sum(scam for scam, _ in rows)
    balance = (len(rows) - scams) / scams
    weights, past, bias = [0.0] * len(names), [1e-8] * len(names), 0.0
    for _ in range(ROUNDS):
        slope, bias_slope = [PENALTY * weight for weight in weights], 0.0
        for scam, row in rows:
            share = 1 / math.sqrt(len(row) + 1)
            total = bias + share * sum(weights[i] for i in row)
            wrong = (1 / (1 + math.exp(-total)) - scam) * (balance if scam else 1)
            bias_slope += wrong
            for i in row:
                slope[i] += wrong * share
        for i, one in enumerate(slope):
            past[i] += one * one
            weights[i] -= PACE * one / math.sqrt(past[i])
        bias -= 0.01 * bias_slope
    return bias, {name: weights[i] for name, i in number.items()}


def kept(bias: float, weights: Mapping[str, float], tactics: Mapping[str, str]) -> Mapping[str, object]:
    """Return what is written down: whole numbers, the words of each weight in one line, and for each of them in another
    line the letter of the scam that it speaks for, or a dash."""
    whole = {name: round(weight * SCALE) for name, weight in weights.items()}
    lines: dict[int, list[str]] = {}
    for name, weight in sorted(whole.items()):
        if abs(weight) >= LEAST and not name.startswith("@"):
            lines.setdefault(weight, []).append(name)
    order = sorted(set(tactics.values()))
    letters = dict(zip(order, LETTERS[: len(order)], strict=True))

    def spoken(names: list[str]) -> str:
        return "".join(letters[tactics[name]] if name in tactics else "-" for name in names)

    return {
        "bias": round(bias * SCALE),
        "tactics": order,
        "sets": {name[1:]: weight for name, weight in sorted(whole.items()) if name.startswith("@") and weight},
        "words": {str(weight): "|".join(lines[weight]) for weight in sorted(lines)},
        "speak_for": {str(weight): spoken(lines[weight]) for weight in sorted(lines)},
    }


def learnt() -> str:
    """Return what the file should say."""
    found = {}
    for locale in LOCALES:
        given = [row for name in LEARNT for row in messages(name, locale)]
        scams = [(tactic, words(plain(text), locale)) for tactic, text in given if tactic != "-"]
        found[locale] = kept(*learn(Seen(locale), given), spoken_for(scams))
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    GOES_TO.write_text(learnt(), "utf-8")
