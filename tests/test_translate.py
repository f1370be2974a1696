"""`fanzha translate`: every way in which a translation's front matter may be written, and names that are wrong."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest

from fanzha.rewrite import accept_named, translations
from tests.harness import Here

TACTIC = "docs/tactics/fake-loan.en.md"
SLOGANS = "docs/slogans/fake-loan.en.md"
CASE = "docs/cases/deposit.en.md"
FEE, CODE = "4ee7a595612e6e24", "db9b1a53ba734b78"
TACTIC_DIGEST = "3cb5733c435f4247"


def replace_digest(here: Here, path: str, new: str) -> None:
    """Write `new` in the place of the lines between the fences of a translation."""
    file = here.project / path
    file.write_text(re.sub(r"\A---\n.*?^---\n", lambda _: new, file.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE))


def test_nothing_to_do(here: Here) -> None:
    done = here.json("translate")
    assert done == {"ok": True, "accepted": [], "stale": [], "diagnostics": []}


@pytest.mark.parametrize(
    ("front", "after"),
    [
        ("", "---\nsource_digest: \"{}\"\n---\n"),
        ("---\n---\n", "---\nsource_digest: \"{}\"\n---\n"),
        ("---\nhide: [toc]\n---\n", "---\nsource_digest: \"{}\"\nhide: [toc]\n---\n"),
        ("---\nsource_digest:\n# 译者 translator\nhide: [toc]\n---\n",
         "---\nsource_digest: \"{}\"\n# 译者 translator\nhide: [toc]\n---\n"),
        ("---\nhide: [toc]\n\"source_digest\": 'x' # 摘要\n---\n",
         "---\nhide: [toc]\n\"source_digest\": \"{}\" # 摘要\n---\n"),
        ("---\nsource_digest: >-\n  x\n\nhide: [toc]\n---\n", "---\nsource_digest: \"{}\"\n\nhide: [toc]\n---\n"),
        ("---\n{source_digest: x, hide: [toc]}\n---\n", "---\n{{source_digest: \"{}\", hide: [toc]}}\n---\n"),
    ],
    ids=["no front matter", "empty", "missing", "no value", "quoted key", "on two lines", "in braces"],
)  # fmt: skip
def test_a_digest_is_written_however_the_head_looks(here: Here, front: str, after: str) -> None:
    whole = (here.project / TACTIC).read_text("utf-8")
    body = whole.split("---\n", 2)[2]
    here.write(TACTIC, front + body)
    assert here.run("translate", status=1).stdout.split() == [TACTIC]
    here.run("translate", "--accept", "fake-loan")
    assert (here.project / TACTIC).read_text("utf-8") == after.format(TACTIC_DIGEST) + body
    assert here.json("translate")["ok"]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-8", codecs.BOM_UTF8)],
)
def test_the_encoding_and_the_line_ends_stay(here: Here, encoding: str, mark: bytes) -> None:
    file = here.project / TACTIC
    text = file.read_text("utf-8").replace("\n", "\r\n").replace("first.\r\n", "first.\n", 1)
    old = text.replace(TACTIC_DIGEST, "0" * 16)
    file.write_bytes(mark + old.encode(encoding))
    file.chmod(0o600)
    here.run("translate", "--accept-all")
    assert file.read_bytes() == mark + text.encode(encoding)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("front", "after"),
    [
        (
            '---\nsource_digests:\n  # 第一条\n  loan-fee: "0000000000000000"   # 费\n\n  loan-code: "@CODE"\n---\n',
            '---\nsource_digests:\n  # 第一条\n  loan-fee: "@FEE"   # 费\n\n  loan-code: "@CODE"\n---\n',
        ),
        (
            '---\nsource_digests:\n\n  # 第一条\n  loan-code: "@CODE"\n\nallow: []\n---\n',
            '---\n  # 第一条\nsource_digests:\n  loan-code: "@CODE"\n  loan-fee: "@FEE"\n\nallow: []\n---\n',
        ),
        (
            '---\nsource_digests: {loan-fee: x, loan-code: "@CODE"}\n---\n',
            '---\nsource_digests: {loan-fee: "@FEE", loan-code: "@CODE"}\n---\n',
        ),
        ("", '---\nsource_digests:\n  loan-fee: "@FEE"\n  loan-code: "@CODE"\n---\n'),
    ],
    ids=["remarks and blank lines", "a new slogan", "in braces", "no front matter"],
)  # fmt: skip
def test_the_digests_of_slogans_are_written_however_they_look(here: Here, front: str, after: str) -> None:
    front, after = (text.replace("@FEE", FEE).replace("@CODE", CODE) for text in (front, after))
    body = (here.project / SLOGANS).read_text("utf-8").split("---\n", 2)[2]
    here.write(SLOGANS, front + body)
    assert here.run("translate", status=1).stdout.split() == [SLOGANS]
    here.run("translate", "--accept", SLOGANS)
    assert (here.project / SLOGANS).read_text("utf-8") == after + body
    assert here.json("translate")["ok"]


def test_a_name_that_nothing_has_is_an_error(here: Here) -> None:
    here.edit(TACTIC, TACTIC_DIGEST, "0" * 16)
    before = (here.project / TACTIC).read_bytes()
    found = here.json("translate", "--accept", "fake-loan", "--accept", "fake-laon", status=1)["diagnostics"]
    assert [(one["code"], "fake-loan" in one["hint"]["en"]) for one in found] == [("CONF008", True)]
    assert (here.project / TACTIC).read_bytes() == before, "with one name wrong, nothing is accepted"
    here.run("translate", "--accept", "deposit", status=1)
    assert (here.project / TACTIC).read_bytes() == before, "a name that is in step already is no error"


def test_the_exit_code_is_about_all_translations_and_is_explained(here: Here) -> None:
    for path in (TACTIC, CASE):
        replace_digest(here, path, "")
    first = here.run("translate", "--accept", TACTIC, status=1)
    assert first.stdout.split() == [CASE]
    assert f"Accepted {TACTIC}." in first.stderr and "1 translation(s), listed above, lag behind" in first.stderr
    again = here.run("translate", "--accept", TACTIC, status=1)
    assert f"{TACTIC} is in step already" in again.stderr and "Accepted" not in again.stderr
    done = here.json("translate", "--accept", TACTIC, status=1)
    assert (done["ok"], done["accepted"], done["stale"], done["diagnostics"]) == (False, [], [CASE], [])
    last = here.run("translate", "--accept", CASE, status=0)
    assert f"Accepted {CASE}." in last.stderr and "in step with its source" in last.stderr
    assert "lag behind" not in last.stderr and "already" not in last.stderr


def test_what_only_warns_lets_an_acceptance_end_well(here: Here) -> None:
    here.edit(TACTIC, TACTIC_DIGEST, "0" * 16)
    unused = "allow: [{code: WORD001, reason: 试一试, role: second-reader, until: 2026-06-30}]"
    here.edit(TACTIC, "source_digest:", f"{unused}\nsource_digest:")
    here.run("translate", "--accept", TACTIC, status=0)
    found = here.json("check")["diagnostics"]
    assert [(one["code"], one["path"], one["severity"]) for one in found] == [("CONF005", TACTIC, "warning")]


def test_a_path_tells_files_with_one_stem_apart(here: Here) -> None:
    for name in ("deposit.md", "deposit.en.md"):
        (here.project / "docs/cases" / name).rename(here.project / "docs/cases" / name.replace("deposit", "fake-loan"))
    case = "docs/cases/fake-loan.en.md"
    for path in (TACTIC, case):
        replace_digest(here, path, "")
    done = here.json("translate", "--accept", case, status=1)
    assert (done["accepted"], done["stale"]) == ([case], [TACTIC])


def test_what_cannot_be_rewritten_is_left_alone(here: Here) -> None:
    replace_digest(here, TACTIC, "---\n{translated_on: 2026-11-01}\n---\n")
    here.edit(CASE, "source_digest", "# source_digest")
    before = (here.project / TACTIC).read_bytes()
    done = here.json("translate", "--accept-all", status=1)
    assert (done["accepted"], done["stale"]) == ([CASE], [TACTIC])
    (problem,) = done["diagnostics"]
    assert problem["code"] == "CONF011" and TACTIC_DIGEST in problem["hint"]["zh"]
    assert (here.project / TACTIC).read_bytes() == before


def test_a_translation_that_cannot_be_read_is_not_in_step(here: Here) -> None:
    (here.project / TACTIC).write_bytes("# 贷款\n".encode("gbk"))
    (problem,) = here.json("translate", status=1)["diagnostics"]
    assert (problem["code"], problem["path"]) == ("LOAD001", TACTIC)
    (here.project / "materials/publisher.yml").write_text("names: [")
    assert "in step" not in here.run("translate", status=1).stderr


def test_a_file_that_cannot_be_written(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    here.edit(TACTIC, TACTIC_DIGEST, "0" * 16)
    before = sorted((path, path.read_bytes()) for path in (here.project / "docs/tactics").iterdir())
    every, _ = translations(here.project)
    with monkeypatch.context() as context:
        context.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        accepted, (problem,) = accept_named(here.project, every, None)
    assert (accepted, problem.code, problem.place.path) == ([], "BUILD004", TACTIC)
    assert sorted((path, path.read_bytes()) for path in (here.project / "docs/tactics").iterdir()) == before
