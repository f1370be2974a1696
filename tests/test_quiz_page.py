"""The quiz on the website, as somebody plays it: on a phone, by keyboard, without a script, on paper."""

from __future__ import annotations

import base64
import dataclasses
import io
import itertools
import json
import posixpath
import re
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from fanzha.formats.site.pages import site_pages
from tests.site_project import site
from tests.test_site_browser import DESKTOP, PHONE, Reader, nothing_went_wrong, pytestmark, reader

__all__ = ["nothing_went_wrong", "pytestmark", "reader"]

QUIZ = {"zh": "quiz/index.html", "en": "en/quiz/index.html"}
PAPER = {"zh": "quiz/paper.html", "en": "en/quiz/paper.html"}
_DATA = re.compile(r'<script type="application/json" id="fz-quiz">(.*?)</script>', re.DOTALL)


def data(page: str) -> Any:
    """Return what the page gives quiz.js."""
    found = _DATA.search(site().page(page))
    assert found
    return json.loads(found[1])


def test_the_page_brings_some_questions_along_and_a_script_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    from fanzha.formats.site import quiz
    from fanzha.formats.site.body import taken_apart
    from fanzha.formats.site.downloads import Offer
    from fanzha.formats.site.view import View
    from fanzha.formats.site.wording import Wording

    library = site().library
    page = next(page for page in site_pages(library, "zh") if page.kind == "quiz")
    view = View(library, page, "zh", Wording.of(library, "zh"), Offer(), taken_apart("<h1>x</h1>"))
    for opening in (2, 1000):
        monkeypatch.setattr(quiz, "OPENING", opening)
        asked = quiz.quiz_of(view)
        script = asked.rest_script()
        assert script.startswith("var fzQuestions=") and script.endswith(";\n")
        rest = [one["id"] for one in json.loads(script[len("var fzQuestions=") : -2])]
        told = asked.data()
        assert isinstance(told["questions"], list)
        assert sorted([one["id"] for one in told["questions"]] + rest) == sorted(library.questions), "each once"
        assert told["rest"] == ("../assets/fanzha/quiz-questions.js" if rest else "")
        assert bool(rest) == (opening == 2)


def is_right(page: Any) -> int:
    """Return the place of the right answer to the question that is shown."""
    return int(
        page.evaluate("""() => {
            const bank = JSON.parse(document.getElementById("fz-quiz").textContent).questions;
            const name = document.getElementById("fz-quiz-name").textContent;
            const asked = bank.find((one) => one.name === name);
            const shown = Array.from(document.querySelectorAll(".fz-quiz__words"), (words) => words.textContent);
            return shown.indexOf(asked.options[asked.right]);
        }""")
    )


def answer(page: Any, right: bool) -> None:
    """Choose the right answer or a wrong one, and go on."""
    place = is_right(page)
    options = page.locator(".fz-quiz__option")
    options.nth(place if right else (place + 1) % options.count()).click()
    page.locator("[data-fz-part=next]").click()


def finish(page: Any, right: int) -> None:
    """Go to the result with so many right answers: nine as if given before, the last one now."""
    page.evaluate(
        """(right) => {
            const bank = JSON.parse(document.getElementById("fz-quiz").textContent).questions;
            const state = JSON.parse(sessionStorage.getItem("fz-quiz"));
            state.answers = state.picks.slice(0, 9).map((pick, index) => {
                const asked = bank.find((one) => one.id === pick.id);
                return index < right ? asked.right : (asked.right + 1) % asked.options.length;
            });
            sessionStorage.setItem("fz-quiz", JSON.stringify(state));
        }""",
        right,
    )
    page.wait_for_load_state("networkidle")
    page.reload()
    page.locator("[data-fz-part=next]").click()
    answer(page, right=right > 9)


def card(page: Any) -> Image.Image:
    """Return the score card."""
    address = page.locator("[data-fz-part=card]").get_attribute("src")
    assert address.startswith("data:image/png;base64,")
    picture = Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2])))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def test_the_pages_stand_in_both_languages_and_lead_somewhere() -> None:
    for path in QUIZ.values():
        for question in data(path)["questions"]:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), question["href"]))
            assert target in site().tree
    assert "quiz/index.html" in site().page("index.html")
    assert "paper.html" in site().page(QUIZ["zh"])
    assert "index.html" in site().page(PAPER["zh"])


def test_a_project_without_questions_has_no_quiz() -> None:
    library = dataclasses.replace(site().library, questions={})
    assert [page.uri for page in site_pages(library, "zh") if page.uri.startswith("quiz/")] == []


def test_an_overdue_question_is_told_on_the_page() -> None:
    library = site().library
    later = dataclasses.replace(library, today=library.today.replace(year=library.today.year + 2))
    told = {page.kind: page.overdue for page in site_pages(later, "en") if page.kind in {"quiz", "quiz_paper"}}
    assert told == {"quiz": True, "quiz_paper": True}


