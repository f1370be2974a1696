"""`fanzha verify`: products read back once more against their sources, or a whole folder against its signature."""

from __future__ import annotations

from pathlib import Path

import click

from fanzha.build import examine
from fanzha.cli.console import as_records
from fanzha.cli.seal import verify_seal
from fanzha.cli.session import JSON, Session, fail
from fanzha.config import BUILD


@click.command(short_help="再核对一遍成品 · Prove what was built")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[文件 FILE]...")
@click.option(
    "--key",
    "public",
    metavar="公钥 KEY",
    help="按签名核对一个文件夹，不需要项目；写公钥文件或那一行。 Check a folder by its signature; no project needed.",
)
@JSON
@click.pass_obj
def verify(session: Session, paths: tuple[Path, ...], public: str | None, as_json: bool) -> None:
    """把成品再读一遍、核对一遍：一件、一个文件夹，或者别处的副本；不写就全部核对。

    Read products back and prove them: one, a folder of them, or a copy elsewhere; all of them when none is named.
    """
    console = session.console(as_json)
    if public is not None:
        if len(paths) > 1:
            raise click.UsageError("--key 一次核对一个文件夹。 --key checks one folder at a time.")
        verify_seal(console, paths[0] if paths else session.root(console) / BUILD, public)
    from fanzha.proof import Verifier

    root = session.root(console)
    library, plan, found = examine(root)
    if library is None:
        fail(console, found)
    proofs = Verifier(root, plan).verify(paths)
    wrong = [diagnostic for proof in proofs for diagnostic in proof.found]
    failed = sum(not proof.ok for proof in proofs)
    if as_json:
        console.emit(
            {
                "ok": not failed,
                "products": [{"path": one.path, "ok": one.ok} for one in proofs],
                "diagnostics": as_records(wrong),
            }
        )
    console.diagnostics(wrong)
    console.say(
        f"核对{len(proofs)}件，合格{len(proofs) - failed}件，不合格{failed}件。",
        f"{len(proofs)} read back, {len(proofs) - failed} proven, {failed} refused.",
    )
    raise SystemExit(1 if failed else 0)
