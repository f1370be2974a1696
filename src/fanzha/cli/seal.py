"""`fanzha key new`, `fanzha sign` and what `fanzha verify --key` does: proof of where a folder comes from."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NoReturn

import click

from fanzha import manifest
from fanzha.cli.console import Console, as_records
from fanzha.cli.session import JSON, Session, fail
from fanzha.config import BUILD
from fanzha.diagnostics import NOWHERE, Diagnostic, Place, Refusal
from fanzha.store import Busy


@click.group(short_help="签名用的钥匙 · Keys to sign with")
def key() -> None:
    """签名用的钥匙：私钥自己保管，公钥交给别人核对。

    Keys to sign with: the secret one stays with you, others check with the public one.
    """


@key.command("new", short_help="生成一对钥匙 · Make a key pair")
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[文件 PATH]")
@click.option("--no-password", is_flag=True, help="私钥不加密码：谁拿到文件谁就能签。 Whoever has the file can sign.")
@JSON
@click.pass_obj
def new_key(session: Session, path: Path | None, no_password: bool, as_json: bool) -> None:
    """生成一对签名用的钥匙（minisign 格式），默认放在 ~/.fanzha/。不能放进项目，也从不覆盖已有的文件。

    Make a pair of minisign keys, in ~/.fanzha/ by default; never inside a project, and nothing is overwritten.
    """
    from fanzha.keyfile import DEFAULT, at_home, keep_out, refuse_taken, write_pair
    from fanzha.minisign import SecretKey

    console = session.console(as_json)
    target = path or DEFAULT
    try:
        target = at_home(target)
        target = Path(os.path.realpath(target.parent)) / target.name
        keep_out(target)
        refuse_taken(target)  # before a password is thought of
        made = SecretKey.new()
        public = write_pair(target, made, None if no_password else _new_password())
    except Refusal as refusal:
        fail(console, [refusal.at(NOWHERE)])
    except OSError as error:
        _not_written(console, str(target), error)
    except MemoryError:
        words = {"reason_zh": "内存不够", "reason_en": "out of memory"}
        fail(console, [Diagnostic.at("SIGN007", path=str(target), **words)])
    if as_json:
        line = made.public.line
        console.emit({"ok": True, "secret": str(target), "public": str(public), "key": line, "diagnostics": []})
    console.say(
        f"私钥 {target}：只留给自己，另存一份备份。", f"Secret key {target}: yours alone; keep a copy elsewhere."
    )
    console.say(f"公钥 {public}：可以公开。", f"Public key {public}: anybody may have it.")
    console.say(f"公钥就是这一行：{made.public.line}", f"The public key is this line: {made.public.line}")


@click.command(short_help="给成品清单签名 · Sign what was built")
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[文件夹 DIR]")
@click.option("--key", "secret", required=True, type=click.Path(path_type=Path), help="私钥文件。 The secret key file.")
@JSON
@click.pass_obj
def sign(session: Session, folder: Path | None, secret: Path, as_json: bool) -> None:
    """给 build/ 的成品清单签名，写成 manifest.json.minisig；先核对全部文件，有一个不对就不签。

    Sign the manifest of build/, or of a copy of it, as manifest.json.minisig; if any file is not as it says, nothing
    is signed.
    """
    from fanzha.keyfile import at_home, read_secret
    from fanzha.seal import seal

    console = session.console(as_json)
    target = folder or session.root(console) / BUILD
    moment = _moment()
    try:
        made = read_secret(at_home(secret), _password)
        found = seal(target, made, moment)
    except Refusal as refusal:
        fail(console, [refusal.at(NOWHERE)])
    except Busy:
        fail(console, [Diagnostic.at("BUILD005")])
    except OSError as error:
        _not_written(console, f"{target}/{manifest.SIGNATURE}", error)
    if found:
        fail(console, found)
    path = f"{os.path.relpath(target)}/{manifest.SIGNATURE}"
    if as_json:
        console.emit({"ok": True, "path": path, "key": made.public.line, "diagnostics": []})
    console.say(f"已签名：{path}", f"Signed: {path}")
    console.say(
        f"别人这样核对：fanzha verify 文件夹 --key {made.public.line}",
        f"Others check it with: fanzha verify DIR --key {made.public.line}",
    )


def verify_seal(console: Console, folder: Path, given: str) -> NoReturn:
    """Check a folder against its signed manifest, print what is wrong and end the program."""
    from fanzha.keyfile import read_public
    from fanzha.seal import check_seal

    try:
        checked = check_seal(folder, read_public(given))
    except Refusal as refusal:
        fail(console, [refusal.at(NOWHERE)])
    found = list(checked.found)
    said = checked.said.replace("\t", "  ")
    if console.json:
        console.emit(
            {
                "ok": not found,
                "signed": checked.said,
                "files": checked.files,
                "diagnostics": as_records(found),
            }
        )
    console.diagnostics(found)
    console.say(f"签名属实：{said}", f"The signature is genuine: {said}")
    if found:
        console.say(
            f"但有{len(found)}处和签名时不一样，不要使用。", f"But {len(found)} file(s) are not as signed: do not use."
        )
    else:
        console.say(f"全部{checked.files}个文件和签名时一样。", f"All {checked.files} files are as they were signed.")
    raise SystemExit(1 if found else 0)


def _password() -> str:
    return str(click.prompt("私钥的密码 Password of the secret key", hide_input=True, err=True))


def _new_password() -> str:
    words = "给私钥设一个密码 A password for the secret key"
    return str(click.prompt(words, hide_input=True, confirmation_prompt="再输入一次 Once more", err=True))


def _moment() -> int:
    """Return now, or SOURCE_DATE_EPOCH, in seconds since 1970; ends with a usage error when that is no number."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return int(time.time())
    if given.isascii() and given.isdigit() and len(given) <= 11:
        return int(given)
    zh, en = "SOURCE_DATE_EPOCH 要写成秒数。", "SOURCE_DATE_EPOCH must be a number of seconds."
    raise click.UsageError(f"{zh} {en}")


def _not_written(console: Console, path: str, error: OSError) -> NoReturn:
    reason = error.strerror or type(error).__name__
    fail(console, [Diagnostic.at("BUILD004", Place(path), path=path, reason=reason)])
