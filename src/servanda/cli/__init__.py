"""The command line: a thin face of the functions below; each command is loaded when it is called."""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import Any

import click

from servanda import __version__
from servanda.cli.printing import printable
from servanda.errors import ServandaError

# Command, where it lives, and its line in the overview; a command's module is imported only when it is run.
COMMANDS = {
    "demo": ("servanda.cli.demo:demo", "Build a record from the bundled collection and write its dossier."),
    "read": ("servanda.cli.texts:read", "Read files only: documents as JSON lines."),
    "code": ("servanda.cli.texts:code", "Read and code files without a store: facts as JSON lines."),
    "add": ("servanda.cli.record:add", "Read, code and store files."),
    "facts": ("servanda.cli.record:facts", "Ask the record for facts: a table to read, or a file for another program."),
    "events": ("servanda.cli.events:events", "Events of the record, each once, with the number of its reports."),
    "judgements": ("servanda.cli.record:judgements", "Give out what people said of facts."),
    "search": ("servanda.cli.record:search", "Find sentences in the stored texts."),
    "verify": ("servanda.cli.record:verify", "Check the store's hashes, spans and counts."),
    "figures": ("servanda.cli.figures:figures", "Figures: check what texts state against your own series."),
    "treaty": ("servanda.cli.treaty:treaty", "Treaties: read a text, compute a status, list dates, check tables."),
    "dossier": ("servanda.cli.dossier:dossier", "Write the dossier of two actors as one HTML file."),
    "agreement": ("servanda.cli.teach:agreement", "Tell how far people who judged the same facts agree."),
    "teach": ("servanda.cli.teach:teach", "Turn judged events into rows of your own for the coder."),
    "serve": ("servanda.cli.serve:serve", "Open the explorer on this machine."),
    "vocabulary": ("servanda.cli.vocabulary:vocabulary", "Explain and check the word lists."),
    "evaluate": ("servanda.cli.evaluate:evaluate", "Score the coders against answer keys."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a user meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None for an unknown name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; it ends quietly where the reader of its output has gone."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(_reader_gone()) from None
        except SystemExit as ended:
            # What draws tables ends the program itself when it finds nobody to read them.
            if isinstance(ended.__context__, BrokenPipeError):
                raise click.exceptions.Exit(_reader_gone()) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the table above: no command is imported for it."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="servanda")
def group() -> None:
    """Keep a sourced record of how states deal with each other.

    Example: servanda demo
    """


def main() -> None:
    """Run the command line; every error ends in a plain message and the exit status of docs/reference.md."""
    _prepare_streams()
    try:
        status = group.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted: what was acknowledged is kept; run the same command again to go on", err=True)
        status = 130
    except ServandaError as error:
        click.echo(printable(f"servanda: {error}"), err=True)
        status = error.exit_status
    except BrokenPipeError:
        status = _reader_gone()
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        click.echo(printable(f"servanda: the system refused: {error.strerror or error}{where}"), err=True)
        _discard_output()
        status = 1
    except Exception as fault:
        if os.environ.get("SERVANDA_DEBUG"):
            raise
        # The last boundary: no traceback reaches a user.
        click.echo(
            printable(f"servanda: an error that should not happen: {type(fault).__name__}: {fault}\n")
            + "  what to do: run again with SERVANDA_DEBUG=1 and report what it prints",
            err=True,
        )
        status = 1
    sys.exit(status if isinstance(status, int) else 0)


def _prepare_streams() -> None:
    """Make the standard streams fit for any text; one that was closed goes nowhere, so that no file takes its number."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as above
        elif isinstance(stream, io.TextIOWrapper):
            # What a terminal's encoding lacks is shown by its code; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")


def _reader_gone() -> int:
    """The reader of our output has gone (`| head`): its right and no error."""
    _discard_output()
    return 0


def _discard_output() -> None:
    """Let what is still to be written go nowhere: nobody can take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
