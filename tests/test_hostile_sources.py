"""Sources: whatever stands in a file, loading and checking it ends in diagnostics that point into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.corpus import bodies, fronts, split
from tests.hostile.loading import Wrong, examine, markdown_cases, run, yaml_cases

QUICK = settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
PATHS = sorted({path for path, _ in bodies()})
MARKS = (
    "# ", "## ", "### ", "- ", "1. ", "    ", "> ", "\n", "\n\n", "---\n", "```", "|", "{#how}", "{#", "}", "[", "](",
    "!!! ", "*", "**", "<!--", "&#x202e;", "\\", ": ", "- - ", "![", "`", "===\n", "[a]: b\n",
)  # fmt: skip
SIGNS = (
    "a: ", "category: ", "audiences: ", "sources:\n", "  - title: ", "- ", "  ", "\n", "[", "]", "{", "}", ",", "&a ",
    "*a", "!!x ", "|\n", ">-\n", "'", '"', "# ", "? ", "2024-02-30", "null", "~", "\t", "%YAML", "---\n", "...\n",
    "<<: ",
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
MARKDOWN = st.lists(st.one_of(st.sampled_from(MARKS), WORDS), max_size=40).map("".join)
YAML = st.lists(st.one_of(st.sampled_from(SIGNS), WORDS), max_size=30).map("".join)


@QUICK
@given(st.sampled_from(PATHS), MARKDOWN, st.integers(0, 999))
def test_any_body_ends_in_diagnostics(path: str, body: str, number: int) -> None:
    text = next(text for place, text in bodies() if place == path)
    front, sound = split(text)
    cut = number * len(sound) // 1000
    examine(path, f"---\n{front}---\n{sound[:cut]}{body}{sound[cut:]}".encode())


@QUICK
@given(st.sampled_from(sorted({path for path, _ in fronts()})), YAML, st.integers(0, 999))
def test_any_yaml_ends_in_diagnostics(path: str, yaml: str, number: int) -> None:
    sound = next(text for place, text in fronts() if place == path)
    cut = number * len(sound) // 1000
    text = sound[:cut] + yaml + sound[cut:]
    examine(path, (f"---\n{text}\n---\n# 名\n" if path.endswith(".md") else text).encode())


@QUICK
@given(st.sampled_from([*PATHS, "materials/publisher.yml", "materials/registry/links.yml"]), st.binary(max_size=200))
def test_any_bytes_end_in_diagnostics(path: str, data: bytes) -> None:
    examine(path, data)


def test_a_place_outside_its_file_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from fanzha.load import nodes

    monkeypatch.setattr(nodes, "_inside", lambda source, line, *rest: source.place(line + 9, *rest))
    with pytest.raises(Wrong, match="LOAD007: line"):
        examine("docs/help/now.md", b"---\na: [\n---\n# x\n")


@pytest.mark.parametrize("cases", [yaml_cases, markdown_cases])
def test_a_few_mutations(cases: Callable[..., Iterator[tuple[int, str, bytes]]]) -> None:
    tally = run(cases(100, first=1_000_000))
    assert tally.failures == []
    assert tally.loaded >= 3 and len(tally.codes) > 10


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_a_hundred_thousand_mutated_yaml_files(part: int) -> None:
    tally = run(yaml_cases(25_000, first=25_000 * part))
    assert tally.failures == []
    assert tally.tried == 25_000 and tally.loaded > 1_000


@pytest.mark.slow
def test_five_thousand_mutated_bodies() -> None:
    tally = run(markdown_cases(5_000))
    assert tally.failures == []
    assert tally.tried == 5_000 and tally.loaded > 1_000
