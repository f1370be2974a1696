"""«Is this a scam?»: how a few signals are searched for in a message, and what the page does with what is found."""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fanzha.formats.site.checker import matcher
from fanzha.load.project import RawFiles, parse_files
from fanzha.model import Registry
from fanzha.model.signals import ANYWHERE, PatternProblem, Step, patterns
from tests.harness import FIXTURES, ROOT, until
from tests.samples import base_files
from tests.site_project import site
from tests.test_site_browser import PHONE, Reader, reader  # noqa: F401

SIGNALS = FIXTURES / "checker" / "signals.yml"
PROGRAM = ROOT / "src/fanzha/formats/site/overrides/assets/fanzha/checker.js"
SCAM = "先交保证金，再告诉我验证码，贷款马上到账。"


@functools.cache
def registry() -> Registry:
    """Return the minimal project's registry with a few signals."""
    files = {**base_files(), "materials/registry/signals.yml": SIGNALS.read_bytes()}
    library, _ = parse_files(RawFiles(files, dict.fromkeys(files, ""), ()))
    assert library is not None and len(library.registry.signals) == 10
    return library.registry


@contextlib.contextmanager
def with_signals(browser: Any, data: Mapping[str, object]) -> Iterator[Any]:
    """Give an empty page that has checker.js and the signals."""
    page = browser.new_page()
    page.add_script_tag(path=str(PROGRAM))
    page.evaluate("data => { window.signals = fanzhaChecker.prepared(data); }", data)
    yield page
    page.close()


@pytest.fixture(scope="module")
def program(reader: Reader) -> Iterator[Any]:  # noqa: F811
    """Return an empty page that has checker.js and a few signals."""
    with with_signals(reader.browser, matcher(registry())) as page:
        yield page


def examined(program: Any, texts: list[str]) -> list[dict[str, Any]]:
    """Return what is found in each text."""
    return program.evaluate("texts => texts.map(text => fanzhaChecker.examine(signals, text))", texts)  # type: ignore[no-any-return]


# What is recognised


@pytest.mark.parametrize(
    "text",
    [
        "【某银行】验证码 123456，请勿告诉他人，银行工作人员不会向您索要。",
        "Your one-time code is 123456. Do not share it with anyone; we will never ask for it.",
        "警方提醒：不要把验证码告诉任何人，不要向“安全账户”转账。",
    ],
)
def test_genuine_codes_and_warnings_do_not_alarm(program: Any, text: str) -> None:
    assert examined(program, [text])[0]["level"] == "none"


@pytest.mark.parametrize(
    "text",
    [
        "请把钱转到安全账户",
        "请把钱转到安 全 账 户",
        "请把钱转到安.全*账-户",
        "请把钱转到安\u200b全\u200d账\ufeff户",
        "請把錢轉到安全賬戶",
        "請將您的積蓄匯入國家安全帳戶核查",
        "Move your money to the safe account",
        "Ｍｏｖｅ your money to the ｓａｆｅ account",
        "Move your money to the s\u0430fe \u0430cc\u043eunt",
        "Move your money to the saf3 acc0unt",
        "Move your money to the s a f e account",
        "Move your money to the 𝐬𝐚𝐟𝐞 account",
    ],
)
def test_disguised_letters_are_read(program: Any, text: str) -> None:
    found = examined(program, [text])[0]
    assert found["level"] == "strong" and "safe-account" in found["flags"]


def test_marks_are_places_in_the_message_as_it_was_pasted(program: Any) -> None:
    text = "😀 请把钱转到 安\u200b全 账 户 😀"
    (found,) = examined(program, [text])
    words = program.evaluate(
        "([text, marks]) => marks.map(mark => text.slice(mark[0], mark[1]))", [text, found["marks"]]
    )
    assert "安\u200b全 账 户" in "".join(words)
    assert "😀" not in "".join(words)


@pytest.mark.parametrize(
    "text",
    [
        "有人打电话让我打开屏幕共享，还要我报验证码，是不是骗子？",
        "A man wants me to share my screen and read him the code, is this a scam?",
    ],
)
def test_who_asks_whether_it_is_a_scam_does_not_warn(program: Any, text: str) -> None:
    assert examined(program, [text])[0]["level"] == "strong"


