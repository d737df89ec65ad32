"""The command line. Heavy modules are imported by the commands that need them, so that `--version` stays quick."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from lint import __version__
from lint.console import make_safe, printable, width
from lint.output import formats
from lint.register_command import register

if TYPE_CHECKING:
    from checks.rule import Language
    from lint.inputs import Inputs

# What a shell gives for a program that SIGINT or SIGPIPE ends: neither clean, nor findings, nor a failed run.
_INTERRUPTED, _PIPE_CLOSED = 130, 141
_LANGUAGES = ("vi", "en")
_SEVERITIES = ("error", "warning", "note")


class _Group(click.Group):
    """Turns a failed run into one line on standard error and status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        from lint.failure import Failure

        try:
            if sys.stdout is None:
                raise Failure("đầu ra chuẩn đã bị đóng", "standard output is closed")
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except click.exceptions.Exit:
            sys.stdout.flush()
            raise
        except Failure as failure:
            _complain(ctx, failure.text.vi, failure.text.en)
        except BrokenPipeError:
            # The reader went away (`| head`): nobody is left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(_PIPE_CLOSED)
        except OSError as error:
            _complain(ctx, f"không ghi hoặc đọc được ({error.strerror})", f"reading or writing failed ({error.strerror})")
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except (click.Abort, KeyboardInterrupt):
            sys.exit(_INTERRUPTED)
        except (click.ClickException, SystemExit):
            raise
        except Exception as error:
            if os.environ.get("DOISOAT_DEBUG"):
                raise
            kind = f"{type(error).__name__}: {error} (DOISOAT_DEBUG=1)"
            _complain(ctx, f"lỗi nội bộ, {kind}", f"internal error, {kind}")
        sys.exit(2)


_LANGUAGE_KEY = "doisoat.language"


def _language(given: str | None, configured: str | None = None) -> Language:
    """The language of messages, remembered for failures: asked for, from the environment, configured, or Vietnamese.

    Where the command has no configuration, that of this folder counts, if it can be read.
    """
    wanted = given or os.environ.get("DOISOAT_LANG") or configured or _configured_here()
    if wanted not in _LANGUAGES:
        from lint.failure import Failure

        raise Failure(f"DOISOAT_LANG={wanted}: chỉ có vi hoặc en", f"DOISOAT_LANG={wanted}: only vi or en")
    click.get_current_context().meta[_LANGUAGE_KEY] = wanted
    return "en" if wanted == "en" else "vi"


def _configured_here() -> str:
    from lint.config_file import Configurations
    from lint.failure import Failure

    try:
        return Configurations().of_folder(Path.cwd()).language
    except Failure:
        return "vi"


def _complain(ctx: click.Context, vi: str, en: str) -> None:
    """One line on standard error."""
    language = ctx.meta.get(_LANGUAGE_KEY) or os.environ.get("DOISOAT_LANG")
    click.echo(f"doisoat: {printable(en if language == 'en' else vi)}", err=True)


