"""What the command line offers is what its pages say, and the other way round."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from servanda.cli import COMMANDS, group

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
# The sections on single commands, each up to the next heading.
SECTIONS = dict(re.findall(r"^### `servanda ([a-z]+(?: [a-z]+)?)[^\n]*\n(.*?)(?=^##)", f"{REFERENCE}\n## end", re.MULTILINE | re.DOTALL))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
# What the contract names; further commands are welcome.
PROMISED = (
    "demo, code, read, add, facts, search, verify, treaty read, treaty status, treaty calendar, treaty check, dossier, serve, "
    "vocabulary actors, vocabulary check, evaluate"
).split(", ")


def commands(first: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something under one word of the overview, with its name as typed."""
    command = group.get_command(click.Context(group), first)
    assert command is not None, first
    if isinstance(command, click.Group):
        yield from ((f"{first} {name}", one) for name, one in command.commands.items())
    else:
        yield first, command


over_all = pytest.mark.parametrize("first", COMMANDS)


def shown(page: Path) -> list[str]:
    """The command lines of a page's console blocks."""
    return re.findall(r"^\$ (servanda .*)$", page.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_command_is_there(name: str) -> None:
    assert name in dict(commands(name.split(maxsplit=1)[0]))


def test_the_overview_names_every_command_and_loads_none() -> None:
    done = CliRunner().invoke(group, ["--help"])
    assert done.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.output, re.MULTILINE), name


@over_all
def test_every_help_has_an_example_of_its_own_command(first: str) -> None:
    for name, command in commands(first):
        done = CliRunner().invoke(group, [*name.split(), "--help"])
        assert done.exit_code == 0, name
        assert f"Example: servanda {name}" in " ".join(done.output.split()), f"the help of {name} has no example"
        for option in command.params:
            assert isinstance(option, click.Argument) or getattr(option, "help", None) or isinstance(option.type, click.Choice), (
                f"{name} {option.opts}: no help"
            )


@over_all
def test_every_example_in_a_help_can_be_parsed(first: str) -> None:
    for name, command in commands(first):
        example = re.search(r"Example: servanda (.*)", command.help or "")
        assert example, name
        _parse(f"servanda {example[1]}")


@over_all
def test_every_command_and_option_stands_in_the_reference(first: str) -> None:
    for name, command in commands(first):
        written = SECTIONS.get(name)
        assert written, f"docs/reference.md has no section on servanda {name}"
        options = {one for option in command.params if isinstance(option, click.Option) for one in (*option.opts, *option.secondary_opts)}
        missing = [one for one in sorted(options) if not re.search(rf"`{one}[` ]", written)]
        assert not missing, f"docs/reference.md, servanda {name}: {missing}"
        unknown = set(re.findall(r"`(--?[a-z][a-z-]*)", written)) - options
        assert not unknown, f"docs/reference.md, servanda {name}: there is no {unknown}"


@over_all
def test_the_reference_has_no_section_on_what_is_not_there(first: str) -> None:
    written = {name for name in SECTIONS if name.split()[0] == first}
    assert written <= set(dict(commands(first)))
    assert {name.split()[0] for name in SECTIONS} <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_that_pages_show_can_be_run_so(page: Path) -> None:
    for line in shown(page):
        _parse(line)


def test_the_readme_shows_commands() -> None:
    assert len(shown(ROOT / "README.md")) >= 5


def _parse(line: str) -> None:
    """Read a command line up to where its command would begin to run; click raises for what it does not know."""
    words = re.split(r"\s[|>]\s", line.split("  #", maxsplit=1)[0])[0]
    arguments = shlex.split(words)[1:]
    context = group.make_context("servanda", arguments, resilient_parsing=False)
    command: click.Command = group
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None, line
        command = found
        if {"-h", "--help"} & set(rest):
            return
        context = command.make_context(name, rest, parent=context)