def test_a_warning_to_everybody_silences_the_whole_message(program: Any) -> None:
    (found,) = examined(program, ["警方提醒大家。有人说要屏幕共享。还会跟您要验证码。"])
    assert found["level"] == "none"


def test_the_words_of_a_message_count_where_no_red_flag_is_known(program: Any) -> None:
    text = "谁有闲着的工商卡？放我这儿周转两天，完事请吃饭再给八百辛苦费，卡没风险，就是帮朋友倒个货款。"
    scam, harmless = examined(program, [text, "妈，周末我回家吃饭，您买点菜，想吃什么我来做，爸的药我也带上。"])
    assert scam["words"] > 0.8 and scam["level"] != "none"
    assert harmless["words"] < 0 and harmless["level"] == "none"


def test_everyday_words_do_not_hide_a_clear_red_flag(program: Any) -> None:
    everyday = "妈，周末我回家吃饭，您买点菜。谢谢，周日见。"
    (found,) = examined(program, [everyday + "请把钱转到安全账户。" + everyday])
    assert found["level"] == "strong"


def test_without_the_flag_for_words_only_red_flags_count(reader: Reader) -> None:  # noqa: F811
    left = {name: signal for name, signal in registry().signals.items() if name != "wording"}
    with with_signals(reader.browser, matcher(replace(registry(), signals=left))) as page:
        (found,) = examined(page, ["请把钱转到安全账户"])
    assert found["level"] == "strong" and found["words"] is None


def test_a_warning_silences_its_own_sentence_only(program: Any) -> None:
    silent, loud = examined(program, ["切勿向安全账户转账。", "切勿告诉家人。请把钱转到安全账户。"])
    assert silent["level"] == "none"
    assert "safe-account" in loud["flags"] and "secrecy" in loud["flags"]


@pytest.mark.parametrize(
    "piece",
    ["不要先交保证金再把验证码告诉我", "骗子 pay the fee first ", "转", "a ", "。", "\u200b安全账户", "三百万元", "1"],
)
def test_the_longest_message_is_read_before_anybody_waits(program: Any, piece: str) -> None:
    """A search that grew with the square of the length would take minutes here; the bound only keeps that out."""
    timed = """text => {
      const from = performance.now();
      fanzhaChecker.examine(signals, text);
      return performance.now() - from;
    }"""
    taken = program.evaluate(timed, (piece * 20000)[:20000])
    print(f"{piece!r}: {taken:.0f} ms")
    assert taken < 4000


# Patterns


def test_a_pattern_is_steps_with_gaps_and_sets() -> None:
    (row,) = patterns("先|再 …6 交 … <fees>|押金", {"fees": ("手续费", "保证金")})
    assert row == (Step(("先", "再")), Step(("交",), 6), Step(("手续费", "保证金", "押金"), 12))


def test_plus_lets_two_steps_come_in_either_order() -> None:
    assert patterns("甲 +9 乙", {}) == ((Step(("甲",)), Step(("乙",), 9)), (Step(("乙",)), Step(("甲",), 9)))


def test_an_ampersand_wants_both_anywhere() -> None:
    (row,) = patterns("甲 …6 乙 & 丙", {})
    assert row == (Step(("甲",)), Step(("乙",), 6), Step(("丙",), ANYWHERE))
    assert len(patterns("甲 +9 乙 & 丙 +9 丁", {})) == 4


def test_a_number_sign_is_any_numeral(program: Any) -> None:
    data = {
        "phrases": "#元|甲", "steps": ";", "wording": {},
        "signals": [{"id": "a", "role": "flag", "weight": 5, "tactics": [], "rows": ",0,"}],
    }  # fmt: skip
    found = program.evaluate(
        "([data, texts]) => texts.map(text => fanzhaChecker.examine(fanzhaChecker.prepared(data), text).level)",
        [data, ["甲。三百元。", "甲。3元", "甲。美元", "300元"]],
    )
    assert found == ["strong", "strong", "none", "none"]


