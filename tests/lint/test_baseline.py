"""The baseline: what it knows stays known through edits elsewhere, what is new is told, and nothing of it is lost."""

import json
import unicodedata
from pathlib import Path

import pytest

from lint import baseline, cache
from lint.failure import Failure
from lint.output import files
from tests.lint.batch import BOTH, CLEAN, ERROR, PLAN, Here

NAME = "known.json"
WITH = ("--baseline", NAME, "-j", "1")
OTHER = ERROR.replace("số 12/", "số 34/")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    here = Here(tmp_path, monkeypatch)
    here.write({"a.txt": BOTH, "y/b.txt": ERROR, "c.txt": CLEAN})
    return here


def write(here: Here, *argv: str) -> str:
    """Write the baseline; its text."""
    said = here.run("check", *(argv or (".",)), *WITH, "--write-baseline", "--lang", "en")
    assert (said.status, said.out) == (0, ""), said
    return (here.folder / NAME).read_text(encoding="utf-8")


def known(here: Here) -> list[tuple[str, str]]:
    table = json.loads((here.folder / NAME).read_text(encoding="utf-8"))
    return [(one["path"], one["rule"]) for one in table["findings"]]


ALL = [("a.txt", "invalid-date"), ("a.txt", "repeated-word"), ("y/b.txt", "invalid-date")]


def test_what_is_written_is_known(here: Here):
    assert here.check(".").status == 1
    write(here)
    assert sorted(known(here)) == ALL
    said = here.check(".", *WITH)
    assert (said.status, said.rules(), said.err) == (0, [], "")
    assert [report["known"] for report in said.answer()["reports"]] == [2, 0, 1]
    assert said.answer()["summary"]["error"] == 0
    assert "3 đã biết" in " ".join(here.run("check", ".", *WITH).out.split())


def test_the_file_is_for_people_too(here: Here):
    text = write(here)
    assert write(here) == text
    assert write(here, "y", "c.txt", "a.txt") == text
    lines = text.splitlines()
    assert [json.loads(line.rstrip(","))["path"] for line in lines[1:-1]] == ["a.txt", "a.txt", "y/b.txt"]
    assert '"excerpt": "ngày 31/02/2022"' in text
    assert text.endswith("]}\n")


@pytest.mark.parametrize("extra", [["-j", "1"], ["-j", "2"], ["--no-cache"], ["--lang", "en"], ["--lang", "vi", "-j", "2"]])
def test_it_does_not_depend_on_how_a_run_is_made(here: Here, extra: list[str]):
    text = write(here)
    (here.folder / NAME).unlink()
    assert here.run("check", ".", "--baseline", NAME, "--write-baseline", *extra).status == 0
    assert (here.folder / NAME).read_text(encoding="utf-8") == text
    assert here.check(".", "--baseline", NAME, *extra).rules() == []


@pytest.mark.parametrize(
    ("name", "edited"),
    [
        ("lines before", "Dòng một.\n\nDòng hai.\n" + BOTH),
        ("lines after", BOTH + "\nThực hiện nhiệm vụ được giao.\n"),
        ("lines between", BOTH.replace("\n\n", "\n\nNăm 2022, tỉnh đạt kết quả.\n\n")),
        ("another finding repaired", BOTH.replace("thực hiện thực hiện", "thực hiện")),
        ("another line break", BOTH.replace("ngày 31/02/2022", "ngày\n31/02/2022")),
        ("line ends", BOTH.replace("\n", "\r\n")),
    ],
)
def test_it_outlives_edits_elsewhere(here: Here, name: str, edited: str):
    write(here)
    here.write({"a.txt": edited})
    assert here.check(".", *WITH).rules() == [], name


def test_it_outlives_another_version_and_format(here: Here, monkeypatch: pytest.MonkeyPatch):
    text = write(here)
    monkeypatch.setattr("lint.__version__", "99.0")
    monkeypatch.setattr(cache, "edition", lambda: "0123456789abcdef")
    assert here.check(".", *WITH).rules() == []
    assert write(here) == text


def test_a_new_finding_is_told(here: Here):
    write(here)
    here.write({"a.txt": BOTH + "Thực hiện Quyết định số 77/QĐ-UBND ngày 30/02/2022 của UBND huyện.\n"})
    said = here.check(".", *WITH)
    assert (said.status, said.rules()) == (1, [("a.txt", "invalid-date")])
    assert said.answer()["findings"][0]["excerpt"] == "ngày 30/02/2022"


def test_a_renamed_report_is_a_new_one(here: Here):
    write(here)
    (here.folder / "a.txt").rename(here.folder / "z.txt")
    said = here.check(".", *WITH, "--lang", "en")
    assert {path for path, _ in said.rules()} == {"z.txt"}
    assert "2 entries fire no more" in said.err


