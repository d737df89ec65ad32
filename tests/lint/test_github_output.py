"""Workflow commands, taken apart as the runner does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.rule import Text
from lint.engine import Result
from lint.located import RelatedPlace
from lint.output import github
from tests.lint.annotated import HOSTILE, NAME, golden, results, with_message

_BACK = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def unescaped(text: str, of_property: bool) -> str:
    """What the runner makes of escapes: one after the other, the sign itself last."""
    for escape, sign in _BACK:
        if of_property or sign not in ":,":
            text = text.replace(escape, sign)
    return text


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A command: its name, properties and message."""
    assert line.startswith("::")
    assert "\n" not in line
    assert "\r" not in line
    head, _, message = line[2:].partition("::")
    name, _, given_properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in given_properties.split(","))
    return name, {key: unescaped(value, True) for key, value in pairs}, unescaped(message, False)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_github_is_as_read(language):
    assert "\n".join(github.render(results(), language)) + "\n" == golden(f"github-{language}.out")


def test_the_most_severe_come_first():
    names = [parsed(line)[0] for line in github.render(results(), "vi")]
    assert names == sorted(names, key=("error", "warning", "notice").index)
    assert names[0] == "error"
    assert parsed(next(github.render(results(), "vi")))[1]["file"] == "hỏng, <1>.txt"


def test_commands_come_back_as_they_were():
    *_, last = map(parsed, github.render(results(), "vi"))
    assert last == (
        "notice",
        {"title": "TXT501 repeated-word", "file": NAME, "line": "13", "col": "12", "endLine": "13", "endColumn": "18"},
        HOSTILE,
    )


@given(st.text(), st.text(min_size=1).filter(lambda name: not name.startswith("=")))
def test_any_words_come_back_as_they_were(words: str, name: str):
    finding = replace(with_message(results()[0].findings[0], words), related=(), path=name)
    (line,) = github.render([Result(name, "checked", findings=[finding])], "vi")
    _, properties, message = parsed(line)
    assert (properties["file"], message) == (name, words)


def test_no_columns_over_two_lines_and_none_without_lines():
    given_properties = [parsed(line)[1] for line in github.render(results(), "vi")]
    assert [p["endLine"] for p in given_properties if p["line"] == "11"] == ["12"]
    for properties in given_properties:
        assert ("col" in properties) == (properties["line"] == properties.get("endLine"))
        if properties["file"].endswith(".docx"):
            assert (properties["line"], "endLine" in properties) == ("1", False)


def test_many_related_places_are_counted():
    result = results()[0]
    finding = next(f for f in result.findings if f.related)
    place = RelatedPlace(finding.related[0].location._replace(path="khác.txt"), Text("nơi này", "here"))
    many = replace(finding, related=(place,) * 12)
    (line,) = github.render([replace(result, findings=[many])], "en")
    assert parsed(line)[2].split("\n")[1:] == ["khác.txt, line 9: here"] * 10 + ["… and 2 more"]
