"""The calendar of treaties: entries into force, ends of terms and notice windows between two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from servanda.law.ahead import next_dates
from servanda.law.instrument_life import Lives, lives
from servanda.law.instruments import Instrument
from servanda.moments import Day

_ENDED = frozenset({"expired", "superseded", "terminated"})


class CalendarEntry(msgspec.Struct, frozen=True, order=True):
    """A day on which the law changes or a right to act ends, and for which instrument."""

    date: Day
    instrument: str
    title: str
    what: str


def calendar(
    instruments: Iterable[Instrument], since: Day, until: Day, *, related: Mapping[str, Instrument] | None = None
) -> list[CalendarEntry]:
    """Every legal date from `since` to `until`, both included, in order.

    What is known to have happened is told as it happened; dates after the last recorded act as they can be foreseen from it.
    """
    entries: set[CalendarEntry] = set()
    for one in instruments:
        known = lives(one, related)
        turns = {turn for turn in known.whole.turns() if since <= turn <= until}
        for turn in turns:
            before, after = known.whole.word(Day.fromordinal(turn.toordinal() - 1)), known.whole.word(turn)
            if before != after:
                entries.add(CalendarEntry(turn, one.id, one.called, f"{before} becomes {after}"))
        entries.update(CalendarEntry(day, one.id, one.called, what) for day, what in _parties(known, since, until))
        entries.update(_renewals(known, since, until, related))
    return sorted(entries)


def _parties(known: Lives, since: Day, until: Day) -> list[tuple[Day, str]]:
    """The days on which a treaty of many begins or ceases to bind single states; states that turn alike stand together."""
    if known.instrument.bilateral:
        return []
    alike: dict[tuple[Day, str], list[str]] = {}
    for state, life in known.parties.items():
        for turn in {turn for turn in life.turns() if since <= turn <= until}:
            eve = Day.fromordinal(turn.toordinal() - 1)
            before, after = life.word(eve), life.word(turn)
            # What befalls all of them stands with the treaty itself.
            if before != after and known.whole.word(eve) == known.whole.word(turn):
                alike.setdefault((turn, f"{before} becomes {after}"), []).append(state)
    return [(day, f"{', '.join(sorted(states))}: {what}") for (day, what), states in alike.items()]


def _renewals(known: Lives, since: Day, until: Day, related: Mapping[str, Instrument] | None) -> set[CalendarEntry]:
    """The ends of terms and last days for notice, as seen at the start of the span and after each that falls into it.

    What could once be foreseen of a treaty that had ended by then is left out.
    """
    one = known.instrument
    found: set[CalendarEntry] = set()
    seen_from: Day | None = since
    while seen_from is not None and seen_from <= until:
        ahead = [
            row
            for row in next_dates(one, seen_from, related)
            if row.date <= until
            and known.whole.word(Day.fromordinal(row.date.toordinal() - 1)) not in _ENDED
            and not row.what.startswith("earliest withdrawal")
            and "status becomes" not in row.what
        ]
        found.update(CalendarEntry(row.date, one.id, one.called, row.what) for row in ahead)
        seen_from = max((row.date for row in ahead if row.date > seen_from), default=None)
    return found


def as_icalendar(entries: Iterable[CalendarEntry]) -> str:
    """The calendar as iCalendar text (RFC 5545): one all-day event each, lines folded at 75 octets and ended by CR LF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Servanda//law of treaties//EN"]
    for entry in entries:
        day = entry.date.strftime("%Y%m%d")
        lines += [
            "BEGIN:VEVENT",
            f"UID:{entry.instrument}-{day}-{_number(entry.what)}@servanda",
            f"DTSTAMP:{day}T000000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"SUMMARY:{_escaped(f'{entry.title}: {entry.what}')}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _number(words: str) -> int:
    """A number that is the same for the same words on every machine, for stable ids."""
    total = 0
    for char in words:
        total = (total * 31 + ord(char)) % 1_000_003
    return total


def _escaped(text: str) -> str:
    """Text with the characters escaped that iCalendar reserves."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """A line cut into pieces of at most 75 octets; each piece after the first begins with a space."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode()) > 75:
            pieces.append(piece)
            piece = " "
        piece += char
    return [*pieces, piece]
