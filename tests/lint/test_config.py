"""Configurations: which one holds for a report, what each key does, and what is said of a wrong one."""

import json
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import lint
from lint.config import EXPECTED
from lint.output import configuration
from tests.lint.batch import BOTH, CLEAN, ERROR, PLAN, WARNING, Here

SCHEMA = Path(lint.__file__).with_name("doisoat.schema.json")
DATE, WORD = "invalid-date", "repeated-word"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(tmp_path, monkeypatch)


# --- where it is -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, [DATE, WORD]),
        ({"doisoat.toml": 'select = ["TXT"]'}, [WORD]),
        ({"pyproject.toml": '[tool.doisoat]\nselect = ["TXT"]'}, [WORD]),
        ({"doisoat.toml": 'select = ["TXT"]', "pyproject.toml": '[tool.doisoat]\nselect = ["CIT"]'}, [WORD]),
        ({"pyproject.toml": '[project]\nname = "doisoat-reports"'}, [DATE, WORD]),
        ({"pyproject.toml": "= broken, and not ours"}, [DATE, WORD]),
        ({"pyproject.toml": b"# \xff"}, [DATE, WORD]),
        # The nearest alone; what it does not say is the default, not what one above says.
        ({"doisoat.toml": 'select = ["CIT"]', "2022/doisoat.toml": 'ignore = ["CIT"]'}, [WORD]),
        ({"doisoat.toml": 'select = ["CIT"]', "2022/doisoat.toml": ""}, [DATE, WORD]),
        ({"doisoat.toml": 'select = ["CIT"]', "2022/pyproject.toml": "[tool.doisoat]"}, [DATE, WORD]),
        ({"doisoat.toml": 'select = ["CIT"]', "2022/pyproject.toml": "[tool.ruff]"}, [DATE]),
        ({"doisoat.toml": 'select = ["CIT"]', "2022/quý 1/doisoat.toml": 'select = ["TXT"]'}, [DATE]),
        ({"doisoat.toml": b'\xef\xbb\xbfselect = ["CIT"]'}, [DATE]),
        ({"doisoat.toml": 'select = ["CIT"]\r\n'}, [DATE]),
    ],
)
def test_the_nearest_configuration_holds_alone(here: Here, files: dict[str, str | bytes], found: list[str]):
    here.write({"2022/r.txt": BOTH, **files})
    for cwd, path in ((".", "2022/r.txt"), (".", "."), ("2022", "r.txt"), ("2022", "."), ("2022", str(here.folder))):
        assert [rule for _, rule in here.check(path, cwd=cwd).rules()] == found, (cwd, path)


def test_a_report_in_a_folder_with_its_own_configuration(here: Here):
    here.write({"a.txt": BOTH, "b/b.txt": BOTH, "c/c.txt": BOTH, "b/doisoat.toml": 'ignore = ["CIT"]'})
    here.write({"doisoat.toml": 'ignore = ["TXT"]', "c/pyproject.toml": '[tool.doisoat]\nseverity = {TXT = "note"}'})
    assert here.check(".").rules() == [("a.txt", DATE), ("b/b.txt", WORD), ("c/c.txt", DATE), ("c/c.txt", WORD)]


@pytest.mark.parametrize("name", ["other.toml", "pyproject.toml"])
def test_config_names_the_one_that_holds_for_all(here: Here, name: str):
    here.write({"a.txt": BOTH, "b/b.txt": BOTH, "b/doisoat.toml": 'ignore = ["CIT"]', "doisoat.toml": 'ignore = ["ALL"]'})
    here.write({f"etc/{name}": ("[tool.doisoat]\n" if name == "pyproject.toml" else "") + 'select = ["CIT"]'})
    assert here.check(".", "--config", f"etc/{name}").rules() == [("a.txt", DATE), ("b/b.txt", DATE)]


@pytest.mark.parametrize("name", ["none.toml", "folder", "pyproject.toml"])
def test_a_configuration_that_is_named_must_be_one(here: Here, name: str):
    here.write({"a.txt": BOTH, "folder/x": "", "pyproject.toml": '[tool.other]\nname = "doisoat"'})
    for language in ("vi", "en"):
        assert name in here.check("a.txt", "--config", name, "--lang", language).complaint()


# --- what each key does ----------------------------------------------------------------------------------------------


