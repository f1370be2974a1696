"""Service numbers and what they are for (C-14, C-15, C-16)."""

from __future__ import annotations

import datetime

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.prose.hotlines import hotlines
from tests.harness import LONG, ends
from tests.samples import MINIMAL, REGISTRY, TODAY, Sample, check_files, check_samples

TRUE_ZH = """\
GB 12345只是一个标准号。
会场里坐着12015名观众。
这批货一共12000件。
请到120号窗口，不要走错。
课程排在第122次会议之后。
公交120路可以到宣传点。
门牌是人民路110号院。
比例尺是1:12000，请看图例。
材料编号12345，放在二楼。
密码不要设成12345，太好猜了。
运费一共120，一分不少。
这个月卖了95533元的货。
身高120厘米以下免票。
电压是110V，不是220V。
页码从110到120，讲的是贷款骗局。
时间是2026.11.22 12:00。
版本12.0.1已经停用，请装12.1.0。
会议代码A1-120，在二楼。
11月9日是119消防宣传日。
这本书的书号是978-7-120-00001-4。
仓库里还有96110件旧传单。
车次G120和D122都在上午发车。
房间在12楼，12010室。
满100减20，满120减30，都是引流的手法。
12315.00元，是合同价。
他垫付了10000，一分没回来。
今年是2026年，走访了12110户。
他跑了10000步，又走了12012米。
血压120/80，很正常。
96110打来电话，请接听。
他接到96110打来的电话，才没有转账。
没有损失，只是拿不准，可以打96110。
怀疑被骗，先别转账，打96110问问。
差点被骗的话，也可以打96110说说经过。
钱转出去之前，先打96110问一问。
为了不被骗，记住96110。
钱没有少，还是不放心，打96110问问。
被骗了马上报警，拿不准才打96110。
被骗了打110，不是打96110。
收到12381短信，请停下来。
12381不是电话号码，不能打。
请不要拨打12381，它只发短信。
12381从不打电话给群众。
骗子让您回拨12381，千万别信。
12110收短信，能说话请打110。
听力不便的，可以发短信到12110。
陌生来电不轻信，96110来电请接听。
陌生来电可以先不接，拿不准再说。
不必把陌生来电一律挂断，先听清再说。
陌生来电一律不接？不行，96110来电要接。
一谈到银行卡，一律挂掉。
境外来电，没有亲友在国外就别接。
陌生来电都要问清身份。""".splitlines()
TRUE_EN = """\
The bus 120 stops here.
Room 110 is on the left.
There are 119 steps to the top.
Turn to page 122 for more.
The price fell to 12,345 yuan.
It was 12:00 when the call came.
Version 12.0.1 is out of date.
He moved from No.12 to No.120.
Block 120 is near the gate.
We sold 12,000 tickets and 110 badges.
Use at least 120 dpi.
The film lasts 120 minutes.
The score was 120-110.
The code is 95533 on the form.
Not sure? Ask 96110 before you pay.
Before you lose money, ask 96110.
You have not lost money? Then ask 96110.
If you think you were nearly scammed, tell 96110.
Do not ring 12381.
Never dial 12381; it only sends texts.
You cannot call 12381.
If 12381 texts you, stop.
The caller asks you to phone 12381.
You can text 12110 if you cannot speak.
Do not answer questions about your card.
Never answer unknown calls, but do answer 96110.
You need not answer strange calls.""".splitlines()
WRONG = {
    "打12333问社保。": "NUM001",
    "请打12345平台。": "NUM001",
    "请打12345人工服务。": "NUM001",
    "12345时刻为您服务。": "NUM001",
    "遇险拨打110/119。": "NUM001",
    "查询请拨打0991-12345。": "NUM001",
    "客服热线：95 588。": "NUM001",
    "客服热线９５５８８（24小时）。": "NUM001",
    "拨**955**88挂失。": "NUM001",
    "拨幺二三一五投诉。": "NUM001",
    "短信来自106980012345。": "NUM001",
    "请打<a href='tel:95588'>银行</a>。": "NUM001",
    "请打[这里](tel:95588)。": "NUM001",
    "拿不准，打9611O。": "NUM002",
    "请打[110](tel:96110)。": "NUM004",
    "您可以给12381打电话。": "NUM005",
    "12381热线全天开通。": "NUM005",
    "不放心就拨打12381。": "NUM005",
    "不要犹豫，拨打12381。": "NUM005",
    "能说话时请打12110。": "NUM005",
    "不小心被骗了，打96110。": "NUM006",
    "被骗了怎么办？马上打96110。": "NUM006",
    "钱已经转走了，请联系96110。": "NUM006",
    "银行卡被盗刷，打96110。": "NUM006",
    "用114核对来电号码。": "NUM007",
    "欢迎向12389反映。": "NUM008",
    "不确定真假，打110问问。": "NUM009",
    "凡是陌生号码，都不要接。": "NUM010",
    "一律不接陌生电话。": "NUM010",
    "没存过的号码，一律拒接。": "NUM010",
}