_lang = click.option("--lang", type=click.Choice(_LANGUAGES), help="Language of messages (default: vi, or DOISOAT_LANG).")


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="doisoat", message="%(prog)s %(version)s")
def main() -> None:
    """Find what contradicts itself in Vietnamese administrative-reform reports."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            make_safe(stream)
    # A run builds many small immutable values and few cycles: collecting as often as Python does, and once more at the
    # end, costs a tenth of it.
    gc.set_threshold(1_000_000, 20, 20)
    click.get_current_context().call_on_close(gc.freeze)


def run() -> NoReturn:
    """The program. It ends without tidying memory, which takes time and helps nobody once everything is written."""
    status: str | int | None = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(status if isinstance(status, int) else int(bool(status)))


_date = click.option(
    "--report-date", type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]), help="The report's own date, where it bears none."
)
_output = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file; beside sarif, github, gitlab and junit the normal report is printed.",
)
_as_one = click.option("--as-one", is_flag=True, help="Read the files as one report with its appendices.")
_stdin = click.option("--stdin-filename", default="<stdin>", metavar="NAME", help='How to call the report that "-" reads.')
_configured = click.option("--config", type=click.Path(path_type=Path), help="This configuration in place of the nearest one.")
_file = click.Path(dir_okay=False, path_type=Path)


@main.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: names, codes or prefixes, comma-separated.")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--fail-on", type=click.Choice(_SEVERITIES), help="Exit with 1 from this severity on (default: warning).")
@_date
@click.option(
    "--output-format",
    type=click.Choice(("terminal", *formats.FORMATS)),
    default="terminal",
    show_default=True,
    help="Form of the output.",
)
@_output
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; a failed run still exits with 2.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule.")
@_as_one
@_stdin
@_configured
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out files as in .gitignore; may be given several times.")
@click.option(
    "--force-exclude",
    is_flag=True,
    help="The paths are named by a program, such as a hook: leave out what is excluded or no report, as in folders.",
)
@click.option("--baseline", type=_file, help="Leave out the findings that this file knows.")
@click.option("--write-baseline", is_flag=True, help="Write the findings to the baseline, and exit with 0.")
@click.option("--prune-baseline", is_flag=True, help="Take out of the baseline what fires no more.")
@click.option("--register", type=_file, help="The register of known documents.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Check so many reports at a time (default: one a processor).")
@click.option("--no-cache", is_flag=True, help="Check every report anew.")
@_lang
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Check reports: files, folders, or - for standard input (default: this folder)."""
    from lint import check_command

    ctx.exit(check_command.check(*_inputs(paths or (".",), options)))


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--output-format",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
@_output
@_date
@_as_one
@_stdin
@_configured
@_lang
@click.pass_context
def facts(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Show what was understood of reports: citations, documents, footnotes, and what could not be read."""
    from lint import facts_command

    ctx.exit(facts_command.facts(*_inputs(paths, options)))


def _inputs(paths: tuple[str, ...], options: dict[str, Any]) -> tuple[Inputs, Language]:
    """What is to be read, and the language of messages: what is wrong with a configuration is said in the one asked for."""
    from lint.inputs import Inputs

    _language(options["lang"], "vi")
    inputs = Inputs(paths, options)
    return inputs, _language(options["lang"], inputs.config.language)


@main.command()
@click.argument("path", default=".", type=click.Path(exists=True, path_type=Path))
@click.option("--schema", is_flag=True, help="Print the JSON schema of a configuration file instead.")
@_configured
@_lang
def config(path: Path, schema: bool, config: Path | None, lang: str | None) -> None:
    """Show the configuration in force for a report or folder, and where each value is from."""
    from lint.config_file import Configurations
    from lint.output import configuration

    if schema:
        click.echo(configuration.schema(), nl=False)
        return
    _language(lang)
    found = Configurations(config).of_run([path])
    language = _language(lang, found.language)
    for line in configuration.lines(found, path, language):
        click.echo(printable(line))


@main.command()
@_lang
def rules(lang: str | None) -> None:
    """List the rules."""
    import textwrap

    from checks.registry import RULES
    from lint.output.summary import WORDS

    language = _language(lang)
    longest = max(len(rule.name) for rule in RULES)
    for rule in RULES:
        off = "" if rule.default else (" (tắt)" if language == "vi" else " (off)")
        word = WORDS[rule.severity].say(language)
        lead = f"{rule.code}  {rule.name:<{longest}}  {word:<8}  "
        title = f"{rule.title.say(language)}{off}"
        # On a terminal alone: in a pipe a rule is a line.
        rows = textwrap.wrap(title, max(width() - len(lead), 20)) if sys.stdout.isatty() else [title]
        click.echo("\n".join(f"{lead if not place else ' ' * len(lead)}{row}" for place, row in enumerate(rows)))


@main.command()
@click.argument("rule")
@_lang
def explain(rule: str, lang: str | None) -> None:
    """Explain one rule in full: reason, legal source, examples both ways. RULE is a name or a code."""
    from checks.registry import RULES
    from lint.output.explain import page
    from lint.selection import unknown_rule

    language = _language(lang)
    found = next((known for known in RULES if rule.casefold() in (known.name, known.code.casefold())), None)
    if found is None:
        raise unknown_rule(rule)
    click.echo(page(found, language, width()))


main.add_command(register)