def test_select_and_ignore(here: Here):
    here.write({"r.txt": BOTH, "doisoat.toml": 'select = ["CIT", "repeated-word"]\nignore = ["CIT105"]'})
    assert here.check("r.txt").rules() == [("r.txt", WORD)]
    # What is selected by hand is not ignored by the configuration; what is ignored by hand is.
    assert here.check("r.txt", "--select", "CIT").rules() == [("r.txt", DATE)]
    assert here.check("r.txt", "--ignore", "TXT").rules() == []


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", []),
        ("cũ/", ["mới/r.txt"]),
        ("cũ/**", ["mới/r.txt"]),
        ("/mới/*.txt", ["cũ/r.txt"]),
        ("/r.txt", ["cũ/r.txt", "mới/r.txt"]),
        ("*.docx", ["cũ/r.txt", "mới/r.txt"]),
    ],
)
def test_per_file_ignores(here: Here, pattern: str, found: list[str]):
    here.write({"cũ/r.txt": BOTH, "mới/r.txt": BOTH, "doisoat.toml": f'per-file-ignores = {{"{pattern}" = ["CIT"]}}'})
    said = here.check(".").rules()
    assert [path for path, rule in said if rule == DATE] == found
    assert [path for path, rule in said if rule == WORD] == ["cũ/r.txt", "mới/r.txt"]
    assert len(here.check("..", cwd="cũ").rules()) == len(said)


def test_several_patterns_of_per_file_ignores_add_up(here: Here):
    here.write({"r.txt": BOTH, "doisoat.toml": '[per-file-ignores]\n"*.txt" = ["CIT"]\n"r.*" = ["TXT"]'})
    assert here.check("r.txt").rules() == []


@pytest.mark.parametrize("key", ['exclude = ["{0}"]', 'per-file-ignores = {{"{0}" = ["ALL"]}}'])
def test_patterns_meet_names_in_either_form_of_unicode(here: Here, key: str):
    here.write({"r.txt": ERROR, unicodedata.normalize("NFD", "báo cáo tỉnh Sơn La.txt"): ERROR})
    for form in ("NFC", "NFD"):
        here.write({"doisoat.toml": key.format(unicodedata.normalize(form, "báo cáo tỉnh*.txt"))})
        assert here.check(".").rules() == [("r.txt", DATE)]