def test_a_topic_that_is_sure_of_its_scam_names_it_before_one_that_is_not(program: Any) -> None:
    signals = [
        {"id": "flag", "role": "flag", "weight": 5, "tactics": [], "rows": ""},
        {"id": "vague", "role": "topic", "weight": 1, "tactics": ["a"], "rows": ""},
        {"id": "sure", "role": "topic", "weight": 4, "tactics": ["b"], "rows": "-1"},
    ]
    data = {"phrases": "甲甲|乙乙", "steps": ";", "wording": {}, "signals": signals}
    read = "data => fanzhaChecker.examine(fanzhaChecker.prepared(data), '甲甲，乙乙')"
    assert program.evaluate(read, data)["tactics"] == ["b"]
    signals[1]["weight"] = 3
    assert program.evaluate(read, data)["tactics"] == ["b", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "甲 &",
        "& 甲",
        "甲 & ",
        "甲 & 乙 & 丙 & 丁 & 戊 & 己",
        "甲&乙",
        "",
        "…",
        "甲 …",
        "… 甲",
        "甲 …0 乙",
        "甲 …81 乙",
        "甲|| 乙",
        "甲",
        "<none>",
        "甲…乙",
        "a +3 b +3 c",
        "x" * 41,
    ],
)
def test_what_cannot_be_understood_is_refused(text: str) -> None:
    with pytest.raises(PatternProblem):
        patterns(text, {})


# The page


def pasted(reader: Reader, text: str, path: str = "check.html", base: str = "") -> Any:  # noqa: F811
    """Return the page after `text` was pasted and checked."""
    page = reader.open(path, PHONE, base)
    page.fill("#fz-check-text", text)
    page.locator(".fz-check__form [type=submit]").click()
    page.locator("#fz-check-verdict").wait_for()
    return page


def test_a_scam_is_named_with_its_words_marked_and_what_to_do(reader: Reader) -> None:  # noqa: F811
    page = pasted(reader, SCAM)
    assert "很像骗局" in page.inner_text("#fz-check-verdict")
    assert page.evaluate("document.activeElement.id") == "fz-check-verdict"
    assert page.locator(".fz-check__flags li").all_inner_texts() == [
        "跟您要验证码",
        "事情没办成，先要您交钱",
        "催您马上办",
    ]
    assert page.locator("mark").all_inner_texts() == ["先", "保证金", "告诉", "验证码", "马上"]
    assert page.inner_text(".fz-check__message") == SCAM
    first = page.locator(".fz-check__tactics > li").first
    library = site().library
    assert first.locator("h4 a").get_attribute("href").startswith("tactics/")
    actions = library.tactics["fake-loan"].texts["zh"].actions
    whole = page.inner_text(".fz-check__tactics")
    assert all(str(step[0]) in whole for step in (actions.stop, actions.verify, actions.report))
    assert "会漏，也会认错" in page.inner_text(".fz-check__result")
    assert page.locator('.fz-check__calls a[href="tel:110"]').is_visible()
    assert page.locator('.fz-check__calls a[href="tel:96110"]').is_visible()


def test_what_is_not_recognised_is_no_all_clear(reader: Reader) -> None:  # noqa: F811
    page = pasted(reader, "妈，晚上我回家吃饭。")
    said = page.inner_text(".fz-check__result")
    assert "没有认出来，不等于没有问题" in said and "会漏" in said
    assert page.locator('.fz-check__calls a[href="tel:96110"]').is_visible()
    assert page.locator(".fz-check__tactics").count() == 0


def test_scripts_in_a_message_are_shown_as_text(reader: Reader) -> None:  # noqa: F811
    text = '先交保证金<img src=x onerror="window.hit=1"><script>window.hit=1</script>\n告诉我验证码</mark>'
    page = pasted(reader, text)
    assert page.locator(".fz-check__message").evaluate("element => element.textContent") == text
    assert page.locator(".fz-check__message img, .fz-check__message script").count() == 0
    assert page.evaluate("window.hit") is None


def test_nothing_is_sent_and_nothing_kept(reader: Reader) -> None:  # noqa: F811
    page = reader.open("check.html", PHONE)
    page.wait_for_load_state("networkidle")
    kept = (
        "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href])"
    )
    before = page.evaluate(kept)
    page.locator("#fz-check-text").focus()
    until(page, "window.fanzhaSignals")
    reader.requests.clear()
    page.fill("#fz-check-text", SCAM)
    page.locator(".fz-check__form [type=submit]").click()
    page.locator("#fz-check-verdict").wait_for()
    page.wait_for_timeout(200)
    assert reader.requests == []
    assert page.evaluate(kept) == before
    page.reload()
    assert page.input_value("#fz-check-text") == ""


