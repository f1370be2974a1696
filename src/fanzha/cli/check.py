"""`fanzha check`: says what is wrong, to people and to machines; mends what is safe; explains its codes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fanzha import __version__
from fanzha.build import check as check_project
from fanzha.cli.arguments import day
from fanzha.cli.console import Console, as_records
from fanzha.cli.session import JSON, Session, has_errors
from fanzha.config import PUBLISHER, find_root
from fanzha.diagnostics import Diagnostic, Place, catalogue, nearest

if TYPE_CHECKING:
    from fanzha.repair import Repair


@dataclass(frozen=True)
class Report:
    """How and where a check speaks."""

    console: Console
    format: str
    strict: bool
    more: dict[str, object] = field(default_factory=dict)
    """What the JSON says besides."""

    def end(self, found: list[Diagnostic], *, passed: str = "", mendable: int = 0, successful: bool = True) -> None:
        """Print what was found in the chosen format and end the program: 0 when all is well, else 1.

        `passed` is said when all is well, `mendable` is how many --fix offers to mend, and `successful` tells whether
        there was a project to check.
        """
        ok = not has_errors(found, self.strict)
        self.write(found, ok, successful)
        self.console.diagnostics(found)
        if mendable:
            zh, en = f"{mendable}处可以自动改", f"{mendable} can be mended"
            self.console.say(
                f"{zh}：fanzha check --fix（先看：--diff）。", f"{en}: fanzha check --fix (--diff shows how)."
            )
        if ok and passed:
            click.echo(passed, err=True)
        raise SystemExit(0 if ok else 1)

    def write(self, found: list[Diagnostic], ok: bool, successful: bool) -> None:
        """Print what a machine reads; nothing in the text format."""
        if self.format == "json":
            self.console.emit({"ok": ok, "diagnostics": as_records(found), **self.more})
        elif self.format == "sarif":
            from fanzha.diagnostics.sarif import as_sarif

            click.echo(as_sarif(found, self.console.language, __version__, successful=successful))
        elif self.format == "github" and found:
            from fanzha.diagnostics.github import as_github

            click.echo(as_github(found, self.console.language))


@click.command(short_help="检查内容，不生成 · Check content, build nothing")
@click.option("--strict", is_flag=True, help="有警告也算不通过。 Warnings count as failures.")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif", "github"]),
    help="输出格式，默认 text；sarif 和 github 供代码平台读取。 Output; sarif and github are for code platforms.",
)
@JSON
@click.option("--fix", is_flag=True, help="自动改好标点之类、不动意思的问题。 Mend typography; never a meaning.")
@click.option("--diff", is_flag=True, help="显示 --fix 会改什么；不加 --fix 就不写入。 Show what --fix would write.")
@click.option(
    "--accept",
    "names",
    multiple=True,
    metavar="名称 NAME",
    help="与 --fix 一起：认可译文，同 fanzha translate --accept。 With --fix: accept a translation.",
)
@click.option(
    "--explain", "code", metavar="代码 CODE", help="说明一个诊断代码，不检查。 Explain a code; check nothing."
)
@click.option(
    "--on",
    "as_of",
    metavar="日期 DATE",
    callback=day,
    help="按这一天检查，例如 2027-01-01；默认今天。 Check as of this day; today by default.",
)
@click.pass_obj
def check(
    session: Session,
    strict: bool,
    output: str | None,
    as_json: bool,
    fix: bool,
    diff: bool,
    names: tuple[str, ...],
    code: str | None,
    as_of: datetime.date | None,
) -> None:
    """检查全部内容和版本，指出问题在哪一行、怎么改；不生成任何东西。

    Check all content and editions and say where and how to mend them; nothing is built.
    """
    chosen = _format(output, as_json)
    if names and not (fix or diff):
        raise click.UsageError("--accept 要和 --fix 一起用。 --accept goes with --fix.")
    if diff and chosen in {"sarif", "github"}:
        raise click.UsageError(f"--diff 不能和 --format {chosen} 一起用。 --diff does not go with --format {chosen}.")
    report = Report(session.console(chosen != "text"), chosen, strict)
    if code is not None:
        _explain(report, code)
        return
    root = find_root(session.start)
    if root is None:
        report.end([Diagnostic.at("CONF001", Place(PUBLISHER))], successful=False)
        return
    problems = _mend(report, root, fix, diff, names, as_of) if fix or diff else []
    artifacts, found = check_project(root, as_of)
    if any(one.replacement is not None for one in found):
        from fanzha.repair import honest

        found = honest(found)
    count = 0 if fix or diff else sum(one.replacement is not None for one in found)
    words = f"检查通过，可以生成{artifacts}件。", f"Checks passed; {artifacts} to build."
    report.end([*problems, *found], mendable=count, passed="" if report.console.json else report.console.words(*words))


def _format(output: str | None, as_json: bool) -> str:
    if as_json and output not in (None, "json"):
        raise click.UsageError(f"--json 和 --format {output} 不能一起用。 --json does not go with --format {output}.")
    return "json" if as_json else output or "text"


def _explain(report: Report, code: str) -> None:
    """Print the page of a code, or end with CONF020."""
    name = code.strip().upper()
    if name not in catalogue():
        report.end([Diagnostic.at("CONF020", code=code, nearest=nearest(name, catalogue()))])
    from fanzha.diagnostics.reference import page

    text = page(name, report.console.language)
    if report.format == "json":
        report.console.emit({"code": name, "page": text})
    else:
        click.echo(text, nl=False)


def _mend(
    report: Report, root: Path, fix: bool, diff: bool, names: Sequence[str], as_of: datetime.date | None
) -> list[Diagnostic]:
    """Show and write what mends the project, as asked; return what prevents it."""
    from fanzha.repair import as_diff, plan_repair, write_repair  # not at the top: a plain check needs none of it

    repair = plan_repair(root, names, as_of)
    if diff and not report.console.json:
        click.echo(as_diff(repair), nl=False)
    written, problems = write_repair(root, repair) if fix else ([], [])
    report.more.update(_record(repair, written), **({"diff": as_diff(repair)} if diff else {}))
    _say(report.console, repair, set(written) if fix else None)
    return [*repair.found, *problems]


def _record(repair: Repair, written: Sequence[str]) -> dict[str, object]:
    return {
        "repairs": [{"path": one.path, "count": one.count, "written": one.path in written} for one in repair.files],
        "refreshed": list(repair.refreshed),
        "accepted": list(repair.accepted),
    }


def _say(console: Console, repair: Repair, written: set[str] | None) -> None:
    """Say what was mended in which files, or would be when nothing is `written`."""
    done = [one for one in repair.files if written is None or one.path in written]
    for one in done:
        if not one.count:
            continue
        if written is None:
            console.say(f"可以自动改好 {one.path}：{one.count}处。", f"Would mend {one.path}: {one.count}.")
        else:
            console.say(f"已改好 {one.path}：{one.count}处。", f"Mended {one.path}: {one.count}.")
    if written is None:
        if repair.files:
            console.say("没有写入；加上 --fix 才写入。", "Nothing was written; --fix writes.")
        return
    for path in repair.refreshed:
        if path in written:
            zh = f"原文只改了标点，译文 {path} 不必重译，摘要已更新。"
            console.say(zh, f"Only typography changed: {path} needs no new translation; its digest was renewed.")
    for path in repair.accepted:
        if path in written:
            console.say(f"已认可 {path}。", f"Accepted {path}.")
    count, files = sum(one.count for one in done), sum(1 for one in done if one.count)
    if count:
        console.say(f"共改好{files}个文件，{count}处。", f"Mended {count} place(s) in {files} file(s).")
    elif not done:
        console.say("没有可以自动改的。", "Nothing to mend automatically.")
