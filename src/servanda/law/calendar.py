"""The calendar of treaties: entries into force, ends of terms and notice windows between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from servanda.law.ahead import foreseen, signing_dates, silence_dates, term_dates
from servanda.law.inexact import turn_in_words
from servanda.law.instrument_life import Lives, lives
from servanda.law.instruments import Instrument
from servanda.law.periods import eve
from servanda.law.phases import Life
from servanda.law.reasons import NextDate
from servanda.moments import Day

_ENDED = frozenset({"expired", "superseded", "terminated"})
# The acts that can move the end of a term or the last day for a notice.
_MOVING = frozenset({"extension", "nonrenewal_notice", "withdrawal_notice", "withdrawal_revocation", "entry_into_force"})


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
        early = known.early.whole if known.early else None
        found = {NextDate(turn, what) for turn, what in _turns(known.whole, early, since, until)}
        found.update(NextDate(day, what) for day, what in _parties(known, since, until))
        found.update(row for row in (*silence_dates(one), *signing_dates(one)) if known.whole.word(eve(row.date)) not in _ENDED)
        found.update(_terms(known, since, until, related))
        entries.update(CalendarEntry(row.date, one.id, one.called, row.what) for row in found if since <= row.date <= until)
    return sorted(entries)


def _turns(life: Life, early: Life | None, since: Day, until: Day) -> Iterator[tuple[Day, str]]:
    """The days on which a status word turns into another."""
    for turn in {turn for turn in life.turns() if since <= turn <= until}:
        before, after = life.word(eve(turn)), life.word(turn)
        if before != after:
            yield turn, turn_in_words(before, after, turn, early)


def _parties(known: Lives, since: Day, until: Day) -> list[tuple[Day, str]]:
    """The days on which a treaty of many begins or ceases to bind single states; states that turn alike stand together."""
    if known.instrument.bilateral:
        return []
    alike: dict[tuple[Day, str], list[str]] = {}
    for state, life in known.parties.items():
        for turn, what in _turns(life, known.early.parties[state] if known.early else None, since, until):
            # What befalls all of them stands with the treaty itself.
            if known.whole.word(eve(turn)) == known.whole.word(turn):
                alike.setdefault((turn, what), []).append(state)
    return [(day, f"{', '.join(sorted(states))}: {what}") for (day, what), states in alike.items()]


def _terms(known: Lives, since: Day, until: Day, related: Mapping[str, Instrument] | None) -> set[NextDate]:
    """The ends of terms and last days for notice, each told as it was seen on its eve, whichever day the calendar begins.

    Looked for from the beginning of the span, from every act that can move a term and from each date found. What could once be foreseen
    of a treaty that had ended by then is left out.
    """
    one = known.instrument
    found: set[NextDate] = set()
    looked_from = [eve(since), *(act.day for act in one.acts if act.kind in _MOVING), *([known.entry.day] if known.entry.day else [])]
    ahead = sorted({day for day in looked_from if eve(since) <= day < until})
    seen: set[Day] = set()
    while ahead:
        day = ahead.pop(0)
        if day in seen or known.whole.word(day) in _ENDED:
            continue
        seen.add(day)
        for row in term_dates(foreseen(one, day, related), day):
            if day < row.date <= until and row.date not in seen:
                ahead.append(row.date)
                last = eve(row.date)
                if known.whole.word(last) not in _ENDED:
                    found.update(told for told in term_dates(foreseen(one, last, related), last) if told.date == row.date)
        ahead.sort()
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