def test_equal_claims_are_counted(here: Here):
    twice = WORDS + WORDS
    here.write({"a.txt": CLEAN + twice})
    write(here)
    assert known(here).count(("a.txt", "repeated-word")) == 2
    assert here.check(".", *WITH).rules() == []
    here.write({"a.txt": CLEAN + twice + WORDS})
    assert here.check(".", *WITH).rules() == [("a.txt", "repeated-word")]
    here.write({"a.txt": CLEAN + WORDS})
    said = here.check(".", *WITH, "--lang", "en")
    assert (said.rules(), "1 entries fire no more" in said.err) == ([], True)


WORDS = "Các phòng, ban đã thực hiện thực hiện nhiệm vụ.\n"


def test_a_finding_suppressed_is_not_written(here: Here):
    comment = BOTH.replace("về kế hoạch.", "về kế hoạch. <!-- doisoat: ignore CIT105 -- đã đính chính -->")
    here.write({"a.txt": comment})
    write(here)
    assert sorted(known(here)) == ALL[1:]


# --- what fires no more ----------------------------------------------------------------------------------------------


def test_what_fires_no_more_is_told_and_taken_out_on_request(here: Here):
    write(here)
    here.write({"a.txt": CLEAN})
    said = here.check(".", *WITH, "--lang", "en")
    assert said.status == 0
    assert said.err.startswith(f"doisoat: {NAME}: 2 entries fire no more (take them out with --prune-baseline): a.txt ")
    assert sorted(known(here)) == ALL
    said = here.check(".", *WITH, "--prune-baseline", "--lang", "en")
    assert (said.status, said.err) == (0, f"doisoat: {NAME}: 2 entries were taken out\n")
    assert known(here) == [("y/b.txt", "invalid-date")]
    assert here.check(".", *WITH).err == ""


@pytest.mark.parametrize(
    "argv",
    [
        ["y"],
        ["c.txt"],
        ["a.txt", "--select", "TXT"],
        [".", "--select", "NUM"],
        [".", "--ignore", "invalid-date"],
        [".", "--exclude", "a.txt"],
    ],
)
def test_only_of_reports_checked_and_rules_run(here: Here, argv: list[str]):
    text = write(here)
    here.write({"a.txt": CLEAN + WORDS, "y/b.txt": ERROR})
    assert here.check(*argv, *WITH).err == ""
    here.check(*argv, *WITH, "--prune-baseline")
    assert (here.folder / NAME).read_text(encoding="utf-8") == text


def test_a_report_that_cannot_be_read_loses_no_entry(here: Here):
    text = write(here)
    here.write({"a.txt": "Thực hiện".encode("utf-16-le")})
    assert here.check(".", *WITH, "--prune-baseline").status == 2
    assert (here.folder / NAME).read_text(encoding="utf-8") == text
    assert here.run("check", ".", *WITH, "--write-baseline").status == 2
    assert (here.folder / NAME).read_text(encoding="utf-8") == text


def test_reports_that_are_gone_fire_no_more(here: Here):
    write(here)
    (here.folder / "y/b.txt").unlink()
    here.check("a.txt", *WITH, "--prune-baseline")
    assert sorted(known(here)) == ALL[:2]


@pytest.mark.parametrize(
    "name", ["tỉnh\N{NO-BREAK SPACE}A/quý\N{NON-BREAKING HYPHEN}1.txt", unicodedata.normalize("NFD", "tỉnh/báo cáo.txt")]
)
def test_names_in_another_form_of_unicode_are_there(here: Here, name: str):
    here.write({name: ERROR})
    text = write(here)
    assert here.check("c.txt", *WITH, "--prune-baseline").err == ""
    assert (here.folder / NAME).read_text(encoding="utf-8") == text
    assert here.check(".", *WITH).rules() == []
    (here.folder / name).unlink()
    assert "1 entries" in here.check("c.txt", *WITH, "--prune-baseline", "--lang", "en").err


@pytest.mark.parametrize(
    ("argv", "left"),
    [
        (["y/b.txt"], [*ALL[:2], ("y/b.txt", "invalid-date")]),
        (["a.txt"], [ALL[0], ALL[2]]),
        (["a.txt", "--select", "CIT"], ALL),
        ([".", "--select", "TXT"], [ALL[0], ALL[2]]),
        ([".", "--ignore", "TXT,CIT"], ALL),
    ],
)
def test_to_write_a_part_anew_leaves_the_rest(here: Here, argv: list[str], left: list[tuple[str, str]]):
    write(here)
    here.write({"a.txt": ERROR})
    write(here, *argv)
    assert sorted(known(here)) == left


# --- findings across reports -----------------------------------------------------------------------------------------


@pytest.fixture
def across(here: Here) -> Here:
    for name in ("a.txt", "y/b.txt", "c.txt"):
        (here.folder / name).unlink()
    here.write({"1.txt": PLAN.format(day=14, province=" Sơn La"), "2.txt": PLAN.format(day=24, province=" Sơn La")})
    return here


