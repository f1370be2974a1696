"""Keys, signatures and sealed folders: what is as it was signed passes, and nothing else does."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from fanzha import minisign
from fanzha.cli import main
from fanzha.diagnostics import Refusal
from fanzha.minisign import PublicKey, SecretKey, trusted_comment
from tests.harness import Here

EPOCH = "1767225600"
CHEAP = (1 << 15, 1 << 24)
"""The least that scrypt may be asked for: tests need not wait two seconds for each password."""
KEY = SecretKey(bytes(range(8)), hashlib.sha256(b"for tests").digest())
needs_minisign = pytest.mark.skipif(not shutil.which("minisign"), reason="needs Debian's minisign")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return a secret key file, with its public key beside it."""
    path = tmp_path / "stick" / "unit.key"
    path.parent.mkdir()
    path.write_text(KEY.text(None))
    (tmp_path / "stick" / "unit.pub").write_text(KEY.public.text)
    return path


@pytest.fixture
def sealed(here: Here, key: Path) -> Here:
    """Return fanzha on the small project, built and signed."""
    here.run("build")
    here.run("sign", "--key", str(key), SOURCE_DATE_EPOCH=EPOCH)
    return here


def told(here: Here, folder: Path | None = None, public: str = "") -> list[tuple[str, str]]:
    """Return place and code of what `verify --key` refuses."""
    asked = [str(folder)] if folder else []
    done = here.json("verify", *asked, "--key", public or KEY.public.line, status=1)
    assert done["ok"] is False
    return [(one["path"], one["code"]) for one in done["diagnostics"]]


