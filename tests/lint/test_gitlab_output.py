"""GitLab's Code Quality report, as its documentation has it (Implement a custom tool)."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from lint.output import gitlab
from tests.lint.annotated import golden, results

SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "properties": {
                    "path": {"type": "string", "pattern": r"^[^\\]+$"},
                    "lines": {
                        "type": "object",
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}},
                        "required": ["begin"],
                        "additionalProperties": False,
                    },
                },
                "required": ["path", "lines"],
                "additionalProperties": False,
            },
        },
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
    },
}


def entries(given: Any = None, language: Any = "vi") -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = json.loads("\n".join(gitlab.render(results() if given is None else given, language)))
    return answer


def marks(answer: list[dict[str, Any]]) -> list[str]:
    return [entry["fingerprint"] for entry in answer]


def test_gitlab_is_as_read():
    assert "\n".join(gitlab.render(results(), "vi")) + "\n" == golden("gitlab.json")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_gitlab_takes_it(language: Any):
    jsonschema.validate(entries(language=language), SCHEMA)


def test_the_parser_of_gitlab_allows_no_byte_order_mark():
    assert next(gitlab.render(results(), "vi")) == "["


def test_fingerprints_are_the_same_in_both_languages_and_for_other_reports_beside():
    assert marks(entries()) == marks(entries(language="en"))
    assert marks(entries(results()[1:])) == marks(entries())[4:]


def test_fingerprints_that_would_be_equal_are_made_anew():
    twice = results()[:2] * 3
    found = marks(entries(twice))
    assert len(set(found)) == len(found) == 21
    assert found[:7] == marks(entries(results()[:2]))
    assert found == marks(entries(twice))


def test_one_claim_in_two_reports_has_two_fingerprints():
    first = results()[0]
    other = replace(first, path="b.txt", findings=[replace(finding, path="b.txt") for finding in first.findings])
    assert len({*marks(entries([first])), *marks(entries([other]))}) == 8
