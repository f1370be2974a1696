"""Keys and signatures as minisign writes them: Ed25519 over a BLAKE2b digest, in four lines of text.

The format is the one that https://jedisct1.github.io/minisign/ describes, so that anybody may check our signatures with
the stock program and need not trust ours. `cryptography` is imported where it is used: a build that signs nothing does
not pay for it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fanzha.diagnostics import Refusal

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

COMMENT = "untrusted comment: "
TRUSTED = "trusted comment: "
SIGNED_BY = "signature from minisign secret key"
"""What the stock program writes into the line that nobody signs. Other words there are refused: who reads a signature
by eye would believe them."""
_KEY, _PREHASHED = b"Ed", b"ED"
_SCRYPT, _OPEN, _BLAKE2B = b"Sc", b"\0\0", b"B2"
_ID, _POINT, _SIGNATURE, _SALT, _CHECK = 8, 32, 64, 32, 32
_LOCKED = _ID + 2 * _POINT + _CHECK
"""Bytes of a secret key that the password hides: its number, seed and point, and their check sum."""
COST = (1 << 25, 1 << 30)
"""What minisign asks of scrypt, libsodium's `SENSITIVE`: operations and bytes of memory."""
_LEAST = (1 << 15, 1 << 24)
_MOST = 1 << 33
"""Beyond this a key file is no key but a way to keep the machine busy."""
Ask = Callable[[], str]
"""Asks for the password, when there is one."""


@dataclass(frozen=True)
class PublicKey:
    """What a signature is checked with."""

    id: bytes
    """Eight bytes by which a signature names its key."""
    point: bytes

    @classmethod
    def of(cls, text: str) -> PublicKey:
        """Return the key in a public key file, or of its second line alone; raises ValueError for anything else."""
        lines = text.strip().splitlines()
        raw = _raw(lines[-1].strip()) if lines and len(lines) <= 2 else b""
        if len(raw) != 2 + _ID + _POINT or not raw.startswith(_KEY):
            raise ValueError(text[:80])
        return cls(raw[2 : 2 + _ID], raw[2 + _ID :])

    @property
    def line(self) -> str:
        """The key in 56 characters, as `minisign -P` takes it."""
        return _base64(_KEY + self.id + self.point)

    @property
    def text(self) -> str:
        """The key as a file."""
        return f"{COMMENT}minisign public key {self.name}\n{self.line}\n"

    @property
    def name(self) -> str:
        """How people tell keys apart: the number, in hex."""
        return self.id[::-1].hex().upper()


