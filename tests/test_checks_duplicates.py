"""Duplicates (C-26): nearly equal passages are found wherever they stand, and needed ones are left alone."""

from __future__ import annotations

import dataclasses
import random

from fanzha.checks import duplicates
from fanzha.checks.copied import protected_entry
from fanzha.diagnostics import Place, Text
from fanzha.load.project import RawFiles, parse_files
from fanzha.model import Passage, Prose
from tests.samples import Sample, base_files, check_files, check_samples, files_of

_TEXT = "说您开通了百万保障，不关就要每月扣费，再叫您打开屏幕共享，骗走验证码。"


def _copies(*samples: Sample | str) -> list[bool]:
    """Return for each sample whether it repeats an earlier one."""
    return [any(one.code == "DUP001" for one in found) for found in check_samples(samples)]


def test_an_almost_equal_passage_in_another_file_is_named_with_the_other_place() -> None:
    found = check_files({**files_of(Sample(_TEXT), 1), **files_of(Sample(f"他{_TEXT[:-1]}！"), 2)})
    (one,) = [one for one in found if one.code == "DUP001"]
    assert (one.place.path, one.place.column, one.place.width) == ("docs/help/sample-2.md", 1, len(_TEXT) + 1)
    assert dict(one.args)["other"].startswith("docs/help/sample-1.md:")


def test_punctuation_and_markup_make_no_difference_and_words_do() -> None:
    other = "群里的老师天天晒收益，带着大家下载软件，等您投了大钱，软件就打不开了。"
    assert _copies(_TEXT, _TEXT.replace("，", "、").replace("百万", "**百万**"), other) == [False, True, False]
    half = _TEXT[:18] + "最后把存款一笔一笔地全都转走了。"
    assert _copies(_TEXT, half) == [False, False]


def test_short_phrases_scam_speech_and_other_languages_are_no_copies() -> None:
    short = "钱已经转出，马上打110，越快越好。"
    assert _copies(short, short) == [False, False]
    assert _copies(Sample(_TEXT, "quote"), Sample(_TEXT, "quote")) == [False, False]
    english = "The caller knew the order and said a refund was due, so the shopper moved to a chat app."
    assert _copies(Sample(english, locale="en"), Sample(english, locale="en")) == [False, True]


def test_the_service_numbers_may_be_explained_in_every_tactic() -> None:
    advice = "拿不准，拨反诈专线96110咨询。它打来电话，请接听；不放心就挂断，自己再拨96110。"
    files: dict[str, str] = {}
    for number, text in enumerate((advice, advice, _TEXT, _TEXT)):
        laid = files_of(Sample("网上贷款", "tactic-flag"), number)
        files |= {path: text.join(content.rsplit("打110报警。", 1)) for path, content in laid.items()}
    found = [one.place.path for one in check_files(files) if one.code == "DUP001"]
    assert found == ["docs/tactics/sample-3.md"]


def test_work_grows_with_the_number_of_passages_and_near_copies_are_found() -> None:
    data = dict(base_files())
    library, _ = parse_files(RawFiles(data, dict.fromkeys(data, ""), ()))
    assert library is not None
    chance = random.Random(26)
    letters = [chr(0x4E00 + number) for number in range(3000)]
    texts = ["".join(chance.choices(letters, k=60)) for _ in range(8_000)]
    texts += [f"{text[:-1]}某" for text in texts[:100]]
    prose: dict[str, Prose] = {}
    for number in range(0, len(texts), 4):
        path = f"docs/help/x{number}.md"
        passages = [Passage(Text(text, Place(path, at, 1)), "more") for at, text in enumerate(texts[number:][:4])]
        prose[path] = Prose(path, "pages", f"help/x{number}", "zh", tuple(passages))
    found = list(duplicates.check(dataclasses.replace(library, prose=prose)))  # each with each would take minutes
    assert len(found) >= 99  # of 100: very rarely two share none of their three smallest hashes


_GIVEN = "清晨的集市很热闹，志愿者支起桌子，把写着提示的卡片一张张递给赶集的人，还陪他们念了一遍。"
_PROTECTED = "materials/registry/protected.yml"


def _copied(text: str, kind: str = "page") -> list[tuple[int, int]]:
    """Return column and width of what is copied from the given text."""
    files = {_PROTECTED: protected_entry("某县《简报》", _GIVEN), **files_of(Sample(text, kind))}
    return [(one.place.column, one.place.width) for one in check_files(files) if one.code == "DUP002"]


def test_twenty_letters_in_a_row_are_found_wherever_they_begin() -> None:
    letters = "".join(filter(str.isalnum, _GIVEN))
    for start in range(0, len(letters) - 20, 3):
        run = letters[start : start + 20]
        ((column, width),) = _copied(f"他说{run[:7]}，{run[7:]}了。")
        assert column in (3, 4) and width >= 20


def test_eighteen_letters_in_a_row_and_scam_speech_are_no_copies() -> None:
    letters = "".join(filter(str.isalnum, _GIVEN))
    assert _copied(f"他说{letters[4:22]}吗。") == []
    assert _copied(letters, "quote") == []


def test_the_whole_copy_is_one_find_though_it_is_disguised() -> None:
    disguised = _GIVEN.replace("，", "**、**")
    ((column, width),) = _copied(disguised)
    assert column == 1 and len(disguised) - 2 <= width < len(disguised)


def test_the_entry_says_nothing_of_the_text() -> None:
    entry = protected_entry('带"引号"的标题', _GIVEN)
    assert not any(_GIVEN[at : at + 2] in entry for at in range(len(_GIVEN) - 1))
    files = {_PROTECTED: entry}
    assert [one.code for one in check_files(files) if one.code.startswith(("LOAD", "DUP"))] == []