def test_whoever_was_phoned_answers_questions_by_keyboard(reader: Reader) -> None:  # noqa: F811
    page = reader.open("check.html")
    page.locator("input[name=asks-for-code][value=yes]").focus()
    page.keyboard.press("Space")
    page.locator(".fz-check__ask [type=submit]").focus()
    page.keyboard.press("Enter")
    page.locator("#fz-check-verdict").wait_for()
    assert "很像骗局" in page.inner_text("#fz-check-verdict")
    assert page.locator(".fz-check__flags li").all_inner_texts() == ["跟您要验证码"]
    assert "tactics/task-rebate-scam.html" in page.locator(".fz-check__tactics h4 a").first.get_attribute("href")
    assert page.locator(".fz-check__message").count() == 0


def test_no_to_everything_is_no_all_clear(reader: Reader) -> None:  # noqa: F811
    page = reader.open("check.html")
    page.locator("input[name=asks-for-code][value=no]").check(force=True)
    page.locator(".fz-check__ask [type=submit]").click()
    assert "没有认出来" in page.inner_text("#fz-check-verdict")


def test_an_empty_box_asks_for_the_message(reader: Reader) -> None:  # noqa: F811
    page = reader.open("check.html", PHONE)
    page.locator(".fz-check__form [type=submit]").click()
    assert "请先把收到的话粘贴进来" in page.inner_text("[data-fz-part=alert]")
    assert page.locator(".fz-check__result").is_hidden()


def test_the_english_page_speaks_english_and_reads_chinese_too(reader: Reader) -> None:  # noqa: F811
    page = pasted(reader, SCAM, "en/check.html")
    assert "Very likely a scam" in page.inner_text("#fz-check-verdict")
    assert "They want a code from your phone" in page.locator(".fz-check__flags").inner_text()


def test_it_works_from_a_usb_stick(reader: Reader) -> None:  # noqa: F811
    page = pasted(reader, SCAM, "en/check.html", site().folder.as_uri() + "/")
    assert "Very likely a scam" in page.inner_text("#fz-check-verdict")


def test_without_scripts_the_questions_lead_to_the_scams(reader: Reader) -> None:  # noqa: F811
    page = reader.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(reader.base + "check.html")
    assert page.locator("#fz-check-text").is_hidden()
    assert page.locator(".fz-notice").first.is_visible()
    entry = page.locator(".fz-check__plain li", has_text="验证码")
    assert entry.is_visible()
    assert entry.locator("a").first.get_attribute("href") == "tactics/task-rebate-scam.html"


@pytest.mark.slow
def test_a_phone_shows_it_large_and_without_sideways_scrolling(reader: Reader) -> None:  # noqa: F811
    page = pasted(reader, SCAM)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.evaluate(
        """() => [...document.querySelectorAll(".fz-check button, .fz-check a, .fz-check summary, .fz-check__choice")]
          .filter(target => target.checkVisibility() && (target.offsetHeight < 48 || target.offsetWidth < 48))
          .map(target => target.className + " " + target.offsetWidth + "x" + target.offsetHeight)"""
    )
    assert small == []


def test_a_site_without_signals_has_no_such_page() -> None:
    from fanzha.formats.site.pages import site_pages

    library = site().library
    bare = replace(library, registry=replace(library.registry, signals={}))
    assert "check.md" in {page.uri for page in site_pages(library, "zh")}
    assert "check.md" not in {page.uri for page in site_pages(bare, "zh")}


def test_the_signals_are_valid_json_in_a_script() -> None:
    script = site().tree["assets/fanzha/checker-signals.js"].decode("utf-8")
    data = json.loads(script.removeprefix("window.fanzhaSignals = ").rstrip().rstrip(";"))
    assert {"phrases", "steps", "signals", "wording", "traditional"} == set(data)
    assert Path(PROGRAM).is_file()
