"""`doisoat facts`: what was understood of the reports named."""

from __future__ import annotations

from typing import TextIO

import click

from checks.rule import Language
from lint import engine
from lint.console import console
from lint.engine import Result
from lint.inputs import Inputs
from lint.output.files import replacing
from lint.printing import mention


def facts(inputs: Inputs, language: Language) -> int:
    """Print what was understood of the reports; the exit status.

    Raises:
        Failure: the run cannot be made.
    """
    files = inputs.files()
    if inputs.options["as_one"]:
        results = inputs.as_one(files, frozenset(), keep_facts=True)
    else:
        results = list(inputs.standard_input(keep_facts=True))
        results += (engine.check_one(file, (), inputs.date(file.path), keep_facts=True) for file in files)
        reports = [file.path for file, result in zip(files, results[-len(files) :], strict=False) if result.status != "skipped"]
        results += inputs.without_report(reports)
    output = inputs.options["output"]
    if output is None or str(output) == "-":
        _show(results, inputs, language, None)
    elif any(result.status != "failed" for result in results):
        with replacing(output) as file:
            _show(results, inputs, language, file)
    mention(results, language)
    return 2 if any(result.status == "failed" for result in results) else 0


def _show(results: list[Result], inputs: Inputs, language: Language, file: TextIO | None) -> None:
    if inputs.options["output_format"] == "json":
        from lint.output import json

        click.echo(json.facts(results, language), file=file)
    else:
        from lint.output import facts_table

        facts_table.render(results, console(file), language)