@pytest.mark.parametrize(
    ("table", "severities", "status"),
    [
        ("", {"error", "warning"}, 1),
        ('severity = {invalid-date = "note", repeated-word = "note"}', {"note"}, 0),
        ('severity = {CIT = "warning", TXT501 = "error"}', {"warning", "error"}, 1),
        ('severity = {CIT105 = "note", CIT = "error", ALL = "warning"}', {"note", "warning"}, 1),
    ],
)
def test_severity(here: Here, table: str, severities: set[str], status: int):
    here.write({"r.txt": BOTH, "doisoat.toml": table})
    said = here.check("r.txt")
    assert {finding["severity"] for finding in said.answer()["findings"]} == severities
    assert said.status == status
    counted = {name: said.answer()["summary"][name] for name in ("error", "warning", "note")}
    assert counted == {name: int(name in severities) * (2 // len(severities)) for name in counted}


def test_a_finding_on_weak_evidence_stays_below_its_rule(here: Here):
    # Without a subject two plans may be meant: a warning of a rule of errors.
    weak = PLAN.replace(" về chuyển đổi số", "").replace("{province}", " Sơn La")
    here.write({"a.txt": weak.format(day=14), "b.txt": weak.format(day=24)})
    for given, found in (("error", "warning"), ("warning", "warning"), ("note", "note")):
        here.write({"doisoat.toml": f'select = ["REP601"]\nseverity = {{REP601 = "{given}"}}'})
        assert [finding["severity"] for finding in here.check(".").answer()["findings"]] == [found]


def test_fail_on(here: Here):
    here.write({"r.txt": WARNING})
    for given, status in (("error", 0), ("warning", 1), ("note", 1)):
        here.write({"doisoat.toml": f'fail-on = "{given}"'})
        assert here.check("r.txt").status == status
        assert here.check("r.txt", "--fail-on", "error").status == 0


def test_language(here: Here):
    here.write({"r.txt": ERROR, "doisoat.toml": 'language = "en"'})
    concise = ("check", "r.txt", "--output-format", "concise")
    assert ": error CIT105" in here.run(*concise).out
    assert ": lỗi CIT105" in here.run(*concise, "--lang", "vi").out
    assert ": lỗi CIT105" in here.run(*concise, DOISOAT_LANG="vi").out
    assert "no such file" in here.run("check", "none.txt").complaint()
    here.write({"doisoat.toml": 'language = "vi"'})
    assert ": error CIT105" in here.run(*concise, DOISOAT_LANG="en").out


@pytest.mark.parametrize("pattern", ["/cũ/", "cũ/", "cũ/**", "/cũ/*.txt", "cũ", "b*.txt", "**/b*.txt"])
def test_exclude_is_relative_to_its_folder(here: Here, pattern: str):
    here.write({"y/a.txt": ERROR, "y/cũ/b.txt": ERROR, "y/doisoat.toml": f'exclude = ["{pattern}"]'})
    for cwd, path in ((".", "y"), ("y", "."), ("y/cũ", ".."), (".", str(here.folder / "y"))):
        found = {Path(name).name for name, _ in here.check(path, cwd=cwd).rules()}
        assert found == {"a.txt"}, (cwd, path)
    # A file that is named is checked, unless a hook asks for what is excluded to be left out.
    assert len(here.check("y/cũ/b.txt").rules()) == 1
    assert here.check("y/a.txt", "y/cũ/b.txt", "--force-exclude").rules() == [("y/a.txt", DATE)]
    assert here.check("y/cũ/b.txt", "--force-exclude").status == 0


def test_exclude_on_the_command_line_adds_to_it(here: Here):
    here.write({"a.txt": ERROR, "b.txt": ERROR, "c.txt": ERROR, "doisoat.toml": 'exclude = ["a.txt"]'})
    assert here.check(".", "--exclude", "b.txt").rules() == [("c.txt", DATE)]


def test_locality_is_the_province_of_reports_that_name_none(here: Here):
    here.write({"a.txt": PLAN.format(day=14, province=""), "b.txt": PLAN.format(day=24, province="")})
    assert here.check(".").rules() == []
    here.write({"doisoat.toml": 'locality = "Sơn La"'})
    assert here.check(".").rules() == [("b.txt", "cross-report-date-conflict")]
    here.write({"c/doisoat.toml": 'locality = "Hà Giang"', "c/b.txt": PLAN.format(day=24, province="")})
    (here.folder / "b.txt").unlink()
    assert here.check(".").rules() == []


def test_report_date_is_of_reports_that_bear_none(here: Here):
    cited = "Thực hiện Kế hoạch số 62/KH-UBND ngày 07/01/2023 của UBND tỉnh.\n"
    here.write({"draft.txt": cited, "signed.txt": f"UBND TỈNH SƠN LA\n\nSơn La, ngày 20 tháng 02 năm 2023\n\nBÁO CÁO\n\n{cited}"})
    assert here.check(".").rules() == []
    for given in ("2022-12-15", '"2022-12-15"'):
        here.write({"doisoat.toml": f"report-date = {given}"})
        assert here.check(".").rules() == [("draft.txt", "future-date")]
        assert here.check("signed.txt").rules() == []
    assert here.check(".", "--report-date", "2023-03-01").rules() == []


def test_baseline(here: Here):
    here.write({"y/a.txt": ERROR, "y/doisoat.toml": 'baseline = "etc/known.json"', "y/etc/x": ""})
    assert here.run("check", "y", "--write-baseline").status == 0
    assert (here.folder / "y/etc/known.json").is_file()
    for cwd, path in ((".", "y"), ("y", "."), ("y", "a.txt"), ("y/etc", "../a.txt")):
        assert (here.check(path, cwd=cwd).status, here.check(path, cwd=cwd).rules()) == (0, [])


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        ('rules = ["invalid-date"]\ntext = "Quyết định số 12/QĐ-UBND"', 0),
        ('rules = ["CIT"]\ntext = "Quyết định số 12/QĐ-UBND"\npath = "y/*.txt"', 0),
        ('rules = ["CIT"]\ntext = "Quyết định số 12/QĐ-UBND"\npath = "*.docx"', 1),
        ('rules = ["TXT"]\ntext = "Quyết định số 12/QĐ-UBND"', 1),
        ('rules = ["CIT"]\nfingerprint = "{fingerprint}"', 0),
        ('rules = ["CIT"]\nfingerprint = "0123"', 1),
    ],
)
def test_suppress(here: Here, entry: str, left: int):
    here.write({"y/a.txt": ERROR})
    fingerprint = here.check("y").answer()["findings"][0]["fingerprint"]
    here.write({"doisoat.toml": f'[[suppress]]\nreason = "đã đính chính"\n{entry.format(fingerprint=fingerprint)}\n'})
    for cwd, path in ((".", "y"), ("y", ".")):
        said = here.check(path, cwd=cwd)
        assert (len(said.rules()), said.status) == (left, left)
        assert said.answer()["reports"][0]["suppressed"] == 1 - left


# --- what is wrong ---------------------------------------------------------------------------------------------------