def asked(*words: str, typed: str = "") -> tuple[int, str]:
    """Run a command that asks for a password; return its status and what it said."""
    done = CliRunner().invoke(main, [*words], input=typed, env={"FANZHA_LANG": "en"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.output + done.stderr


def test_a_new_pair_is_the_owners_alone_and_works(tmp_path: Path) -> None:
    status, said = asked("key", "new", str(tmp_path / "new" / "unit.key"), "--no-password")
    secret, public = tmp_path / "new" / "unit.key", tmp_path / "new" / "unit.pub"
    assert status == 0
    assert PublicKey.of(public.read_text()).line in said
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o700
    made = SecretKey.of(secret.read_text(), lambda: pytest.fail("an open key asks for no password"))
    signature = made.sign(b"data", "said").encode()
    assert trusted_comment(PublicKey.of(public.read_text()), b"data", signature) == "said"


def test_a_pair_with_a_password_opens_with_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SecretKey.text
    monkeypatch.setattr(SecretKey, "text", lambda self, password: text(self, password, CHEAP))
    path = tmp_path / "unit.key"
    assert asked("key", "new", str(path), typed="天王盖地虎\n天王盖地虎\n")[0] == 0
    assert SecretKey.of(path.read_text(), lambda: "天王盖地虎").public.text == (tmp_path / "unit.pub").read_text()
    (tmp_path / "manifest.json").write_text('{"artifacts": [], "version": 2}')
    status, said = asked("sign", str(tmp_path), "--key", str(path), typed="wrong\n")
    assert (status, "SIGN007" in said, "wrong password" in said) == (1, True, True)
    with pytest.raises(Refusal):
        SecretKey.of(path.read_text(), lambda: "天王盖地虎 ")


def test_a_pair_is_never_written_into_a_project(here: Here, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(here.project / "docs")
    for path in (here.project / "unit.key", here.project / "new/deep/unit.key", tmp_path / "link/unit.key"):
        before = sorted(here.project.rglob("*"))
        done = here.json("key", "new", str(path), "--no-password", status=1)
        assert [one["code"] for one in done["diagnostics"]] == ["SIGN008"]
        assert sorted(here.project.rglob("*")) == before


def test_nothing_is_overwritten(here: Here, key: Path, tmp_path: Path) -> None:
    before = key.read_bytes()
    (tmp_path / "two.pub").symlink_to("nowhere")
    for path in (key, tmp_path / "two.key"):
        done = here.json("key", "new", str(path), "--no-password", status=1)
        assert [one["code"] for one in done["diagnostics"]] == ["SIGN009"]
    assert key.read_bytes() == before
    assert not (tmp_path / "two.key").exists()


def test_a_key_within_the_project_does_not_sign(here: Here, key: Path) -> None:
    here.run("build")
    shutil.copy(key, here.project / "unit.key")
    done = here.json("sign", "--key", str(here.project / "unit.key"), status=1)
    assert [one["code"] for one in done["diagnostics"]] == ["SIGN008"]
    assert not (here.project / "build/manifest.json.minisig").exists()


def test_a_sealed_folder_proves_itself_anywhere(sealed: Here, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sealed.project / "build", copy)
    shutil.move(sealed.project, tmp_path / "elsewhere")
    status, said = asked("verify", str(copy), "--key", str(tmp_path / "stick" / "unit.pub"))
    assert status == 0, said
    assert "date:2026-01-01T00:00:00Z" in said
    assert "All 2 files are as they were signed." in said


def test_the_same_build_key_and_day_give_the_same_signature(sealed: Here, key: Path) -> None:
    first = sealed.built("manifest.json.minisig")
    sealed.run("sign", "--key", str(key), SOURCE_DATE_EPOCH=EPOCH)
    assert sealed.built("manifest.json.minisig") == first
    sealed.run("sign", "--key", str(key), SOURCE_DATE_EPOCH="1767225601")
    assert sealed.built("manifest.json.minisig") != first
    assert "SOURCE_DATE_EPOCH" in sealed.run("sign", "--key", str(key), status=2, SOURCE_DATE_EPOCH="soon").stderr


def test_each_changed_missing_and_additional_file_is_named(sealed: Here) -> None:
    build = sealed.project / "build"
    first, second = sorted((build / "sms").iterdir())
    first.write_bytes(first.read_bytes().replace(b"\n", b" \n"))
    second.unlink()
    (build / "sms" / "prize.txt").write_text("扫码领奖")
    (build / "new").symlink_to("sms")
    assert told(sealed) == [
        ("build/new", "SIGN006"),
        ("build/sms/prize.txt", "SIGN006"),
        (f"build/sms/{first.name}", "SIGN004"),
        (f"build/sms/{second.name}", "SIGN005"),
    ]


def test_a_link_to_the_very_same_bytes_is_no_product(sealed: Here, tmp_path: Path) -> None:
    first = min((sealed.project / "build/sms").iterdir())
    shutil.move(first, tmp_path / "kept.txt")
    first.symlink_to(tmp_path / "kept.txt")
    assert told(sealed) == [(f"build/sms/{first.name}", "SIGN004")]


def test_what_is_not_as_the_manifest_says_is_not_signed(sealed: Here, key: Path) -> None:
    first = min((sealed.project / "build/sms").iterdir())
    first.write_text("打这个电话")
    (sealed.project / "build/manifest.json.minisig").unlink()
    done = sealed.json("sign", "--key", str(key), status=1)
    assert [one["code"] for one in done["diagnostics"]] == ["SIGN004"]
    assert not (sealed.project / "build/manifest.json.minisig").exists()


def test_a_manifest_spelt_otherwise_is_signed_in_its_one_spelling(sealed: Here, key: Path) -> None:
    manifest = sealed.project / "build/manifest.json"
    before, signature = manifest.read_bytes(), sealed.built("manifest.json.minisig")
    manifest.write_text(json.dumps(json.loads(before)))
    sealed.run("sign", "--key", str(key), SOURCE_DATE_EPOCH=EPOCH)
    assert (manifest.read_bytes(), sealed.built("manifest.json.minisig")) == (before, signature)
    manifest.write_text(before.decode().replace('"version": 2', '"version": 2, "version": 2'))
    assert [one["code"] for one in sealed.json("sign", "--key", str(key), status=1)["diagnostics"]] == ["SIGN010"]


@pytest.mark.parametrize("spoil", [{"title": "\ud800"}, {"report": {"ink": float("nan")}}, {"report": {"ink": 1e999}}])
def test_a_manifest_that_has_no_one_spelling_is_refused(sealed: Here, key: Path, spoil: dict[str, object]) -> None:
    path = sealed.project / "build" / "manifest.json"
    content = json.loads(path.read_text())
    content["artifacts"][0] |= spoil
    path.write_text(json.dumps(content))
    done = sealed.json("sign", "--key", str(key), status=1)
    assert [one["code"] for one in done["diagnostics"]] == ["SIGN010"]
    (path.parent / "manifest.json.minisig").write_text(KEY.sign(path.read_bytes(), "by hand"))
    assert told(sealed)[0][1] == "SIGN010"
    sealed.run("build")  # made anew
    sealed.run("sign", "--key", str(key))


def test_the_name_of_a_file_prints_no_verdict_of_its_own(sealed: Here) -> None:
    folder = sealed.project / "build"
    (folder / "a\n签名属实\x1b[2J.txt").touch()
    Path(os.fsdecode(bytes(folder) + b"/\xff.txt")).touch()
    assert told(sealed) == [
        ("build/a\\n签名属实\\x1b[2J.txt", "SIGN006"),
        ("build/\\udcff.txt", "SIGN006"),
    ]
    said = sealed.run("verify", "--key", KEY.public.line, status=1).stderr
    assert "\n签名属实" not in said and "\x1b" not in said


def test_a_key_at_an_impossible_place_is_refused(here: Here) -> None:
    for words, code in (
        (("key", "new", "/"), "SIGN009"),
        (("key", "new", "~nobody-of-that-name/a.key"), "SIGN007"),
        (("sign", "--key", "~nobody-of-that-name/a.key"), "SIGN007"),
    ):
        assert [one["code"] for one in here.json(*words, status=1)["diagnostics"]] == [code]


def test_another_key_no_signature_and_no_manifest_are_told_apart(sealed: Here, tmp_path: Path) -> None:
    other = SecretKey.new().public.line
    assert told(sealed, public=other) == [("", "SIGN003")]
    forged = PublicKey(KEY.public.id, SecretKey.new().public.point).line  # the number of our key, another point
    assert told(sealed, public=forged) == [("", "SIGN003")]
    assert told(sealed, public=str(tmp_path / "nothing.pub")) == [("", "SIGN007")]
    assert told(sealed, public=str(tmp_path / "stick/unit.key")) == [("", "SIGN007")]
    (sealed.project / "build/manifest.json.minisig").unlink()
    assert told(sealed) == [("", "SIGN002")]
    (tmp_path / "empty").mkdir()
    assert told(sealed, tmp_path / "empty") == [("", "SIGN001")]


def test_a_build_that_changes_nothing_keeps_the_signature(sealed: Here) -> None:
    before = sealed.built("manifest.json.minisig")
    assert "SIGN011" not in sealed.run("build").stderr
    first = min((sealed.project / "build/sms").iterdir())
    first.write_text("damaged")  # is made again, with the same bytes
    assert "SIGN011" not in sealed.run("build").stderr
    assert sealed.built("manifest.json.minisig") == before
    assert "All 2 files" in sealed.run("verify", "--key", KEY.public.line).stderr


def test_a_build_that_changes_something_removes_the_signature_and_says_so(sealed: Here) -> None:
    sealed.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    sealed.run("translate", "--accept-all")
    assert sealed.run("build").stderr.count("SIGN011") == 1
    assert not (sealed.project / "build/manifest.json.minisig").exists()
    assert "SIGN011" not in sealed.run("build").stderr


def flipped(data: bytes, bit: int) -> bytes:
    """Return `data` with one bit turned over."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def accepted(data: bytes, signature: bytes) -> bool:
    """Return whether our key is said to have made this signature of these bytes."""
    try:
        trusted_comment(KEY.public, data, signature)
    except Refusal:
        return False
    return True


def sample(products: int = 40) -> tuple[bytes, bytes]:
    """Return something like a manifest, and its signature."""
    digests = [hashlib.sha256(bytes([number])).hexdigest() for number in range(products)]
    data = json.dumps(digests, indent=1).encode()
    return data, KEY.sign(data, "timestamp:1\tfile:manifest.json\thashed").encode()


def test_no_bit_of_manifest_or_signature_can_be_turned() -> None:
    """Ten thousand flips: every bit of the signature's file, and others of the manifest."""
    data, signature = sample()
    assert accepted(data, signature)
    every = range(8 * len(signature))
    others = random.Random(7).sample(range(8 * len(data)), 10_000 - len(every))
    passed = [f"signature {bit}" for bit in every if accepted(data, flipped(signature, bit))]
    passed += [f"manifest {bit}" for bit in others if accepted(flipped(data, bit), signature)]
    assert passed == []


def test_a_signature_has_one_spelling() -> None:
    data, signature = sample()
    lines = signature.decode().split("\n")
    for wrong in (
        signature.replace(b"\n", b"\r\n"),
        signature + b"\n",
        signature[:-1],
        signature.replace(b"signature from", b"certified by the police, "),
        "\n".join([lines[0], lines[1][:-2] + "h=", *lines[2:]]).encode(),  # the same bytes, spare bits set
        b"",
        b"\xff" * 40,
    ):
        assert not accepted(data, wrong), wrong


def test_a_damaged_key_is_refused(tmp_path: Path) -> None:
    text = KEY.text("secret", CHEAP)
    chance = random.Random(3)
    for bit in chance.sample(range(8 * len(text)), 120):
        changed = flipped(text.encode(), bit)
        try:
            back = SecretKey.of(changed.decode("ascii"), lambda: "secret")
        except (ValueError, Refusal, MemoryError):
            continue
        assert back == KEY, "the words of the comment may change, never the key"
    huge = tmp_path / "huge.key"
    huge.write_text("x" * 10_000_000)
    assert asked("sign", str(tmp_path), "--key", str(huge))[0] == 1


def test_a_machine_short_of_memory_asks_for_less(monkeypatch: pytest.MonkeyPatch) -> None:
    stream, tried = minisign._stream, []

    def short(password: str, salt: bytes, cost: tuple[int, int]) -> bytes:
        tried.append(cost)
        if cost[1] > CHEAP[1] * 4:
            raise MemoryError
        return stream(password, salt, cost)

    monkeypatch.setattr(minisign, "_stream", short)
    text = KEY.text("secret")
    assert [memory for _, memory in tried] == [1 << power for power in (30, 29, 28, 27, 26)]
    assert SecretKey.of(text, lambda: "secret") == KEY


def run_minisign(*words: str, typed: str = "", status: int = 0) -> str:
    done = subprocess.run(
        ["minisign", *words], input=typed, capture_output=True, text=True, check=False, start_new_session=True
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@needs_minisign
def test_stock_minisign_accepts_our_signature_and_refuses_a_changed_manifest(sealed: Here, key: Path) -> None:
    manifest = sealed.project / "build/manifest.json"
    said = run_minisign("-Vm", str(manifest), "-P", KEY.public.line)
    assert "date:2026-01-01T00:00:00Z" in said
    assert run_minisign("-VHQm", str(manifest), "-p", str(key.with_name("unit.pub"))).startswith("timestamp:1767225600")
    manifest.write_bytes(flipped(manifest.read_bytes(), 4000))
    run_minisign("-Vm", str(manifest), "-P", KEY.public.line, status=1)


@pytest.mark.slow
@needs_minisign
@pytest.mark.parametrize("password", ["", "secret"])
def test_stock_keys_sign_and_stock_signatures_are_verified(here: Here, tmp_path: Path, password: str) -> None:
    here.run("build")
    manifest, secret, public = here.project / "build/manifest.json", tmp_path / "s.key", tmp_path / "s.pub"
    locked = [] if password else ["-W"]
    run_minisign("-G", *locked, "-p", str(public), "-s", str(secret), typed=f"{password}\n{password}\n")
    typed = f"{password}\n" if password else ""
    words = ["--project", str(here.project), "sign", "--key", str(secret)]
    assert asked(*words, typed=typed)[0] == 0
    run_minisign("-Vm", str(manifest), "-p", str(public))
    run_minisign("-Sm", str(manifest), "-s", str(secret), "-t", "by stock", *locked, typed=typed)
    assert "by stock" in here.run("verify", "--key", str(public)).stderr


@pytest.mark.slow
@needs_minisign
@pytest.mark.parametrize("password", [None, "secret"])
def test_stock_minisign_uses_our_keys(tmp_path: Path, password: str | None) -> None:
    secret, data = tmp_path / "unit.key", tmp_path / "data"
    data.write_text("data")
    typed = f"{password}\n{password}\n" if password else ""
    assert asked("key", "new", str(secret), *([] if password else ["--no-password"]), typed=typed)[0] == 0
    public = (tmp_path / "unit.pub").read_text()
    open_key = [] if password else ["-W"]
    run_minisign("-Sm", str(data), "-s", str(secret), *open_key, typed=f"{password}\n" if password else "")
    run_minisign("-Vm", str(data), "-p", str(tmp_path / "unit.pub"))
    key = PublicKey.of(public)
    assert trusted_comment(key, data.read_bytes(), (tmp_path / "data.minisig").read_bytes()).startswith("timestamp:")
    run_minisign("-R", "-s", str(secret), "-p", str(tmp_path / "again.pub"), *open_key, typed=typed)
    assert PublicKey.of((tmp_path / "again.pub").read_text()) == key
