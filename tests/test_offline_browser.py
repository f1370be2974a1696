"""The policy, the offline pages and any host, in a real browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fanzha.formats.site.offline import WORKER, retired, worker
from fanzha.formats.site.verify import verify_site
from fanzha.tree import FolderTree
from tests.browser import needs_browser
from tests.site_project import build, make_project, site
from tests.static_host import Host, hosting
from tests.test_site_browser import search

PHONE = {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    needs_browser,
]

KEPT = """async () => {
  const names = await caches.keys();
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
  return kept.reduce((sum, count) => sum + count, 0);
}"""
VERSIONS = "async () => (await caches.keys()).map((name) => name.split(' ').pop())"
SETTLED = "async () => { await navigator.serviceWorker.ready; }"


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Host]:
    """Return a copy of the site on a host, in a sub-folder."""
    shutil.copytree(site().folder, tmp_path / "www" / "sub" / "folder")
    with hosting(tmp_path / "www", "/sub/folder/") as host:
        yield host


def on_disk(tmp_path: Path) -> Path:
    return tmp_path / "www" / "sub" / "folder"


def filled(page: Any, files: int) -> None:
    """Wait until the worker has kept everything."""
    for _ in range(150):
        if page.evaluate(KEPT) > files:  # and the list of digests
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"only {page.evaluate(KEPT)} of {files} files were kept")


def waiting(page: Any, truth: str) -> None:
    """Wait until an asynchronous expression holds."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(truth)


def number_of_files() -> int:
    return site().page(WORKER).split("var FILES = ")[1].split("};")[0].count('":"')


def watched(browser: Any, troubles: list[str], **options: Any) -> Any:
    """Return a context whose pages report what the policy stops and what the console complains of."""
    context = browser.new_context(viewport=PHONE, **options)
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) =>"
        " console.error('POLICY ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile + e.lineNumber))"
    )

    def look(page: Any) -> None:
        page.on("console", lambda said: troubles.append(f"{page.url}: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))

    context.on("page", look)
    return context


def one_of_each_kind() -> list[str]:
    """Return a page of every kind there is, in both languages."""
    from fanzha.formats.site.pages import site_pages

    kinds = {page.kind: page.address for page in site_pages(site().library, "zh")}
    return [f"{folder}{address}" for folder in ("", "en/") for address in (*kinds.values(), "404.html")]


def used(page: Any) -> None:
    """Open what can be opened on a page and press its buttons, so that scripts do what they can."""
    page.evaluate("document.querySelectorAll('details > summary').forEach((one) => one.click())")
    page.evaluate("document.querySelectorAll('main button, [data-fz-elder]').forEach((one) => one.click())")


def test_no_page_needs_what_the_policy_forbids(browser: Any) -> None:
    troubles: list[str] = []
    with hosting(site().folder) as host:
        context = watched(browser, troubles, service_workers="block")
        page = context.new_page()
        for address in one_of_each_kind():
            page.goto(host.base + address)
            used(page)
        for folder, words in (("", "刷单"), ("en/", "loan")):
            page.goto(f"{host.base}{folder}tactics/index.html")
            assert search(page, words)
        context.close()
    assert troubles == []


def test_the_policy_is_really_sent_and_really_stops(browser: Any, tmp_path: Path) -> None:
    """Otherwise the test before would pass with no policy at all."""
    (tmp_path / "index.html").write_text("<p style='color:red'>x</p><script>document.title = 'ran'</script>", "utf-8")
    troubles: list[str] = []
    with hosting(tmp_path) as host:
        page = watched(browser, troubles).new_page()
        page.goto(host.base)
        assert page.title() == ""
    assert len([one for one in troubles if "POLICY" in one]) == 2


def test_everything_is_there_without_a_network_in_both_languages(browser: Any, published: Host) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "tactics/fake-loan.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files())
    context.set_offline(True)
    for address, title in (
        ("help/now.html", None),
        ("en/help/now.html", None),
        ("tactics/task-rebate-scam.html", None),
        ("en/tactics/fake-loan.html", "Fake loan"),
        ("?from=singlemessage", None),
        ("en/", None),
    ):
        answer = page.goto(published.base + address)
        assert answer.status == 200 and answer.from_service_worker
        assert title is None or page.locator("h1").inner_text() == title
        assert page.evaluate("[...document.styleSheets].length > 1"), "dressed too"
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
    page.goto(published.base + "index.html")
    assert "没有网络" in page.locator(".fz-offline").inner_text()
    page.locator('main a[href="help/now.html"]').first.click()
    page.wait_for_url("**/help/now.html")
    page.goto(published.base + "downloads/poster/fake-loan.zh.pdf")
    assert page.url == published.base + "index.html#fz-offline"
    context.close()


def test_search_works_without_a_network(browser: Any, published: Host) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files())
    context.set_offline(True)
    page.goto(published.base + "about.html")
    assert "tactics/task-rebate-scam.html" in search(page, "刷单")[0]
    context.close()


def test_a_new_build_takes_over_and_fetches_only_what_changed(browser: Any, published: Host, tmp_path: Path) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files())
    (old,) = page.evaluate(VERSIONS)
    www = on_disk(tmp_path)
    changed = www / "help" / "now.html"
    changed.write_text(changed.read_text("utf-8").replace("</main>", "<p id=new>新的一句</p></main>"), "utf-8")
    (www / WORKER).write_text(worker(FolderTree(www), ("en",)), "utf-8")
    published.asked.clear()
    page.reload()
    waiting(page, f"async () => !(await caches.keys()).some((name) => name.includes('{old}'))")
    filled(page, number_of_files())
    fetched = set(published.asked) - {"/sub/folder/sw.js"}
    unexpected = {path for path in fetched if "/tactics/" in path or "/en/" in path or "search" in path}
    assert "/sub/folder/help/now.html" in fetched and unexpected - set(shown_by(page)) == set()
    context.set_offline(True)
    page.goto(published.base + "help/now.html")
    assert page.locator("#new").inner_text() == "新的一句"
    assert len(page.evaluate(VERSIONS)) == 1
    context.close()


