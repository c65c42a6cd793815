"""The instruments of the register: how each stands today and on any day, and every step that leads there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.law import Instrument, StatusReport, report_to_json, status
from servanda.law.calendar import CalendarEntry, calendar
from servanda.law.clauses import Clause
from servanda.law.explain import meaning
from servanda.law.instrument_life import lives
from servanda.law.periods import Period
from servanda.presenting.dossier.map import WorldMap, world_map
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk, fact_data
from servanda.presenting.explorer.treaty_texts import days_of, facts_on, outline_of
from servanda.presenting.texts import say

ACT_COLUMNS = ("instrument", "kind", "done", "effect", "party", "words", "certainty", "source")
# Days shown before the first and after the last one known of an instrument.
MARGIN = dt.timedelta(days=240)
STRIP = 960
# How a state stands to an instrument, as a colour on the map.
_ROLES = {
    **dict.fromkeys(("bound", "in_force"), "bound"),
    **dict.fromkeys(("signatory", "consented", "provisionally_applied", "withdrawal_pending", "suspended", "contested"), "pending"),
    **dict.fromkeys(("withdrawn", "expired", "terminated", "superseded"), "former"),
}
# The roles of the map with the keys of their names.
ROLES_SHOWN = {"bound": "bound", "pending": "pending", "former": "former", "other": "no_party"}
_CLAUSES = ("entry", "term", "withdrawal", "provisional")


class Course(msgspec.Struct, frozen=True):
    """The life of an instrument between two days: its statuses as (since, until, word), and its legal dates."""

    first: dt.date
    last: dt.date
    stretches: tuple[tuple[dt.date, dt.date | None, str], ...]
    calendar: tuple[CalendarEntry, ...]


class Band(msgspec.Struct, frozen=True):
    """A stretch of a life as a part of a band, in pixels."""

    word: str
    since: dt.date
    until: dt.date | None
    x: float
    width: float


class Strip(msgspec.Struct, frozen=True):
    """A life drawn as a band: its parts, marks of years, the day asked about (None outside), today, and the slider's place and end."""

    width: int
    bands: tuple[Band, ...]
    ticks: tuple[tuple[float, int], ...]
    on: float | None
    today: float
    day: int
    days: int


def treaties(desk: Desk, request: Request) -> Answer:
    """Every instrument of the register with its status on a day, today where none is asked for."""
    on = day_on(desk, request)
    rows = []
    for one in desk.register.instruments.values():
        report = status(one, on, related=desk.register.instruments)
        rows.append(
            {
                "instrument": one.id,
                "name": one.called,
                "signed": one.signed(),
                "status": report.status,
                "since": report.since,
                "until": report.until,
                "means": meaning(report.status),
            }
        )
    rows.sort(key=lambda row: (str(row["signed"] or ""), str(row["instrument"])))
    columns = ("instrument", "name", "signed", "status", "since", "until", "means")
    return Answer(
        template="treaties.html",
        shown=lambda: {"rows": rows, "on": on, "today": desk.today()},
        data=lambda: {"on": on, "instruments": rows},
        rows=lambda: rows,
        columns=columns,
    )


def treaty(desk: Desk, request: Request) -> Answer:
    """The page of one instrument."""
    one = desk.register.instruments.get(request.path_params["treaty"])
    if one is None:
        raise HTTPException(404, say("treaties.none", id=repr(request.path_params["treaty"])))
    course = desk.remembered.answer(("course", one.id, desk.today()), lambda: course_of(desk, one))
    on = _day_chosen(request, course) or day_on(desk, request)
    report = status(one, on, related=desk.register.instruments)
    facts = facts_on(desk, one)
    acts = [_act(one, number) for number in range(len(one.acts))]
    return Answer(
        template="treaty.html",
        shown=lambda: {
            "instrument": one,
            "report": report,
            "meaning": meaning,
            "role_names": [(role, say(f"treaties.role.{key}")) for role, key in ROLES_SHOWN.items()],
            "on": on,
            "today": desk.today(),
            "acts": acts,
            "turns": _turns(one, on),
            "course": course,
            "strip": strip_of(course, on, desk.today()),
            "world": _world(desk, report),
            "outline": outline_of(desk, one),
            "clauses": [(name, clause_words(getattr(one, name))) for name in _CLAUSES if getattr(one, name)],
            "survival": [clause_words(clause) for clause in one.survival],
            "facts": facts,
            "links": [(link, desk.register.instruments.get(link.to)) for link in one.links],
        },
        data=lambda: {
            "instrument": msgspec.to_builtins(one),
            "report": report_to_json(report),
            "course": [{"since": since, "until": until, "status": word} for since, until, word in course.stretches],
            "calendar": [{"date": entry.date, "what": entry.what} for entry in course.calendar],
            "facts": fact_data(facts),
        },
        rows=lambda: acts,
        columns=ACT_COLUMNS,
    )


