"""`fanzha verify`: what was built is read back once more, and what is not as it was proven is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tests.harness import FIXTURES, ROOT, Fanzha


def refused(fanzha: Fanzha, *paths: Path | str) -> list[tuple[str, str]]:
    done = fanzha.json("verify", *map(str, paths), status=1)
    assert done["ok"] is False
    return [(one["path"], one["code"]) for one in done["diagnostics"]]


def products(fanzha: Fanzha) -> list[Path]:
    return sorted((fanzha.project / "build/sms").iterdir())


def test_all_that_was_built_is_proven(built: Fanzha) -> None:
    done = built.run("verify")
    assert done.stderr.strip() == "2 read back, 2 proven, 0 refused."
    assert [one["ok"] for one in built.json("verify")["products"]] == [True, True]


def test_one_product_or_a_folder_of_them(built: Fanzha) -> None:
    first, second = products(built)
    assert built.run("verify", str(first)).stderr.startswith("1 read back")
    assert built.run("verify", str(first), str(second)).stderr.startswith("2 read back")
    assert built.run("verify", str(built.project / "build/sms")).stderr.startswith("2 read back")
    assert built.run("verify", str(built.project / "build")).stderr.startswith("2 read back")


def test_what_was_altered_is_refused(built: Fanzha) -> None:
    first, _ = products(built)
    first.write_bytes(first.read_bytes() + b"x")
    assert refused(built) == [(f"build/sms/{first.name}", "BUILD013")]


def test_what_is_missing_is_refused(built: Fanzha) -> None:
    first, _ = products(built)
    first.unlink()
    assert refused(built, first) == [(f"build/sms/{first.name}", "BUILD012")]
    assert refused(built, built.project / "build/sms/nothing.txt") == [("", "BUILD015")]


def test_what_its_sources_have_left_behind_is_refused(built: Fanzha) -> None:
    built.edit("docs/slogans/fake-loan.md", "先交钱的贷款，不贷", "先交钱的贷款，不借")
    built.run("translate", "--accept-all")
    assert {code for _, code in refused(built)} == {"BUILD014"}


def test_a_copy_elsewhere_is_known_by_its_bytes(built: Fanzha, tmp_path: Path) -> None:
    first, _ = products(built)
    copy = tmp_path / "stick" / "renamed.txt"
    copy.parent.mkdir()
    shutil.copy(first, copy)
    assert built.json("verify", str(copy))["products"] == [{"path": str(copy), "ok": True}]
    copy.write_bytes(copy.read_bytes().replace(b"\n", b" \n"))
    assert refused(built, copy) == [("", "BUILD015")]


def test_words_are_read_back_even_when_the_manifest_was_altered_too(built: Fanzha) -> None:
    first = next(path for path in products(built) if path.name.endswith(".zh.txt"))
    record = built.project / "build/manifest.json"
    before = hashlib.sha256(first.read_bytes()).hexdigest()
    first.write_text("打这个电话：10086\n", "utf-8")
    after = hashlib.sha256(first.read_bytes()).hexdigest()
    record.write_text(record.read_text("utf-8").replace(before, after), "utf-8")
    assert {code for _, code in refused(built, first)} == {"FIT006"}


def test_real_print_is_proven_from_a_stick(tmp_path: Path, package: Path) -> None:
    shutil.copytree(FIXTURES / "minimal", tmp_path / "own", ignore=shutil.ignore_patterns("build", "sms"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "own")
    (tmp_path / "own/materials/card").mkdir()
    (tmp_path / "own/materials/card/one.yml").write_text("tactics: [fake-loan]\nlocales: [zh]\n", "utf-8")
    own = Fanzha(tmp_path / "own", package)
    own.run("build", "card")
    stick = tmp_path / "card.pdf"
    shutil.copy(tmp_path / "own/build/card/fake-loan.zh.pdf", stick)
    assert own.run("verify", str(stick)).stderr.startswith("1 read back, 1 proven")
    rows = (tmp_path / "own/build/print-orders.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert len(rows) == 3 and rows[2] == ""
    digest = hashlib.sha256(stick.read_bytes()).hexdigest()
    for part in ("90 × 54", ",2,双面 two,", "card/fake-loan.zh.pdf", digest, "2026-12-31"):
        assert part in rows[1], part
    report = json.loads((tmp_path / "own/build/manifest.json").read_text("utf-8"))["artifacts"][0]["report"]
    assert (report["pages"], report["trim_mm"], report["standards"]) == (2, [210.0, 297.0], ["PDF/UA-1"])
