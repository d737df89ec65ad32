"""What the READMEs tell a repository of reports to do, and the repository in examples/, run as they stand."""

import json
import os
import re
import shlex
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import pytest
import yaml

from checks.registry import RULES
from checks.rule import AcrossRule
from lint.cli import main
from lint.config import EXPECTED
from lint.config_file import Configurations
from tests.git_repository import ROOT, Repository

EXAMPLES = ROOT / "examples"
READMES = [ROOT / "README.md", ROOT / "README.vi.md", EXAMPLES / "README.md"]
CI = [*(EXAMPLES / ".github" / "workflows").iterdir(), EXAMPLES / ".gitlab-ci.yml"]
# What two reports of examples/ contradict one another about; no rule that looks across reports says more of them.
BETWEEN_REPORTS = [("REP601", "09-NQ/TU"), ("REP601", "1250/KH-UBND")]


@pytest.fixture
def office(tmp_path: Path) -> Repository:
    """A copy of examples/ in a repository of its own, where `doisoat` is this checkout's."""
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    programs = tmp_path / "programs"
    programs.mkdir()
    shim = programs / "doisoat"
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from lint.cli import run; run()"
    shim.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-P", "-c", start, str(ROOT)])} "$@"\n')
    shim.chmod(0o755)
    cache = tmp_path / "cache"
    made = Repository(tmp_path / "examples", PATH=f"{programs}{os.pathsep}{os.environ['PATH']}", DOISOAT_CACHE_DIR=str(cache))
    made.commit()
    return made


def between(findings: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The findings of rules that look across reports: the rule and the document."""
    codes = {rule.code for rule in RULES if issubclass(rule, AcrossRule)}
    return sorted((one["rule"], one["data"].get("document", "")) for one in findings if one["rule"] in codes)


# --- examples/ -------------------------------------------------------------------------------------------------------


def test_the_examples_contradict_one_another_twice(office: Repository):
    done = office.run("doisoat", "check", ".", "--output-format", "json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    states = {report["path"]: report["status"] for report in answer["reports"]}
    assert states == {
        "README.md": "skipped",
        "reports/kon-ray-2021-2025.txt": "checked",
        "reports/kon-tum-2022.txt": "checked",
    }
    assert between(answer["findings"]) == BETWEEN_REPORTS


def test_their_configuration_changes_nothing_that_is_found(office: Repository):
    configured = office.run("doisoat", "check", "--output-format", "json").stdout
    (office.folder / "doisoat.toml").unlink()
    assert office.run("doisoat", "check", "--output-format", "json").stdout == configured


def test_their_configuration_holds_and_names_its_schema():
    path = EXAMPLES / "doisoat.toml"
    config = Configurations().of_folder(EXAMPLES)
    assert (config.file, config.excludes(EXAMPLES / "drafts" / "a.docx")) == (path, True)
    named = re.match(r"#:schema (\S+)\n", path.read_text("utf-8"))
    assert named
    schema = json.loads((EXAMPLES / named[1]).read_text("utf-8"))
    assert set(tomllib.loads(path.read_text("utf-8"))) <= set(schema["properties"])


# --- the READMEs -----------------------------------------------------------------------------------------------------


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)


def commands(path: Path) -> list[list[str]]:
    """The calls of doisoat in a README's blocks, indented or fenced, less what is said of each."""
    lines = re.findall(r"^(?:    )?(?:\$ )?(?:\w+=\S+ )*(doisoat .*)$", path.read_text("utf-8"), re.MULTILINE)
    calls = [re.split(r"\s{2,}|\s[#>]", line.strip())[0] for line in lines]
    return [shlex.split(call)[1:] for call in calls if not re.search(r"\b(PATH|RULE)\b|\.\.\.$", call)]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_commands_have_the_options_that_they_are_told_to_have(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(EXAMPLES)
    calls = commands(path)
    assert len(calls) > 5
    for given in calls:
        name, rest = "doisoat", list(given)
        command: click.Command = main
        while isinstance(command, click.Group):
            name = rest.pop(0)
            command = command.commands[name]
        command.make_context(name, rest)


def test_the_commands_of_the_examples_run(office: Repository):
    """In order, for one writes what the next one reads; none fails, whatever it finds."""
    for block in blocks(EXAMPLES / "README.md", "sh"):
        for line in block.splitlines():
            done = office.run("sh", "-c", line)
            assert done.returncode in (0, 1), f"{line}\n{done.stdout}"
    known = json.loads((office.folder / "doisoat-baseline.json").read_text("utf-8"))
    assert len(known["findings"]) > 50
    assert (office.folder / "doisoat.schema.json").read_bytes() == (ROOT / "lint" / "doisoat.schema.json").read_bytes()
    assert office.run("doisoat", "check", "--baseline", "doisoat-baseline.json").returncode == 0


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (READMES[0], [".pre-commit-config.yaml", ".github/workflows/reports.yml", ".gitlab-ci.yml"]),
        (READMES[1], [".pre-commit-config.yaml"]),
    ],
    ids=["English", "Vietnamese"],
)
def test_what_the_readmes_give_to_copy_are_the_files_of_the_examples(path: Path, names: list[str]):
    assert blocks(path, "yaml") == [(EXAMPLES / name).read_text("utf-8") for name in names]


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path):
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if not target.startswith("http"):
            file, _, heading = target.partition("#")
            linked = path.parent / file if file else path
            assert linked.exists(), target
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE) if heading else []
            assert not heading or heading in [words.lower().replace(" ", "-") for words in headings]