def numbers_of(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found if diagnostic.code.startswith("NUM")]


def test_what_is_no_service_number_or_rightly_used_is_left_alone() -> None:
    samples = [*(Sample(text) for text in TRUE_ZH), *(Sample(text, locale="en") for text in TRUE_EN)]
    found = zip(samples, check_samples(samples), strict=True)
    assert {sample.text: numbers_of(codes) for sample, codes in found if numbers_of(codes)} == {}


def test_wrong_numbers_and_wrong_uses_are_found() -> None:
    found = zip(WRONG.items(), check_samples([Sample(text) for text in WRONG]), strict=True)
    assert {text: numbers_of(codes) for (text, code), codes in found if code not in numbers_of(codes)} == {}


def test_an_unregistered_number_is_found_wherever_it_stands() -> None:
    kinds = ["title", "heading", "list", "table", "front", "tactic-flag", "never", "quote", "slogan", "case-story"]
    found = zip(kinds, check_samples([Sample("自称95588客服", kind) for kind in kinds]), strict=True)
    assert [kind for kind, codes in found if "NUM001" not in numbers_of(codes)] == []


def test_scam_speech_may_misuse_a_registered_number() -> None:
    assert numbers_of(check_samples([Sample("“请拨打12381，我们帮您查。”", "quote")])[0]) == []


def test_the_exact_characters_are_pointed_at() -> None:
    text = "先停下。\n银行卡的事，请打９５５８８，\n再说。"
    place = next(d.place for d in check_samples([Sample(text)])[0] if d.code == "NUM001")
    assert place.excerpt[place.column - 1 : place.column - 1 + place.width] == "９５５８８"
    assert place.excerpt == "银行卡的事，请打９５５８８，"


def test_a_letter_in_a_number_can_be_repaired() -> None:
    found = next(d for d in check_samples([Sample("拿不准，打961l0。")])[0] if d.code == "NUM002")
    assert (found.replacement, found.place.width) == ("96110", 5)


def test_the_publishers_own_phone_is_allowed() -> None:
    publisher = (MINIMAL / "materials/publisher.yml").read_text("utf-8").replace("test.", "fanzha.")
    page = "# 说明\n\n先停下。\n\n## 更多 {#more}\n\n有事请打12345。\n"
    head = "---\nreviewed_on: 2026-11-22\nsign_off: [{role: author, on: 2026-11-20}]\n---\n"
    files = {"docs/help/a.md": head + page, "materials/publisher.yml": publisher}
    assert "NUM001" in [d.code for d in check_files(files)]
    files["materials/publisher.yml"] += 'phones: ["12345"]\n'
    assert "NUM001" not in [d.code for d in check_files(files)]


def test_a_new_text_only_number_gets_the_same_rule() -> None:
    numbers = (REGISTRY / "numbers.yml").read_text("utf-8")
    entry = numbers[numbers.index('- number: "12381"') : numbers.index('- number: "12321"')].replace("12381", "12399")
    page = "---\nreviewed_on: 2026-11-22\n---\n# 说明\n\n先停下。\n\n## 更多 {#more}\n\n请拨打12399。\n"
    found = check_files({"docs/help/a.md": page, "materials/registry/numbers.yml": numbers + entry})
    assert "NUM005" in [d.code for d in found]


def test_an_old_check_of_a_number_is_a_warning() -> None:
    later = check_files({}, TODAY + datetime.timedelta(days=181))
    assert {d.code for d in later if d.place.path == "materials/registry/numbers.yml"} == {"NUM003"}
    assert not [d for d in check_files({}, TODAY + datetime.timedelta(days=180)) if d.code == "NUM003"]


def test_a_line_for_other_things_cannot_be_registered() -> None:
    numbers = (REGISTRY / "numbers.yml").read_text("utf-8").replace('"12321"', '"12337"')
    assert "NUM008" in [d.code for d in check_files({"materials/registry/numbers.yml": numbers})]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["110 ", "打9611O", "95 533 ", "0991-12345/", "一二三四五", "1"])
def test_a_text_without_end_is_read_to_its_end(part: str) -> None:
    assert ends(hotlines, part * (LONG // len(part)))