@pytest.mark.parametrize("locale", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_ten_questions_eight_of_them_right(reader: Reader, locale: str) -> None:
    page = reader.open(QUIZ[locale], PHONE)
    asked = len(reader.requests)
    for index in range(10):
        number = page.locator("[data-fz-part=progress]").inner_text()
        assert [int(digits) for digits in re.findall(r"\d+", number)] == [index + 1, 10]
        answer(page, right=index not in (2, 5))
    page.locator("#fz-quiz-score").wait_for(state="visible")
    assert sorted(re.findall(r"\d+", page.locator("#fz-quiz-score").inner_text())) == ["10", "8"]
    assert page.evaluate("document.activeElement.id") == "fz-quiz-score"
    assert 1 <= page.locator(".fz-quiz__review a").count() <= 2
    assert [url for url in reader.requests[asked:] if not url.startswith("data:") and "icon.svg" not in url] == []
    page.context.close()


def test_the_answer_is_said_at_once_with_why(reader: Reader) -> None:
    page = reader.open(QUIZ["zh"], PHONE)
    feedback = page.locator("[data-fz-part=feedback]")
    assert feedback.inner_text() == ""
    assert (feedback.get_attribute("role"), feedback.get_attribute("aria-live")) == ("status", "polite")
    place = is_right(page)
    wrong = page.locator(".fz-quiz__option").nth((place + 1) % 3)
    wrong.click()
    assert f"应该选{'ABC'[place]}" in feedback.inner_text()
    assert "因为" in feedback.inner_text()
    assert "您选的" in wrong.inner_text()
    assert "正确答案" in page.locator(".fz-quiz__option").nth(place).inner_text()
    page.locator(".fz-quiz__option").nth(place).dispatch_event("click")  # too late
    assert "答对了" not in feedback.inner_text()
    box = page.locator("[data-fz-part=next]").bounding_box()
    assert box["y"] + box["height"] <= page.locator(".md-banner").bounding_box()["y"], "the way on is hidden"
    page.context.close()


@pytest.mark.slow
def test_the_score_card_is_a_picture_of_the_score(reader: Reader) -> None:
    cards = {}
    for right in (10, 3):
        page = reader.open(QUIZ["zh"], PHONE)
        finish(page, right)
        cards[right] = card(page)
        image = page.locator("[data-fz-part=card]")
        assert f"答对{right}题" in image.get_attribute("alt")
        with page.expect_download() as saving:
            page.locator("[data-fz-part=save]").click()
        assert saving.value.suggested_filename.endswith(".png")
        assert Image.open(saving.value.path()).convert("RGB").tobytes() == cards[right].tobytes()
        assert image.bounding_box()["width"] >= 250
        page.context.close()
    full, few = cards[10], cards[3]
    assert full.size == few.size == (1080, 1440)
    brand = tuple(bytes.fromhex(data(QUIZ["zh"])["card"]["colours"]["brand"][1:]))
    assert full.getpixel((20, 20)) == full.getpixel((20, 1420)) == brand
    ring = [(540 - 220, 620), (540 + 220, 620)]  # the left half of the ring is drawn from six right answers on
    assert [full.getpixel(spot) == brand for spot in ring] == [True, True]
    assert [few.getpixel(spot) == brand for spot in ring] == [False, True]
    colours = full.getcolors(1 << 20)
    assert colours
    assert len(colours) > 50, "letters have soft edges"
    foot = full.crop((100, 1180, 980, 1440)).getcolors(1 << 20)
    assert foot
    assert max(foot)[0] < 880 * 260 * 0.97, "the number and the publisher are written at the foot"


@pytest.mark.slow
def test_the_keyboard_is_enough(reader: Reader) -> None:
    page = reader.open(QUIZ["en"], DESKTOP)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "fz-quiz__option":
            break
    for index in range(10):
        name = page.locator("#fz-quiz-name").inner_text()
        page.keyboard.press("Enter")
        assert page.locator(".fz-quiz--answered").count() == 1
        while page.evaluate("document.activeElement.dataset.fzPart") != "next":
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement !== document.body")
        page.keyboard.press("Enter")
        if index < 9:
            assert page.evaluate("document.activeElement.id") == "fz-quiz-name"
            assert page.locator("#fz-quiz-name").inner_text() != name
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.fzPart") == "again"
    page.keyboard.press("Space")
    assert page.locator("[data-fz-part=progress]").inner_text() == "Question 1 of 10"
    page.context.close()


@pytest.mark.slow
def test_again_brings_what_was_not_asked_and_shuffles(reader: Reader) -> None:
    page = reader.open(QUIZ["en"])
    state = "JSON.parse(sessionStorage.getItem('fz-quiz'))"
    rounds = [page.evaluate(state)["picks"]]
    for _ in range(4):
        finish(page, 10)
        page.locator("[data-fz-part=again]").click()
        rounds.append(page.evaluate(state)["picks"])
    ids = [{pick["id"] for pick in picks} for picks in rounds]
    assert all(len(some) == 10 for some in ids)
    assert all(len(one | other) == 12 for one, other in itertools.pairwise(ids)), "the two that were left out come next"
    right = {question["id"]: question["right"] for question in data(QUIZ["en"])["questions"]}
    places = [pick["order"].index(right[pick["id"]]) for picks in rounds for pick in picks]
    assert all(places.count(place) >= 5 for place in range(3))
    page.context.close()


@pytest.mark.slow
def test_coming_back_from_a_tactic_finds_the_quiz_where_it_was(reader: Reader) -> None:
    page = reader.open(QUIZ["zh"])
    answer(page, right=True)
    name = page.locator("#fz-quiz-name").inner_text()
    page.locator(".fz-quiz__option").first.click()
    page.locator(".fz-quiz__more a").click()
    page.wait_for_url(re.compile("tactics|help"))
    page.go_back()
    assert page.locator("#fz-quiz-name").inner_text() == name
    assert page.locator("[data-fz-part=next]").is_visible()
    page.locator("[data-fz-part=next]").click()
    assert page.locator("[data-fz-part=progress]").inner_text() == "第3题，共10题"
    page.context.close()


def test_it_works_from_a_usb_stick(reader: Reader) -> None:
    page = reader.open(QUIZ["zh"], PHONE, base=site().folder.as_uri() + "/")
    answer(page, right=True)
    finish(page, 10)
    assert card(page).size == (1080, 1440)
    page.context.close()


def test_what_is_kept_is_no_use_to_anybody_else(reader: Reader) -> None:
    """A damaged or foreign state begins a new quiz instead of failing."""
    page = reader.open(QUIZ["zh"])
    for kept in ('{"picks":[{"id":"nobody","order":[0]}],"answers":[],"seen":[]}', "[]", "no JSON", '{"picks":1}'):
        page.evaluate("(kept) => sessionStorage.setItem('fz-quiz', kept)", kept)
        page.wait_for_load_state("networkidle")
        page.reload()
        assert page.locator("[data-fz-part=progress]").inner_text() == "第1题，共10题"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.indexOf('quiz') >= 0)") == []
    page.context.close()