def test_every_key_is_explained():
    table = (EXAMPLES / "README.md").read_text("utf-8").split("## Configuration")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+?) \|", table, re.MULTILINE)
    assert [key for key, _ in rows] == list(EXPECTED)


def test_the_values_of_the_table_are_right_ones(tmp_path: Path):
    table = (EXAMPLES / "README.md").read_text("utf-8").split("## Configuration")[1]
    rows = re.findall(r"^\| `([a-z-]+)` \| `([^`]+)` \|", table, re.MULTILINE)
    assert len(rows) == len(EXPECTED) - 2
    (tmp_path / "doisoat.toml").write_text("".join(f"{key} = {value}\n" for key, value in rows), encoding="utf-8")
    config = Configurations().of_folder(tmp_path)
    assert config.given == {key.replace("-", "_") for key, _ in rows}


# --- CI --------------------------------------------------------------------------------------------------------------


def steps(path: Path) -> list[str]:
    """The commands that a file has the machine run, but for the installation."""
    job = yaml.safe_load(path.read_text("utf-8"))
    if path.name == ".gitlab-ci.yml":
        script: list[str] = job["doisoat"]["script"]
        return script
    return [step["run"] for step in job["jobs"]["doisoat"]["steps"] if step.get("run", "").startswith("doisoat")]


def test_github_is_given_annotations(office: Repository):
    (command,) = steps(EXAMPLES / ".github/workflows/reports.yml")
    done = office.run("bash", "-c", command)
    assert done.returncode == 1
    assert "\n::error title=REP601 cross-report-date-conflict,file=reports/kon-tum-2022.txt,line=789," in done.stdout
    assert "\x1b" not in done.stdout


def test_code_scanning_is_given_the_file_that_is_sent(office: Repository):
    path = EXAMPLES / ".github/workflows/code-scanning.yml"
    (command,) = steps(path)
    assert office.run("bash", "-c", command).returncode == 0
    *_, upload = yaml.safe_load(path.read_text("utf-8"))["jobs"]["doisoat"]["steps"]
    sent = json.loads((office.folder / upload["with"]["sarif_file"]).read_text("utf-8"))
    assert [result["ruleId"] for result in sent["runs"][0]["results"]].count("REP601") == 2


def test_code_scanning_fails_where_a_report_cannot_be_read(office: Repository):
    (command,) = steps(EXAMPLES / ".github/workflows/code-scanning.yml")
    office.write("reports/hỏng.docx", b"PK\x03\x04")
    assert office.run("bash", "-c", command).returncode == 2
    sent = json.loads((office.folder / "doisoat.sarif").read_text("utf-8"))
    assert not sent["runs"][0]["invocations"][0]["executionSuccessful"]


def test_gitlab_is_given_both_files(office: Repository):
    path = EXAMPLES / ".gitlab-ci.yml"
    statuses = [office.run("bash", "-eo", "pipefail", "-c", command).returncode for command in steps(path)]
    assert statuses == [0, 1]
    artifacts = yaml.safe_load(path.read_text("utf-8"))["doisoat"]["artifacts"]["reports"]
    quality = json.loads((office.folder / artifacts["codequality"]).read_text("utf-8"))
    assert {issue["location"]["path"] for issue in quality} == {
        "reports/kon-ray-2021-2025.txt",
        "reports/kon-tum-2022.txt",
    }
    suites = ElementTree.parse(office.folder / artifacts["junit"]).getroot()
    assert int(suites.attrib["failures"]) > 0


@pytest.mark.parametrize("path", CI, ids=lambda path: path.name)
def test_ci_installs_from_one_place_and_hides_its_cache(path: Path, office: Repository):
    text = path.read_text("utf-8")
    hooks = yaml.safe_load((EXAMPLES / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]
    assert text.count(f"pip install git+{hooks['repo']}@{hooks['rev']}\n") == 1
    if "DOISOAT_CACHE_DIR" in text:
        (folder,) = set(re.findall(r"DOISOAT_CACHE_DIR: (\S+)", text))
        office.environment["DOISOAT_CACHE_DIR"] = folder
        office.run("doisoat", "check", ".")
        assert list((office.folder / folder).rglob("??/*"))
        assert office.run("doisoat", "check", ".", "--output-format", "json").stdout.count('"status"') == 3
        assert re.search(rf"path(?:s: \[|: ){re.escape(folder)}", text)
