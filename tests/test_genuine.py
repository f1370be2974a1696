"""The page that says whether a file is one of ours: chosen, dropped, changed, out of date, from a stick."""

from __future__ import annotations

import base64
import dataclasses
import datetime
import hashlib
import json
from typing import Any

import pytest

from fanzha.formats.site.genuine import HEAD, LIST, until_of
from fanzha.formats.site.offline import kept
from fanzha.formats.site.verify import verify_site
from tests import screen_folder
from tests.harness import until
from tests.site_project import POSTER, finished, site
from tests.static_host import hosting
from tests.test_site_browser import DESKTOP, PHONE, Reader, nothing_went_wrong, pytestmark, reader

__all__ = ["nothing_went_wrong", "pytestmark", "reader"]

PAGES = {"zh": "verify/index.html", "en": "en/verify/index.html"}
NOW, LATER = datetime.datetime(2026, 2, 1, 9), datetime.datetime(2027, 1, 1, 9)
"""Within the sample's last day, 2026-12-31, and after it."""
NAME = "fake-loan.zh.pdf"
CARD = ".fz-genuine__card"
WITHOUT_WEB_CRYPTO = """Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined});
Object.defineProperty(window, 'isSecureContext', {value: false});"""


def told() -> dict[str, Any]:
    """Return the list as the script has it."""
    text = site().page(LIST)
    assert text.startswith(HEAD)
    told: dict[str, Any] = json.loads(text.removeprefix(HEAD).removesuffix(";\n"))
    return told


def opened(reader: Reader, path: str, viewport: dict[str, int] = PHONE, base: str = "", at: Any = NOW) -> Any:
    """Return the page as on a day."""
    page = reader.open(path, viewport, base)
    page.context.clock.set_fixed_time(at)
    return page


def chosen(page: Any, *files: tuple[str, bytes]) -> list[str]:
    """Choose files and return the verdict on each."""
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    page.set_input_files("#fz-genuine-file", given)
    return verdicts(page, len(files))


def verdicts(page: Any, count: int = 1) -> list[str]:
    until(page, f"document.querySelectorAll('.fz-genuine__verdict').length === {count}")
    return [str(one) for one in page.locator(".fz-genuine__verdict").all_inner_texts()]


def dropped(page: Any, name: str, data: bytes, on: str = "body") -> None:
    """Let a file fall on an element."""
    page.evaluate(
        """([name, data, on]) => {
            const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0)), carried = new DataTransfer();
            carried.items.add(new File([bytes], name));
            for (const kind of ["dragover", "drop"])
              document.querySelector(on).dispatchEvent(
                new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true}));
        }""",
        [name, base64.b64encode(data).decode(), on],
    )


def test_the_list_names_every_download_and_what_is_in_the_folders() -> None:
    sums = site().page("downloads/SHA256SUMS.txt").splitlines()
    listed = {digest: told()["products"][number] for digest, number in told()["digests"].items()}
    for digest, _, path in (line.partition("  ") for line in sums):
        assert listed[digest][3] == path
    assert listed[hashlib.sha256(POSTER).hexdigest()] == ["海报：虚假贷款", "zh", "2026-12-31", f"poster/{NAME}"]
    inside = {digest for one in finished() for digest in one.files.values()}
    assert set(listed) == inside | {line.partition("  ")[0] for line in sums}


def test_the_day_of_a_bundle_is_that_of_its_first_to_expire() -> None:
    publisher = site().library.publisher
    late = finished()[2]
    early = dataclasses.replace(late, valid_until=datetime.date(2026, 3, 1))
    assert until_of(publisher, late, early) == datetime.date(2026, 3, 1)
    assert until_of(publisher, late) == publisher.valid_until


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (hashlib.sha256(POSTER).hexdigest(), "0" * 64),  # a forgery called ours
        ("2026-12-31", "2099-12-31"),
        (f"poster/{NAME}", "led/lobby.zip"),
        ("{", "["),
    ],
)
def test_a_list_that_is_not_true_fails_the_build(old: str, new: str) -> None:
    text = site().page(LIST)
    assert old in text
    tree = dict(site().tree) | {LIST: text.replace(old, new).encode()}
    found = list(verify_site(site().library, tree, site().workshop.finished))
    assert [(one.code, one.place.path) for one in found] == [("SITE007", f"build/site/{LIST}")]


def test_page_and_list_are_kept_for_when_there_is_no_network() -> None:
    core, rest = kept(site().tree, ("en",))
    assert {LIST, *PAGES.values()} <= {*core, *rest}


