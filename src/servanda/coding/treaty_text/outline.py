"""A reading of a treaty as an outline for people."""

from __future__ import annotations

from servanda.coding.treaty_text.reading import TreatyReading


def outline(reading: TreatyReading) -> str:
    """The treaty in a page: who, when, how it begins, lasts and ends, and what each article lays down."""
    lines = [reading.title or "(no title found)", ""]
    lines.append(f"Parties      {_parties(reading)}")
    done = reading.signed
    lines.append(f"Signed       {done.date + (f' at {done.place}' if done.place else '') if done else 'not stated'}")
    lines.append(f"Languages    {', '.join(reading.languages) if reading.languages else 'not stated'}")
    lines.append(f"In force     {_entry(reading)}")
    lines.append(f"Duration     {_duration(reading)}")
    lines.append(f"Leaving      {_leaving(reading)}")
    disputes = reading.settlement_of_disputes
    lines.append(f"Disputes     {', then '.join(disputes.means) + _place(disputes.article) if disputes else 'no clause'}")
    lines.append(f"Reservations {reading.reservations}")
    lines.append("")
    by_article: dict[str, list[str]] = {}
    for one in reading.provisions:
        condition = f" if: {one.trigger}" if one.trigger else ""
        by_article.setdefault(one.article.split("(")[0], []).append(f"    {one.force} {one.type} ({one.bearer}){condition}")
    for article in reading.articles:
        lines.append(f"Article {article.number}{'  ' + article.title if article.title else ''}")
        lines.extend(dict.fromkeys(by_article.get(article.number, ["    (no provision typed)"])))
    return "\n".join(lines)


def _parties(reading: TreatyReading) -> str:
    """The parties on one line, in their own words where they have no code."""
    if reading.parties:
        return ", ".join(reading.parties)
    if reading.party_names:
        return f"{' and '.join(reading.party_names)} (in no table of actors)"
    return "open to others" if reading.open else "none named"


def _place(article: str | None) -> str:
    """Where a clause stands, for the end of a line."""
    return f" (article {article})" if article else ""


def _entry(reading: TreatyReading) -> str:
    """The rule of entry into force on one line."""
    entry = reading.entry_into_force
    told = entry.rule.replace("_", " ")
    told += f", {entry.count} needed" if entry.count else ""
    told += f", {entry.fixed_date}" if entry.fixed_date else ""
    told += f", delay {entry.delay}" if entry.delay else ""
    return told + _place(entry.article)


def _duration(reading: TreatyReading) -> str:
    """The duration on one line."""
    duration = reading.duration
    told = duration.kind.replace("_", " ")
    told += f", {duration.initial}" if duration.initial else ""
    told += f", until {duration.until}" if duration.until else ""
    told += f", renewal {duration.renewal} {duration.renewal_period or ''}".rstrip() if duration.renewal else ""
    return told + _place(duration.article)


def _leaving(reading: TreatyReading) -> str:
    """The clause on leaving on one line."""
    leaving = reading.withdrawal
    if leaving is None:
        return "no clause"
    told = f"notice {leaving.notice or 'not measured'}"
    told += " before the end of a term" if leaving.notice_before_expiry else ""
    told += f", not before {leaving.not_before}" if leaving.not_before else ""
    return told + _place(leaving.article)
