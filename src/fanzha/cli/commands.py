"""The commands. Each reads its arguments, calls one layer below, and prints; no other work is done here."""

from __future__ import annotations

from pathlib import Path

import click

from fanzha import __version__
from fanzha.build import build as run_build
from fanzha.build import examine
from fanzha.cli.arguments import Anywhere, host_and_port
from fanzha.cli.check import check
from fanzha.cli.console import Console, as_records, progress_bar, report_build
from fanzha.cli.coverage import coverage
from fanzha.cli.led import led
from fanzha.cli.placements import placements
from fanzha.cli.scans import scans
from fanzha.cli.seal import key, sign
from fanzha.cli.session import JSON, Session, fail
from fanzha.cli.start import new
from fanzha.cli.verify import verify
from fanzha.config import today
from fanzha.diagnostics import NOWHERE, Diagnostic, Refusal, nearest
from fanzha.explain import Explanation
from fanzha.explain import explain as explain_plan
from fanzha.garbage import collect_seldom


@click.group(cls=Anywhere, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="项目文件夹，默认从当前文件夹向上找。 The project's folder; by default the nearest one upwards.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="提示用的语言，默认两种都显示。 Language of messages.")
@click.version_option(__version__, prog_name="fanzha")
@click.pass_context
def main(context: click.Context, project: Path | None, lang: str | None) -> None:
    """fanzha（反诈）：同一份内容，生成网站、传单、LED 字幕和二维码海报。

    Anti-fraud outreach material from one set of Markdown sources: website, leaflets, LED loops, QR posters.
    """
    collect_seldom()
    context.obj = Session(project, lang)
    try:
        today()
    except ValueError:
        zh, en = "FANZHA_TODAY 要写成日期，例如 2026-11-22。", "FANZHA_TODAY must be a date, such as 2026-11-22."
        raise click.UsageError(f"{zh} {en}", context) from None


main.add_command(check)
main.add_command(coverage)
main.add_command(key)
main.add_command(led)
main.add_command(new)
main.add_command(placements)
main.add_command(scans)
main.add_command(sign)
main.add_command(verify)


@main.command(short_help="生成全部成品 · Build everything")
@click.argument("formats", nargs=-1, metavar="[格式 FORMAT]...")
@click.option("--jobs", type=click.IntRange(1, 64), help="同时工作的进程数，默认等于处理器核数。 Worker processes.")
@JSON
@click.pass_obj
def build(session: Session, formats: tuple[str, ...], jobs: int | None, as_json: bool) -> None:
    """生成全部成品，或只生成指定格式；没有变化的不会重做。

    Build everything, or only the named formats; what has not changed is not made again.
    """
    console = session.console(as_json)
    root = session.root(console)
    with progress_bar(console) as progress:
        outcome = run_build(root, formats, progress=progress, jobs=jobs)
    report_build(console, outcome)
    raise SystemExit(0 if outcome.ok else 1)


def _explanations(session: Session, console: Console) -> list[Explanation]:
    root = session.root(console)
    library, plan, found = examine(root)
    if library is None:
        fail(console, found)
    return explain_plan(root, plan)


def _record(one: Explanation) -> dict[str, object]:
    return {
        "path": one.path,
        "title": one.title,
        "format": one.format,
        "edition": one.edition,
        "size": one.size,
        "sha256": one.sha256,
        "fresh": not one.reasons,
        "reasons": [list(reason) for reason in one.reasons],
        "ingredients": [[item.label, item.source, item.digest] for item in one.ingredients],
        "tools": dict(one.tools),
    }


@main.command(short_help="成品由什么做成、为何过时 · What a product is made of")
@click.argument("path", required=False, metavar="[成品 PATH]")
@JSON
@click.pass_obj
def explain(session: Session, path: str | None, as_json: bool) -> None:
    """说明某件成品由哪些内容做成、为什么需要重做；不写路径则列出所有过时的。

    Say what a product is made of and why it is stale; without PATH, list all that are stale.
    """
    console = session.console(as_json)
    every = _explanations(session, console)
    if path is None:
        chosen = [one for one in every if one.reasons]
    else:
        name = path.removeprefix("build/").rstrip("/")
        chosen = [one for one in every if one.path == name]
        if not chosen:
            near = nearest(name, [one.path for one in every])
            fail(console, [Diagnostic.at("BUILD007", path=path, nearest=near)])
    if as_json:
        console.emit([_record(one) for one in chosen])
        return
    for one in chosen:
        _print_explanation(console, one, in_full=path is not None)
    if not chosen:
        console.say("所有成品都是最新的。", "Everything is up to date.")


_REASONS = {
    "new": ("还没有生成过", "never built"),
    "missing": ("文件不见了", "the file is gone"),
    "altered": ("文件被改动过", "the file was altered"),
    "parameters": ("版本的选项改了", "the edition's options changed"),
    "changed": ("内容改了", "changed"),
    "added": ("新增内容", "added"),
    "removed": ("去掉内容", "removed"),
    "code": ("程序改了", "the program changed"),
    "tool": ("工具版本变了", "a tool's version changed"),
    "others": ("别的成品变了", "other products changed"),
}


def _print_explanation(console: Console, one: Explanation, in_full: bool) -> None:
    state = console.words("需要重做", "stale") if one.reasons else console.words("最新", "fresh")
    click.echo(f"build/{one.path}  [{state}]  {one.title}")
    for kind, detail in one.reasons:
        click.echo(f"  ! {console.words(*_REASONS[kind])}: {detail}")
    if in_full:
        for item in one.ingredients:
            click.echo(f"  - {item.label}  {item.source}")
        for name, version in one.tools:
            click.echo(f"  * {name} {version}")


@main.command("list", short_help="列出成品 · List every product")
@JSON
@click.pass_obj
def list_products(session: Session, as_json: bool) -> None:
    """列出全部成品和它们的状态。

    List every product and its state.
    """
    console = session.console(as_json)
    every = _explanations(session, console)
    if as_json:
        console.emit([_record(one) for one in every])
        return
    for one in every:
        mark = console.words("需要重做", "stale") if one.reasons else console.words("最新", "fresh")
        size = f"{one.size / 1024:,.0f} KiB" if one.size else "-"
        click.echo(f"build/{one.path:<44} {size:>12}  {mark}  {one.title}")


@main.command(short_help="不许照抄的文件 · What may not be copied")
@click.argument("document", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="文件 FILE")
@click.option("--title", default="", help="文件的名称，默认用文件名。 What the document is called.")
@JSON
@click.pass_obj
def protect(session: Session, document: Path, title: str, as_json: bool) -> None:
    """登记一份不许照抄的文件（UTF-8 纯文本）：只记摘要，不存原文；以后照抄二十个字就会被指出来。

    Register a text that may not be copied: only digests are kept, and a run of twenty characters is pointed out.
    """
    from fanzha.cli.protect import protect as add

    console = session.console(as_json)
    added = add(session.root(console), document, title)
    if isinstance(added, Diagnostic):
        fail(console, [added])
    if as_json:
        console.emit({"ok": True, "path": added, "diagnostics": []})
    console.say(f"已记入 {added}。", f"Noted in {added}.")


@main.command(short_help="核对译文 · Keep translations in step")
@click.option(
    "--accept",
    "names",
    multiple=True,
    metavar="名称 NAME",
    help="认可译文：写路径、文件名或标语编号。 Accept by path, slug or slogan id.",
)
@click.option("--accept-all", is_flag=True, help="认可全部译文。 Accept every translation.")
@JSON
@click.pass_obj
def translate(session: Session, names: tuple[str, ...], accept_all: bool, as_json: bool) -> None:
    """核对译文是否跟上原文；核对过后，用 --accept 记下原文的摘要。

    Compare translations with their sources; after reading a change, --accept records the source's digest.

    退出码：全部译文都跟上才是0；认可了一个、别的还没跟上，也是1。

    The exit code is 0 only when every translation is in step: 1 also where one was accepted and others lag behind.
    """
    from fanzha.rewrite import accept_named, in_step, translations, unknown_names

    console = session.console(as_json)
    root = session.root(console)
    every, _ = translations(root)
    unknown = unknown_names(every, names)
    if unknown:
        fail(console, unknown)
    for name in in_step(every, names):
        console.say(f"{name} 已经跟上原文，不用认可。", f"{name} is in step already; nothing to accept.")
    accepted, refused = accept_named(root, every, None if accept_all else names)
    for path in accepted:
        console.say(f"已认可 {path}。", f"Accepted {path}.")
    every, unreadable = translations(root)
    left = [one.path for one in every if one.stale]
    found = [*refused, *unreadable]
    ok = not left and not found
    if as_json:
        console.emit({"ok": ok, "accepted": accepted, "stale": left, "diagnostics": as_records(found)})
    else:
        for path in left:
            click.echo(path)
    console.diagnostics(found)
    if left:
        zh = f"上面列出的{len(left)}个译文没有跟上原文，所以退出码是1。"
        console.say(zh, f"{len(left)} translation(s), listed above, lag behind their sources: exit code 1.")
    if ok:
        console.say("所有译文都跟上了原文。", "Every translation is in step with its source.")
    raise SystemExit(0 if ok else 1)


@main.command(short_help="边写边看网站 · Show the website live")
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, callback=host_and_port, help="主机和端口。 Host and port."
)
@click.pass_obj
def serve(session: Session, address: str) -> None:
    """一边写一边看网站；保存文件后网页自动刷新。

    Show the website live while you write; saving a file reloads the page.
    """
    from fanzha.serve import claim_address
    from fanzha.serve import serve as run_server

    console = session.console()
    root = session.root(console)
    try:
        claim_address(address)
        library, _, found = examine(root)
        if library is None:
            fail(console, found)
        console.diagnostics(found)
        console.say(f"请在浏览器打开 http://{address}/ ，按 Ctrl+C 结束。", f"Open http://{address}/ ; Ctrl+C ends it.")
        run_server(root, address)
    except Refusal as refusal:
        fail(console, [refusal.at(NOWHERE)])
