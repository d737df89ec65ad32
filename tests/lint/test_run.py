"""Runs over many reports: in whatever way they are checked, kept and read back, the results are the same."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checks.registry import RULES, by_code
from lint import cache, engine, packed
from lint.engine import Result
from lint.run import Run, Wishes
from lint.spool import Held, InMemory, Spool
from tests.formats.document import sample
from tests.formats.reading import TABLES, WRITERS
from tests.lint.batch import BOTH, CLEAN, ERROR, PLAN, WARNING, Here
from tests.lint.test_cli import DOISOAT, environment

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "reports"
FORMS = ("json", "json-lines", "terminal", "concise", "sarif", "github", "gitlab", "junit")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One report in every format, and all that may stand beside it."""
    folder = tmp_path_factory.mktemp("repository")
    document = sample()
    for name, write in (*WRITERS.values(), *TABLES.values()):
        (folder / name).write_bytes(write(document))
    texts: dict[str, str | bytes] = {
        "năm 2022/a.txt": PLAN.format(day=14, province=" Sơn La"),
        "năm 2022/b.txt": PLAN.format(day=24, province=" Sơn La"),
        "năm 2022/c.md": PLAN.format(day=24, province=" Sơn La"),
        "same.txt": BOTH,
        "same.md": BOTH,
        "same again.txt": BOTH,
        "commented.txt": BOTH.replace("về kế hoạch.", "về kế hoạch. <!-- doisoat: ignore CIT105 -- đã đính chính -->"),
        "commented in vain.txt": CLEAN + "<!-- doisoat: ignore-file CIT105 -- đã đính chính -->\n",
        "many.txt": CLEAN + "Các xã đã ban hành ban hành văn bản.\n" * 600,
        "notes.txt": "Mua sữa, bánh mì.\n",
        "empty.txt": "",
        "blank.md": " \n\n",
        "broken.docx": b"PK\x03\x04 broken",
        "broken.pdf": b"%PDF-1.7 broken",
        "utf16.txt": "Thực hiện".encode("utf-16-le"),
        "old.doc": b"\xd0\xcf\x11\xe0",
        "doisoat.toml": '[severity]\nTXT501 = "note"\n[per-file-ignores]\n"same again.txt" = ["CIT"]\n'
        '[[suppress]]\nrules = ["CIT105"]\ntext = "Quyết định số 12/QĐ-UBND"\npath = "same.md"\nreason = "đã đính chính"\n',
    }
    Here(folder, pytest.MonkeyPatch()).write(texts)
    for report in EXAMPLES.iterdir():
        shutil.copy(report, folder)
    return folder