def day_on(desk: Desk, request: Request) -> dt.date:
    """The day that the address asks about; 400 for what is no day."""
    words = request.query_params.get("on", "").strip()
    if not words:
        return desk.today()
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise HTTPException(400, say("frame.no_day", words=repr(words))) from None


def clause_words(clause: Clause) -> list[tuple[str, str]]:
    """What a clause lays down, as (name, value); what it leaves unsaid is left out."""
    told = []
    for name in clause.__struct_fields__:
        value = getattr(clause, name)
        if value not in (None, (), {}, False, ""):
            told.append((name.replace("_", " "), _value(value)))
    return told


def _value(value: Any) -> str:
    match value:
        case Period():
            return value.in_words()
        case Clause():
            return ", ".join(f"{name}: {told}" for name, told in clause_words(value))
        case tuple() | list():
            return ", ".join(str(one) for one in value)
        case dict():
            return ", ".join(f"{name} {one}" for name, one in value.items())
        case True:
            return say("reading.yes")
        case str():
            return value.replace("_", " ")
        case _:
            return str(value)


def _act(one: Instrument, number: int) -> dict[str, Any]:
    act = one.acts[number]
    return {
        "instrument": one.id,
        "kind": act.kind,
        "done": act.done.isoformat(),
        "effect": act.effect.isoformat() if act.effect else None,
        "party": act.party,
        "words": act.words,
        "certainty": act.certainty,
        "source": act.source,
    }


def _turns(one: Instrument, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The last day before, and the first after, on which an act was done or took effect."""
    days = days_of(one)
    return max((day for day in days if day < on), default=None), min((day for day in days if day > on), default=None)


def course_of(desk: Desk, one: Instrument) -> Course:
    """The whole life of an instrument as it is known today."""
    whole = lives(one, desk.register.instruments).whole
    turns = [day for day in whole.turns() if dt.date.min + MARGIN < day < dt.date.max - MARGIN]
    ahead = [entry.date for entry in status(one, desk.today(), related=desk.register.instruments).next]
    known = [*turns, *days_of(one), *ahead, desk.today()]
    first, last = min(known) - MARGIN, max(known) + MARGIN
    stretches: list[tuple[dt.date, dt.date | None, str]] = []
    for day in sorted({first, *(turn for turn in turns if turn > first)}):
        word = whole.word(day)
        if not stretches or stretches[-1][2] != word:
            stretches = [*stretches[:-1], *([(stretches[-1][0], day, stretches[-1][2])] if stretches else [])]
            stretches.append((day, None, word))
    return Course(first, last, tuple(stretches), tuple(calendar([one], first, last, related=desk.register.instruments)))


def strip_of(course: Course, on: dt.date, today: dt.date) -> Strip:
    """The life as a band of stretches, each wide as it is long, with the day asked about and today."""
    days = (course.last - course.first).days

    def place(day: dt.date) -> float:
        return round((day - course.first).days / days * STRIP, 1)

    bands = tuple(
        Band(word, since, until, place(since), place(min(until or course.last, course.last)) - place(since))
        for since, until, word in course.stretches
        if since < course.last
    )
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500) if days / 365 / step <= 12)
    years = range(-(-(course.first.year + 1) // step) * step, course.last.year + 1, step)
    ticks = tuple((place(dt.date(year, 1, 1)), year) for year in years)
    inside = course.first <= on <= course.last
    return Strip(STRIP, bands, ticks, place(on) if inside else None, place(today), max(0, min(days, (on - course.first).days)), days)


def _day_chosen(request: Request, course: Course) -> dt.date | None:
    """The day that the slider names by its distance from the first; the slider sends that where no script turns it into a date."""
    words = request.query_params.get("day", "")
    if not (words.isascii() and words.isdigit()) or int(words[:9]) > (course.last - course.first).days:
        return None
    return course.first + dt.timedelta(days=int(words[:9]))


def _world(desk: Desk, report: StatusReport) -> WorldMap:
    """The states on the map, by how each stands to the instrument."""
    roles = {state: _ROLES.get(part.status, "other") for state, part in report.parties.items()}
    names = {state: f"{desk.label(state)}: {part.status.replace('_', ' ')}" for state, part in report.parties.items()}
    return desk.remembered.answer(("world", tuple(sorted(names.items()))), lambda: world_map(roles, names))