def test_findings_across_reports_are_known(across: Here):
    assert [rule for _, rule in across.check(".").rules()] == ["cross-report-date-conflict"]
    text = write(across)
    assert len(known(across)) == 1
    assert across.check(".", *WITH).rules() == []
    # A third report that agrees with the first makes the other one stand out: still the same conflict.
    across.write({"3.txt": PLAN.format(day=24, province=" Sơn La")})
    assert across.check(".", *WITH).rules() == []
    across.write({"3.txt": PLAN.format(day=25, province=" Sơn La")})
    assert len(across.check(".", *WITH).rules()) == 1
    (across.folder / "3.txt").unlink()
    for argv in (["1.txt"], ["2.txt"], ["1.txt", "--select", "REP"]):
        said = across.check(*argv, *WITH, "--prune-baseline")
        assert (said.rules(), said.err) == ([], "")
        write(across, *argv)
        assert (across.folder / NAME).read_text(encoding="utf-8") == text


# --- where it is -----------------------------------------------------------------------------------------------------


def test_a_run_from_another_folder(here: Here):
    text = write(here)
    for cwd, argv in (("y", ["..", "--baseline", f"../{NAME}"]), ("y", ["b.txt", "--baseline", f"../{NAME}"])):
        assert here.check(*argv, cwd=cwd).rules() == []
        assert here.run("check", *argv, "--write-baseline", cwd=cwd).status == 0
        assert (here.folder / NAME).read_text(encoding="utf-8") == text
    assert here.check(str(here.folder), "--baseline", str(here.folder / NAME), cwd="y").rules() == []


def test_a_baseline_in_another_folder(here: Here):
    here.write({"etc/x": ""})
    assert here.run("check", ".", "--baseline", "etc/k.json", "--write-baseline").status == 0
    assert '"../a.txt"' in (here.folder / "etc/k.json").read_text(encoding="utf-8")
    assert here.check(".", "--baseline", "etc/k.json").rules() == []


# --- what is no baseline ---------------------------------------------------------------------------------------------

MERGED = '{"version": 1, "findings": [\n<<<<<<< HEAD\n{}\n=======\n>>>>>>> other\n]}\n'


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("extra", [[], ["--prune-baseline"], ["--write-baseline"]])
@pytest.mark.parametrize(
    "words",
    [
        MERGED,
        "",
        "[]",
        "null",
        "{}",
        '{"version": 2, "findings": []}',
        '{"version": 2, "entries": {}}',
        '{"version": "1", "findings": []}',
        '{"version": 1, "findings": {}}',
        '{"version": 1, "findings": [1]}',
        '{"version": 1, "findings": [{}]}',
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "c"}]}',
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": 1, "excerpt": "d"}]}',
        '{"version": 1, "findings": [{"path": "a", "rule": "b", "fingerprint": "c", "excerpt": "d", "line": "e"}]}',
        '{"version": 1, "findings": []} x',
        b"\xff\xfe{\x00",
        b"\x00",
    ],
)
def test_what_is_no_baseline_is_one_line_and_stays(here: Here, words: str | bytes, extra: list[str], language: str):
    here.write({NAME: words})
    line = here.check(".", *WITH, *extra, "--lang", language).complaint()
    assert line.startswith(f"doisoat: {NAME}: ")
    assert ("--write-baseline" in line) or "version" in line or "phiên bản" in line or "đọc" in line or "read" in line
    assert (here.folder / NAME).read_bytes() == (words if isinstance(words, bytes) else words.encode())


def test_the_configured_one_is_called_by_its_path_from_here(here: Here):
    here.write({"doisoat.toml": 'baseline = "known.json"'})
    assert here.check("c.txt").complaint().startswith("doisoat: known.json: ")


@pytest.mark.parametrize("extra", [[], ["--prune-baseline"]])
def test_one_that_is_not_there_is_one_line(here: Here, extra: list[str]):
    assert "--write-baseline" in here.check(".", *WITH, *extra).complaint()


def test_a_folder_or_none_in_its_place(here: Here):
    (here.folder / NAME).mkdir()
    assert here.run("check", ".", *WITH).status == 2
    said = here.run("check", ".", "--baseline", "none/k.json", "--write-baseline")
    assert said.status == 2
    assert "none/k.json" in said.err


def test_it_is_written_whole_or_not_at_all(here: Here, monkeypatch: pytest.MonkeyPatch):
    text = write(here)
    here.write({"a.txt": BOTH + OTHER.splitlines()[-1]})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files.os, "chmod", full)  # type: ignore[attr-defined]
        said = here.run("check", ".", *WITH, "--write-baseline")
    assert said.status == 2
    assert "No space left" in said.err
    assert (here.folder / NAME).read_text(encoding="utf-8") == text
    assert [path.name for path in here.folder.iterdir() if "tmp" in path.name] == []


def test_an_excerpt_may_hold_anything(here: Here):
    here.write({"a.txt": ERROR.replace("Quyết định số", 'Quyết định "số" \\')})
    write(here)
    assert here.check(".", *WITH).rules() == []


def test_nothing_known_is_a_baseline_too(here: Here):
    (here.folder / "a.txt").unlink()
    (here.folder / "y/b.txt").unlink()
    write(here)
    assert known(here) == []
    assert here.check(".", *WITH).status == 0


def test_failures_are_in_both_languages():
    with pytest.raises(Failure) as failed:
        baseline.read(Path("none.json"))
    assert failed.value.text.vi != failed.value.text.en
