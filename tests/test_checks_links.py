"""Addresses and links (C-09)."""

from __future__ import annotations

import pytest

from fanzha.diagnostics import Diagnostic
from fanzha.prose.addresses import addresses
from tests.harness import LONG, ends
from tests.samples import REGISTRY, Sample, check_files, check_samples

TRUE_ZH = """\
请看README.md和street.yml两个文件。
字体文件是NotoSans.otf，样式在tokens.css。
图片叫poster.final.png，别改名。
网址以.com或.cn结尾，也可能是假的。
顶级域名有.com、.cn、.net三种。
打开App，点右上角的“我的”。
下载国家反诈中心App。AI换脸也要小心。
他说：3.5折，限时抢。
请用Node.js或Vue.js写页面。
说明见第1.2.3节和第1.2.3.4节。
软件升级到10.0.19.1版。
换算是1.5km/h，约等于0.9mph。
上网址导航查官网。
网址写成▇▇▇.com，不写真名。
上午10点，com端口还没接好。
页面在docs/help/now.md里。
公司叫A.O.史密斯，卖热水器。
微信红包200.00元，是假的。
这里有骗子。中国人不骗中国人，也是骗子的话。
材料在https://fanzha.example/help/now.html?a=1#how，可以看。
材料在https://fanzha.example，可以看。
材料在https://fanzha.example可以看到。
本站是FANZHA.EXAMPLE，大小写都能打开。
文中的bank.example.com只是示例。
假网址写成shop.invalid，打不开。
比分3:2，时间10:30。
见表1.a和图2.b。
容量是0.5cc，不是网址。
评分4.8，价格9.9，折扣0.5。
注意：1.先停下；2.再核实。
用法：/help，不是网址。""".splitlines()
TRUE_EN = """\
The file is called report.final.pdf.
We met at 9 a.m.in the hall.
Bring your ID, e.g. a card, i.e. the plastic one.
The U.S. and the U.K. have other numbers.
Stop.Think.Call someone you trust.
Stop.It is a trick.
See section 1.2.3.4 of the guide.
Dr.Li and Mr.He read the text.
We use Node.js for the site.
The names example.org and shop.test are samples.
Look for .com or .cn at the end.
The dot com boom is over.
Pay.It is easy, they said.
Our site is https://fanzha.example/.
The ratio is 3:2 and/or more.
Wait...then call.""".splitlines()
WRONG = {
    "登录12306.cn买票。": "LINK004",
    "点sample-bank点cn看看。": "LINK004",
    "点www点sample-bank点com看看。": "LINK004",
    "网址sample-bank .cn可查。": "LINK004",
    "网址：sample－bank．ｃｎ。": "LINK004",
    "网址sample-bank·cn可查。": "LINK004",
    "网址sample-bank{.}cn可查。": "LINK004",
    "网址sample-bank【.】cn可查。": "LINK004",
    "HTTPS：//SAMPLE-BANK.CN": "LINK004",
    "https : //sample-bank.cn": "LINK004",
    "请看…sample-bank.cn。": "LINK004",
    "网址：sample-bank.com.": "LINK004",
    "见sample-bank.cn。Then看。": "LINK004",
    "登录反诈示例.中国查看。": "LINK008",
    "看[说明](  https://sample-bank.cn 't')。": "LINK004",
    "看[说明](<https://sample-bank.cn/a>)。": "LINK004",
    "看<img src='//sample-bank.cn/a.png'>。": "LINK004",
    "看<a href='https://sample-bank.cn'>这</a>。": "LINK004",
    "https://fanzha.example/?to=https://sample-bank.cn": "LINK004",
    "打开tinyurl.com/abc看看。": "LINK005",
    "IP地址203.0.113.9可以打开。": "LINK006",
    "https://fanzha.example:8443/": "LINK007",
    "fanzha.example:8080/看": "LINK007",
    "https://bank.example@fanzha.example/": "LINK007",
    "请看samplеbank.cn。": "LINK008",
    "看[说明](https://fаnzha.example/)。": "LINK008",
    "http://fanzha.example/": "LINK009",
    "hxxp://fanzha.example/": "LINK009",
    "看[说明](//fanzha.example/)。": "LINK009",
    "看[说明](JavaScript:alert(1))。": "LINK010",
    "看[说明](sms:10086)。": "LINK010",
    "看[说明](vbscript:x)。": "LINK010",
    "用wss://fanzha.example连接。": "LINK010",
    "https://fanzha.example/安装.apk": "LINK011",
    "看[bank.example](https://fanzha.example/)。": "LINK012",
}


def links_of(found: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in found if diagnostic.code.startswith("LINK")]


def test_file_names_versions_and_abbreviations_are_left_alone() -> None:
    samples = [*(Sample(text) for text in TRUE_ZH), *(Sample(text, locale="en") for text in TRUE_EN)]
    found = zip(samples, check_samples(samples), strict=True)
    assert {sample.text: links_of(codes) for sample, codes in found if links_of(codes)} == {}


def test_addresses_are_found_however_they_are_written() -> None:
    found = zip(WRONG.items(), check_samples([Sample(text) for text in WRONG]), strict=True)
    assert {text: links_of(codes) for (text, code), codes in found if links_of(codes) != [code]} == {}


def test_an_unregistered_address_is_found_wherever_it_stands() -> None:
    kinds = [
        "title",
        "heading",
        "list",
        "table",
        "html",
        "front",
        "tactic-flag",
        "never",
        "quote",
        "slogan",
        "case-story",
    ]
    found = zip(kinds, check_samples([Sample("登录sample-bank.cn查询", kind) for kind in kinds]), strict=True)
    assert [kind for kind, codes in found if "LINK004" not in links_of(codes)] == []


