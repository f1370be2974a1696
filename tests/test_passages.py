"""What YAML says is pointed at where it is written, however it is folded; where it is not, the whole line is meant."""

from __future__ import annotations

import pytest

from fanzha.load.nodes import parse_yaml
from fanzha.load.passages import values_of
from fanzha.source import SourceFile, decode


@pytest.mark.parametrize(
    ("yaml", "words", "place"),
    [
        ("zh: 先停下 110", "110", "m.yml:1:9"),
        ("zh: '先停下 110'", "110", "m.yml:1:10"),
        ('{zh: "a", en: "x 110"}', "110", "m.yml:1:18"),
        ("zh: 先停下\n  再打 110 报警", "110", "m.yml:2:6"),
        ('zh: "先停下\n\n  再打 110"', "110", "m.yml:3:6"),
        ("zh: >-\n  先停下\n  再打 110\n", "110", "m.yml:3:6"),
        ("zh: |\n  先停下\n    再打 110\n", "110", "m.yml:3:8"),
        ('zh: ">不是块 110"', "110", "m.yml:1:11"),
        ("zh: '别''信 110'", "110", "m.yml:1"),
        ('zh: "\\u5148停下 110"', "110", "m.yml:1"),
    ],
)
def test_words_in_yaml_are_pointed_at(yaml: str, words: str, place: str) -> None:
    source = decode("m.yml", yaml.encode())
    assert isinstance(source, SourceFile)
    passages = [one.text for one in values_of(parse_yaml(source, source.text, 1), source) if words in one.text]
    (text,) = passages
    start = text.index(words)
    assert str(text.at(start, start + len(words))) == place
