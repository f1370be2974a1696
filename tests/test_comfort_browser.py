"""What the reader chose, in a real browser: 长辈模式, dark, read aloud, paper. Its voices are stubs: it has none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.harness import until
from tests.site_project import site
from tests.test_site_browser import DESKTOP, PHONE, Reader, reader
from tests.test_site_browser import pytestmark as in_a_browser

__all__ = ["reader"]

pytestmark = [*in_a_browser, pytest.mark.slow]

TACTIC = "tactics/task-rebate-scam.html"
ELDER = "[data-fz-elder]"
LISTEN = "[data-fz-listen]"

VOICES = """
(() => {
  const said = window.said = [], heard = [];
  let now = null, voices = [];
  class Utterance { constructor(text) { this.text = text; } }
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
  Object.defineProperty(window, "speechSynthesis", { value: {
    speaking: true,
    getVoices: () => voices,
    addEventListener: (name, listener) => heard.push(listener),
    speak: (utterance) => { now = utterance; if (utterance.text) said.push(utterance.text); utterance.onstart?.(); },
    cancel: () => { now = null; },
  } });
  window.sentenceEnds = () => now?.onend?.();
  window.voicesArrive = (list) => { voices = list; heard.forEach((listener) => listener()); };
})();
"""
MANDARIN = {"lang": "zh_CN", "localService": True, "name": "device"}
ENGLISH = {"lang": "en-GB", "localService": True, "name": "device"}


@pytest.fixture(autouse=True)
def nothing_went_wrong(reader: Reader) -> Iterator[None]:
    """Each test leaves no script error, no failed request and no request to another machine."""
    reader.requests.clear()
    reader.troubles.clear()
    yield
    assert reader.troubles == []
    assert [url for url in reader.requests if not url.startswith((reader.base, "file://", "data:", "blob:"))] == []


def speaking(reader: Reader, path: str, *voices: dict[str, object]) -> Any:
    """Return `path` on a phone that has these voices."""
    page = reader.browser.new_context(viewport=PHONE).new_page()
    page.on("request", lambda request: reader.requests.append(request.url))
    page.on("pageerror", lambda error: reader.troubles.append(str(error)))
    page.add_init_script(VOICES)
    page.goto(reader.base + path)
    page.evaluate("list => voicesArrive(list)", list(voices))
    return page


def body_size(page: Any) -> float:
    """Return how large the smallest kind of running text is."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('.md-typeset p')).fontSize)"))