WRONG = [
    ('selct = ["CIT"]', "selct", "select?"),
    ('Select = ["CIT"]', "Select", "select?"),
    ('per_file_ignores = {"*" = ["CIT"]}', "per_file_ignores", "per-file-ignores?"),
    ("zzzz = 1", "zzzz", ""),
    ('select = "CIT"', "select", "CIT"),
    ("select = [1]", "select", "[1]"),
    ("select = {a = 1}", "select", "a"),
    ('select = [{a = "CIT"}]', "select", "a"),
    ('select = ["date-conflit"]', "date-conflit", "date-conflict?"),
    ('ignore = ["CIT1O5"]', "CIT1O5", "CIT105?"),
    ('ignore = [""]', "ignore", "“”"),
    ('per-file-ignores = {"a.txt" = ["invalid-dat"]}', 'per-file-ignores."a.txt"', "invalid-date?"),
    ('per-file-ignores = {"a.txt" = "CIT"}', "per-file-ignores", "CIT"),
    ('per-file-ignores = {"!" = ["CIT"]}', "per-file-ignores", "!"),
    ('severity = {CIT105 = "eror"}', "severity", "error?"),
    ('severity = {CIT999 = "error"}', "CIT999", "CIT"),
    ('severity = "error"', "severity", "error"),
    ('fail-on = "warnings"', "fail-on", "warning?"),
    ('fail-on = ["warning"]', "fail-on", "warning"),
    ('language = "fr"', "language", "fr"),
    ('exclude = "*.txt"', "exclude", "*.txt"),
    ('exclude = ["!"]', "exclude", "!"),
    ("locality = 1", "locality", "1"),
    ('report-date = "15/12/2024"', "report-date", "2024-12-15"),
    ("report-date = 2024-12-15T10:00:00", "report-date", "2024-12-15"),
    ("report-date = 2024", "report-date", "2024-12-15"),
    ("baseline = true", "baseline", "true"),
    ("suppress = 1", "suppress", "1"),
    ('[[suppress]]\nrules = ["CIT"]\ntext = "x"', "suppress", "reason"),
    ('[[suppress]]\nrules = ["CIT"]\ntext = "x"\nreason = " "', "suppress", "reason"),
    ('[[suppress]]\nrules = ["CIT"]\nreason = "x"', "suppress", "fingerprint"),
    ('[[suppress]]\nrules = []\ntext = "x"\nreason = "x"', "suppress", "rules"),
    ('[[suppress]]\nrules = ["CIT"]\ntext = "x"\nreason = "x"\npath = "!"', "suppress", "!"),
    ('[[suppress]]\nrules = ["invalid-dates"]\ntext = "x"\nreason = "x"', "suppress.rules", "invalid-date?"),
    ('[[suppress]]\nrule = ["CIT"]\ntext = "x"\nreason = "x"', "suppress", "rules?"),
    ("[suppress]\nrules = []", "suppress", "[[suppress]]"),
    ("select = [", "TOML", ""),
    ("select = ['CIT']\nselect = ['TXT']", "TOML", ""),
    (b"# \xff\xfe", "UTF-8", ""),
    ("select = ['CIT']".encode("utf-16"), "UTF-8", ""),
    (b"\x00", "TOML", ""),
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("words", "key", "hint"), WRONG)
def test_a_wrong_configuration_is_one_line(here: Here, words: str | bytes, key: str, hint: str, language: str):
    here.write({"y/a.txt": ERROR, "doisoat.toml": words})
    line = here.check("y", "--lang", language).complaint()
    assert line.startswith("doisoat: doisoat.toml: ") or "/doisoat.toml: " in line
    assert key in line
    assert hint in line
    vietnamese = any(letter in line for letter in "ôóảấệạ")
    assert vietnamese == (language == "vi")
    assert here.check("y", DOISOAT_LANG=language).complaint() == line
    assert here.run("config", "y", "--lang", language).complaint() == line


def test_a_wrong_configuration_of_some_reports_is_no_clean_run(here: Here):
    here.write({"a.txt": CLEAN, "b/b.txt": CLEAN, "b/doisoat.toml": "selct = []", "doisoat.toml": ""})
    assert "b/doisoat.toml: " in here.check(".").complaint()


@pytest.mark.parametrize("name", ["doisoat.toml", "pyproject.toml"])
def test_a_folder_in_place_of_the_file(here: Here, name: str):
    here.write({"a.txt": CLEAN, f"{name}/x": ""})
    assert f"{name}: " in here.check("a.txt").complaint()


@pytest.mark.parametrize("words", ["tool.doisoat = 5", "[[tool.doisoat]]\nselect = []"])
def test_a_section_that_is_no_table(here: Here, words: str):
    here.write({"a.txt": CLEAN, "pyproject.toml": words})
    assert "[tool.doisoat]" in here.check("a.txt").complaint()


