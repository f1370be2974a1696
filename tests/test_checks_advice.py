"""Forbidden advice, blame, labels and scam speech (C-42): found however disguised, and every warning left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fanzha.formats import site
from tests.samples import Sample, check_samples, codes_in

WRONG = {
    "zh": """\
ADV001 不用排队，扫码就能领鸡蛋。
ADV001 不要错过，扫码领红包。
ADV001 扫**码**领鸡蛋。
ADV001 下载反诈App，领十元红包。
ADV001 点开短信里的链接，马上办理。
ADV001 <p>扫码领鸡蛋</p>
ADV002 请先交押金，再办手续。
ADV002 您可以先把钱转到警方的安全账户。
ADV002 把钱转到安全账户，就不会被骗。
ADV003 请将银行卡密码发给工作人员核对。
ADV003 开启屏幕共享，方便民警检查手机。
ADV004 放心，警方保证把您的钱追回。
ADV004 只要您报警，我们就能全部追回。
ADV005 连输三次密码，对方的卡就被锁住了。
ADV006 银行转账24小时之内可以取消。
ADV006 转账后２４小时内可以撤销。
ADV007 不动脑子的人才会被骗，真是活该。
ADV007 不贪小便宜，就不会被骗。
ADV008 河南人都是骗子。
ADV008 维吾尔族群众容易受骗。
ADV009 学生好骗，老人也好骗。
ADV010 对方告诉她：“您的账户被冻结，马上转到安全账户。”
ADV010 群主说：「每天做任务，佣金当场提现。」
ADV010 骗子发来短信：“点击链接领取您的补贴。”""",
    "en": """\
ADV001 Please scan the code below to claim your free gift.
ADV001 Open the link in the text message.
ADV002 First, transfer the money to the safe account.
ADV003 Give the bank staff your password.
ADV003 Share your screen with the officer so we can check it.
ADV004 Your money will definitely be recovered.
ADV005 Type a wrong password to freeze his card.
ADV006 You can undo a payment within 24 hours.
ADV007 Victims are often greedy.
ADV008 Women are easily fooled.
ADV009 Older people are easy targets.
ADV010 The caller said, “You are under arrest, send the money now.”""",
}
RIGHT = {
    "zh": """\
凡是叫您转账到安全账户的，都是诈骗。
谁说保证追回，谁就是骗子。
骗子会让您先交保证金，再放款。
扫码领鸡蛋，小心被套走信息。
看到扫码领奖，先停一停，问问家人。
请在手机应用市场下载国家反诈中心App，免费安装。
把验证码告诉客服，钱就没了。
打开屏幕共享，对方就能看到您的验证码。
没有先交钱再放款的贷款。
不要以为24小时内可以撤销转账。
被骗不是您的错，也不是您傻。
别以为只有老年人才容易受骗。
骗子利用的是人的善良，不是贪心。
经过民警努力，三十万元全部追回。
自己的卡连续输错密码会被锁，请带身份证到柜台办理。
转发这条提示，让更多人知道。
凡是说“把钱转到安全账户查清就退”的，都是诈骗。
老人问：“要先交保证金才能放款，是真的吗？”
柜员提醒她：“别把验证码告诉任何人，挂断电话再打96110。”
她对柜员说：“我要把钱转到女儿的账户上。”
网上流传输错三次密码就能锁住骗子的卡，这不是真的。
领导让您转账，先打电话问一问。
先付款给平台，确认收货后平台再付给卖家。
宣传语“下载国家反诈中心App，守住钱袋子”。
在支付App里点“账单”，再点“对此订单有疑问”。""",
    "en": """\
Anyone who promises to get your money back is a scammer.
Scan-to-win offers on the street are often scams.
Never share your screen with the bank or the police.
You cannot cancel a transfer within 24 hours.
It is not your fault, and you are not stupid.
Not only older people are easy targets.
Transfer money only after you have called back.
Three wrong PINs will lock your card, so bring your ID to the bank.
The officer said, “Never move your money to a safe account.”
Open the shop’s app yourself to claim a refund.""",
}


@pytest.mark.parametrize("locale", sorted(WRONG))
def test_what_must_not_be_said_is_found(locale: str) -> None:
    rows = [row.split(" ", 1) for row in WRONG[locale].splitlines()]
    found = check_samples([Sample(text, "page", locale) for _, text in rows])
    for (code, text), diagnostics in zip(rows, found, strict=True):
        assert code in [one.code for one in diagnostics], text


@pytest.mark.parametrize("locale", sorted(RIGHT))
def test_a_warning_or_a_report_of_it_is_right(locale: str) -> None:
    rows = RIGHT[locale].splitlines()
    found = check_samples([Sample(text, "page", locale) for text in rows])
    for text, diagnostics in zip(rows, found, strict=True):
        assert not [one.code for one in diagnostics if one.code.startswith("ADV")], text


def test_sections_that_describe_a_scam_may_say_what_scammers_want() -> None:
    assert "ADV002" not in codes_in("先交保证金，再放款", "tactic-flag")
    assert "ADV002" in codes_in("先交保证金，银行会保管", "never")
    assert codes_in("“先交三千元保证金，今天就放款。”", "quote") == []
    assert "ADV007" in codes_in("她太贪心，才丢了钱。", "case-story")


def test_it_points_at_the_words_also_in_a_second_line_and_through_a_disguise() -> None:
    text = "先想一想。\n请看这里：扫**码**领鸡蛋。"
    found = next(one for one in check_samples([Sample(text)])[0] if one.code == "ADV001")
    line = text.splitlines()[1]
    assert found.place.excerpt == line
    assert line[found.place.column - 1 :][: found.place.width] == "扫**码**领"
    quoted = "她说：“把验证码念给我听。”“好的。”"
    found = next(one for one in check_samples([Sample(quoted)])[0] if one.code == "ADV010")
    assert (found.place.column, found.place.width) == (4, 11)


def test_the_site_strikes_scam_speech_out_and_keeps_its_label() -> None:
    folder = Path(site.__file__).parent / "overrides" / "assets" / "fanzha"
    css = (folder / "site.css").read_text("utf-8")
    rule = re.search(r"\.scam-quote > :not\(\.admonition-title\) \{([^}]*)\}", css)
    assert rule and "text-decoration: line-through" in rule[1]
    assert not re.search(r"scam-quote[^{]*\.admonition-title \{[^}]*display: none", css)