def printed(folder: Path, store: Path, *argv: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [DOISOAT, "check", *argv],
        cwd=folder,
        env=environment(DOISOAT_CACHE_DIR=str(store), COLUMNS="100"),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_processes_and_cache_change_nothing(repository: Path, tmp_path: Path):
    argv = [".", "--output-format", "json"]
    usual = printed(repository, tmp_path / "none", *argv, "-j", "1", "--no-cache")
    answer = json.loads(usual[1])
    assert answer["summary"]["failed"] == 3
    assert {report["status"] for report in answer["reports"]} == {"checked", "failed", "skipped"}
    assert {finding["rule"][:3] for finding in answer["findings"]} == {"CIT", "NUM", "LST", "FTN", "TXT", "REP", "SUP"}
    assert sum(report["suppressed"] for report in answer["reports"]) == 2
    for cold, warm in (("1", "2"), ("2", "1"), ("4", "4")):
        store = tmp_path / cold
        assert printed(repository, store, *argv, "-j", cold) == usual, f"-j {cold}, cold"
        assert printed(repository, store, *argv, "-j", warm) == usual, f"-j {cold}, then -j {warm}"
    assert printed(repository, tmp_path / "none", *argv, "-j", "2", "--no-cache") == usual
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("form", FORMS)
def test_every_output_is_the_same_from_the_cache(repository: Path, tmp_path: Path, form: str, request: pytest.FixtureRequest):
    store = request.config.stash.setdefault(STORE, tmp_path / "store")
    argv = ["năm 2022", "same.txt", "same.md", "commented.txt", "report.docx", "report.pdf", "--output-format", form]
    argv += ["--statistics", "--fail-on", "note"]
    usual = printed(repository, store, *argv, "-j", "1", "--no-cache")
    hide = (lambda words: words) if form != "github" else without_token
    for processes in ("1", "2"):
        status, out, err = printed(repository, store, *argv, "-j", processes)
        assert (status, hide(out), err) == (usual[0], hide(usual[1]), usual[2])


STORE = pytest.StashKey[Path]()


def without_token(words: str) -> str:
    """An output without the word that is another one each time."""
    token = words.split("::stop-commands::")[1].split("\n")[0]
    return words.replace(token, "")


def test_each_report_alone_is_as_among_others(repository: Path, monkeypatch: pytest.MonkeyPatch):
    here = Here(repository, monkeypatch)
    answer = here.check(".", "-j", "1").answer()
    for report in answer["reports"]:
        if report["path"] not in (
            "same again.txt",
            "same.md",
            "commented.txt",
            "many.txt",
            "report.odt",
            "report.pdf",
            "broken.pdf",
        ):
            continue
        alone = here.check(report["path"]).answer()
        assert alone["reports"] == [report]
        assert alone["findings"] == [finding for finding in answer["findings"] if finding["path"] == report["path"]]


@pytest.mark.parametrize(
    "select",
    [
        ["--select", "CIT"],
        ["--select", "TXT", "--ignore", "TXT501"],
        ["--select", "NUM201"],
        ["--select", "REP,SUP"],
    ],
)
def test_a_selection_of_what_is_cached(repository: Path, tmp_path: Path, select: list[str]):
    argv = ["năm 2022", "commented.txt", "same.txt", "many.txt", "report.docx", "--output-format", "json"]
    printed(repository, tmp_path, *argv)
    assert printed(repository, tmp_path, *argv, *select) == printed(repository, tmp_path, *argv, *select, "--no-cache")


# --- the same, held in memory or in a file ---------------------------------------------------------------------------


def told(run: Run) -> list[Any]:
    """All that outputs read of a run."""
    run.finish()
    results = [
        (
            result.path,
            result.status,
            result.format,
            result.error,
            result.cut,
            result.counts,
            result.remarks,
            result.suppressed,
            result.known,
            result.findings,
        )
        for result in run
    ]
    heads = [(result.path, result.status, result.error, result.counts, result.findings) for result in run.heads()]
    return [results, heads, dict(run.severities()), run.rules()]


def results_of(folder: Path) -> list[Result]:
    from lint import discovery

    files = discovery.find([str(folder)])
    return [engine.check_one(file, RULES) for file in files]


@pytest.fixture(scope="module")
def checked(repository: Path) -> list[Result]:
    return results_of(repository)


def test_in_memory_or_spooled(checked: list[Result]):
    def run(hold: Any, wishes: Wishes) -> list[Any]:
        run = Run()
        for result in checked:
            run.add(hold(result), wishes)
        return told(run)

    spool = Spool()
    for wishes in (
        Wishes(),
        Wishes(frozenset({"CIT101", "REP601", "SUP901"})),
        Wishes(severities={"CIT105": "note", "NUM201": "warning"}),
        Wishes(province="Sơn La"),
    ):
        assert run(InMemory, wishes) == run(lambda result: spool.keep(packed.Packed(packed.pack(result), result.path)), wishes)
        assert run(InMemory, wishes) == run(lambda result: packed.Packed(packed.pack(result), result.path), wishes)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_reports_is_kept_in_results(checked: list[Result], order: tuple[int, ...]):
    few = [result for result in checked if "năm 2022" in result.path]
    run = Run()
    for place in order:
        run.add(InMemory(few[place]), Wishes())
    run.finish()
    assert [result.path for result in run] == [few[place].path for place in order]
    (found,) = [finding for result in run for finding in result.findings if finding.rule.code == "REP601"]
    # The odd one out is the same one, whatever comes first.
    assert found.path.endswith("a.txt")
    assert {other.location.path for other in found.related} <= {few[1].path, few[2].path}


# --- names, contents, formats ----------------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("DOISOAT_CACHE_DIR", str(tmp_path / ".cache"))
    cache.opened.cache_clear()
    return Here(tmp_path, monkeypatch)


@pytest.fixture(autouse=True)
def _opened_anew():
    yield
    cache.opened.cache_clear()


def paths_in(value: Any) -> set[str]:
    """All that is called a path in an answer."""
    if isinstance(value, dict):
        own = {value["path"]} if isinstance(value.get("path"), str) else set()
        return own.union(*map(paths_in, value.values()))
    return set().union(*map(paths_in, value)) if isinstance(value, list) else set()


def test_renamed_reports_have_their_own_paths(here: Here):
    conflict = CLEAN + CLEAN.replace("28/02", "27/02")
    comment = BOTH.replace("về kế hoạch.", "về kế hoạch. <!-- doisoat: ignore CIT105 -- đã đính chính -->")
    here.write({"a.txt": conflict, "b.txt": comment})
    first = here.check(".", "-j", "1")
    assert any(finding["related"] for finding in first.answer()["findings"])
    (here.folder / "a.txt").rename(here.folder / "x.txt")
    (here.folder / "y").mkdir()
    (here.folder / "b.txt").rename(here.folder / "y/b.text")
    (here.folder / "y/b.text").rename(here.folder / "y/y.txt")
    second = here.check(".", "-j", "1")
    assert paths_in(second.answer()) == {"x.txt", "y/y.txt"}
    assert second.out == first.out.replace('"a.txt"', '"x.txt"').replace('"b.txt"', '"y/y.txt"')
    assert second.out == here.check(".", "-j", "1", "--no-cache").out
    assert [report["suppressed"] for report in second.answer()["reports"]] == [0, 1]


def test_conflicts_across_reports_name_the_reports_as_they_are_called_now(here: Here):
    here.write({"a.txt": PLAN.format(day=14, province=" Sơn La"), "b.txt": PLAN.format(day=24, province=" Sơn La")})
    here.check(".", "-j", "1")
    (here.folder / "a.txt").rename(here.folder / "z.txt")
    said = here.check(".", "-j", "1")
    assert paths_in(said.answer()) == {"b.txt", "z.txt"}
    assert said.out == here.check(".", "-j", "1", "--no-cache").out


def test_a_report_edited_between_two_runs(here: Here):
    here.write({"a.txt": CLEAN, "b.txt": ERROR})
    assert here.check(".", "-j", "1").rules() == [("b.txt", "invalid-date")]
    here.write({"a.txt": WARNING, "b.txt": "Dòng thêm vào.\n" + ERROR})
    said = here.check(".", "-j", "1")
    assert said.rules() == [("a.txt", "repeated-word"), ("b.txt", "invalid-date")]
    assert said.out == here.check(".", "-j", "1", "--no-cache").out
    here.write({"a.txt": CLEAN, "b.txt": ERROR})
    assert here.check(".", "-j", "1").rules() == [("b.txt", "invalid-date")]


def test_a_file_that_is_named_is_checked_though_it_was_passed_over_in_a_folder(here: Here):
    here.write({"notes.txt": "Mua mua sữa.\n", "a.txt": CLEAN})
    for argv, status in (([], "skipped"), (["notes.txt"], "checked"), ([], "skipped"), (["./notes.txt"], "checked")):
        said = here.check(*(argv or ["."]), "a.txt", "-j", "1").answer()
        assert {report["path"]: report["status"] for report in said["reports"]} == {"notes.txt": status, "a.txt": "checked"}


def test_markdown_and_text_of_the_same_bytes(here: Here):
    words = CLEAN + "\n| Xã | Số hồ sơ |\n|---|---|\n| A | 10 |\n| B | 20 |\n| **Tổng** | 31 |\n"
    here.write({"a.txt": words, "b.md": words})
    formats = {report["path"]: report["format"] for report in here.check(".", "-j", "1").answer()["reports"]}
    assert formats["a.txt"] != formats["b.md"]
    assert here.check(".", "-j", "1").out == here.check(".", "-j", "1", "--no-cache").out


def test_reports_that_fail_are_read_again(here: Here):
    here.write({"a.txt": ERROR, "b.txt": "Thực hiện".encode("utf-16-le")})
    assert here.check(".", "-j", "1").status == 2
    here.write({"b.txt": CLEAN})
    assert here.check(".", "-j", "1").status == 1


# --- a rule that fails -----------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """TXT501 fails itself where a report has doubled words."""
    rule = by_code("TXT501")
    check = rule.check

    def failing(self: Any, facts: Any) -> Any:
        for finding in check(self, facts):
            raise ZeroDivisionError(finding)
        yield from ()

    monkeypatch.setattr(rule, "check", failing)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("extra", [["-j", "1"], ["-j", "1", "--no-cache"], ["-j", "2"]])
def test_a_rule_that_fails_fails_its_report_if_it_was_wanted(here: Here, extra: list[str]):
    here.write({"a.txt": PLAN.format(day=14, province=" Sơn La"), "c.txt": ERROR})
    here.write({"b.txt": PLAN.format(day=24, province=" Sơn La") + BOTH + "<!-- doisoat: ignore NUM -- không có -->\n"})
    for _ in range(2):
        said = here.check(".", *extra)
        assert said.status == 2
        assert [report["status"] for report in said.answer()["reports"]] == ["checked", "failed", "checked"]
        assert "ZeroDivisionError" in said.answer()["reports"][1]["error"]
        assert said.rules() == [("c.txt", "invalid-date")]
        summary = said.answer()["summary"]
        assert (summary["error"], summary["warning"], summary["note"]) == (1, 0, 0)
        said = here.check(".", *extra, "--ignore", "TXT501")
        assert said.status == 1
        assert ("b.txt", "invalid-date") in said.rules()
        assert any(rule == "cross-report-date-conflict" for _, rule in said.rules())
    for names in (["b.txt"], ["b.txt", "c.txt"]):
        assert here.check(*names, *extra).answer()["summary"]["failed"] == 1
        assert here.check(*names, *extra, "--select", "CIT").answer()["summary"]["failed"] == 0


@pytest.mark.usefixtures("broken")
def test_what_a_failed_rule_left_is_not_cached(here: Here, monkeypatch: pytest.MonkeyPatch):
    here.write({"a.txt": BOTH, "b.txt": CLEAN})
    assert here.check(".", "-j", "1").status == 2
    monkeypatch.undo()
    monkeypatch.setenv("DOISOAT_CACHE_DIR", str(here.folder / ".cache"))
    assert here.check(".", "-j", "1").rules() == [("a.txt", "invalid-date"), ("a.txt", "repeated-word")]


# --- equal claims ----------------------------------------------------------------------------------------------------


def test_equal_claims_across_reports_have_fingerprints_of_their_own(here: Here):
    for province in ("Sơn La", "Hà Giang"):
        for day in (14, 24):
            here.write({f"{province} {day}.txt": PLAN.format(day=day, province=f" {province}")})
    found = here.check(".", "--select", "REP").answer()["findings"]
    assert len(found) == 2
    assert len({finding["fingerprint"] for finding in found}) == 2


def test_held_results_are_of_one_kind(checked: list[Result]):
    held: list[Held] = [InMemory(checked[0]), packed.Packed(packed.pack(checked[0]), checked[0].path)]
    assert [one.head().path for one in held] == [checked[0].path] * 2
    assert dict(held[0].tally()) == dict(held[1].tally())
    assert held[0].brief() == held[1].brief()


def test_a_report_that_another_ones_finding_names_is_not_called_clean(here: Here):
    for day in (14, 24):
        here.write({f"{day}.txt": PLAN.format(day=day, province=" Sơn La")})
    said = here.run("check", ".", "--select", "REP").out
    assert "14.txt  1 phát hiện nêu ở báo cáo khác có nhắc đến" in said
    here.write({"14.txt": PLAN.format(day=24, province=" Sơn La")})
    assert "14.txt  không phát hiện mâu thuẫn" in here.run("check", ".", "--select", "REP").out
