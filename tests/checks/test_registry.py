"""Rule files, registry and rule pages hold one another."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import checks
from checks.registry import RULES, by_selector
from checks.rule import SEVERITIES, AcrossRule, RegisterRule, Rule
from lint.output.explain import book, page

FOLDER = Path(checks.__file__).parent


def rules_in_files() -> set[type[Rule]]:
    found = set()
    for module in pkgutil.walk_packages([str(FOLDER)], "checks."):
        names = vars(importlib.import_module(module.name)).values()
        found |= {name for name in names if isinstance(name, type) and issubclass(name, Rule) and name.__module__ == module.name}
    return found - {Rule, AcrossRule, RegisterRule}


def test_every_rule_file_is_registered_and_only_those():
    assert rules_in_files() == set(RULES)


def test_codes_and_names_are_unique_and_in_order():
    codes = [rule.code for rule in RULES]
    families = ["CIT", "NUM", "LST", "FTN", "TXT", "REP", "SUP"]
    assert codes == sorted(codes, key=lambda code: (families.index(code[:3]), code))
    assert len(set(codes)) == len(codes) == len({rule.name for rule in RULES})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_complete(rule: type[Rule]):
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert Path(importlib.import_module(rule.__module__).__file__ or "").stem == rule.name.replace("-", "_")
    assert rule.severity in SEVERITIES
    assert rule.__doc__
    assert rule.reason_vi
    assert rule.fires
    assert rule.silent
    for text in [rule.title, *rule.messages.values()]:
        assert text.vi
        assert text.en
        assert set(re.findall(r"{(\w+)}", text.vi)) == set(re.findall(r"{(\w+)}", text.en))


def test_the_rule_pages_are_fresh():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == book(RULES), "run `make rules`"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_explain_shows_reason_and_examples(rule: type[Rule]):
    for language in ("vi", "en"):
        shown = " ".join(page(rule, language).split())
        assert rule.code in shown
        assert all(words in shown for fires in rule.fires for words in fires.excerpts)


@pytest.mark.parametrize(
    ("selector", "names"),
    [
        ("date-conflict", {"date-conflict"}),
        ("cit101", {"date-conflict"}),
        ("FTN", {"footnote-count-mismatch", "footnote-mark"}),
        ("nothing", set()),
        ("", set()),
    ],
)
def test_selectors(selector: str, names: set[str]):
    assert {rule.name for rule in by_selector(selector)} == names


def test_all_selects_all():
    assert by_selector("ALL") == RULES
