"""What `fanzha check` says to machines, and the page of each code."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

import fanzha.checks
from fanzha.checks import lifecycle, publisher, references, translations
from fanzha.cli import main
from fanzha.diagnostics import Diagnostic, Entry, Place, Severity, catalogue
from fanzha.diagnostics.catalogue import families, family, family_of
from fanzha.diagnostics.github import as_github
from fanzha.diagnostics.reference import as_markdown, page
from fanzha.diagnostics.sarif import as_sarif
from tests.harness import FIXTURES, ROOT

Run = Callable[..., Result]
TACTIC = "docs/tactics/fake-loan.md"
LINE = "近日,说好放款,先收费用。"


@pytest.fixture(scope="module")
def sarif() -> Any:
    """Return the validator of the OASIS schema."""
    schema = json.loads((FIXTURES / "sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
    assert schema["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command line, run on the small project with a few checks."""
    few = (lifecycle, publisher, references, translations)
    monkeypatch.setattr(fanzha.checks, "_modules", lambda: few)
    shutil.rmtree(project / "materials/sms")

    def invoke(*arguments: str, status: int = 0) -> Result:
        done = CliRunner().invoke(main, ["--project", str(project), *arguments])
        assert done.exit_code == status, (done.output, done.exception)
        return done

    return invoke


