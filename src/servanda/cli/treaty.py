"""`servanda treaty`: read a treaty's text, compute its status, list dates, check tables."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.inputs import input_options, read_inputs
from servanda.cli.output import printable, say, write_json_line
from servanda.cli.treaty_tables import acts, find_instrument, full_day, list_, parties
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.law import StatusReport


@click.group()
def treaty() -> None:
    """Treaties: read a text, compute a status on a day, list the dates ahead, check tables.

    Example: servanda treaty status cn-ru-2001 --on 2026-02-01 --explain
    """


for _command in (list_, parties, acts):
    treaty.add_command(_command)


@treaty.command()
@click.argument("name")
@click.option("--on", "day", required=True, help="The day, as 2001-07-16.")
@click.option("--party", help="One state only, by its ISO code, such as RUS; also one that has not joined.")
@click.option("--with", "other", help="With --party: what holds between these two, reservations and amendments included.")
@click.option("--territory", help="With --party: for one territory of that state, as the acts on record name it.")
@click.option("--explain", "explained", is_flag=True, help="Every step in plain words.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def status(name: str, day: str, party: str | None, other: str | None, territory: str | None, form: str, *, explained: bool) -> None:
    """Compute the legal status of a treaty on a day; NAME is an id, a title, or the path of an instrument file.

    Example: servanda treaty status "New START" --on 2023-03-01 --explain
    """
    import msgspec

    from servanda.analysis.register import load_register
    from servanda.law import report_to_json
    from servanda.law import status as status_on
    from servanda.law.between import between, in_words
    from servanda.law.explain import explain, explain_territory
    from servanda.law.territories import territory_status

    register = load_register()
    instrument = find_instrument(register, name)
    on, state = full_day(day, "--on"), party.upper() if party else None
    if state is None and (other or territory):
        what = "--with and --territory ask about a state"
        raise UsageError(what, where="no --party is given", todo="name the state too: --party GBR")
    report = status_on(instrument, on, state, related=register.instruments)
    pair = between(instrument, state, other.upper(), on, register.instruments.values()) if state and other else None
    part = territory_status(instrument, state, territory, on) if state and territory else None
    if form == "json":
        told = report_to_json(report)
        told |= {"between": msgspec.to_builtins(pair)} if pair else {}
        told |= {"territory": {"name": territory, **msgspec.to_builtins(part)}} if part else {}
        write_json_line(told)
        return
    click.echo(printable(explain(report) if explained else _short(report)))
    if not instrument.acts_complete:
        click.echo("  the register does not hold the acts of every state: those not named here may be parties too")
    for line in (*(in_words(pair) if pair else ()), *(explain_territory(territory or "", part) if part else ())):
        click.echo(printable(line))


@treaty.command()
@click.option("--from", "since", required=True, help="The first day, as 2026-01-01.")
@click.option("--to", "until", required=True, help="The last day.")
@click.option("--format", "form", type=click.Choice(["text", "json", "ics"]), default="text", show_default=True)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
def calendar(since: str, until: str, form: str, files: tuple[Path, ...]) -> None:
    """List expiries, notice windows and entries into force between two days, for the register or for instrument FILES.

    Example: servanda treaty calendar --from 2026-01-01 --to 2027-12-31 --format ics
    """
    import msgspec

    from servanda.analysis.register import load_instrument, load_register
    from servanda.law.calendar import as_icalendar
    from servanda.law.calendar import calendar as calendar_of

    register = load_register()
    instruments = [load_instrument(path) for path in files] or list(register.instruments.values())
    first, last = full_day(since, "--from"), full_day(until, "--to")
    if first > last:
        what = "--from lies after --to"
        raise UsageError(what, where=f"{since} > {until}", todo="give the earlier day first")
    entries = calendar_of(instruments, first, last, related=register.instruments)
    if form == "ics":
        sys.stdout.buffer.write(as_icalendar(entries).encode())
        return
    for entry in entries:
        if form == "json":
            write_json_line(msgspec.to_builtins(entry))
        else:
            click.echo(f"{entry.date.isoformat()}  {entry.title}: {entry.what}")
    if not entries:
        say("no legal date falls into these days")


@treaty.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Find dates that contradict each other and impossible acts in treaty tables and instrument files; exit status 1 for errors.

    Example: servanda treaty check my_treaties.csv register/abm-1972.yml
    """
    import msgspec

    from servanda.analysis.treaty_tables import check_file

    findings = [finding for path in files for finding in check_file(path)]
    for finding in findings:
        if form == "json":
            write_json_line(msgspec.to_builtins(finding))
        else:
            click.echo(printable(f"{finding.grade}: {finding.instrument}: {finding.what} [{finding.rule}]"))
    errors = sum(finding.grade == "error" for finding in findings)
    say(f"{errors} errors, {len(findings) - errors} warnings in {len(files)} files")
    context.exit(1 if errors else 0)


@treaty.command()
@input_options
@click.option("--format", "form", type=click.Choice(["text", "json", "jsonl", "akn", "register"]), default="text", show_default=True)
@click.pass_context
def read(context: click.Context, paths: tuple[str, ...], input_format: str | None, date: str | None, form: str) -> None:
    """Read treaty texts: structure, parties, final clauses and provisions; a .jsonl input gives one line for each of its documents.

    Example: servanda treaty read treaty.txt --format json
    """
    from servanda.coding.treaty_text import outline, read_treaty
    from servanda.records import Document

    failed = 0
    lines = form == "jsonl" or (form == "text" and any(path.endswith(".jsonl") for path in paths))
    for one in read_inputs(paths, input_format, date):
        if not isinstance(one, Document):
            failed += 1
            say(f"failed: {one.uri}: {one.what}: {one.why}" + (f" (what to do: {one.todo})" if one.todo else ""))
            continue
        reading = read_treaty(one.text, one.title, one.source_id)
        if form == "akn":
            from servanda.presenting.akoma_ntoso import as_akoma_ntoso

            click.echo(as_akoma_ntoso(reading, one.text))
        elif form == "register":
            import yaml

            from servanda.analysis.clauses_read import register_draft

            click.echo(yaml.safe_dump(register_draft(reading), sort_keys=False, allow_unicode=True, width=140))
        elif lines or form == "json":
            write_json_line(reading.to_json())
        else:
            click.echo(printable(outline(reading)))
    context.exit(1 if failed else 0)


def _short(report: StatusReport) -> str:
    """A few lines: the answer, the parties, the dates ahead."""
    rows: list[Any] = [
        f"{report.title}",
        f"{report.on.isoformat()}  {report.status}  (since {report.since or '?'}, until {report.until or 'no end known'})",
    ]
    rows += [f"  {state}  {part.status}" for state, part in sorted(report.parties.items())]
    rows += [f"  next {one.date.isoformat()}  {one.what}" for one in report.next]
    rows += [f"  claim by {claim.by}: {claim.says}" for claim in report.claims]
    return "\n".join(rows)
