"""`fanzha new`: which file to start, and what a screen must be asked."""

from __future__ import annotations

import click

from fanzha.cli.session import JSON, Session, fail
from fanzha.diagnostics import Diagnostic

KINDS = ("tactic", "case", "slogan", "rhyme", "audience", "edition", "screen", "locale")


@click.command(short_help="新建填好样子的文件 · Start a filled-in file")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--size", metavar="宽x高 WxH", help="屏有多少点，例如 128x16；不写就问。 Dots of a screen; asked for.")
@click.option(
    "--colour", type=click.Choice(["red", "dual", "full"]), help="屏的颜色；不写就问。 Its colour; asked for."
)
@JSON
@click.pass_obj
def new(session: Session, kind: str, name: str, size: str | None, colour: str | None, as_json: bool) -> None:
    """新建一个填好样子的文件：骗局、案例、标语、顺口溜、人群、版本（写成 格式/名称）、屏幕或一种语言的界面用语。

    Start a file, filled in: a tactic, case, slogan file, rhyme, audience, edition (named FORMAT/NAME), screen or a
    language's words for the interface (named by its code).
    """
    from fanzha.cli.new import start_file, start_screen

    console = session.console(as_json)
    root = session.root(console)
    if kind == "screen":
        started = start_screen(root, name, *_asked(size, colour, silent=as_json))
    elif size or colour:
        raise click.UsageError("--size 和 --colour 只用于 screen。 --size and --colour are for screens only.")
    else:
        started = start_file(root, kind, name)
    if isinstance(started, Diagnostic):
        fail(console, [started])
    if as_json:
        console.emit({"ok": True, "path": started, "diagnostics": []})
    console.say(f"已新建 {started}，请打开修改。", f"Wrote {started}; open it and make it yours.")


def _asked(size: str | None, colour: str | None, *, silent: bool) -> tuple[str, str]:
    """Return a screen's size and colour as given; what is missing is asked for, or a usage error when `silent`."""
    if silent and not (size and colour):
        raise click.UsageError("要写 --size 和 --colour。 --size and --colour are needed.")
    zh = "屏有多少点（宽x高，照控制卡软件里的屏参）  Dots, width x height"
    size = size or click.prompt(zh, default="128x16", err=True)
    kinds = click.Choice(["red", "dual", "full"])
    words = "颜色：red 单色，dual 红绿双色，full 全彩  Colour"
    return str(size), str(colour or click.prompt(words, type=kinds, default="red", err=True))
