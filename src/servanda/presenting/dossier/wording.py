"""Facts in words that people read: names, days, amounts, and who did what."""

from __future__ import annotations

import datetime as dt
import re

from servanda.moments import Moment
from servanda.presenting.texts import catalogue, say
from servanda.records import Actor, Event, Figure, Speaker, When
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.issues import load_issues

_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_MARKED = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_STATE = re.compile(r"\b[A-Z]{3}\b")
_SIGNS = {"USD": "US$", "EUR": "€", "GBP": "£", "CNY": "CN¥", "JPY": "JP¥", "INR": "₹"}


def name_of(code: str | None, words: str | None = None) -> str:
    """The usual English name of an actor; its words in the text, or its code, where no table has it."""
    table = load_actors()
    if code and table.knows(code):
        return table.label(code)
    return words or code or say("plain.unknown")


def listed(names: list[str]) -> str:
    """Names joined as in a sentence: "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else say("plain.and", first=", ".join(names[:-1]), last=names[-1]) if names else ""


def actors_in_words(actors: tuple[Actor, ...] | tuple[Speaker, ...]) -> str:
    """The actors of one side of an event, each once."""
    return listed(list(dict.fromkeys(name_of(one.actor, one.words) for one in actors)))


def day_in_words(day: dt.date) -> str:
    """16 July 2001."""
    return say("plain.day", day=day.day, month=month_name(day.month), year=day.year)


def month_name(month: int) -> str:
    """The name of a month, 1 to 12."""
    return str(catalogue()["months"][month - 1])


def moment_in_words(moment: Moment) -> str:
    """A point in time as exact as it is known."""
    first = moment.earliest
    if moment.precision == "interval":
        return say("plain.range", first=day_in_words(first), last=day_in_words(moment.latest))
    month = say("plain.month", month=month_name(first.month), year=first.year)
    return {"day": day_in_words(first), "month": month, "year": str(first.year)}[moment.precision]


def when_in_words(when: When | None) -> str:
    """A fact's time; empty where the text gives none."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest is not None and when.latest is not None:
        bounds = moment_in_words(Moment(when.earliest, when.latest))
        return (
            say("plain.throughout", time=bounds)
            if when.held and when.earliest != when.latest and when.latest.year - when.earliest.year > 1
            else bounds
        )
    if when.latest is not None:
        return say("plain.by", day=day_in_words(when.latest))
    return say("plain.from", day=day_in_words(when.earliest)) if when.earliest else ""


def amount_in_words(value: float, unit: str) -> str:
    """US$228.1 billion, 35.9 percent, 3,200 persons."""
    number = next((f"{_short(value / size)} {say(f'large.{word}')}" for size, word in _LARGE if abs(value) >= size), _short(value))
    if unit in _SIGNS:
        return f"{_SIGNS[unit]}{number}"
    return f"{number} {unit.replace('_', ' ')}"


def _short(value: float) -> str:
    """At most four significant digits after the point that matter, no trailing zeros, thousands parted."""
    return f"{value:,.6g}" if abs(value) < 1e6 and value != int(value) else f"{value:,.15g}"


def figure_in_words(figure: Figure) -> str:
    """A figure with what bounds it and, for a change, its direction."""
    if figure.unit == "rank":
        return say("numbers.rank", rank=f"{figure.value:.0f}")
    amount = amount_in_words(figure.value, figure.unit)
    told = say("amounts.about", amount=amount) if figure.approximate else amount
    if figure.bound in ("at_least", "at_most"):
        told = say(f"amounts.{figure.bound}", amount=told)
    if figure.change is None:
        return told
    changed = say(f"amounts.{figure.change.direction}", amount=told)
    return say("amounts.against", amount=changed, base=figure.change.base.removeprefix("in ")) if figure.change.base else changed


def event_actors(event: Event) -> str:
    """Who to whom: "China and Russia" for what they do together or to each other, "China → Russia" for one to the other."""
    sources, targets = actors_in_words(event.sources), actors_in_words(event.targets)
    if event.reciprocal or sources == targets or not targets:
        return sources or targets
    return f"{sources} → {targets}" if sources else f"→ {targets}"


def speaker_in_words(speakers: tuple[Speaker, ...]) -> str:
    """Who speaks: the person with the state where it is known, else the state, else the words of the text."""
    told = []
    for one in speakers:
        place = name_of(one.actor) if one.actor else ""
        told.append(f"{one.name} ({place})" if one.name and place else one.name or place or one.words or say("plain.unknown"))
    return listed(list(dict.fromkeys(told)))


def status_words(status: str) -> str:
    """A status word as people say it."""
    named: dict[str, str] = catalogue()["statuses"]
    return named.get(status, status.replace("_", " "))


def issue_called(issue: str) -> tuple[str, str]:
    """An issue's name with names and acronyms as its examples write them, and what it means."""
    row = next(row for row in load_issues().rows if row.id == issue)
    names: dict[str, str] = catalogue()["issue_names"]
    if issue in names:
        return names[issue], row.definition
    # A word that an example writes with a capital within it is a name.
    written = {word.lower(): word for example in row.examples for word in example.replace("-", " ").split()[1:] if word[:1].isupper()}
    written |= {word.lower(): word for example in row.examples for word in example.replace("-", " ").split() if word.isupper()}
    table = load_actors()
    acronyms = {word: word.upper() for word in issue.split("-") if len(word) > 1 and table.organisation(word.upper())}
    words = [written.get(word, acronyms.get(word, word)) for word in issue.split("-")]
    name = " ".join(words)
    return name[:1].upper() + name[1:], row.definition


def condition_in_words(trigger: str) -> str:
    """What sets a duty off: as it stands where it says how it conditions ("unless", "until"), else as a case that may come."""
    first = trigger.split(maxsplit=1)[0].casefold().strip("\"'(,") if trigger.strip() else ""
    lead = "" if first in catalogue()["conjunctions"] else say("if_that") + ": "
    return lead + trigger


def plain_law(words: str) -> str:
    """A step of the law's reckoning with days and states as people write them."""
    dated = _ISO_DAY.sub(lambda day: day_in_words(dt.date.fromisoformat(day[0])), words)
    return states_named(dated)


def states_named(words: str) -> str:
    """Words of the law's reckoning with names for the codes of states, and with words for "in_force_extended" and the like."""
    states = load_actors().state_codes()
    named = _STATE.sub(lambda code: name_of(code[0]) if code[0] in states else code[0], words)
    return _MARKED.sub(lambda status: status_words(status[0]), named)


def published_in_words(when: When | None) -> str:
    """A document's date."""
    return when_in_words(when) or say("plain.no_date")


def sort_day(when: When | None, published: When | None) -> dt.date:
    """The day by which a fact is put in order: its earliest day, else the day on which it was told, else the last of all days."""
    if when is not None and when.earliest is not None:
        return when.earliest
    if published is not None and published.latest is not None:
        return published.latest
    return dt.date.max
