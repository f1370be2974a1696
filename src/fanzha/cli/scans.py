"""`fanzha scans`: counts of scanned codes out of a web server's logs."""

from __future__ import annotations

from pathlib import Path

import click

from fanzha.cli.console import as_records
from fanzha.cli.session import JSON, Session, fail, has_errors
from fanzha.diagnostics import Diagnostic, Place


@click.command(short_help="二维码扫了多少次 · How often codes were scanned")
@click.argument("logs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="日志 LOG...")
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件 FILE",
    help="另写一张表，电子表格能直接打开。 Write a table for a spreadsheet too.",
)
@JSON
@click.pass_obj
def scans(session: Session, logs: tuple[Path, ...], table: Path | None, as_json: bool) -> None:
    """从网站服务器的日志里数出每天每张海报的扫码次数：不记地址，不记是谁；不到5次的只写“<5”。

    Count the scans of each poster a day in the logs of the web server: no address and no browser is kept, and counts
    below five are only told as “<5”. Logs may be packed by gzip.
    """
    from fanzha.build import examine
    from fanzha.scans import UNKNOWN, count, known_serials

    if table and table.resolve() in {log.resolve() for log in logs}:
        raise click.UsageError("--csv 不能写在日志上。 --csv would overwrite a log.")
    console = session.console(as_json)
    root = session.root(console)
    library, _, problems = examine(root)
    if library is None:
        fail(console, problems)
    known = known_serials(root)
    counted = count(logs, known, library.publisher.site)
    found = list(counted.found)
    if not known:
        found.insert(0, Diagnostic.at("SCAN004", Place("build/site/Q")))
    if table:
        try:
            table.write_bytes(counted.as_csv().encode("utf-8"))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            found.append(Diagnostic.at("BUILD004", Place(str(table)), path=str(table), reason=reason))
    failed = has_errors(found)
    if as_json:
        rows = [{"day": day, "serial": serial, "scans": told} for day, serial, told in counted.rows()]
        console.emit({"ok": not failed, "scans": rows, "lines": counted.lines, "diagnostics": as_records(found)})
    else:
        for row in counted.rows():
            click.echo("  ".join(f"{cell:<10}" for cell in row).rstrip())
    console.diagnostics(found)
    console.say(
        f"读懂{counted.lines}行。“{UNKNOWN}”是没有这张海报的编号，合在一起数。",
        f"{counted.lines} lines understood. “{UNKNOWN}” are serials that no poster has, together.",
    )
    raise SystemExit(1 if failed else 0)
