"""Key files: written once, outside every project, and read back."""

from __future__ import annotations

import os
from pathlib import Path

from fanzha.config import find_root
from fanzha.diagnostics import Refusal
from fanzha.minisign import Ask, PublicKey, SecretKey

DEFAULT = Path("~/.fanzha/fanzha.key")
"""Where a secret key goes when nobody says where."""
_LARGEST = 4096
"""Bytes: a key file has fewer than 300."""


def at_home(path: Path) -> Path:
    """Return a path without `~`; raises Refusal (SIGN007) when nobody has that name."""
    try:
        return path.expanduser()
    except RuntimeError:
        zh, en = "没有这个用户", "there is no such user"
    raise Refusal("SIGN007", path=str(path), reason_zh=zh, reason_en=en)


def public_beside(path: Path) -> Path:
    """Return where the public key of the secret key at `path` goes: `unit.key` → `unit.pub`."""
    return path.with_name(path.name.removesuffix(".key") + ".pub")


def keep_out(path: Path) -> None:
    """Raise Refusal (SIGN008) when `path` lies in a project: it would be committed, copied and published with it."""
    root = find_root(path.parent)
    if root is not None:
        raise Refusal("SIGN008", path=str(path), root=str(root))


def refuse_taken(path: Path) -> None:
    """Raise Refusal (SIGN009) when a new pair at `path` would overwrite anything."""
    public = public_beside(path) if path.name else path  # nothing lies beside the root of all folders
    for one in (path, public):
        if os.path.lexists(one):
            raise Refusal("SIGN009", path=str(one))


def write_pair(path: Path, key: SecretKey, password: str | None) -> Path:
    """Write a secret key to `path`, readable by its owner alone, and return where its public key lies beside it.

    Nothing is ever overwritten. Raises Refusal (SIGN008, SIGN009) and OSError, after which neither file is there.
    """
    keep_out(path)
    refuse_taken(path)
    text = key.text(password)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_new(path, text, 0o600)
    public = public_beside(path)
    try:
        _write_new(public, key.public.text, 0o644)
    except BaseException:
        path.unlink()
        raise
    return public


def read_secret(path: Path, ask: Ask) -> SecretKey:
    """Return the key in the file at `path`; raises Refusal (SIGN007, SIGN008) saying what is wrong with it."""
    keep_out(path.resolve())
    try:
        return SecretKey.of(_text(path), ask)
    except MemoryError:
        zh, en = "解锁要用约1GB内存，现在不够", "unlocking takes about 1 GB of memory, which is not to be had"
    except ValueError:
        zh, en = "这不是 minisign 的私钥文件", "this is no minisign secret key file"
    except Refusal as refusal:
        raise Refusal(refusal.code, **{"path": str(path)} | refusal.details) from None
    raise Refusal("SIGN007", path=str(path), reason_zh=zh, reason_en=en)


def read_public(given: str) -> PublicKey:
    """Return the key in a file, or of the 56 characters themselves; raises Refusal (SIGN007)."""
    try:
        return PublicKey.of(given)
    except ValueError:
        pass
    try:
        return PublicKey.of(_text(Path(given)))
    except ValueError:
        zh, en = (
            "这不是 minisign 的公钥（以 RW 开头的56个字符）",
            "this is no minisign public key (56 characters from RW on)",
        )
    raise Refusal("SIGN007", path=given, reason_zh=zh, reason_en=en)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            return handle.read(_LARGEST).decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal("SIGN007", path=str(path), reason_zh=reason, reason_en=reason) from None


def _write_new(path: Path, text: str, mode: int) -> None:
    """Write a file that is not there yet; raises FileExistsError otherwise, also for a link that leads nowhere."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise
