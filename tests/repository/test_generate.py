"""The generated repository: the same for a seed, as long as asked, in agreement with itself, and wrong where its manifest says so."""

import filecmp
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checks.registry import RULES
from grammar.structure import build
from lint import engine
from lint.discovery import find
from lint.readers import source_of
from tests.repository.generate import MANIFEST, generate
from tests.repository.manifest import Manifest, ReportTruth

ROOT = Path(__file__).resolve().parents[2]
SIZE = 10_000
RULE_OF = {"date": "date-conflict", "sum": "sum-mismatch", "percent": "percent-mismatch"}
# What concerns one report: rules across reports are held to the manifest in their own tests.
ALONE = tuple(rule for rule in RULES if not rule.code.startswith("REP"))


class Repository(NamedTuple):
    folder: Path
    manifest: Manifest

    def words(self, path: str) -> str:
        """A report's text as doisoat reads it: no line or page ends within its sentences."""
        return build(source_of((self.folder / path).read_bytes(), path), path).text

    def truth(self, path: str) -> ReportTruth:
        """What the manifest says of a report."""
        return next(report for report in self.manifest.reports if report.path == path)

    def results(self) -> dict[str, engine.Result]:
        found = engine.check(find([str(self.folder)]), ALONE, keep_facts=True)
        return {Path(result.path).resolve().relative_to(self.folder.resolve()).as_posix(): result for result in found}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("right") / "reports"
    return Repository(folder, generate(folder, 15, SIZE, 3))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("wrong") / "reports"
    return Repository(folder, generate(folder, 15, SIZE, 3, defects=6, conflicts=5, restated=4, totals=2))


def loud(result: engine.Result) -> list[tuple[str, str]]:
    return [(finding.rule.name, finding.message.en) for finding in result.findings if finding.severity != "note"]


def test_the_same_seed_gives_the_same_bytes(right: Repository, wrong: Repository, tmp_path: Path) -> None:
    for name, repository, defects in (("right", right, (0, 0, 0, 0)), ("wrong", wrong, (6, 5, 4, 2))):
        counts = dict(zip(("defects", "conflicts", "restated", "totals"), defects, strict=True))
        assert generate(tmp_path / name, 15, SIZE, 3, **counts) == repository.manifest
        files = [MANIFEST, *(report.path for report in repository.manifest.reports)]
        _, different, missing = filecmp.cmpfiles(repository.folder, tmp_path / name, files, shallow=False)
        assert (different, missing) == ([], [])


def test_another_seed_gives_other_reports(right: Repository, tmp_path: Path) -> None:
    other = generate(tmp_path / "other", 15, SIZE, 4)
    assert {report.agency for report in other.reports} != {report.agency for report in right.manifest.reports}


def test_the_manifest_lists_what_is_there(wrong: Repository) -> None:
    there = {path.relative_to(wrong.folder).as_posix() for path in wrong.folder.rglob("*") if path.is_file()}
    assert there == {MANIFEST, *(report.path for report in wrong.manifest.reports)}
    for report in wrong.manifest.reports:
        assert (wrong.folder / report.path).stat().st_size == report.size
    assert {report.format for report in wrong.manifest.reports} >= {"pages", "text", "markdown", "word"}


@pytest.mark.parametrize("size", [10_000, 100_000])
def test_reports_are_as_long_as_asked(size: int, tmp_path: Path) -> None:
    manifest = generate(tmp_path / "reports", 10, size, 5)
    for report in manifest.reports:
        if report.format != "word":
            assert 0.95 * size <= report.size <= 1.2 * size, report.path
    if size == 100_000:
        assert all(100 <= report.citations <= 300 for report in manifest.reports)


def test_documents_are_shared(tmp_path: Path) -> None:
    few, many = (generate(tmp_path / str(reports), reports, SIZE, 5) for reports in (10, 60))
    cited = sum(report.citations for report in many.reports)
    assert few.documents < many.documents < 6 * few.documents
    assert many.documents < 0.7 * cited


def test_a_repository_without_defects_is_right(right: Repository) -> None:
    assert [(path, loud(result)) for path, result in right.results().items() if loud(result)] == []


def test_what_is_cited_is_what_doisoat_reads(wrong: Repository) -> None:
    # A document under two dates is two documents to doisoat.
    disputed = {slip.path for slip in wrong.manifest.slips if slip.kind == "date"}
    for path, result in wrong.results().items():
        truth = wrong.truth(path)
        assert (result.counts["citations"], result.counts["documents"] - (path in disputed)) == (truth.citations, truth.documents)


def test_slips_stand_in_their_reports_and_nothing_else_does(wrong: Repository) -> None:
    assert len(wrong.manifest.slips) == 6
    expected: dict[str, list[str]] = {}
    for slip in wrong.manifest.slips:
        expected.setdefault(slip.path, []).append(RULE_OF[slip.kind])
        words = wrong.words(slip.path)
        assert slip.wrong in words
        assert (slip.right in words) == (slip.kind == "date")
    found = {path: sorted(name for name, _ in loud(result)) for path, result in wrong.results().items() if loud(result)}
    assert found == {path: sorted(names) for path, names in expected.items()}


def test_documents_in_conflict_have_another_day_in_one_report(wrong: Repository) -> None:
    assert len({conflict.document for conflict in wrong.manifest.conflicts}) == 5
    for conflict in wrong.manifest.conflicts:
        assert conflict.wrong_date != conflict.right_date
        assert conflict.wrong in wrong.words(conflict.path)
        assert conflict.right in wrong.words(conflict.others[0])
        assert conflict.path not in conflict.others
        for other in conflict.others:
            assert conflict.document in wrong.words(other)
            assert conflict.wrong not in wrong.words(other)


def findings(wrong: Repository, rule: str) -> list[dict[str, Any]]:
    """What doisoat finds by a rule."""
    program = [sys.executable, "-c", "from lint.cli import run; run()"]
    asked = ["check", str(wrong.folder), "--select", rule, "--output-format", "json", "--no-cache", "--exit-zero"]
    said = subprocess.run([*program, *asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found: list[dict[str, Any]] = json.loads(said)["findings"]
    return found


def places(finding: dict[str, Any]) -> set[Path]:
    return {(ROOT / place["path"]).resolve() for place in (finding, *finding["related"])}


def test_doisoat_finds_the_documents_in_conflict_and_no_others(wrong: Repository) -> None:
    told = findings(wrong, "REP601")
    found = {(finding["data"]["document"], *finding["data"]["dates"]): places(finding) for finding in told}
    planted = {}
    for conflict in wrong.manifest.conflicts:
        key = conflict.document.split(" số ")[1], *sorted((conflict.wrong_date, conflict.right_date))
        planted[key] = (wrong.folder / conflict.path).resolve()
    assert found.keys() == planted.keys()
    assert [key for key, path in planted.items() if path not in found[key]] == []


def test_doisoat_finds_the_figures_restated_and_no_others(wrong: Repository) -> None:
    found = [places(finding) for finding in findings(wrong, "REP602")]
    planted = [{(wrong.folder / path).resolve() for path in (one.path, one.later_path)} for one in wrong.manifest.restated]
    assert sorted(map(sorted, found)) == sorted(map(sorted, planted))


def test_doisoat_finds_the_totals_that_districts_do_not_make(wrong: Repository) -> None:
    configured = [
        f'[[totals]]\nprovince = "/{total.path}"\ndistricts = {json.dumps(["/" + part for part in total.parts])}\nnumber = {len(total.parts)}\n'
        for total in wrong.manifest.totals
    ]
    file = wrong.folder / "doisoat.toml"
    file.write_text("\n".join(configured), encoding="utf-8")
    try:
        found = findings(wrong, "REP603")
    finally:
        file.unlink()
    assert {(ROOT / one["path"]).resolve() for one in found} == {(wrong.folder / t.path).resolve() for t in wrong.manifest.totals}
    assert len(found) == len(wrong.manifest.totals)


def test_restated_figures_have_two_values(wrong: Repository) -> None:
    assert len(wrong.manifest.restated) == 4
    for restated in wrong.manifest.restated:
        assert restated.stated != restated.later_stated
        assert restated.words in wrong.words(restated.path)
        assert restated.later_words in wrong.words(restated.later_path)
        first, later = (wrong.truth(path) for path in (restated.path, restated.later_path))
        assert (first.agency, first.year, first.period) == (restated.agency, restated.year, "nam")
        assert (later.agency, later.year, later.period) == (restated.agency, restated.year + 1, "nam")


def test_totals_are_not_what_the_districts_make(wrong: Repository) -> None:
    assert len(wrong.manifest.totals) == 2
    for total in wrong.manifest.totals:
        assert total.words in wrong.words(total.path)
        assert total.computed == sum(total.parts.values())
        assert abs(total.stated - total.computed) == 1
        assert len(total.parts) > 1


def test_figures_that_are_not_planted_agree(right: Repository, wrong: Repository) -> None:
    for repository in (right, wrong):
        manifest = repository.manifest
        planted = {(entry.later_path, f"_{entry.figure}") for entry in manifest.restated}
        planted |= {(entry.path, f"below_{entry.figure}") for entry in manifest.totals}
        held = 0
        for report in manifest.reports:
            for name, (value, words) in report.figures.items():
                assert words in repository.words(report.path)
                expected = _elsewhere(manifest, report, name)
                held += expected is not None
                assert expected is None or (value == expected) != ((report.path, name) in planted)
        assert held > 20


def _elsewhere(manifest: Manifest, report: ReportTruth, name: str) -> int | None:
    """What other reports say a figure of past or of the districts is."""
    same = [other for other in manifest.reports if other.period == report.period]
    if name.startswith("_"):
        before = [other for other in same if (other.agency, other.year) == (report.agency, report.year - 1)]
        return before[0].figures[name[1:]][0] if before else None
    if name.startswith("below_"):
        below = [other for other in same if other.year == report.year and not other.agency.startswith(("tỉnh", "xã"))]
        districts = {other.agency for other in manifest.reports if not other.agency.startswith(("tỉnh", "xã"))}
        complete = len(below) == len(districts)
        return sum(other.figures[name.removeprefix("below_")][0] for other in below) if complete else None
    return None


def test_what_cannot_be_made_is_refused(right: Repository, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not empty"):
        generate(right.folder, 10, SIZE, 1)
    with pytest.raises(ValueError, match="room for"):
        generate(tmp_path / "reports", 10, SIZE, 1, totals=99)


def test_the_command_line(right: Repository, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.repository.generate", "--reports", "10", "--megabytes", "0.1", "--seed", "3"]
    made = subprocess.run([*command, tmp_path / "reports"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.startswith("10 reports, 0.1 MB")
    refused = subprocess.run([*command, right.folder], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (refused.returncode, refused.stderr) == (2, f"generate: {right.folder} is not empty\n")
