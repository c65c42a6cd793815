"""The period that a figure measures: the date that belongs to the amount, and not to its base or to another amount."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.clauses import clause_of, verb_above
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.dating import DateMention, to_when
from servanda.moments import Moment
from servanda.records import Change, When

# What may stand between an amount and a date of its own: "$9 billion worth of goods in 2004", nothing that begins a new statement.
_ATTACHED = re.compile(r"[^,;:.]{0,60}?\b(?:in|for|during|on|by|since|of|at|until)\s+(?:the\s+|early\s+|late\s+)?$|\s*\(?$", re.IGNORECASE)
# Words that make what follows the base of a comparison.
_COMPARED = re.compile(
    r"\b(?:than|compared|over|against|versus|from(?!\s+(?:an?|its|their)\s+(?!year|month|quarter|decade|low|high|record|peak|mere|level)))\b",
    re.IGNORECASE,
)
# Of two amounts the second is what the first is compared with; "from Syria" compares nothing.
_COMPARED_WITH = re.compile(
    r"\b(?:than|compared|versus)\b|\b(?:over|against|from)\s+(?:(?:about|some|around|nearly|over|only|just|the|a|an)\s+)*\Z", re.IGNORECASE
)
_AGAINST = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|versus|against|over|from)\s+(?:(?:about|some|around|nearly|only|just|the|a|an)\s+)*[$€£¥]?\Z",
    re.IGNORECASE,
)
_YEAR_EARLIER = re.compile(
    r"(?:(?:in|during)\s+)?(?:(?:an?|one)\s+year\s+(?:earlier|before|later|after)|the\s+(?:year\s+before|previous\s+year|preceding\s+year|following\s+year))",
    re.IGNORECASE,
)
# "Up by 26.3 percent from the year before": the base of a change, and no period.
_AS_BASE = re.compile(r"\b(?:from|than|over|on|against|versus|compared\s+(?:with|to))\s+\Z", re.IGNORECASE)
# What parts an amount from the one before it in time: a new sentence, a before and after, an aim.
_APART = re.compile(
    r"[;:]|\.\s|\b(?:after|before|until|since|once|earlier|later|then|now|will|would|hopes?|aims?|plans?|intends?|expects?|wants?|promised|pledged|had|goal|target)\b",
    re.IGNORECASE,
)
# A date right after the word of a comparison.
_COMPARED_BY_DATE = re.compile(r"\b(?:than|compared\s+(?:with|to)|against|versus)\s+(?:(?:in|during|for|the|all|of)\s+)*\Z", re.IGNORECASE)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|some\s+|around\s+)?$", re.IGNORECASE)
_AND_TO = re.compile(r"\s+to\s+(?:reach\s+)?(?:about\s+|some\s+|over\s+|nearly\s+)?")
_TO = re.compile(r"[^,;:.\d]{0,30}\bto\s+(?:about\s+|some\s+|over\s+|nearly\s+)?", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
# "Its lowest level since 2008", "the first time in three years": how long there was nothing like it.
_RECORD = re.compile(
    r"\b(?:lowest|highest|biggest|largest|smallest|best|worst|fastest|slowest|most|fewest|weakest|strongest|sharpest|steepest|first)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
_BASE_AMOUNT = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|from)\s+[^,;:.]*(?:\.\d[^,;:.]*)?\b(?:in|during|for)\s+(?:the\s+)?\Z", re.IGNORECASE
)
# A day tells when something was said or done; a series goes by months and years.
_SHORTEST = 27
# Verbs that only make a sum known: their day is not its period.
_MAKING_KNOWN = frozenset("announce report publish note reveal confirm disclose say state".split())
_REPORTING = frozenset("say tell announce report state add note write publish show find declare claim estimate predict warn".split())


def period_of(
    sentence: Sentence,
    parse: Parse,
    head: int,
    amounts: Sequence[Amount],
    place: int,
    change: Change | None,
    *,
    poll: bool,
    lead: When | None = None,
) -> When | None:
    """When the `place`-th amount of a sentence held, as exactly as the sentence says; None where it does not say.

    `lead` is the period of which the sentences before tell, from which "the year before" counts where the sentence has none of its own.
    """
    usable = [
        d
        for d in sentence.dates
        if d.kind not in ("name", "duration")
        and (d.earliest or d.latest)
        and not (_YEAR_EARLIER.fullmatch(d.words) and _AS_BASE.search(sentence.plain, 0, d.start - sentence.start))
    ]
    stop = amounts[place + 1].start if place + 1 < len(amounts) else len(sentence.plain)
    compared = base_dates(sentence, usable)
    usable = [d for d in usable if d not in compared]
    earlier = _year_earlier(sentence, usable, amounts[place], stop, lead)
    if earlier is not None:
        return earlier
    usable = [
        d
        for d in usable
        if not (d.kind == "open" and _RECORD.search(sentence.plain, amounts[place].end, max(d.start - sentence.start, amounts[place].end)))
    ]
    usable = _without_base(sentence, usable, amounts[place], change)
    if not usable or _is_base(sentence, amounts, place):
        return None
    own = _own_dates(sentence, amounts, usable)
    mine = own[place]
    if mine is not None:
        return to_when(mine)
    claimed = {id(date) for date in own if date is not None}
    free = [date for date in usable if id(date) not in claimed]
    if not poll:
        free = [date for date in free if not _only_makes_known(parse, head, date)]
    ahead = own[place - 1] if place else None
    if ahead is not None and mine is None and _AND_TO.fullmatch(sentence.plain, ahead.end - sentence.start, amounts[place].start):
        return to_when(ahead)  # "rose 1.5 percent in 2019 to $96 billion"
    following = own[place + 1] if change is not None and place + 1 < len(own) else None
    if following is not None and _moved_to(sentence, amounts[place], amounts[place + 1]):
        return to_when(following)  # "fell 12 percent from a year earlier to $55 billion in May"
    found = _in_clause(sentence, parse, head, free) or _only_one(
        sentence, parse, head, free, others=_others(sentence, parse, amounts, place), poll=poll
    )
    level = own[place - 1] if place else None
    # "US$2.9 billion in 2012, up 15 percent": the change is told of the same period as the level before it.
    return to_when(level) if found is None and change is not None and level is not None else found


def _moved_to(sentence: Sentence, one: Amount, other: Amount) -> bool:
    return re.fullmatch(r"[^;:,.]*\bto\s+(?:about\s+|some\s+|nearly\s+|over\s+)?", sentence.plain[one.end : other.start]) is not None


def _others(sentence: Sentence, parse: Parse, amounts: Sequence[Amount], place: int) -> frozenset[int]:
    """The clauses of the other amounts of a sentence."""
    heads = [parse.head_of(sentence.start + a.start, sentence.start + a.end) for i, a in enumerate(amounts) if i != place]
    return frozenset(clause_of(parse, head) for head in heads if head is not None)


def _only_makes_known(parse: Parse, head: int, date: DateMention) -> bool:
    """Whether date words tell when a sum was made known: "today announced an additional contribution of"."""
    token = parse.head_of(date.start, date.end)
    if token is None or date.earliest is None or date.earliest != date.latest:
        return False
    verb = verb_above(parse, token)
    return verb is not None and parse.lemmas[verb] in _MAKING_KNOWN and verb in parse.ancestors(head) and verb_above(parse, head) == verb


def is_compared_with(sentence: Sentence, amounts: Sequence[Amount], place: int) -> bool:
    """Whether an amount is only what the one before it is compared with: "up from 12.9 billion in 2021"."""
    return place > 0 and _AGAINST.search(sentence.plain, amounts[place - 1].end, amounts[place].start) is not None


def lies_in(sentence: Sentence, parse: Parse, head: int, lead: When | None) -> When | None:
    """The period of which the sentences before tell, where a sentence goes on in the past without a date of its own: "Imports grew to"."""
    if lead is None or lead.earliest is None or lead.latest is None or (lead.latest - lead.earliest).days < _SHORTEST:
        return None
    dates = [d for d in sentence.dates if d.kind not in ("name", "duration") and (d.earliest or d.latest)]
    others = [
        d for d in dates if d not in base_dates(sentence, dates) and not _YEAR_EARLIER.fullmatch(d.words) and not _follows_base(sentence, d)
    ]
    verb = clause_of(parse, head)
    return None if others or parse.tags[verb] not in ("VBD", "VBN", "VBG") else lead


def _follows_base(sentence: Sentence, date: DateMention) -> bool:
    """Whether a date stands at an amount that is compared with: "against 38 percent in 2018"."""
    return _BASE_AMOUNT.search(sentence.plain, 0, date.start - sentence.start) is not None


def carries_on(sentence: Sentence, amounts: Sequence[Amount], place: int) -> bool:
    """Whether an amount is told beside the one before it, so that the date of that one is its own: "€54bn in 2016, those to Czechia €38bn"."""
    between = sentence.plain[amounts[place - 1].end : amounts[place].start] if place else ";"
    return not (_COMPARED.search(between) or _APART.search(between))


def base_dates(sentence: Sentence, dates: Sequence[DateMention]) -> list[DateMention]:
    """The dates that only say what something is compared with: "5 percent less than in 2018", but not "than last year when it was 8 billion"."""
    text, offset = sentence.plain, sentence.start
    return [d for d in dates if _COMPARED_BY_DATE.search(text, 0, d.start - offset) and not _WHEN.match(text, d.end - offset)]


def _year_earlier(sentence: Sentence, dates: Sequence[DateMention], amount: Amount, stop: int, lead: When | None) -> When | None:
    """The period a year before the sentence's first date, where that is the amount's ("from 9.5 million tonnes a year earlier")."""
    own = next((d for d in dates if amount.end <= d.start - sentence.start < stop), None)
    own = own if own is not None and _YEAR_EARLIER.fullmatch(own.words) else None
    first = dates[0] if dates else None
    between = sentence.plain[amount.end : own.start - sentence.start] if own else ","
    if own is not None and first is own and lead is not None and lead.earliest and lead.latest and "," not in between:
        shift = 1 if own.words.endswith(("later", "after", "following year")) else -1
        return When(earliest=_on(lead.earliest, shift), latest=_on(lead.latest, shift), words=own.words)
    if own is None or first is None or first is own or "," in between or first.earliest is None or first.latest is None:
        return None
    if _YEAR_EARLIER.fullmatch(first.words) or first.kind not in ("month", "year", "quarter", "partial", "day"):
        return None
    shift = 1 if own.words.endswith(("later", "after", "following year")) else -1
    moved = [_on(day, shift) for day in (first.earliest, first.latest)]
    return When(earliest=moved[0], latest=moved[1], words=own.words)


def _on(day: dt.date, years: int) -> dt.date:
    """The same day of another year; the last day of a month stays one."""
    month, moved = Moment.month(day.year, day.month), Moment.month(day.year + years, day.month)
    return moved.latest if day == month.latest else day.replace(year=day.year + years)


def _is_base(sentence: Sentence, amounts: Sequence[Amount], place: int) -> bool:
    """Whether an amount is only where a change to the next one sets out and no date stands at it: "from 2.1 to 2.3 percent by 2022"."""
    here, text = amounts[place], sentence.plain
    if place + 1 == len(amounts) or not _FROM.search(text, 0, here.start):
        return False
    return _TO.fullmatch(text, here.end, amounts[place + 1].start) is not None


def _without_base(sentence: Sentence, dates: Sequence[DateMention], amount: Amount, change: Change | None) -> list[DateMention]:
    """The dates without the one that a change is measured from; "since 2001" is both base and period."""
    if change is None or not change.base:
        return list(dates)
    first = sentence.plain.find(change.base, amount.end)
    last = first + len(change.base)
    return [d for d in dates if d.held or not (d.start - sentence.start < last and first < d.end - sentence.start)]


def _own_dates(sentence: Sentence, amounts: Sequence[Amount], dates: Sequence[DateMention]) -> list[DateMention | None]:
    """The date that stands at each amount, where there are several amounts; None for one without a date of its own."""
    text, offset = sentence.plain, sentence.start
    if len(amounts) > 1 and len(dates) == len(amounts) and _RESPECTIVELY.search(text) and dates[0].start - offset >= amounts[-1].end:
        return list(dates)
    own: list[DateMention | None] = []
    for place, amount in enumerate(amounts):
        stop = amounts[place + 1].start if place + 1 < len(amounts) else len(text)
        found = None
        for date in dates:
            start = date.start - offset
            # The date's own preposition may be among its words ("since 2001", "by 2020").
            if (
                amount.end <= start < stop
                and not _COMPARED.search(text, amount.end, start)
                and (
                    _ATTACHED.fullmatch(text, amount.end, start)
                    or (len(text[amount.end : start].split()) <= 2 and "," not in text[amount.end : start])
                )
            ):
                found = date
                break
        own.append(found)
    if any(_COMPARED_WITH.search(text, one.end, other.start) for one, other in pairwise(amounts)):
        # "54 percent, up from 46 percent in 2014": the date at the end is that of the base alone.
        return own
    if len(amounts) == 1 or (sum(date is not None for date in own) == 1 and own[-1] is not None and len(dates) == 1):
        # One date at the end of a list is the date of all in it: "$7 billion, $6 billion and $2 billion in 2010".
        return [own[-1] if one is amounts[-1] or not _APART.search(text, one.end, amounts[-1].start) else None for one in amounts]
    return own


def _in_clause(sentence: Sentence, parse: Parse, head: int, dates: Sequence[DateMention]) -> When | None:
    """The date of the amount's clause among some dates of its sentence."""
    kept = sentence.dates
    sentence.dates = tuple(dates)
    try:
        found = when_of(sentence, head)
    finally:
        sentence.dates = kept
    if found is not None:
        return found
    for token in (head, *parse.ancestors(head)):
        if parse.deps[token] in ("relcl", "advcl") and any(parse.lowers[c] == "when" for c in parse.children[token]):
            first = parse.starts[min(parse.subtree(token))]
            earlier = [d for d in dates if d.end <= first + 1]
            return to_when(earlier[-1]) if earlier else None
    return None


def _only_one(
    sentence: Sentence, parse: Parse, head: int, dates: Sequence[DateMention], *, others: frozenset[int], poll: bool
) -> When | None:
    """The one date of a sentence, unless it is that of saying so; a poll is dated by what reports it."""
    if len(dates) != 1:
        return None
    first, last = sorted((dates[0].start - sentence.start, parse.starts[head] - sentence.start))
    if ";" in sentence.plain[first:last] or re.search(r"\bnow\b", sentence.plain[first:last]):
        return None
    place = parse.head_of(dates[0].start, dates[0].end)
    if place is None or poll:
        return to_when(dates[0])
    governing, clause = clause_of(parse, place), clause_of(parse, head)
    aside = parse.deps[clause] in ("advcl", "relcl", "acl", "pcomp") and governing != clause
    if governing != clause and governing in others:
        return None  # "is giving €5 million, bringing its aid this year to €23 million"
    return None if aside or parse.lemmas[governing] in _REPORTING else to_when(dates[0])