def test_it_is_linked_from_the_downloads_and_from_every_footer() -> None:
    assert 'href="../verify/index.html"' in site().page("downloads/index.html").split("<footer")[1]
    assert 'href="verify/index.html"' in site().page("en/index.html")
    assert 'href="../verify/index.html"' in site().page("tactics/fake-loan.html")


def test_a_genuine_file_is_known_when_it_is_dropped(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"], DESKTOP)
    dropped(page, "收到的.pdf", POSTER)
    assert verdicts(page) == ["是我们发布的原件"]
    card = page.locator(CARD)
    assert "fz-genuine__card--ours" in card.get_attribute("class")
    facts = card.locator("dd").all_inner_texts()
    assert facts == ["收到的.pdf", "海报：虚假贷款", "中文", "1", "2026-12-31", "2026-01-02"]
    assert page.evaluate("document.activeElement.className") == "fz-genuine__verdict"


@pytest.mark.parametrize("place", [".fz-genuine__drop", "footer", "h1"])
def test_wherever_it_falls_the_page_stays(reader: Reader, place: str) -> None:
    page = opened(reader, PAGES["en"], DESKTOP)
    dropped(page, NAME, POSTER, place)
    assert verdicts(page) == ["This is ours, as we published it"]


def test_a_changed_file_is_not_ours_and_is_told_by_its_name(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"])
    changed = POSTER.replace(b"a poster", b"A poster")
    said = chosen(page, (NAME, changed), ("fake-loan.zh(1).pdf", changed), ("别的.pdf", changed))
    assert said == ["和我们的原件不一样", "和我们的原件不一样", "名单里没有这个文件"]
    assert page.locator(CARD).nth(0).locator("a").first.get_attribute("href") == "../downloads/index.html"
    unknown = page.locator(CARD).nth(2)
    assert "不等于它是假的" in unknown.inner_text()
    assert unknown.locator("a").get_attribute("href") == "tel:96110"


@pytest.mark.slow
def test_an_old_one_is_ours_but_told_to_be_out_of_date(reader: Reader) -> None:
    page = opened(reader, PAGES["en"], at=LATER)
    assert chosen(page, (NAME, POSTER)) == ["This is ours, but out of date"]
    assert "until 2026-12-31" in page.locator(".fz-genuine__text").inner_text()
    page = opened(reader, PAGES["en"], at=datetime.datetime(2026, 12, 31, 23, 59))
    assert chosen(page, (NAME, POSTER)) == ["This is ours, as we published it"]


def test_what_cannot_be_read_or_is_no_file_is_said_so(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"])
    assert chosen(page, ("empty.pdf", b"")) == ["读不出这个文件"]
    page.evaluate("() => { FileReader.prototype.readAsArrayBuffer = function () { this.onerror(); }; }")
    assert chosen(page, (NAME, POSTER)) == ["读不出这个文件"]


def test_a_file_larger_than_all_of_ours_is_not_read(reader: Reader) -> None:
    page = opened(reader, PAGES["en"])
    page.evaluate("() => { FileReader.prototype.readAsArrayBuffer = () => { throw new Error('read'); }; }")
    assert chosen(page, ("film.mp4", bytes(told()["largest"] + 1))) == ["This file is not in our list"]


def test_a_zip_and_a_file_out_of_it_are_known(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"])
    files = screen_folder.files()
    inside = next(data for data in files.values() if data)
    zipped = site().tree["downloads/led/door.zip"]
    assert chosen(page, ("door.zip", zipped), ("1.bmp", inside)) == ["是我们发布的原件"] * 2
    assert page.locator(CARD).nth(1).locator("dd").nth(1).inner_text() == "门口小屏"


def test_nothing_is_sent_and_the_list_is_asked_for_once(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"])
    page.wait_for_load_state("networkidle")
    assert not [url for url in reader.requests if url.endswith(LIST)]
    reader.requests.clear()
    chosen(page, (NAME, POSTER))
    chosen(page, ("x.pdf", b"x"))
    assert [url.removeprefix(reader.base) for url in reader.requests] == [LIST]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["zh", "en"])
def test_it_works_from_a_usb_stick(reader: Reader, locale: str) -> None:
    page = opened(reader, PAGES[locale], base=site().folder.as_uri() + "/")
    chosen(page, (NAME, POSTER), ("x.pdf", b"x"))
    assert [one.get_attribute("class").split("--")[1] for one in page.locator(CARD).all()] == ["ours", "unknown"]
    assert page.locator("[data-fz-part=insecure]").is_hidden()


@pytest.mark.slow
def test_where_the_browser_does_not_count_the_page_does_and_warns(reader: Reader) -> None:
    """Lengths around a block of 64 bytes, where padding goes wrong, and one of several pieces."""
    samples = [bytes([length % 251]) * length for length in (1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 3_000_001)]
    names = {hashlib.sha256(data).hexdigest(): number for number, data in enumerate(samples)}
    products = [[f"p{number}", "zh", "", f"p{number}.bin"] for number in range(len(samples))]
    fake = {"version": "1", "date": "", "largest": 1 << 30, "products": products, "digests": names}
    context = reader.browser.new_context(viewport=PHONE)
    reader.opened.append(context)
    context.add_init_script(WITHOUT_WEB_CRYPTO)
    page = context.new_page()
    page.goto(reader.base + PAGES["zh"])
    page.evaluate("(list) => { window.fanzhaGenuine = list; }", fake)
    assert page.locator("[data-fz-part=insecure]").is_visible()
    said = chosen(page, *((f"{number}", data) for number, data in enumerate(samples)))
    assert said == ["是我们发布的原件"] * len(samples)
    titles = [one.locator("dd").nth(1).inner_text() for one in page.locator(CARD).all()]
    assert titles == [f"p{number}" for number in range(len(samples))]


@pytest.mark.slow
def test_the_keyboard_is_enough(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"], DESKTOP)
    choosing: list[Any] = []
    page.on("filechooser", lambda one: choosing.append(one))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.fzPart") == "choose":
            break
    ring = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(ring) == "solid", "the button shows that it has the focus"
    page.keyboard.press("Space")
    for _ in range(100):
        if choosing:
            break
        page.wait_for_timeout(50)
    choosing[0].set_files([{"name": NAME, "mimeType": "application/pdf", "buffer": POSTER}])
    assert verdicts(page) == ["是我们发布的原件"]


def test_a_file_name_is_shown_as_text(reader: Reader) -> None:
    page = opened(reader, PAGES["zh"])
    name = "<img src=x onerror=document.title=1>.pdf"
    chosen(page, (name, b"x"))
    assert page.locator(f"{CARD} dd").first.inner_text() == name


def test_without_a_script_it_says_what_to_do(reader: Reader) -> None:
    context = reader.browser.new_context(viewport=PHONE, java_script_enabled=False)
    reader.opened.append(context)
    page = context.new_page()
    page.goto(reader.base + PAGES["zh"])
    assert page.locator(".fz-genuine__desk").is_hidden()
    assert "96110" in page.locator(".fz-genuine .fz-notice").first.inner_text()
    plain = page.locator(".fz-genuine__plain")
    assert f"certutil -hashfile {NAME} SHA256" in plain.inner_text()
    assert plain.locator("a").get_attribute("href") == "../downloads/SHA256SUMS.txt"


def test_the_policy_allows_all_of_it(reader: Reader) -> None:
    with hosting(site().folder) as host:
        context = reader.browser.new_context(viewport=PHONE)
        reader.opened.append(context)
        page = context.new_page()
        troubles: list[str] = []  # but for the answer that fails below
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        page.goto(host.base + PAGES["en"])
        assert len(chosen(page, (NAME, POSTER), ("x.pdf", b"x"))) == 2
        host.failing.add(f"/{LIST}")
        page.reload()
        assert chosen(page, (NAME, POSTER)) == ["This file cannot be read"]
        assert "The list did not open" in page.locator(CARD).inner_text()
        host.failing.clear()
        assert chosen(page, ("x.pdf", b"x")) == ["This file is not in our list"]
        context.close()
    assert [one for one in troubles if "500" not in one and "text/html" not in one] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [*PAGES.values()])
def test_a_phone_shows_it_large_and_without_sideways_scrolling(reader: Reader, path: str) -> None:
    page = opened(reader, path, at=LATER)
    chosen(page, (NAME, POSTER), (NAME, b"x"), ("很" * 60 + ".pdf", b"y"), ("empty", b""))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    small = page.evaluate(
        """() => [...document.querySelectorAll(".fz-genuine a, .fz-genuine button, .fz-footer a")]
          .filter(target => target.checkVisibility() && (target.offsetHeight < 48 || target.offsetWidth < 48))
          .map(target => target.className + " " + target.offsetWidth + "x" + target.offsetHeight)"""
    )
    tiny = page.evaluate("""() => [...document.querySelectorAll(".fz-page *, .fz-footer *")]
        .filter((one) => one.checkVisibility() && one.childElementCount === 0 && one.textContent.trim())
        .map((one) => [one.textContent.trim(), parseFloat(getComputedStyle(one).fontSize)])
        .filter((one) => one[1] < 17.9)""")
    assert (small, tiny) == ([], [])