def test_a_long_value_is_cut_and_control_codes_are_not_shown(here: Here):
    here.write({"a.txt": CLEAN, "doisoat.toml": f'fail-on = "\\u001b[31m{"dài " * 100}"'})
    line = here.check("a.txt").complaint()
    assert len(line) < 200
    assert "\x1b" not in line


def test_a_path_that_cannot_be_entered_stops_no_other(here: Here):
    here.write({"a.txt": ERROR})
    (here.folder / "loop").symlink_to("loop")
    said = here.check("loop/x.txt", "a.txt/y.txt", "a.txt")
    assert (said.status, said.rules()) == (2, [("a.txt", DATE)])


# --- doisoat config --------------------------------------------------------------------------------------------------


def test_config_shows_what_is_in_force_and_whence(here: Here):
    words = """
select = ["CIT"]
report-date = 2024-12-15
[severity]
CIT105 = "note"
[[suppress]]
rules = ["CIT"]
text = 'số "12"'
reason = "đính chính"
"""
    here.write({"y/a.txt": CLEAN, "y/doisoat.toml": words, "z/b.txt": CLEAN})
    for path in ("y", "y/a.txt"):
        head, *lines = here.run("config", path).out.splitlines()
        assert head == f"# {path}: tệp cấu hình: y/doisoat.toml"
        assert [line.removeprefix("# ").split(" =")[0] for line in lines] == list(EXPECTED)
        assert 'select = ["CIT"]  # y/doisoat.toml' in lines
        assert 'fail-on = "warning"  # mặc định' in lines
        assert "report-date = 2024-12-15  # y/doisoat.toml" in lines
        assert 'severity = {"CIT105" = "note"}  # y/doisoat.toml' in lines
        assert r'suppress = [{"rules" = ["CIT"], "reason" = "đính chính", "text" = "số \"12\""}]  # y/doisoat.toml' in lines
    assert "no configuration file" in here.run("config", "z", "--lang", "en").out
    assert "# default" in here.run("config", "z", "--lang", "en").out


def test_what_config_shows_is_itself_a_configuration(here: Here):
    here.write({"doisoat.toml": 'exclude = ["cũ/"]\nreport-date = 2024-12-15\nseverity = {CIT = "note"}'})
    shown = tomllib.loads(here.run("config").out)
    assert (shown["exclude"], shown["severity"], str(shown["report-date"])) == (["cũ/"], {"CIT": "note"}, "2024-12-15")
    here.write({"again.toml": "\n".join(line for line in here.run("config").out.splitlines() if ' = ""' not in line)})
    assert here.run("config", "--config", "again.toml").status == 0


def test_config_shows_no_control_codes(here: Here):
    here.write({"doisoat.toml": 'locality = "a\\u009bb\\u007fc"'})
    out = here.run("config").out
    assert "\x9b" not in out
    assert "\x7f" not in out


# --- the schema ------------------------------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def test_the_schema_is_fresh(here: Here):
    assert SCHEMA.read_text(encoding="utf-8") == configuration.schema(), "make rules"
    assert here.run("config", "--schema").out == configuration.schema()
    assert list(schema()["properties"]) == list(EXPECTED)


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "good",
    [
        {},
        {"select": ["CIT"], "ignore": [], "exclude": ["cũ/"], "fail-on": "note", "language": "en", "locality": "Sơn La"},
        {"per-file-ignores": {"*.txt": ["CIT"]}, "severity": {"CIT": "note"}, "report-date": "2024-12-15", "baseline": "b.json"},
        {"suppress": [{"rules": ["CIT"], "reason": "x", "text": "y"}, {"rules": ["CIT"], "reason": "x", "fingerprint": "y"}]},
    ],
)
def test_the_schema_accepts_what_is_right(good: dict[str, Any]):
    jsonschema.validate(good, schema())


@pytest.mark.parametrize(
    "bad",
    [
        {"selct": ["CIT"]},
        {"select": "CIT"},
        {"select": [1]},
        {"severity": {"CIT": "fatal"}},
        {"severity": ["CIT"]},
        {"fail-on": "fatal"},
        {"language": "fr"},
        {"exclude": "cũ/"},
        {"locality": 1},
        {"per-file-ignores": {"*": "CIT"}},
        {"suppress": [{"rules": ["CIT"], "text": "y"}]},
        {"suppress": [{"rules": ["CIT"], "reason": "x"}]},
        {"suppress": [{"rule": ["CIT"], "reason": "x", "text": "y"}]},
        [],
    ],
)
def test_the_schema_refuses_what_is_wrong(bad: Any):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, schema())
