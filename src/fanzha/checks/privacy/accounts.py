"""Where a person can be reached or paid otherwise: e-mail, chat accounts, wallets (C-06, C-08)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from fanzha.checks.privacy.known import Known
from fanzha.checks.privacy.whole import Whole, in_address
from fanzha.diagnostics import Diagnostic
from fanzha.prose.digits import runs_in

_MAIL = re.compile(
    r"[A-Za-z0-9._%+-](?<![A-Za-z0-9._%+@/-].)[A-Za-z0-9._%+-]{0,63}"
    r"\s?(?:@|#(?=(?:qq|163|126|139|sina|gmail|outlook|foxmail)\.)|艾特|[(\[{]\s?(?:at|@|艾特)\s?[)\]}]|\bat\b(?=[^\x00]{3,60}\bdot\b))\s?"
    r"[A-Za-z0-9-]{1,63}(?:\s?(?:\.|[(\[{]\s?(?:dot|点)\s?[)\]}]|\bdot\b|点)\s?[A-Za-z0-9-]{1,63}){1,5}",
    re.IGNORECASE,
)
_NOT_MAIL = re.compile(r"@\d+x\.(?:png|jpe?g|webp|svg|gif)$", re.IGNORECASE)
_AT = re.compile(
    r"艾特|#(?:qq|163|126|139|sina|gmail|outlook|foxmail)\.|[(\[{]\s?(?:at|艾特)\s?[)\]}]|at\s[a-z0-9-]{1,63}\s(?:dot|点)\s"
)
_SPELT = (
    (re.compile(r"\s"), ""),
    (re.compile(r"[(\[{]?(?:艾特|(?<![a-z])at(?![a-z]))[)\]}]|[(\[{]@[)\]}]"), "@"),
    (re.compile(r"[(\[{](?:dot|点)[)\]}]|点"), "."),
)
_QQ = ("qq", "q q", "扣扣", "叩叩", "企鹅", "q群", "q 群", "群号", "加q")
_QQ_HEAD = re.compile(
    r"(?:(?<![A-Za-z])q\s?q|扣扣|叩叩|企鹅|q\s?群|群号|(?<![A-Za-z])加q)(?:群|号码?|账号|帐号|群号|number|no\.?|id)*"
    r"\s?(?:是|为|is)?\s?[:#(\"“「]?\s?$",
    re.IGNORECASE,
)
_QQ_CONTEXT = 24
_QQ_DIGITS = (5, 12)
"""Fewest and most digits of a QQ number."""
_ACCOUNT = (
    r"(?P<label>\s?(?:账号|帐号|用户名|群|号码?|id\b|account\b|number\b|user(?:name)?\b))?"
    r"\s?(?P<joint>是|为|搜索?|找|加|is\b)?\s?(?P<colon>:)?\s?[\"“「(]?(?P<at>@)?(?P<id>[A-Za-z][A-Za-z0-9_-]{4,29})"
    r"(?![A-Za-z0-9@])"
)
_CHAT = re.compile(
    r"[微薇威徽维卫电纸飞蝙钉抖快小加+](?:(?<=[微薇威徽维])\s?信|(?<=卫)星号|(?<=电)报|(?<=纸)飞机|(?<=飞)机号|(?<=蝙)蝠"
    rf"|(?<=钉)钉|(?<=抖)音号|(?<=快)手号|(?<=小)红书号|(?<=[加+])\s?[vw]x|(?<=[加+])\s?v(?![a-z])){_ACCOUNT}",
    re.IGNORECASE,
)
_LATIN = (
    "vx",
    "v x",
    "wx",
    "w x",
    "v信",
    "wechat",
    "we chat",
    "weixin",
    "telegram",
    "whatsapp",
    "whats app",
    "skype",
    "dingtalk",
)
_LATIN_CHAT = re.compile(
    r"(?<![A-Za-z])(?:v信|(?:v\s?x|w\s?x|we\s?chat|weixin|telegram|whats\s?app|skype|dingtalk)(?![A-Za-z]))" + _ACCOUNT,
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"@(?<![A-Za-z0-9._%+/@-]@)(?=[A-Za-z0-9_]{0,29}[0-9_])[A-Za-z][A-Za-z0-9_]{4,29}(?![A-Za-z0-9@./])"
)
_WXID = re.compile(r"(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{5,20}", re.IGNORECASE)
_SIGNIFICANT = re.compile(r"[0-9_]")
_WALLET = re.compile(
    r"[bBtl0T13](?<![A-Za-z0-9].)(?:(?:(?<=[bB])[cC]1|(?<=t)b1|(?<=l)tc1)[02-9ac-hj-np-zAC-HJ-NP-Z]{25,87}"
    r"|(?<=0)[xX][0-9A-Fa-f]{40}|(?<=[T13])[1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])"
)
_BASE58 = {char: value for value, char in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BASE58_BYTES = 25
"""Version, 20 bytes of hash and four of checksum."""
_TRON_LENGTH = 34
_KINDS = (re.compile(r"\d"), re.compile(r"[A-Z]"), re.compile(r"[a-z]"))


def find(whole: Whole, known: Known) -> Iterator[Diagnostic]:
    """Yield PRIV009 for e-mail addresses, PRIV010 for chat accounts, PRIV014 for wallets."""
    text = whole.text
    if "@" in text or _AT.search(whole.lower):
        yield from _mails(whole, known)
    for start, end in sorted(set(_chats(whole))):
        account = text[start:end]
        if account.lower() not in known.accounts and f"@{account.lower()}" not in known.accounts:
            yield Diagnostic.at("PRIV010", whole.place(start, end), account=account)
    for match in _WALLET.finditer(text):
        if _is_wallet(match.group()):
            yield Diagnostic.at("PRIV014", whole.place(*match.span()), address=match.group())


def _mails(whole: Whole, known: Known) -> Iterator[Diagnostic]:
    for match in _MAIL.finditer(whole.text):
        address = match.group().lower()
        for pattern, plain in _SPELT:
            address = pattern.sub(plain, address)
        if address in known.accounts or _NOT_MAIL.search(address) or in_address(whole.text, match.start()):
            continue
        yield Diagnostic.at("PRIV009", whole.place(*match.span()), address=match.group())


def _chats(whole: Whole) -> Iterator[tuple[int, int]]:
    """Yield the span of each chat account."""
    text, lower = whole.text, whole.lower
    patterns = [_CHAT, *([_LATIN_CHAT] if any(word in lower for word in _LATIN) else [])]
    for pattern in patterns:
        for match in pattern.finditer(text):
            if _SIGNIFICANT.search(match["id"]) or match["at"] or (match["label"] and match["colon"]):
                yield match.span("id")
    if "wxid_" in lower:
        yield from (match.span() for match in _WXID.finditer(text))
    if "@" in text:
        yield from ((match.start() + 1, match.end()) for match in _HANDLE.finditer(text))
    if any(word in lower for word in _QQ):
        for run in runs_in(text, _QQ_DIGITS[0]):
            head = text[max(0, run.start - _QQ_CONTEXT) : run.start]
            if _QQ_HEAD.search(head) and len(run.digits) <= _QQ_DIGITS[1]:
                yield run.start, run.end


def _is_wallet(address: str) -> bool:
    """Return whether `address` is one: by its checksum where a shorter word could look like it, else by its shape."""
    if address[0] not in "T13":
        return True
    mixed = all(kind.search(address) for kind in _KINDS)
    return (address[0] == "T" and len(address) == _TRON_LENGTH and mixed) or _checksum_holds(address)


def _checksum_holds(address: str) -> bool:
    """Return whether the Base58Check checksum of an old Bitcoin address or a Tron address is right."""
    value = 0
    for char in address:
        value = value * 58 + _BASE58[char]
    if value >> (8 * _BASE58_BYTES):
        return False
    data = value.to_bytes(_BASE58_BYTES, "big")
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]
