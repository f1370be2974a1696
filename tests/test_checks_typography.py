"""Typography and look-alikes (C-48): found at the exact characters, mended only where one answer is certain."""

from __future__ import annotations

from pathlib import Path

from fanzha.repair import plan_repair
from tests.samples import TODAY, Sample, base_files, check_files, check_samples, files_of

_Found = list[tuple[str, int, int, str | None]]


def _found(*samples: Sample | str) -> list[_Found]:
    """Return code, column, width and replacement of what TYPO finds in each sample."""
    return [
        [(one.code, one.place.column, one.place.width, one.replacement) for one in found if one.code.startswith("TYPO")]
        for found in check_samples(samples)
    ]


def test_marks_are_found_at_their_characters_with_what_to_write() -> None:
    assert _found(
        "先挂断，，再说。", "拿不准, 先问。", "这是骗局的.", '没有“安全账户"。', "等一等...再说。", "用Ａ４纸。"
    ) == [
        [("TYPO001", 4, 2, "，")],
        [("TYPO002", 4, 2, "，")],
        [("TYPO002", 6, 1, "。")],
        [("TYPO005", 8, 1, "”")],
        [("TYPO006", 4, 3, "……")],
        [("TYPO007", 2, 2, "A4")],
    ]


def test_columns_are_right_behind_markup_and_on_the_second_line() -> None:
    (marked,), (second,) = _found("**先挂断**,再说。", "先挂断，\n再说一遍,然后报警。")
    assert marked == ("TYPO002", 8, 1, "，")
    assert second == ("TYPO002", 5, 1, "，")
    diagnostic = check_samples(["先挂断，\n再说一遍,然后报警。"])[0][0]
    assert diagnostic.place.excerpt == "再说一遍,然后报警。"


def test_what_only_a_person_can_decide_has_no_replacement() -> None:
    found = _found(
        "没有「安全账户”，别信。", "他没有转账.后来报警。", "先停，。再说。", "电话 110 报警。", "他说“先停下。"
    )
    assert [[(code, new) for code, _, _, new in one] for one in found] == [
        [("TYPO005", None)],
        [("TYPO002", None)],
        [("TYPO001", None)],
        [("TYPO004", ""), ("TYPO004", None)],
        [("TYPO005", None)],
    ]


def test_what_is_in_order_is_left_alone() -> None:
    fine: list[Sample | str] = [
        "价格3.5元，8:00开门，比分3:2，见第2.3节。",
        '见https://fanzha.example/a,b?c=1和`a,b:c`，还有[页](https://fanzha.example/a,b "题")。',
        "先停下，\n再想一想。\n\n- 一\n\n  二",
        "“保证金”“解冻费”，真的吗？！——别信……",
        "他说：“老师讲过‘先停下’，我记得。”",
        "一个“知识共享 署名”的许可，App 里有，GB 18030里也有。",
        "单位是μm，电阻是10Ω，ρ表示密度。",
        Sample("不轻信 不透露 不转账", "slogan"),
        Sample('Wait… think … then call (or ask) at 3:00 p.m. It’s a "safe" one...', locale="en"),
    ]
    assert _found(*fine) == [[] for _ in fine]


def test_english_marks() -> None:
    texts = ("Hang up,, then.", "Ask , then pay.", "Stop，then ask.", "There  is one.", 'A “safe account".')
    assert _found(*(Sample(text, locale="en") for text in texts)) == [
        [("TYPO001", 8, 2, ",")],
        [("TYPO008", 4, 1, "")],
        [("TYPO002", 5, 1, ", ")],
        [("TYPO008", 6, 2, " ")],
        [("TYPO005", 16, 1, "”")],
    ]


def test_look_alikes() -> None:
    assert _found(
        "打开f\u0430nzha.example。",
        "马上打11O。",
        "编号138OO138OOO。",
        "问\u2ea0警。",
        "打1\u200d10。",
        "转\u200d账。",
        "陌生電話。",
    ) == [
        [("TYPO009", 4, 1, "a")],
        [("TYPO010", 4, 3, "110")],
        [("TYPO011", 3, 11, None)],
        [("TYPO012", 2, 1, "民")],
        [("TYPO013", 3, 1, "")],
        [("TYPO014", 2, 1, "")],
        [("TYPO015", 3, 1, None), ("TYPO015", 4, 1, None)],
    ]


def test_foreign_words_emoji_and_hexadecimal_are_no_look_alikes() -> None:
    fine: list[Sample | str] = [
        "俄语的“не”是不的意思。",
        "图标👨\u200d👩\u200d👧表示家人。",
        "校验值是532d553910c320cb。",
        "5l水和10l油。",
        "于乾坤之间。",
    ]
    assert _found(*fine) == [[] for _ in fine]


def test_titles_of_sources_are_quoted_as_they_are() -> None:
    files = files_of(Sample("先停下。"))
    (path,) = files
    files[path] = files[path].replace(
        "---\n", "---\nsources: [{title: '来自12381的短信,请务必留意!', publisher: 某报}]\n", 1
    )
    assert [one.code for one in check_files(files) if one.code.startswith("TYPO")] == []


def test_fix_writes_what_is_certain_and_nothing_else(tmp_path: Path) -> None:
    repairs = {
        "钱转出了,马上打110.": "钱转出了，马上打110.",
        '骗子说："别怕,转账."': "骗子说：“别怕，转账。”",
        "“安全账户“不存在。": "“安全账户”不存在。",
        "(先停)再说...": "（先停）再说……",
        "年份是2026年 11月，见第１１０页。": "年份是2026年11月，见第110页。",
        "真的??先停--后查。": "真的？先停——后查。",
        "请装\u0410pp，问\u2ea0警。": "请装App，问民警。",
        "**记住**,先\n停下.": "**记住**，先\n停下。",
        "没有「安全账户”。": "没有「安全账户”。",
        "价格是3,5元.": "价格是3,5元。",
    }
    texts = list(repairs)
    laid = dict(base_files())
    for number, text in enumerate(texts):
        laid.update({path: content.encode() for path, content in files_of(Sample(text), number).items()})
    for path, content in laid.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    mended = {one.path: one.after.decode() for one in plan_repair(tmp_path, today=TODAY).files}
    for number, text in enumerate(texts):
        path = f"docs/help/sample-{number}.md"
        after = mended.get(path, laid[path].decode())
        assert after == files_of(Sample(repairs[text]), number)[path]
