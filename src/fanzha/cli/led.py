"""`fanzha led`: one line for one screen, at once."""

from __future__ import annotations

import os
from pathlib import Path

import click

from fanzha.cli.console import as_records
from fanzha.cli.session import JSON, Session, fail


@click.command(short_help="一句话放上一块屏 · One line for one screen, now")
@click.argument("text", metavar="文字 TEXT")
@click.option("--screen", required=True, metavar="屏 ID", help="materials/screen/ 里的文件名。 A file's name there.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件夹 DIR",
    help="写到哪里，默认 led-adhoc/屏名/。 The folder to write, by default led-adhoc/ID/.",
)
@click.option("--zip", "pack", is_flag=True, help="旁边再放一个压缩包，好发给别人。 Leave a zip beside it, to send on.")
@JSON
@click.pass_obj
def led(session: Session, text: str, screen: str, out: Path | None, pack: bool, as_json: bool) -> None:
    """临时一句话，马上做成一块屏的文件夹：和平时的一样检查、一样核对；不动 build/。

    Make the folder of one screen for a line of the day, checked and proven like all others; build/ is left alone.
    """
    from fanzha.oneoff import make_line

    console = session.console(as_json)
    root = session.root(console)
    made = make_line(root, text, screen, out.absolute() if out else None, pack)
    if made.folder is None:
        fail(console, list(made.found))
    path, packed = os.path.relpath(made.folder), os.path.relpath(made.packed) if made.packed else None
    if as_json:
        told = {"ok": True, "path": path, "zip": packed, "files": list(made.files)}
        console.emit(told | {"diagnostics": as_records(made.found)})
    console.diagnostics(made.found)
    console.say(
        f"已做好“{made.title}”的文件夹 {path}（{len(made.files)}个文件，已核对）。先打开里面的 00_README.html。",
        f"Made {path} for “{made.title}”: {len(made.files)} files, read back. Open 00_README.html in it first.",
    )
    if packed:
        console.say(f"要发给别人，用压缩包 {packed}。", f"To send it on, use {packed}.")
