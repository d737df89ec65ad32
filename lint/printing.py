"""What a run prints: findings in the format asked for, and on standard error what went wrong or is left for nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

import click

from checks.rule import Language, Text
from lint import discovery
from lint.config import Config, Totals
from lint.console import emitter, printable
from lint.directives import shortened
from lint.engine import Result
from lint.inputs import Inputs
from lint.output.files import replacing
from lint.run import Run, heads

if TYPE_CHECKING:
    from lint.baseline import Baseline, Known
    from lint.output.formats import Format

# Formats for programs that show a part of them elsewhere: the normal report is printed beside them.
_BESIDE = frozenset({"github", "gitlab", "sarif", "junit"})
_EXPIRED = Text(
    "{path}: {count} mục không còn phát hiện nữa (bỏ bằng --prune-baseline): {names}",
    "{path}: {count} entries fire no more (take them out with --prune-baseline): {names}",
)
_PRUNED = Text("{path}: đã bỏ {count} mục", "{path}: {count} entries were taken out")
_WRITTEN = Text("{path}: đã ghi {count} phát hiện", "{path}: {count} findings were written")
_UNUSED = Text(
    "{folder}: mục suppress trong cấu hình không bỏ qua phát hiện nào: {said}",
    "{folder}: an entry suppress of the configuration suppresses nothing: {said}",
)
_UNMET = Text(
    "{path}: mục totals không có báo cáo tỉnh hoặc huyện nào khớp: {said}",
    "{path}: no report is the province's or a district's of an entry totals: {said}",
)
_NAMED = 5  # entries of a baseline that a line names


def print_run(run: Run, inputs: Inputs, language: Language) -> None:
    """Print, or write to a file, whole or not at all.

    A run that could read nothing replaces no earlier file, but for formats that say so themselves.
    """
    form, output = inputs.options["output_format"], inputs.options["output"]
    if output is None or str(output) == "-":
        if form == "github":
            _between_commands(run, inputs, language)
        _render(run, form, inputs, language, None)
    elif form in _BESIDE or any(result.status != "failed" for result in heads(run)):
        with replacing(output) as file:
            _render(run, form, inputs, language, file)
        if form in _BESIDE:
            _render(run, "terminal", inputs, language, None)


def _between_commands(run: Run, inputs: Inputs, language: Language) -> None:
    """The normal report, in which GitHub's runner is to take no words of a report for commands."""
    import secrets

    token = secrets.token_hex()
    click.echo(f"::stop-commands::{token}")
    _render(run, "terminal", inputs, language, None)
    click.echo(f"::{token}::")


def _render(run: Run, form: Format | Literal["terminal"], inputs: Inputs, language: Language, file: TextIO | None) -> None:
    read = any(result.status != "failed" for result in heads(run))
    if not read and form in ("terminal", "concise"):
        return  # what could not be read is said on standard error; there is nothing else
    with_statistics = inputs.options["statistics"]
    if form == "terminal":
        from lint.output import terminal

        emit, width, plain = emitter(file)
        terminal.render(run, emit, width, language, with_statistics, plain)
        return
    from lint.output import formats
    from lint.output.summary import statistics

    for line in formats.lines(form, run, language, inputs.options["fail_on"] or inputs.config.fail_on):
        click.echo(line, file=file)
    for count, code, name in statistics(run) if with_statistics and form == "concise" else ():
        click.echo(f"{count:5}  {code}  {name}", file=file)


def mention(results: Iterable[Result], language: Language, with_skipped: bool = False) -> None:
    """Say on standard error which files could not be read, and which were passed over."""
    for result in heads(results):
        told = result.status == "failed" or (with_skipped and result.status == "skipped")
        for text in (*([result.error] if result.error and told else ()), *result.cut.values()):
            click.echo(f"doisoat: {printable(result.path)}: {text.say(language)}", err=True)


def tell_unused(run: Run, paths: Iterable[str], language: Language) -> None:
    """Tell of the configuration's suppressions that suppress nothing, where all of its folder was checked."""
    for one in run.unused():
        if _covers(paths, one.folder):
            said = " ".join(filter(None, (shortened(one.rules), one.fingerprint, one.text and f"“{one.text}”", one.path)))
            _say(_UNUSED.fill(folder=discovery.display(Path(one.folder)), said=said), language)


def tell_unmet(config: Config, totals: Iterable[Totals], paths: Iterable[str], language: Language) -> None:
    """Tell of the configuration's totals whose province or districts no report is, where all of its folder was checked."""
    for one in totals:
        if config.file and _covers(paths, str(config.root)):
            said = ", ".join((one.province, *one.districts))
            _say(_UNMET.fill(path=discovery.display(config.file), said=said), language)


def _covers(paths: Iterable[str], folder: str) -> bool:
    """Whether a folder lies in one of those that are checked, or is one."""
    inside = os.path.join(folder, "")  # noqa: PTH118
    checked = (os.path.join(os.path.abspath(path), "") for path in paths if Path(path).is_dir())  # noqa: PTH118
    return any(inside.startswith(path) for path in checked)


def say_written(baseline: Baseline, language: Language) -> None:
    """Say that a baseline was written."""
    _say(_WRITTEN.fill(path=discovery.display(baseline.path), count=len(baseline)), language)


def say_pruned(baseline: Baseline, expired: Sequence[Known], language: Language) -> None:
    """Say that entries were taken out of a baseline."""
    _say(_PRUNED.fill(path=discovery.display(baseline.path), count=len(expired)), language)


def say_expired(baseline: Baseline, expired: Sequence[Known], language: Language) -> None:
    """Say which entries of a baseline fire no more."""
    names = "; ".join(f"{one.path} {one.rule} ({one.excerpt})" for one in expired[:_NAMED])
    names += " …" if len(expired) > _NAMED else ""
    _say(_EXPIRED.fill(path=discovery.display(baseline.path), count=len(expired), names=names), language)


def _say(text: Text, language: Language) -> None:
    """One line on standard error."""
    click.echo(f"doisoat: {printable(text.say(language))}", err=True)
