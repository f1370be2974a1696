"""`fanzha placements`: serials for the places that have none."""

from __future__ import annotations

import click

from fanzha.cli.session import JSON, Session, fail


@click.command(short_help="给张贴地点编号 · Give placements their serials")
@JSON
@click.pass_obj
def placements(session: Session, as_json: bool) -> None:
    """给 materials/placement/ 里还没有编号的地点编号；已有的编号不变，用过的不会再发。

    Write serials into the placements that have none; those written stay, and none is given out twice.
    """
    from fanzha.rewrite import number_placements

    console = session.console(as_json)
    done, found = number_placements(session.root(console))
    if found:
        fail(console, found)
    if as_json:
        files = [{"path": one.path, "serials": list(one.serials)} for one in done]
        console.emit({"ok": True, "files": files, "diagnostics": []})
    for one in done:
        first, last, count = one.serials[0], one.serials[-1], len(one.serials)
        console.say(
            f"{one.path}：新编号{count}处，{first} 到 {last}。", f"{one.path}: {count} numbered, {first} to {last}."
        )
    if not done:
        console.say("每处都有编号了。", "Every placement has its serial.")
