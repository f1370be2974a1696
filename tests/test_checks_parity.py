"""Source and translation agree in their figures, and the message points at the one that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from fanzha.diagnostics import Diagnostic
from fanzha.load.markdown import body_digest
from tests.samples import check_files

_UPKEEP = (
    "reviewed_on: 2026-11-22\nreview_by: 2027-05-22\n"
    "sign_off: [{role: author, on: 2026-11-20}, {role: second-reader, on: 2026-11-21}]\n"
)
_ALIKE = [
    ("损失超过1万元。", "The loss was over 10,000 yuan."),
    ("转账5000元以上要核实。", "Check before sending 5,000 yuan or more."),
    ("3万元到5万元不等。", "Between 30,000 and 50,000 yuan."),
    ("二十多万元", "over 200,000 yuan"),
    ("一两千元", "one or two thousand yuan"),
    ("花了几千元。", "It cost thousands of yuan."),
    ("2026年11月22日至28日讲课。", "Talks run from 22 to 28 November 2026."),
    ("二〇二二年十二月一日起施行。", "In force since 1 December 2022."),
    ("下午2点半开始。", "It starts at half past two."),
    ("讲座14:30开始。", "The talk starts at 2:30 p.m."),
    ("约半小时。", "About 30 minutes."),
    ("讲了90分钟。", "It lasted an hour and a half."),
    ("24小时值守。", "Open around the clock."),
    ("您可能会被骗。", "You may be scammed."),
    ("拨打110，110户居民都知道。", "Dial 110. All 110 homes know."),
    ("每10人中有3人", "three in ten"),
    ("一半的人", "50% of people"),
    ("三个人，两部手机，一个骗局。", "Three people, two phones, one trick."),
    ("参加的有1.2万人次。", "There were 12,000 visits."),
    ("见第38、42、44条。", "See Articles 38, 42 and 44 of the law."),
    ("“百万保障”是免费的。", "“Million-yuan protection” is free."),
]
_DIFFERENT = [
    ("钱转出，打110。", "Money sent? Call 96110.", "PAR001"),
    ("打110。", "Dial 119.", "PAR001"),
    ("先问家人。", "Ask 96110 first.", "PAR001"),
    ("拨96110或110。", "Call 96110.", "PAR001"),
    ("保住了30万元。", "It saved 30,000 yuan.", "PAR002"),
    ("保住了10400元。", "It saved 10,400 dollars.", "PAR002"),
    ("先返50元，再要五千元。", "First they paid 50 yuan, then asked for more.", "PAR002"),
    ("损失近3.8万元。", "They lost 38,000 yuan.", "PAR003"),
    ("店主险些垫付约10万元。", "The owner nearly paid 100,000 yuan.", "PAR003"),
    ("近3万元", "over 30,000 yuan", "PAR003"),
    ("宣传月从6月18日开始。", "The month starts on 8 June.", "PAR004"),
    ("2025年6月发布。", "It came out in July 2025.", "PAR004"),
    ("9:00开始。", "It starts at 10 a.m.", "PAR004"),
    ("亮度10%。", "Brightness 15%.", "PAR005"),
    ("三个工作日内。", "Within five working days.", "PAR006"),
    ("12个村都有海报。", "All 11 villages have posters.", "PAR006"),
    ("案例编号2026-0012。", "Case 2026-0021.", "PAR006"),
    ("反电信网络诈骗法第31条。", "Article 25 of the law.", "PAR006"),
    ("- 停\n- 查\n- 报", "- Stop\n- Check", "PAR007"),
    ("走访了1138户。", "Helpers went to many homes.", "PAR008"),
]


def _files(number: int, zh: str, en: str, *, stale: bool = False) -> dict[str, str]:
    source = f"# 提醒\n\n先停下。\n\n## 说明 {{#more}}\n\n{zh}\n"
    digest = "0" * 16 if stale else body_digest(source)
    return {
        f"docs/help/pair-{number}.md": f"---\n{_UPKEEP}---\n{source}",
        f"docs/help/pair-{number}.en.md": f"---\nsource_digest: '{digest}'\n---\n"
        f"# Note\n\nStop.\n\n## More {{#more}}\n\n{en}\n",
    }


def _compare(pairs: Sequence[tuple[str, str]]) -> list[list[Diagnostic]]:
    """Return what parity finds in each pair; all stand in one project."""
    files: dict[str, str] = {}
    for number, (zh, en) in enumerate(pairs):
        files |= _files(number, zh, en)
    found = defaultdict(list)
    for diagnostic in check_files(files):
        if diagnostic.code.startswith("PAR"):
            found[diagnostic.place.path].append(diagnostic)
    return [found[f"docs/help/pair-{number}.en.md"] for number in range(len(pairs))]


def test_what_agrees_is_left_alone() -> None:
    found = _compare(_ALIKE)
    assert {pair: each for pair, each in zip(_ALIKE, found, strict=True) if each} == {}


def test_what_differs_is_found() -> None:
    found = _compare([(zh, en) for zh, en, _ in _DIFFERENT])
    assert [[d.code for d in each] for each in found] == [[code] for _, _, code in _DIFFERENT]


def test_it_points_at_the_figure_in_the_translation_and_names_the_source() -> None:
    (found,) = _compare([("- 先停下。\n- 保住了30万元。", "- Stop.\n- It saved **30,000** yuan.")])
    (wrong,) = found
    assert wrong.place.excerpt[wrong.place.column - 1 :].startswith("30,000** yuan")
    assert dict(wrong.args) == {"source": "30万元", "text": "30,000 yuan"}


def test_what_is_missing_is_shown_where_it_should_stand() -> None:
    (found,) = _compare([("- 先停下。\n- 打110。", "- Stop.\n- Report it.")])
    (wrong,) = found
    assert wrong.place.excerpt == "- Report it."
    assert dict(wrong.args) == {"source": "110", "text": "—"}


def test_a_number_in_disguise_is_still_compared() -> None:
    (same, other) = _compare([("打１１０。", "Dial **1**10."), ("打１１０。", "Dial **1**19.")])
    assert same == []
    assert [d.code for d in other] == ["PAR001"]


def test_each_step_of_a_list_keeps_its_own_number() -> None:
    (found,) = _compare(
        [("- 钱转出，打110。\n- 拿不准，打96110。", "- Money sent? Call 96110.\n- Not sure? Dial 110.")]
    )
    assert [(d.code, dict(d.args)["source"]) for d in found] == [("PAR001", "110"), ("PAR001", "96110")]


def test_a_date_may_move_to_the_next_paragraph() -> None:
    (found,) = _compare([("2026年11月22日印。\n\n请传阅。", "Printed here.\n\nPass it on until 22 November 2026.")])
    assert found == []


def test_a_stale_translation_is_not_compared() -> None:
    found = check_files(_files(0, "打110。", "Dial 119.", stale=True))
    codes = [d.code for d in found if d.place.path == "docs/help/pair-0.en.md"]
    assert "LANG002" in codes
    assert "PAR001" not in codes


def test_slogans_are_compared_by_their_ids() -> None:
    from fanzha.load.markdown import body_digest as digest

    files = {
        "docs/slogans/pair.md": f"---\n{_UPKEEP}---\n# 标语\n\n- 被骗快打110 {{#pair-call .leaflet}}\n",
        "docs/slogans/pair.en.md": f"---\nsource_digests: {{pair-call: '{digest('被骗快打110')}'}}\n---\n# Slogans\n\n"
        "- Scammed? Dial 119. {#pair-call .leaflet}\n",
    }
    found = [d for d in check_files(files) if d.code.startswith("PAR")]
    assert [(d.code, d.place.path) for d in found] == [("PAR001", "docs/slogans/pair.en.md")]


def test_tactics_have_as_many_items_in_every_list() -> None:
    source = (
        "# 骗局\n\n先停下。\n\n## 怎么骗 {#how}\n\n1. 打电话。\n2. 要钱。\n\n"
        "## 危险信号 {#red-flags}\n\n- 催\n- 吓\n- 要密码\n\n"
        "## 怎么办 {#actions}\n\n### 停 {#stop}\n\n- 停。\n\n"
        "### 查 {#verify}\n\n- 查。\n\n### 报 {#report}\n\n- 报。\n\n"
        "## 从不 {#never}\n\n- 不要密码。\n"
    )
    text = (
        "# Trick\n\nStop.\n\n## How {#how}\n\n1. A call.\n2. A demand.\n\n"
        "## Flags {#red-flags}\n\n- Hurry\n- Fear\n- Codes\n"
        "- More\n\n## Act {#actions}\n\n### Stop {#stop}\n\n- Stop.\n\n### Check {#verify}\n\n- Check.\n\n"
        "### Report {#report}\n\n- Report.\n\n## Never {#never}\n\n- Codes.\n"
    )
    files = {
        "docs/tactics/trick.md": f"---\nsources: [{{title: 公开资料}}]\n{_UPKEEP}---\n{source}",
        "docs/tactics/trick.en.md": f"---\nsource_digest: '{body_digest(source)}'\n---\n{text}",
    }
    found = [d for d in check_files(files) if d.code.startswith("PAR")]
    assert [(d.code, dict(d.args)) for d in found] == [("PAR007", {"role": "red-flags", "source": "3", "text": "4"})]