def shown_by(page: Any) -> list[str]:
    """Return the paths of what the page itself loads, which is looked up again behind it."""
    paths: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"
    )
    return paths


def test_a_page_corrected_without_a_new_build_is_new_at_the_second_look(
    browser: Any, published: Host, tmp_path: Path
) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files())
    now = on_disk(tmp_path) / "help" / "now.html"
    now.write_text(now.read_text("utf-8").replace("</main>", "<p id=new>x</p></main>"), "utf-8")
    page.goto(published.base + "help/now.html")
    for _ in range(20):
        page.wait_for_timeout(100)
        page.reload()
        if page.locator("#new").count():
            break
    assert page.locator("#new").count() == 1
    context.close()


def test_a_failing_install_leaves_the_network_as_it_is(browser: Any, published: Host) -> None:
    published.failing.add("/sub/folder/en/help/now.html")
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.wait_for_timeout(1500)
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration()) === undefined")
    assert page.goto(published.base + "tactics/fake-loan.html").status == 200
    published.failing.clear()
    page.reload()
    page.evaluate(SETTLED)
    context.close()


def test_failures_are_never_kept_and_hurt_nobody_later(browser: Any, published: Host) -> None:
    broken = "/sub/folder/tactics/fake-loan.html"
    published.failing.add(broken)
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files() - 1)
    assert page.goto(published.base + "tactics/fake-loan.html").status == 500
    published.failing.clear()
    assert page.goto(published.base + "tactics/fake-loan.html").status == 200
    assert page.goto(published.base + "tactics/gone.html").status == 404
    published.failing.add(broken)
    page.goto(published.base + "tactics/fake-loan.html")
    page.wait_for_timeout(300)
    assert page.goto(published.base + "tactics/fake-loan.html").status == 200, "kept, whatever the server says now"
    context.close()


def test_the_kill_switch_removes_everything(browser: Any, published: Host, tmp_path: Path) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(published.base + "index.html")
    page.evaluate(SETTLED)
    filled(page, number_of_files())
    (on_disk(tmp_path) / WORKER).write_text(retired(), "utf-8")
    page.goto(published.base + "help/now.html")
    waiting(page, "async () => (await caches.keys()).length === 0")
    page.goto(published.base + "help/now.html")
    assert not page.evaluate("navigator.serviceWorker.controller")
    context.close()


def test_two_sites_on_one_host_leave_each_other_alone(browser: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(site().folder, tmp_path / name)
    with hosting(tmp_path) as host:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        for name in ("one", "two"):
            page.goto(f"{host.base}{name}/index.html")
            page.evaluate(SETTLED)
        (tmp_path / "two" / WORKER).write_text(retired(), "utf-8")
        page.goto(f"{host.base}two/help/now.html")
        waiting(page, "async () => (await caches.keys()).length === 1")
        context.set_offline(True)
        assert page.goto(f"{host.base}one/help/now.html").status == 200
        context.close()


def test_a_usb_stick_says_nothing_and_misses_nothing(browser: Any) -> None:
    troubles: list[str] = []
    context = watched(browser, troubles)
    page = context.new_page()
    for address in one_of_each_kind():
        if not address.endswith("404.html"):
            page.goto(f"{site().folder.as_uri()}/{address}")
    context.close()
    assert [one for one in troubles if "manifest" not in one] == []
    assert troubles == []


@pytest.mark.slow
def test_a_missing_page_in_a_sub_folder_leads_home_from_any_depth(browser: Any, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    publisher = root / "materials" / "publisher.yml"
    address = "site: https://test.example/"
    assert address in publisher.read_text("utf-8")
    publisher.write_text(publisher.read_text("utf-8").replace(address, f"{address}sub/"), "utf-8")
    made = build(root, tmp_path / "scratch")
    assert list(verify_site(made.library, made.tree, made.workshop.finished)) == []
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "sub").symlink_to(made.folder)
    troubles: list[str] = []
    with hosting(tmp_path / "www", "/sub/") as host:
        page = watched(browser, troubles).new_page()
        for folder, language in (("", "zh"), ("en/", "en")):
            for missing in ("gone.html", "tactics/gone.html", "a/b/c/gone.html"):
                answer = page.goto(f"{host.base}{folder}{missing}")
                assert answer.status == 404 and page.locator("html").get_attribute("lang") == language
                assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
                page.locator("main .fz-button").first.click()
                page.wait_for_url(f"{host.base}{folder}index.html")
    assert [one for one in troubles if "404" not in one] == []
