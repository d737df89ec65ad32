"""JUnit's XML, read back."""

import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.rule import Severity, Text
from lint.engine import Result
from lint.output import junit
from tests.lint.annotated import golden, results, with_message


def suites(given_results: Any, fail_on: Severity = "warning", language: Any = "vi") -> ET.Element:
    return ET.fromstring("\n".join(junit.render(given_results, language, fail_on)).encode())


def counted(element: ET.Element) -> dict[str, int]:
    """The counts as a reader makes them."""
    tags = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    return {name: len(element.findall(f".//{tag}")) for name, tag in tags.items()}


def test_junit_is_as_read():
    assert "\n".join(junit.render(results(), "vi", "warning")) + "\n" == golden("junit.xml")


@pytest.mark.parametrize(("fail_on", "failures"), [("error", 3), ("warning", 6), ("note", 7)])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_counts_are_right(fail_on: Severity, failures: int, language: Any):
    root = suites(results(), fail_on, language)
    assert counted(root) == {"tests": 10, "failures": failures, "errors": 1, "skipped": 1}
    for element in (root, *root):
        assert {name: int(element.attrib[name]) for name in counted(element)} == counted(element)


def test_a_suite_a_report_and_a_case_a_finding():
    root = suites(results())
    given_results = results()
    assert [suite.attrib["name"] for suite in root] == [result.path for result in given_results]
    assert [len(suite) for suite in root] == [len(result.findings) or 1 for result in given_results]
    clean, failed, skipped = ([child.tag for child in suite[0]] for suite in root[2:])
    assert (clean, failed, skipped) == ([], ["error"], ["skipped"])


def test_no_two_cases_of_a_suite_have_one_name():
    for suite in suites(results()):
        names = [case.attrib["name"] for case in suite]
        assert len(set(names)) == len(names)


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_are_xml_without_what_xml_cannot_hold(words: str):
    finding = replace(with_message(results()[0].findings[0], words), path=words)
    root = suites([Result(words, "checked", findings=[finding]), Result(words, "failed", error=Text(words, words))])
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words)
    assert [suite.attrib["name"] for suite in root] == [kept, kept]
    assert root.findall(".//failure")[0].attrib["message"] == kept
    assert root.findall(".//error")[0].attrib["message"] == kept


def test_lone_surrogates_are_left_out():
    (line,) = (line for line in junit.render([Result("a\udcffb", "checked")], "vi", "note") if "<testsuite " in line)
    assert 'name="ab"' in line


def test_bodies_say_where_and_what():
    (body,) = (
        failure.text or ""
        for failure in suites(results(), language="en")[1].findall(".//failure")
        if "footnote" in (failure.text or "")
    )
    assert body.split("\n") == [
        "phụ lục/báo cáo.docx: I › footnote 1",
        "Kế hoạch 12/KH-UBND is cited with 2 different dates: 05/01/2022 and 15/01/2022; one of them is wrong",
        "“Kế hoạch số 12/KH-UBND ngày 15/01/2022 của UBND huyện về cải cách hành chính.”",
        "↳ I › paragraph 4: dated 05/01/2022 here",
    ]
