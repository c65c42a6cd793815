"""One pass over a text for every kind of date."""

from __future__ import annotations

import re

import msgspec

from servanda.dating.absolute import read_day_month, read_month, read_month_day, read_year
from servanda.dating.calendar_words import ORDINAL, TENS_WORDS, WEEKDAY, as_moment, whole_day
from servanda.dating.durations import read_duration
from servanda.dating.mentions import Anchor, Core, DateMention, Reader, Source, make_source
from servanda.dating.numeric import read_figures
from servanda.dating.open_ended import read_open
from servanda.dating.partial import (
    read_century,
    read_decade,
    read_fiscal,
    read_part,
    read_quarter,
    read_season,
    read_turn,
    read_week_of,
    read_year_to,
)
from servanda.dating.ranges import read_joined, read_month_pair, read_opened_range
from servanda.dating.relative import read_relative, read_weekday
from servanda.dating.settling import read_tense, settle_before, settle_year
from servanda.dating.traps import names_instrument

# Every mention begins with one of these; the group says which readers may read it.
_TRIGGER = re.compile(
    r"(?<![a-z0-9_])(?:(?P<figure>[0-9]|[’'‘][2-9]0s)"
    r"|(?P<month>jan|feb|mar(?=ch|[. ])|apr|may|jun|jul|aug|sep|oct|nov|dec(?!ad))"
    rf"|(?P<weekday>{WEEKDAY})"
    r"|(?P<opening>since|ever since|until|till|by|before|after|following|from|between|prior to|ahead of|up to|through|starting"
    r"|beginning|commencing|effective|as from|with effect|no later|not later|on or before|for|within|over|during|in|throughout"
    r"|lasting|of|indefinitely)(?![a-z])"
    r"|(?P<part>the|week|turn|early|late|mid|end of|beginning of|start of|middle of|q[1-4]|h[12]|spring|summer|autumn|fall|winter|fiscal"
    r"|fy|nineteen-)(?![a-z]{3})"
    r"|(?P<relative>today|overnight|yesterday|tomorrow|tonight|this|last|next|that|earlier|later|so far|recently|lately|not long"
    r"|not so long|more than|at least|less than|under|nearly|almost|about|around|roughly|some|just|only|exactly|several|few|many"
    r"|half|an?|couple|dozen|hours|days|weeks|months|years|decades|centuries|generations|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    rf"|{ORDINAL}|(?:{TENS_WORDS})|(?:thir|four|fif|six|seven|eigh|nine)teen)(?![a-z]))"
)
_READERS: dict[str, tuple[Reader, ...]] = {
    "figure": (read_figures, read_day_month, read_century, read_decade, read_quarter, read_year, read_relative, read_duration),
    "month": (read_month_day, read_month_pair, read_month),
    "weekday": (read_month_day, read_day_month, read_weekday),
    "opening": (read_year_to, read_opened_range, read_open, read_relative, read_duration),
    "part": (
        read_week_of,
        read_turn,
        read_year_to,
        read_quarter,
        read_relative,
        read_part,
        read_decade,
        read_century,
        read_season,
        read_fiscal,
        read_day_month,
    ),
    "relative": (read_quarter, read_relative, read_part, read_century, read_day_month, read_duration),
}
_WITH_YEAR = frozenset({"day", "month", "range"})
# How far apart two dates of one sentence may share a year.
_NEAR = 80
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_NEVER_CONTEXT = frozenset({"name", "duration", "open", "ambiguous"})
_ATTACKS = re.compile(r"9/11(?![0-9/])")
_ATTACK_DAY = re.compile(r"sept(?:ember|\.)?\s11(?:th)?(?:,?\s2001)?(?=\s(?:terror|attack|terrorist|hijack))")
_ATTACK_BOUNDS = whole_day(2001, 9, 11)


def find_dates(text: str, anchor: Anchor, *, include_names: bool = False) -> tuple[DateMention, ...]:
    """Every date that a text words, in order and without overlap, as bounds counted from the anchor.

    Offsets count code points of `text`. What cannot be known without a date to count from keeps its words and has no bounds.
    With `include_names`, dates that only name something ("the 1972 ABM Treaty", "9/11") are given as kind `name`.
    """
    source = make_source(text)
    found: list[DateMention] = []
    yearless: Core | None = None
    done = 0
    for trigger in _TRIGGER.finditer(source.low):
        start = trigger.start()
        if start < done:
            continue
        core = _read(source, start, str(trigger.lastgroup), anchor)
        if core is None:
            continue
        mention = _mention(source, start, core, anchor)
        if yearless is not None and found and core.of_year is None and core.kind in _WITH_YEAR:
            found[-1] = _with_year_of_next(source, yearless, found[-1], mention)
        done, yearless = mention.end, None
        anchor = _told(anchor, mention)
        if include_names or mention.kind != "name":
            found.append(mention)
            yearless = core if core.of_year is not None and core.kind in _WITH_YEAR else None
    return tuple(found)


def _read(source: Source, start: int, group: str, anchor: Anchor) -> Core | None:
    attack = _ATTACKS.match(source.low, start) or _ATTACK_DAY.match(source.low, start)
    if attack:
        return Core(attack.end(), "name", _ATTACK_BOUNDS)
    for read in _READERS[group]:
        core = read(source, start, anchor)
        if core is not None:
            return (read_joined(source, core, anchor) or core) if group in ("figure", "month", "weekday") else core
    return None


def _mention(source: Source, start: int, core: Core, anchor: Anchor) -> DateMention:
    bounds, kind = core.bounds, core.kind
    if core.of_year is not None:
        bounds = settle_year(core.of_year, anchor, tense=read_tense(source, start, core.end), weekday=core.weekday)
    if kind in ("year", "day", "month") and names_instrument(source, start, core.end):
        kind = "name"
    return DateMention(start, core.end, source.text[start : core.end], bounds[0], bounds[1], core.held, kind)


def _with_year_of_next(source: Source, core: Core, mention: DateMention, following: DateMention) -> DateMention:
    """A day whose year stands only with the next one of the sentence ("on 4 April and on 6 April 2016")."""
    between = source.low[mention.end : following.start]
    if core.of_year is None or len(between) > _NEAR or _SENTENCE_END.search(between):
        return mention
    bounds = settle_before(core.of_year, (following.earliest, following.latest))
    return mention if bounds is None else msgspec.structs.replace(mention, earliest=bounds[0], latest=bounds[1])


def _told(anchor: Anchor, mention: DateMention) -> Anchor:
    """The anchor after a mention: a date with both bounds becomes the story's last."""
    if mention.kind in _NEVER_CONTEXT:
        return anchor
    told = as_moment((mention.earliest, mention.latest))
    if told is None:
        return anchor
    return Anchor(published=anchor.published, context=told, order=anchor.order, narrative=anchor.narrative)