def test_without_a_script_ten_questions_keep_their_answers_folded(reader: Reader) -> None:
    context = reader.browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(reader.base + QUIZ["zh"])
    assert page.locator(".fz-quiz__list > li").count() == 10
    assert not page.locator(".fz-quiz__play").is_visible()
    first = page.locator(".fz-quiz__answer").first
    assert not first.locator("p").first.is_visible()
    first.locator("summary").click()
    assert re.match(r"选[ABC]。", first.locator("p").first.inner_text())
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("path", [*QUIZ.values(), *PAPER.values()])
def test_a_phone_reads_and_touches_it_easily(reader: Reader, path: str) -> None:
    page = reader.open(path, PHONE)
    if path in QUIZ.values():
        page.locator(".fz-quiz__option").first.click()
    small = page.evaluate("""() => Array.from(document.querySelectorAll(".fz-page :is(button, a, summary)"))
        .filter((one) => one.getClientRects().length)
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height]).filter((one) => one[1] < 48)""")
    tiny = page.evaluate("""() => Array.from(document.querySelectorAll(".fz-page *"))
        .filter((one) => one.getClientRects().length && one.childElementCount === 0 && one.textContent.trim())
        .map((one) => [one.textContent.trim(), parseFloat(getComputedStyle(one).fontSize)])
        .filter((one) => one[1] < 17.9)""")
    assert small == []
    assert tiny == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.context.close()


def printed(page: Any) -> list[str]:
    """Return the text of each page of paper."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    for sheet in document:
        assert [round(side * 25.4 / 72) for side in sheet.get_size()] == [210, 297]
    return [sheet.get_textpage().get_text_range() for sheet in document]


def key_is_apart(texts: list[str], heading: str, names: list[str]) -> None:
    """Assert that the key stands on a sheet of its own, printed on one side or on both."""
    (key,) = [index for index, text in enumerate(texts) if heading in text]
    assert key == len(texts) - 1
    assert key % 2 == 0, "printed on both sides it would stand on the back of a question"
    questions = "".join(texts[:key])
    for name in names:
        assert name in questions
        assert name in texts[key]


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "heading"), [("zh", "答案和解释"), ("en", "Answers and reasons")])
def test_the_key_is_printed_on_its_own_sheet(reader: Reader, locale: str, heading: str) -> None:
    page = reader.open(PAPER[locale])
    names = [name.inner_text() for name in page.locator(".fz-sheet__questions h3").all()]
    assert len(names) == 10
    texts = printed(page)
    key_is_apart(texts, heading, names)
    assert "110" in texts[0] + texts[1]
    assert not any("菜单" in text or "Menu" in text for text in texts)
    page.context.close()


def test_the_print_button_prints(reader: Reader) -> None:
    page = reader.open(PAPER["zh"])
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.locator("[data-fz-print]").click()
    assert page.title() == "printed"
    page.context.close()