@pytest.fixture
def fixable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add a code that --fix may mend."""
    words = {"message": "半角“{found}”", "hint": "改成全角", "why": "不好看", "what": "汉字之间的逗号"}
    entry = Entry(
        "TYPO901", Severity.WARNING, True, words, words, fixable=True, bad="近日,", good="近日，", check="C-48"
    )
    monkeypatch.setitem(family("TYPO"), "TYPO901", entry)


def logged(found: list[Diagnostic]) -> Any:
    """Return the one run of a log."""
    (only,) = json.loads(as_sarif(found, "both", "1.2.3"))["runs"]
    return only


def test_the_validator_refuses_what_is_no_sarif(sarif: Any) -> None:
    log = json.loads(as_sarif([Diagnostic.at("BUILD005")], "en", "1.2.3"))
    sarif.validate(log)
    del log["runs"][0]["results"][0]["message"]
    with pytest.raises(jsonschema.ValidationError):
        sarif.validate(log)


def test_every_code_makes_valid_sarif(sarif: Any) -> None:
    """With a place, without one, for the whole file and for the whole line, in each language."""
    places = [Place(), Place("docs/a.md"), Place("docs/a.md", 3), Place("docs/a.md", 3, 2, 4, "一二三四五六")]
    fields = re.compile(r"(?<!\{)\{([a-z_]+)\}")
    found = []
    for number, (code, entry) in enumerate(catalogue().items()):
        names = {name for text in (*entry.zh.values(), *entry.en.values()) for name in fields.findall(text)}
        args = tuple((name, "{0} [x](y)") for name in sorted(names))
        found.append(Diagnostic(code, places[number % len(places)], args))
    for language in ("zh", "en", "both"):
        log = json.loads(as_sarif(found, language, "1.2.3"))
        sarif.validate(log)
        only = log["runs"][0]
        assert [one["ruleId"] for one in only["results"]] == list(catalogue())
        assert [only["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in only["results"]] == list(catalogue())
        assert "{0}" not in re.sub(r"\{\{0\}\}", "", json.dumps(only)), "a placeholder without its argument"


@pytest.mark.usefixtures("fixable")
def test_a_finding_in_sarif(sarif: Any) -> None:
    place = Place("docs/假 100%.md", 7, 8, 1, LINE)
    log = json.loads(as_sarif([Diagnostic.at("TYPO901", place, "，", found=",")], "both", "1.2.3"))
    sarif.validate(log)
    (only,) = log["runs"]
    (result,) = only["results"]
    where = result["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "docs/%E5%81%87%20100%25.md", "uriBaseId": "SRCROOT"}
    assert where["region"] == {"startLine": 7, "startColumn": 8, "endColumn": 9, "snippet": {"text": ","}}
    assert where["contextRegion"]["snippet"]["text"] == LINE and only["columnKind"] == "unicodeCodePoints"
    (change,) = result["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    deleted = replacement["deletedRegion"]
    mended = (
        LINE[: deleted["startColumn"] - 1] + replacement["insertedContent"]["text"] + LINE[deleted["endColumn"] - 1 :]
    )
    assert mended == "近日,说好放款，先收费用。"
    rule = only["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["defaultConfiguration"]["level"], result["level"]) == ("warning", "warning")
    assert rule["properties"]["tags"] == ["TYPO", "C-48"]
    assert rule["help"]["markdown"] == page("TYPO901")
    assert only["tool"]["driver"]["version"] == "1.2.3"


@pytest.mark.usefixtures("fixable")
def test_a_fingerprint_outlives_lines_above_and_tells_equal_findings_apart() -> None:
    def prints(*lines: int) -> list[str]:
        found = [Diagnostic.at("TYPO901", Place("a.md", line, 8, 1, LINE), "，", found=",") for line in lines]
        return [one["partialFingerprints"]["fanzha/v1"] for one in logged(found)["results"]]

    assert prints(7, 9) == prints(8, 20)
    assert len(set(prints(7, 9, 11))) == 3


def test_what_has_no_file_has_no_location() -> None:
    (result,) = logged([Diagnostic.at("BUILD005")])["results"]
    assert "locations" not in result
    (result,) = logged([Diagnostic.at("CONF004", Place("materials/publisher.yml"))])["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


def test_a_replacement_that_nobody_may_write_is_not_offered() -> None:
    found = [Diagnostic.at("LOAD015", Place("a.md", 7, 8, 1, LINE), "，", date="")]
    assert "fixes" not in logged(found)["results"][0]


def test_sarif_of_a_project(project: Path, run: Run, sarif: Any) -> None:
    text = (project / TACTIC).read_text("utf-8")
    (project / TACTIC).write_text(text.replace("category: loan", "category: laon"), "utf-8")
    done = run("check", "--format", "sarif", status=1)
    assert done.stderr == ""
    log = json.loads(done.stdout)
    sarif.validate(log)
    (result,) = [one for one in log["runs"][0]["results"] if one["level"] == "error"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert str(project) not in done.stdout, "nothing about this machine"
    chinese = json.loads(run("check", "--format", "sarif", "--lang", "zh", status=1).stdout)
    assert "\n" not in chinese["runs"][0]["results"][0]["message"]["text"]


def test_no_project_is_said_in_every_format(tmp_path: Path, sarif: Any) -> None:
    def output(*arguments: str) -> str:
        done = CliRunner().invoke(main, ["--project", str(tmp_path), "check", *arguments])
        assert done.exit_code == 1, done.output
        return done.stdout

    log = json.loads(output("--format", "sarif"))
    sarif.validate(log)
    assert log["runs"][0]["invocations"] == [{"executionSuccessful": False}]
    assert json.loads(output("--json"))["diagnostics"][0]["code"] == "CONF001"
    assert output("--format", "github").startswith("::error file=materials/publisher.yml,title=CONF001::")


@pytest.mark.usefixtures("fixable")
def test_github_gets_one_escaped_line_a_finding() -> None:
    found = [
        Diagnostic.at("TYPO901", Place("docs/a, b: 100%.md", 7, 8, 2, LINE), found="100%\r,:"),
        Diagnostic.at("BUILD005"),
        Diagnostic.at("CONF004", Place("materials/publisher.yml")),
    ]
    first, second, third = as_github(found, "zh").split("\n")
    assert first == (
        "::warning file=docs/a%2C b%3A 100%25.md,line=7,col=8,endColumn=10,title=TYPO901::半角“100%25%0D,:”%0A改成全角"
    )
    assert second.startswith("::error title=BUILD005::另一个")
    assert third.startswith("::notice file=materials/publisher.yml,title=CONF004::")
    assert as_github(found, "both").count("\n") == 2


def test_github_and_json_of_a_project(project: Path, run: Run) -> None:
    clean = run("check", "--format", "github").stdout
    assert not re.search(r"^::(error|warning)", clean, re.MULTILINE)
    (project / "docs/cases/deposit.en.md").unlink()
    commands = run("check", "--format", "github", "--strict", status=1).stdout.splitlines()
    assert any(one.startswith("::warning file=docs/cases/deposit.md,") for one in commands)
    assert run("check", "--json").stdout == run("check", "--format", "json").stdout
    words = run("check", "--json", "--format", "sarif", status=2).stderr
    assert "不能一起用" in words and "does not go" in words


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_each_code_has_its_page(code: str) -> None:
    entry = catalogue()[code]
    for language, heading in (("zh", "- 怎么改："), ("en", "- How to mend it: ")):
        text = page(code, language)  # type: ignore[arg-type]
        assert text.startswith(f"# {code}\n") and heading in text
        assert ("怎么改" in text) == (language == "zh")
        assert not re.search(r"\{[a-z_]+\}", text.split("```")[0]), "an unfilled field"
        assert (entry.bad in text) and (entry.good in text)
    assert page(code, "both", 2) in as_markdown()


@pytest.mark.usefixtures("fixable")
def test_a_page_shows_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    assert page("TYPO901", "zh") == (
        "# TYPO901\n\n警告 · 可用 allow 豁免 · 可用 --fix 自动改 · C-48\n\n**半角“…”**\n\n"
        "- 查什么：汉字之间的逗号\n- 为什么：不好看\n- 怎么改：改成全角\n\n"
        "不好\n\n```text\n近日,\n```\n\n好\n\n```text\n近日，\n```\n"
    )
    entry = catalogue()["TYPO901"]
    fenced = Entry("TYPO901", Severity.ERROR, False, entry.zh, entry.en, bad="````\nx\n````")
    monkeypatch.setitem(family("TYPO"), "TYPO901", fenced)
    assert "`````text\n````\nx\n````\n`````" in page("TYPO901")


def test_explain_works_anywhere(tmp_path: Path) -> None:
    def explain(code: str, *more: str, status: int = 0) -> Result:
        done = CliRunner().invoke(main, ["--project", str(tmp_path), "check", "--explain", code, *more])
        assert done.exit_code == status, done.output
        return done

    assert explain("load007").stdout == page("LOAD007")
    assert explain("LOAD007", "--lang", "en").stdout == page("LOAD007", "en")
    assert json.loads(explain("LOAD007", "--json").stdout) == {"code": "LOAD007", "page": page("LOAD007")}
    words = explain("LOAD07", status=1).stderr
    assert "CONF020" in words and re.search("Did you mean LOAD0", words)


@pytest.mark.parametrize("date", ["2027-13-01", "tomorrow", "27-01-01", "20270101", "２０２７-01-01"])
def test_a_day_that_is_none_is_a_usage_error(run: Run, date: str) -> None:
    words = run("check", "--on", date, status=2).stderr
    assert "不是日期" in words and "is not a date" in words


def test_the_day_may_be_chosen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def codes(*arguments: str, status: int = 0) -> set[str]:
        return {
            one["code"] for one in json.loads(run("check", "--json", *arguments, status=status).stdout)["diagnostics"]
        }

    monkeypatch.setenv("FANZHA_TODAY", "2026-11-22")
    assert codes("--on", "2031-01-01", "--strict", status=1) - codes(), "by then everything is overdue"
    monkeypatch.setenv("FANZHA_TODAY", "someday")
    words = run("check", status=2).stderr
    assert "FANZHA_TODAY 要写成日期" in words and "must be a date" in words


def test_the_options_are_explained_chinese_first(run: Run) -> None:
    text = " ".join(run("check", "--help").stdout.split())
    for option in ("--format", "--fix", "--diff", "--accept", "--explain", "--on"):
        assert re.search(rf"{option}\b[^a-z]*[^\u4e00-\u9fff]{{0,40}}[\u4e00-\u9fff]", text), option


def test_the_contents_name_every_family_and_code() -> None:
    contents = as_markdown().split("\n## ", 1)[0]
    for code in catalogue():
        assert f"[{code}](#{code.lower()})" in contents
    for name in {family_of(code) for code in catalogue()}:
        assert re.search(rf"^- \*\*{name}\*\* .*[\u4e00-\u9fff].*[a-z]", contents, re.MULTILINE), name


def test_a_code_is_found_without_reading_the_other_families() -> None:
    for name in families():
        assert {family_of(code) for code in family(name)} == {name}, "a code stands in another family's file"
    assert len(catalogue()) == len(list(catalogue())) and list(catalogue()) == sorted(catalogue())
    assert "LOAD007" in catalogue()
    for nonsense in ("LOAD999", "load007", "LOAD", "", "007", "../LOAD007"):
        assert nonsense not in catalogue() and catalogue().get(nonsense) is None


def test_the_hooks_are_valid_and_their_commands_exist() -> None:
    import yaml

    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert set(hooks) == {"fanzha-check", "fanzha-fix"}
    for hook in hooks.values():
        assert {"id", "name", "entry", "language"} <= set(hook) and hook["pass_filenames"] is False
        pattern = re.compile(hook["files"])
        assert pattern.search("docs/a.md") and pattern.search("materials/publisher.yml")
        assert not pattern.search("src/docs.py") and not pattern.search("docs-dev/a.md")
        program, command, *options = hook["entry"].split()
        assert program == "fanzha"
        known = {name for parameter in main.commands[command].params for name in parameter.opts}
        assert set(options) <= known
    words = (ROOT / "docs-dev/pre-commit.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", words, re.DOTALL)
    used = {hook["id"] for repo in yaml.safe_load(example)["repos"] for hook in repo["hooks"]}
    assert used == set(hooks)
