"""Formulas (C-24), terms (C-45), relative dates (C-47) and absolute words (C-49)."""

from __future__ import annotations

import pytest

from tests.samples import Sample, base_files, check_files, check_samples, codes_in, files_of

CANONICAL = "未知链接不点击，陌生来电不轻信，个人信息不透露，转账汇款多核实"
WRONG = """\
FORM001 三不一多：陌生来电不轻信，未知链接不点击，转账汇款多核实。
FORM001 未知链接不点击，陌生来电不相信，个人信息不透露，转账汇款多核实。
FORM002 未知链接不点击、陌生来电不接听、个人信息不透露、转账汇款多核实。
FORM003 记住四个不要，骗子没办法。
FORM003 170开头的号码，一律不接。
FORM004 六个一律：谈到银行卡一律挂掉，谈到中奖一律挂掉。
TERM002 请看清对方的帐号。
TERM003 有人用NFC盗刷。
DATE001 前不久，有居民被骗。
DATE001 今年以来，这类案子不少。
WORD001 这套办法百分百管用。
WORD001 全球最先进的反诈软件。
WORD002 看完触目惊心。"""
RIGHT = f"""\
三不一多：{CANONICAL}。
大家一起念“三不一多”，念了三遍。
陌生来电不轻信，转账汇款多核实。
有人问，六个一律是什么？
NFC就是手机碰一碰付款。
离家最近的银行网点在街口。
请使用最新版本的App。
2025年6月以来，最近的案子少了。
先问他今年多大。
绝对不要把手机借给陌生人。
谁也不敢说百分之百安全。
打印时选100%，不要缩放。
骗子说零风险、高回报，那是假话。
第一时间报警，第一个电话打110。
她听到“绝对安全”四个字，就挂了。"""


def test_wrong_words_are_found() -> None:
    rows = [row.split(" ", 1) for row in WRONG.splitlines()]
    for (code, text), found in zip(rows, check_samples([text for _, text in rows]), strict=True):
        assert code in [one.code for one in found], text


def test_right_words_are_left_alone() -> None:
    rows = RIGHT.splitlines()
    for text, found in zip(rows, check_samples(rows), strict=True):
        mine = [one.code for one in found if one.code.startswith(("FORM", "TERM", "DATE", "WORD"))]
        assert mine == [], text


def test_the_hint_gives_the_one_wording_and_the_place_is_the_saying() -> None:
    text = "请记住：“三不一多”就是不信、不听、不转、多问。"
    found = next(one for one in check_samples([Sample(text)])[0] if one.code == "FORM001")
    assert found.hint_key == "nearest" and dict(found.args)["canonical"] == CANONICAL
    assert text[found.place.column - 1 :][: found.place.width] == "三不一多”就是不信、不听、不转、多问。"


def test_another_publisher_may_register_the_wording_of_a_set() -> None:
    assert "FORM004" in codes_in("“八个凡是”里说，凡是陌生来电都是诈骗。")
    path = "materials/registry/formulas.yml"
    entry = b"  names: {zh: \xe5\x85\xab\xe4\xb8\xaa\xe5\x87\xa1\xe6\x98\xaf}\n"
    old = base_files()[path]
    assert entry in old
    wording = "凡是自称公检法要汇款的都是诈骗，凡是叫您汇款到安全账户的都是诈骗"
    changed = old.replace(entry, entry + f"  texts: {{zh: {wording}}}\n".encode())
    files = files_of(Sample(f"八个凡是：{wording}。"))
    codes = [one.code for one in check_files({**files, path: changed})]
    assert not [code for code in codes if code.startswith("FORM")]


@pytest.mark.parametrize(
    ("zh", "en", "warned"),
    [
        ("不要打开屏幕共享。", "Do not turn on picture mirroring.", True),
        ("不要打开屏幕共享。", "Do not turn on screen sharing.", False),
        ("反电信网络诈骗法第31条。", "Article 31 of the law.", False),
        ("请民警办紧急止付。", "Ask for an urgent halt.", True),
    ],
)
def test_a_translation_uses_the_registered_word(zh: str, en: str, warned: bool) -> None:
    files = {**files_of(Sample(en, locale="en")), **files_of(Sample(zh))}
    found = [one for one in check_files(files) if one.code == "TERM001"]
    assert bool(found) is warned
    assert all(one.place.excerpt == en for one in found)


def test_a_refused_word_may_be_mentioned_beside_the_right_one() -> None:
    assert "TERM002" in codes_in("Beware of pig-butchering.", locale="en")
    assert codes_in("Romance baiting was once called “pig butchering”.", locale="en") == []


def test_a_case_with_a_source_date_may_speak_of_last_month() -> None:
    files = files_of(Sample("上个月，一位居民接到假电话。", "case-story"))
    assert "DATE001" in [one.code for one in check_files(files)]
    dated = {
        path: text.replace("outcome: pattern", "outcome: pattern\nsource_date: 2025-06") for path, text in files.items()
    }
    assert "DATE001" not in [one.code for one in check_files(dated)]
    assert "DATE001" in codes_in("A new trick has spread recently.", locale="en")
    assert "DATE001" not in codes_in("Use the latest version of the app.", locale="en")


def test_claims_are_left_to_scammers_in_their_quotes_and_flags() -> None:
    assert "WORD001" not in codes_in("零风险，高回报", "tactic-flag")
    assert "WORD001" in codes_in("学会这招，绝对不上当", "slogan")
    assert "WORD001" in codes_in("These steps are absolutely safe.", locale="en")
    assert "WORD001" not in codes_in("There is no risk-free investment.", locale="en")