@dataclass(frozen=True, repr=False)
class SecretKey:
    """What signatures are made with. It is never printed."""

    id: bytes
    seed: bytes

    @classmethod
    def new(cls) -> SecretKey:
        """Return a key that nobody has had before."""
        return cls(secrets.token_bytes(_ID), secrets.token_bytes(_POINT))

    @property
    def public(self) -> PublicKey:
        """The key that others check with."""
        return PublicKey(self.id, self._ed25519().public_key().public_bytes_raw())

    def text(self, password: str | None, cost: tuple[int, int] = COST) -> str:
        """Return the key as a file, locked with a password or open; `cost` as libsodium counts it.

        On a machine without the memory that `cost` asks for, half is tried, and half of that, as minisign does.
        """
        body = self.id + self.seed + self.public.point
        if password is None:
            # The check sum of an open key is left at zero, as the stock program leaves it.
            return _secret_file(_OPEN, bytes(_SALT), (0, 0), body + bytes(_CHECK))
        salt = secrets.token_bytes(_SALT)
        while True:
            try:
                stream = _stream(password, salt, cost)
            except MemoryError:
                cost = (cost[0] // 2, cost[1] // 2)
                if cost < _LEAST:
                    raise
            else:
                return _secret_file(_SCRYPT, salt, cost, _xor(body + _check(body), stream))

    @classmethod
    def of(cls, text: str, ask: Ask) -> SecretKey:
        """Return the key in a secret key file; raises ValueError for anything else, and Refusal for a wrong password.

        `ask` is called when the key is locked. Raises MemoryError when there is not the memory to unlock it.
        """
        lines = text.strip().splitlines()
        raw = _raw(lines[1].strip()) if len(lines) == 2 and lines[0].startswith(COMMENT) else b""
        if len(raw) != 6 + _SALT + 16 + _LOCKED or raw[:2] != _KEY or raw[4:6] != _BLAKE2B:
            raise ValueError("no secret key")
        salt, cost, locked = raw[6 : 6 + _SALT], struct.unpack("<QQ", raw[-_LOCKED - 16 : -_LOCKED]), raw[-_LOCKED:]
        if raw[2:4] == _SCRYPT and max(cost) <= _MOST:
            locked = _xor(locked, _stream(ask(), salt, cost))
            if not hmac.compare_digest(_check(locked[:-_CHECK]), locked[-_CHECK:]):
                raise Refusal("SIGN007", reason_zh="密码不对，或者文件坏了", reason_en="wrong password, or damaged")
        elif raw[2:4] != _OPEN:
            raise ValueError("an unknown lock")
        key = cls(locked[:_ID], locked[_ID : _ID + _POINT])
        if key.public.point != locked[_ID + _POINT : -_CHECK]:
            raise ValueError("seed and point do not belong together")
        return key

    def sign(self, data: bytes, trusted: str) -> str:
        """Return the signature of `data` as a file; `trusted`, one line, is signed with it. The same each time."""
        key = self._ed25519()
        signature = key.sign(_digest(data))
        of_all = key.sign(signature + trusted.encode("utf-8"))
        line = _base64(_PREHASHED + self.id + signature)
        return f"{COMMENT}{SIGNED_BY}\n{line}\n{TRUSTED}{trusted}\n{_base64(of_all)}\n"

    def _ed25519(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed)


def trusted_comment(key: PublicKey, data: bytes, signature: bytes) -> str:
    """Return what was signed together with `data`, when `signature` is a file that `key` made for these bytes.

    Raises Refusal (SIGN003) otherwise. Every byte of the file counts: there is one way to write a signature.
    """
    try:
        text = signature.decode("utf-8")
        comment, line, trusted, of_all, end = text.split("\n")
        raw, whole = _raw(line), _raw(of_all)
    except ValueError:
        raise _refused("这不是签名文件", "this is no signature file") from None
    shaped = end == "" and trusted.startswith(TRUSTED) and comment == COMMENT + SIGNED_BY
    if not shaped or len(raw) != 2 + _ID + _SIGNATURE or len(whole) != _SIGNATURE:
        raise _refused("签名文件不是原样", "the signature file is not as it was written")
    if not raw.startswith(_PREHASHED):
        raise _refused("这种签名不收（只收先做摘要的）", "of a kind not taken (only prehashed ones are)")
    if raw[2 : 2 + _ID] != key.id:
        made = raw[2 : 2 + _ID][::-1].hex().upper()
        raise _refused(f"是另一把钥匙签的（{made}）", f"another key made it ({made})")
    said = trusted.removeprefix(TRUSTED)
    if not _fits(key, raw[2 + _ID :], _digest(data)):
        raise _refused("内容在签名以后改过", "what was signed has been changed since")
    if not _fits(key, whole, raw[2 + _ID :] + said.encode("utf-8")):
        raise _refused("签名里的说明改过", "its trusted comment has been changed")
    return said


def _fits(key: PublicKey, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.point).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _refused(zh: str, en: str) -> Refusal:
    return Refusal("SIGN003", reason_zh=zh, reason_en=en)


def _secret_file(lock: bytes, salt: bytes, cost: tuple[int, int], body: bytes) -> str:
    raw = _KEY + lock + _BLAKE2B + salt + struct.pack("<QQ", *cost) + body
    return f"{COMMENT}minisign encrypted secret key\n{_base64(raw)}\n"


def _stream(password: str, salt: bytes, cost: tuple[int, int]) -> bytes:
    """Return the bytes that hide a key."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    rounds, parallel = _scrypt_parameters(*cost)
    return Scrypt(salt=salt, length=_LOCKED, n=rounds, r=8, p=parallel).derive(password.encode("utf-8"))


def _scrypt_parameters(operations: int, memory: int) -> tuple[int, int]:
    """Return N and p of scrypt (r is 8) for libsodium's two limits, as its `pickparams` chooses them."""
    operations = max(operations, 1 << 15)
    narrow = operations < memory // 32
    most = operations // 32 if narrow else memory // 1024
    power = max(1, min(63, (most // 2).bit_length()))
    parallel = 1 if narrow else min(operations // 4 >> power, 0x3FFFFFFF) // 8
    return 1 << power, max(1, parallel)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=64).digest()


def _check(body: bytes) -> bytes:
    return hashlib.blake2b(_KEY + body, digest_size=_CHECK).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _raw(line: str) -> bytes:
    """Return the bytes of a line of base64; raises ValueError unless it is the one line that stands for them."""
    try:
        raw = base64.b64decode(line.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("no base64") from None
    if _base64(raw) != line:  # the last character has bits to spare
        raise ValueError("no base64")
    return raw