SHOWN = [
    ("先停下。\n网址是ｓａｍｐｌｅ－ｂａｎｋ．ｃｎ，\n别信。", "LINK004", "ｓａｍｐｌｅ－ｂａｎｋ．ｃｎ"),
    ("网址是sample-**bank**.cn，别信。", "LINK004", "sample-**bank**.cn"),
    ('看[官方说明](https://sample-bank.cn/help "x")。', "LINK004", "https://sample-bank.cn/help"),
    ("看[说明][1]。\n\n[1]: https://sample-bank.cn/", "LINK004", "https://sample-bank.cn/"),
    ("看[危险信号](../tactics/fake-loan.md#red-flag)。", "LINK014", "../tactics/fake-loan.md#red-flag"),
]


def test_the_exact_characters_are_pointed_at() -> None:
    found = check_samples([Sample(text) for text, _, _ in SHOWN])
    for (_, code, shown), codes in zip(SHOWN, found, strict=True):
        place = next(d.place for d in codes if d.code == code)
        assert place.excerpt[place.column - 1 : place.column - 1 + place.width] == shown


def test_http_of_a_registered_site_can_be_repaired() -> None:
    texts = ["看http://fanzha.example/help/。", "看[说明](http://fanzha.example/help/)。"]
    for codes in check_samples([Sample(text) for text in texts]):
        found = next(d for d in codes if d.code == "LINK009")
        place = found.place
        written = place.excerpt[place.column - 1 : place.column - 1 + place.width]
        assert found.replacement == written.replace("http:", "https:")


def test_a_source_in_front_matter_needs_a_registered_host() -> None:
    page = "---\nreviewed_on: 2026-11-22\nsources: [{title: 公开资料, url: 'URL'}]\n---\n# 说明\n\n先停下。\n"
    for url, wanted in (("https://sample-bank.cn/a", ["LINK004"]), ("https://fanzha.example/a", [])):
        assert links_of(check_files({"docs/help/a.md": page.replace("URL", url)})) == wanted


def test_registering_does_not_make_a_host_safe() -> None:
    hosts = {
        "bit.ly": "LINK005",
        "192.0.2.1": "LINK006",
        "fanzha.example:80": "LINK007",
        "xn--fiqs8s.example": "LINK008",
        "Sample.example": "LINK016",
        "sample": "LINK016",
    }
    entry = "- host: '{}'\n  owner: {{zh: 示例, en: Sample}}\n  source: {{title: a}}\n  checked_on: 2026-11-22\n"
    links = (REGISTRY / "links.yml").read_text("utf-8") + "".join(map(entry.format, hosts))
    found = check_files({"materials/registry/links.yml": links})
    assert links_of(found) == list(hosts.values())


HEAD = "---\nreviewed_on: 2026-11-22\n---\n"
PAGE = HEAD + "# 说明\n\n先停下。\n\n## 更多 {#more}\n\n看LINK。\n"
TARGET = HEAD + "# 目标\n\n先停下。\n\n## 甲 {#first}\n\n先停下。\n"


def internal(links: list[str]) -> dict[str, set[str]]:
    """Return the codes of pages with one link each; their neighbour `b.md` has a translation."""
    other = "---\nsource_digest: 0123456789abcdef\n---\n# Target\n\nStop.\n\n## One {#first}\n\nStop.\n"
    files = {"docs/help/b.md": TARGET, "docs/help/b.en.md": other}
    files |= {f"docs/help/a{n}.md": PAGE.replace("LINK", f"[这里]({link})") for n, link in enumerate(links)}
    codes: dict[str, set[str]] = {link: set() for link in links}
    for found in check_files(files):
        if found.code.startswith("LINK"):
            codes[links[int(found.place.path.removeprefix("docs/help/a").removesuffix(".md"))]].add(found.code)
    return codes


def test_links_inside_the_project() -> None:
    good = ["b.md", "b.md#first", "./b.md#first", "#more", "../help/b.md", "../tactics/index.md", "b.md?x#first"]
    broken = {
        "c.md": "LINK013",
        "../c.md": "LINK013",
        "../../materials/publisher.yml": "LINK013",
        "a.png": "LINK013",
        "b.md#second": "LINK014",
        "#second": "LINK014",
        "/help/b.md": "LINK015",
        "b.html": "LINK015",
        "b": "LINK015",
        "b.en.md": "LINK015",
    }
    wanted = {**{link: set[str]() for link in good}, **{link: {code} for link, code in broken.items()}}
    assert internal([*good, *broken]) == wanted


def test_a_translation_must_have_the_same_anchors() -> None:
    other = "---\nsource_digest: 0123456789abcdef\n---\n# Target\n\nStop.\n\n## One {#one}\n\nStop.\n"
    page = {"docs/help/a.md": PAGE.replace("LINK", "[这里](b.md#first)"), "docs/help/b.md": TARGET}
    files = {**page, "docs/help/b.en.md": other}
    assert links_of(check_files(files)) == ["LINK014"]  # readers in English meet this page untranslated
    mine = "---\nsource_digest: 0123456789abcdef\n---\n# Note\n\nStop.\n\n## More {#more}\n\nSee [it](b.md#first).\n"
    found = check_files({**files, "docs/help/a.en.md": mine})
    assert [(d.place.path, d.code) for d in found if d.code == "LINK014"] == [("docs/help/a.en.md", "LINK014")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "part", ["a.", "a-", "http://a", "://", "[.]a", "a点", "a dot ", "example.com,", "1.", "反.中国"]
)
def test_a_text_without_end_is_read_to_its_end(part: str) -> None:
    assert ends(addresses, part * (LONG // len(part)))