def ground(page: Any) -> str:
    """Return what everything stands on."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


# Choices


def test_one_tap_makes_letters_largest_and_the_next_page_in_the_other_language_too(reader: Reader) -> None:
    page = reader.open(TACTIC, PHONE)
    assert 18 <= body_size(page) < 24
    page.locator(ELDER).click()
    assert body_size(page) >= 24
    assert "长辈模式" in page.locator("[data-fz-status]").inner_text()
    page.locator(".fz-language").click()
    page.wait_for_url("**/en/**")
    assert body_size(page) >= 24
    page.locator(ELDER).click()
    assert body_size(page) < 24
    page.reload()
    assert body_size(page) < 24


def test_letters_are_large_before_anything_is_painted(reader: Reader) -> None:
    page = reader.open("index.html", PHONE)
    page.locator(ELDER).click()
    page.add_init_script("""
        new MutationObserver((_, self) => {
          if (!document.body) return;
          window.atFirst = document.documentElement.dataset.fzSize;
          self.disconnect();
        }).observe(document, { childList: true, subtree: true });""")
    page.goto(reader.base + TACTIC)
    assert page.evaluate("window.atFirst") == "xl"


def test_what_is_chosen_is_kept_on_a_usb_stick(reader: Reader) -> None:
    page = reader.open("index.html", PHONE, base=site().folder.as_uri() + "/")
    page.locator(ELDER).click()
    page.goto(f"{site().folder.as_uri()}/en/{TACTIC}")
    assert body_size(page) >= 24


def test_the_largest_letters_fit_a_phone(reader: Reader) -> None:
    page = reader.open("index.html", PHONE)
    page.locator(ELDER).click()
    for path in ("index.html", TACTIC, "slogans/index.html", "downloads/index.html"):
        for locale in ("", "en/"):
            page.goto(reader.base + locale + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], locale + path
    for call in page.locator(".fz-bar a").all():
        box = call.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    assert page.locator('.fz-bar a[href="tel:110"] b').evaluate("b => b.getClientRects().length") == 1
    # Left in a hurry, a browser drops the tab's icon.
    reader.troubles[:] = [url for url in reader.troubles if not url.endswith("icon.svg")]


@pytest.mark.parametrize("menu", [".fz-menu", ".fz-comfort"])
def test_menus_open_right_below_the_header_in_the_largest_letters_too(reader: Reader, menu: str) -> None:
    page = reader.open("index.html", PHONE)
    page.locator(ELDER).click()
    page.locator(f"{menu} > summary").click()
    header = page.locator(".md-header").bounding_box()
    panel = page.locator(f"{menu} > .fz-drop__panel").bounding_box()
    assert abs(panel["y"] - header["y"] - header["height"]) < 8
    assert panel["y"] + panel["height"] <= PHONE["height"]
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= PHONE["width"]


def test_choosing_dark_by_keyboard_is_remembered_and_light_wins_over_the_device(reader: Reader) -> None:
    page = reader.open("index.html", DESKTOP)
    light = ground(page)
    page.locator(".fz-comfort summary").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=fz-scheme]:checked").focus()
    page.keyboard.press("ArrowUp")  # from the first choice round to the last: dark
    assert ground(page) != light
    page.goto(reader.base + TACTIC)
    assert ground(page) != light
    page.locator(".fz-comfort summary").click()
    page.locator("input[name=fz-scheme][value=light]").check()
    page.emulate_media(color_scheme="dark")
    assert ground(page) == light
    page.locator("input[name=fz-scheme][value='']").check()
    assert ground(page) != light


def test_a_device_that_refuses_to_keep_anything_still_makes_letters_large(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE).new_page()
    page.on("pageerror", lambda error: reader.troubles.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"
    )
    page.goto(reader.base + "index.html")
    page.locator(ELDER).click()
    assert body_size(page) >= 24


def test_a_second_window_follows(reader: Reader) -> None:
    first = reader.open("index.html", PHONE)
    second = first.context.new_page()
    second.goto(reader.base + TACTIC)
    first.locator(ELDER).click()
    until(second, "document.documentElement.dataset.fzSize === 'xl'", seconds=3)
    assert second.locator(ELDER).inner_text() == "标准"


def test_what_one_reads_stays_in_place_when_letters_grow(reader: Reader) -> None:
    page = reader.open(TACTIC, PHONE)
    page.locator("#actions").evaluate("part => window.scrollBy(0, part.getBoundingClientRect().top - 200)")
    before = page.locator("#actions").bounding_box()["y"]
    page.evaluate("document.querySelector('[data-fz-elder]').click()")
    assert abs(page.locator("#actions").bounding_box()["y"] - before) < 200


def test_without_a_script_there_are_no_dead_controls(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(reader.base + "index.html")
    for control in (ELDER, LISTEN, ".fz-comfort"):
        assert not page.locator(control).is_visible()
    page.emulate_media(color_scheme="dark")
    assert ground(page) != "rgb(255, 255, 255)"


# Reading aloud


def test_without_a_voice_nobody_is_offered_one(reader: Reader) -> None:
    page = reader.open(TACTIC, PHONE)
    page.wait_for_timeout(300)
    assert not page.locator(LISTEN).is_visible()


@pytest.mark.parametrize(
    "voice",
    [ENGLISH, {"lang": "zh-CN", "localService": False, "name": "sends the text away"}],
    ids=["other language", "not of the device"],
)
def test_a_voice_that_will_not_do_is_not_offered(reader: Reader, voice: dict[str, object]) -> None:
    assert not speaking(reader, TACTIC, voice).locator(LISTEN).is_visible()


def test_a_page_is_read_sentence_by_sentence_with_numbers_digit_by_digit(reader: Reader) -> None:
    page = speaking(reader, TACTIC, ENGLISH, MANDARIN)
    assert [url for url in reader.requests if "speak.js" in url] == []
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    assert page.evaluate("said") == [page.locator("h1").inner_text()]
    assert page.evaluate("CSS.highlights.get('fz-spoken').size") == 1
    page.evaluate("for (let left = 200; left; left -= 1) sentenceEnds()")
    said = page.evaluate("said")
    text = " ".join(said)
    assert "幺幺零" in text
    assert "九六幺幺零" in text
    assert not re.search(r"(?<!\d)(110|96110)(?!\d)", text)
    assert all(len(sentence) < 200 for sentence in said)
    assert page.locator(".fz-page h2").first.inner_text() in said
    assert not any(word in text for word in ("复制", "核对码", "SHA"))
    assert page.locator(".fz-speak").count() == 0
    assert page.evaluate("CSS.highlights.has('fz-spoken')") is False


def test_what_the_scammer_says_is_announced_and_ended(reader: Reader) -> None:
    page = speaking(reader, TACTIC, MANDARIN)
    quote = "<div class='scam-quote'><p class='admonition-title'>骗子的话</p><p>“快转账。别告诉人。”</p></div>"
    page.evaluate("html => { document.querySelector('.fz-page').innerHTML = html; }", f"<p>一。</p>{quote}<p>二。</p>")
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    page.evaluate("for (let left = 9; left; left -= 1) sentenceEnds()")
    said = page.evaluate("said")
    assert said[0] == "一。"
    assert said[1].startswith("骗子的话： “快转账")
    assert not said[2].startswith("骗子的话")
    assert said[-1] == "骗子的话说完了。 二。"


def test_english_numbers_are_read_digit_by_digit(reader: Reader) -> None:
    page = speaking(reader, "en/tactics/fake-loan.html", ENGLISH)
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    page.evaluate("for (let left = 200; left; left -= 1) sentenceEnds()")
    assert "one one oh" in " ".join(page.evaluate("said"))


def test_reading_pauses_skips_and_stops_by_button_and_by_key(reader: Reader) -> None:
    page = speaking(reader, TACTIC, MANDARIN)
    page.locator(LISTEN).focus()
    page.keyboard.press("Enter")
    page.locator(".fz-speak").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "暂停"
    for button in page.locator(".fz-speak__button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 48
    first, second = page.evaluate("said")[0], None
    page.get_by_role("button", name="下一句").click()
    second = page.evaluate("said")[-1]
    assert second != first
    page.get_by_role("button", name="上一句").click()
    assert page.evaluate("said")[-1] == first
    page.get_by_role("button", name="暂停").click()
    count = page.evaluate("said.length")
    page.evaluate("sentenceEnds()")
    assert page.evaluate("said.length") == count
    page.get_by_role("button", name="继续").click()
    assert page.evaluate("said")[-1] == first
    page.get_by_role("button", name="暂停").focus()
    page.keyboard.press("Escape")
    assert page.locator(".fz-speak").count() == 0
    assert page.evaluate("document.activeElement.hasAttribute('data-fz-listen')")


def test_the_calls_stay_in_reach_while_the_page_is_read(reader: Reader) -> None:
    page = speaking(reader, "index.html", MANDARIN)
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    until(page, "!document.getAnimations().some(one => one.playState === 'running')")  # the bar slides back into view
    call = page.locator('.fz-bar a[href="tel:110"]').bounding_box()
    bar = page.locator(".fz-speak").bounding_box()
    assert bar["y"] + bar["height"] <= call["y"]
    assert call["y"] + call["height"] <= PHONE["height"]


def test_sums_and_longer_numbers_are_no_telephone_numbers(reader: Reader) -> None:
    page = speaking(reader, TACTIC, MANDARIN)
    page.evaluate(
        "document.querySelector('.fz-page').innerHTML = '<p>他付了110元，又付1100元。请打110。一共110.5。</p>'"
    )
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    page.evaluate("for (let left = 9; left; left -= 1) sentenceEnds()")
    assert "".join(page.evaluate("said")) == "他付了110元，又付1100元。请打幺幺零。一共110.5。"


def test_an_older_browser_marks_the_block_and_cuts_at_full_stops(reader: Reader) -> None:
    page = reader.browser.new_context(viewport=PHONE).new_page()
    page.on("pageerror", lambda error: reader.troubles.append(str(error)))
    page.add_init_script("delete window.Highlight; delete Intl.Segmenter;" + VOICES)
    page.goto(reader.base + TACTIC)
    page.evaluate("list => voicesArrive(list)", [MANDARIN])
    page.evaluate("document.querySelector('.fz-page').innerHTML = '<p>停一停。“查一查！”再转，也不迟</p>'")
    page.locator(LISTEN).click()
    page.locator(".fz-speak").wait_for()
    assert page.locator("p.fz-spoken").count() == 1
    page.evaluate("for (let left = 5; left; left -= 1) sentenceEnds()")
    assert page.evaluate("said") == ["停一停。", "“查一查！”", "再转，也不迟"]
    assert page.locator(".fz-spoken").count() == 0


# Paper


@pytest.mark.parametrize("path", ["index.html", TACTIC, "slogans/index.html"])
def test_paper_is_black_on_white_without_bars_and_names_the_site(reader: Reader, path: str) -> None:
    import pypdfium2

    page = reader.open("index.html", DESKTOP)
    page.locator(".fz-comfort summary").click()
    page.locator("input[name=fz-scheme][value=dark]").check()
    page.goto(reader.base + path)
    title = page.locator("h1").inner_text()
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
    assert title.replace("\n", "") in texts[0].replace("\r\n", "")
    assert "菜单" not in "".join(texts)
    assert "复制" not in "".join(texts).replace("可以复制", "")
    assert "https://" in texts[-1]
    assert "javascript" not in "".join(texts)
    picture = document[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((5, 5)) == (255, 255, 255)
    colours = picture.getcolors(1 << 24)
    assert max(colours)[1] == (255, 255, 255)
