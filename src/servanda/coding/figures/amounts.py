"""Numbers with units as English writes them: "US$3.1 billion", "€1.2m", "240 billion yuan", "51 percent", "two thousand troops"."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

import msgspec

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.bounds import bound_of, is_vague
from servanda.coding.figures.counted_nouns import counted_noun
from servanda.coding.figures.numbers import DONE_TO_PEOPLE, PEOPLE_DO, Number, find_numbers
from servanda.coding.figures.ranks import find_ranks
from servanda.coding.figures.shares import find_shares
from servanda.coding.parsing import Parse
from servanda.vocabulary.units import Unit, unit_of, unit_words

if TYPE_CHECKING:
    from servanda.coding.sentence import Sentence


class _Found(msgspec.Struct, frozen=True):
    """A number with its unit before hedges are read; `end` covers the unit's words."""

    number: Number
    unit: Unit | None
    end: int
    signed: bool = False
    noun: str | None = None
    ranged: bool = False


_HEDGE = r"(?:about|around|some|nearly|almost|roughly|approximately|circa|close to|an estimated|estimated|well|just|only|the|a|an|or)\s+"
_JOINER = re.compile(rf"\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|to\s+|-)\s*(?:from\s+|{_HEDGE})?", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to\s+|-|and\s+|or\s+)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:r[oi]se[ns]?|fell|fall(?:s|en)?|gained|lost|dropped|climbed|jumped|slid|added|up|down)\s+(?:by\s+)?(?:about\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|some\s+)?$", re.IGNORECASE)
# A bare number is people where its clause began with one of these: "the death toll rose to 8,000".
_IMPLIED = re.compile(
    r"\b(?:toll|population)\b[^,;:]*\b(?:to|at|of|is|was|reached|stands|stood|hit|passed)\s+(?:\w+\s+)?$"
    r"|\b(?:contingent|force|army|garrison|brigade|delegation|mission)\b[^,;:]*\bnumber(?:s|ed|ing)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\bnumber\s+of\s+(?P<words>(?:[\w'-]+\s+){1,4}?)(?:(?:in|at|on|from|who|to|among|of|has|have|had|was|is|were|fell|rose|grew|reached|stood|stands|doubled|halved)\s)"
    r"(?:[^,;:]|,\d)*?(?:to|from|at|was|is|reached|of)\s+(?:about\s+|some\s+|nearly\s+|over\s+|around\s+|more\s+than\s+)?$",
    re.IGNORECASE,
)
# "That brings to 35 the number of persons under sanctions": what is counted stands after the number.
_COUNTED_AFTER = re.compile(r"\s+the\s+(?:total\s+)?number\s+of\s+(?:the\s+)?", re.IGNORECASE)
# "By 68 votes to 32", "by 27 votes in favour to 3 against"
_CAST = re.compile(r"(?:,?\s*\b(?:in\s+favou?r|against)\b)?\s*(?:,|to|and|with)?\s*", re.IGNORECASE)
# "Killed six civilians and injured at least twenty"
_HURT = re.compile(
    r"\b(?:killed|killing|wounded|wounding|injured|injuring)\s+(?:at\s+least\s+|more\s+than\s+|about\s+|some\s+|over\s+|another\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_LIKE_YEARS = 1000
_OF_WHOM = re.compile(r"\bof\s+(?:whom|them|these|those)\s+(?:at\s+least\s+|some\s+|about\s+|only\s+)?$", re.IGNORECASE)
_DOES = re.compile(
    r"\s+(?:(?:are|is|were|was|have|has|had|will|would|remain(?:ed)?)\s+(?!percent|per\b)[a-z]|abstain|oppos|voted|died|fled|stayed|returned|survived|escaped)",
    re.IGNORECASE,
)
# "300 were killed and 1,200 detained", "over 900 of them": people counted before.
_OF_THEM = re.compile(
    r"\s+(?:of\s+them\b|(?:detained|arrested|displaced|wounded|injured|jailed|imprisoned|expelled|deported|uprooted|evacuated|rescued|abducted|"
    r"kidnapped|killed|missing|homeless|hospitali[sz]ed)\b)",
    re.IGNORECASE,
)
# What follows a bare number that ends a phrase.
_ENDS = re.compile(
    r"\s*(?:[,.;)]|(?:and|or|to|in|by|from|for|at|on|a|per|this|last|next|over|within|under|as|while|when|with|of|after|before|since|until|against|(?:the|a)\s+(?:previous\s+)?(?:year|month|quarter))\b|$)"
)
# "270 dollars per 1,000 cubic metres": the measure of a price is no amount.
_PER = re.compile(r"\b(?:per|(?:for )?(?:each|every))\s+$", re.IGNORECASE)
# "19 F-16s": what is counted is named by its type alone.
_CRAFT = (
    (re.compile(r"\s+(?:[A-Z][a-z]+\s+)?(?:F|MiG|Su|Tu|Il|B|C|A|MQ|Mi|Ka)-\d+\w*s\b"), "aircraft"),
    (re.compile(r"\s+(?:[A-Z][a-z]+\s+)?T-\d\ds\b"), "tanks"),
)
# "A 4,500-strong force"
_STRONG = re.compile(r"-strong\b", re.IGNORECASE)
_PERSONS = Unit("persons", 1.0, "persons")
# Words for people that are craft where a designation stands before them: "six F-16 fighters".
_CREWED = frozenset({"fighters", "fighter"})
_DESIGNATION = re.compile(r"\b[A-Z][A-Za-z]{0,4}-\d+\w*|\b(?:jet|Rafale|Typhoon|Eurofighter|Gripen|Mirage|Sukhoi|MiG)\b")
_OTHERS = re.compile(r"\s+(?:more|others|there)\b", re.IGNORECASE)
# "were joined by 200 from Nigeria"
_FROM_NAME = re.compile(r"\s+from\s+(?:the\s+)?[A-Z]")
_TO_NAME = re.compile(r"\s+(?:from|for|to)\s+(?:the\s+)?[A-Z]")
_AGAINST = re.compile(r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|against)\s+(?:about\s+|some\s+|over\s+|nearly\s+)?\Z", re.IGNORECASE)
_PUT_AT = re.compile(
    r"\b(?:puts?|estimate[sd]?|assess(?:es|ed)?|reckon(?:s|ed)?|value[sd]?)\s+(?:it|them|this|that|the\s+(?:figure|total|sum|value|volume))\s+at\s+"
    r"(?:(?:about|some|around|nearly|over|only|just)\s+)?\Z",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:a\s+further|another|an\s+additional)\s+\Z", re.IGNORECASE)
# Fighters that are bought and sold fly.
_BARGAIN = re.compile(
    r"\b(?:contract|order(?:ed|s)?|b(?:uy|uys|ought)|purchas\w+|s(?:ell|ells|old)|sale|deliver\w*|air\s+force|warplanes)\b", re.IGNORECASE
)
_DATED = re.compile(r"\b(?:in|since|until|by|of|from|after|before|during)\s+$", re.IGNORECASE)
# Three and more states are counted; "two countries" and "both states" name a pair.
_FEWEST_STATES = 3


@functools.cache
def _signs() -> re.Pattern[str]:
    """A currency sign or code right before digits."""
    words = [
        word
        for word, kind in unit_words().items()
        if kind == "currency" and (not word[-1].isalnum() or word.isupper() or word in ("Rs", "DM", "RM"))
    ]
    shapes = [re.escape(word).replace(r"\ ", r"\s?") for word in sorted(words, key=len, reverse=True)]
    return re.compile(rf"(?<![\w.])(?P<sign>{'|'.join(shapes)})\s?(?=\d)")


@functools.cache
def _plain_units() -> re.Pattern[str]:
    """A unit's words right after a number: money, shares and quantities."""
    words = [word for word, kind in unit_words().items() if kind in ("currency", "share", "quantity") and word != "$"]
    shapes = [
        re.escape(word).replace(r"\ \.\.\.\ ", r"(?:\s+[\w'-]+){0,4}?\s+").replace(r"\ ", r"\s+")
        for word in sorted(words, key=lambda w: ("..." in w, len(w)), reverse=True)
    ]
    return re.compile(rf"[\s-]*(?P<unit>{'|'.join(shapes)})(?![\w])", re.IGNORECASE)


@functools.cache
def _gapped() -> dict[str, str]:
    """Units written with a gap, by their first word and last words."""
    return {word: word for word in unit_words() if "..." in word}


def find_amounts(sentence: Sentence, parse: Parse, before: Unit | None = None) -> tuple[Amount, ...]:
    """Every number with a unit in a sentence, in order, without overlaps; dates, names and ranks are none.

    `before` is the unit of the sum last told, which "the other side puts it at 31 million" takes up.
    """
    text = sentence.plain
    offset = sentence.start
    actors = {actor for mention in sentence.mentions for actor in mention.actors}
    barred = [(date.start - offset, date.end - offset) for date in sentence.dates if date.kind != "duration" or date.earliest]
    found = [_with_unit(sentence, parse, number, sign, actors) for number, sign in find_numbers(text, _signs(), barred)]
    if before is not None:
        found = [msgspec.structs.replace(one, unit=before) if _is_put_anew(text, one) else one for one in found]
    found = _share_units(sentence, _share_scales(text, found))
    amounts = [_amount(text, one, one.unit) for one in found if one.unit is not None]
    for share in find_shares(text):
        start, end = share.start, share.end
        if share.replaces:
            amounts = [one for one in amounts if not (one.start < end and start < one.end)]
        if not any(a.start < end and start < a.end for a in amounts) and not any(a < end and start < b for a, b in barred):
            amounts.append(Amount(start, end, share.value, "percent", "share", approximate=True, bound=bound_of(text, start, end)))
    amounts += [rank for rank in find_ranks(sentence, parse) if not any(a.start < rank.end and rank.start < a.end for a in amounts)]
    return tuple(sorted(amounts, key=lambda amount: amount.start))


def _with_unit(sentence: Sentence, parse: Parse, number: Number, sign: str | None, actors: Collection[str]) -> _Found:
    """A number with the unit that is written at it."""
    text = sentence.plain
    if sign is not None:
        return _signed(text, number, sign, actors)
    if strong := _STRONG.match(text, number.end):
        return _Found(number, _PERSONS, strong.end())
    if _PER.search(text, 0, number.start):
        return _Found(number, None, number.end, noun="per")
    for pattern, craft in _CRAFT:
        if named := pattern.match(text, number.end):
            return _Found(number, unit_of(craft), named.end(), noun="fighter" if craft == "aircraft" else "tank")
    after = _plain_units().match(text, number.end)
    if after:
        unit = _written(after["unit"], actors)
        if unit is not None:
            return _Found(number, unit, after.end())
    before = text[: number.start]
    if _like_a_year(text, number) and _DATED.search(before):
        return _Found(number, None, number.end, noun="year")
    if after := _COUNTED_AFTER.match(text, number.end):
        head = counted_noun(sentence, parse, msgspec.structs.replace(number, end=after.end()))
    else:
        head = counted_noun(sentence, parse, number)
    if (head is None or number.least) and (bare := _of_bare(text, number, named=head is not None)):
        return _Found(number, bare, number.end)
    return _Found(number, None, number.end) if head is None else _of_counted(sentence, parse, number, head)


def _of_bare(text: str, number: Number, *, named: bool) -> Unit | None:
    """The unit of a number without a noun, from what its clause says: "hundreds fled", "the toll rose to 8", "the number of ships fell to 9"."""
    before = text[: number.start]
    hurt = not text[number.start].isdigit() or number.value < _LIKE_YEARS
    if not named and hurt and _HURT.search(before) and _ENDS.match(text, number.end):
        return _PERSONS
    if number.least and (PEOPLE_DO.match(text, number.end) or DONE_TO_PEOPLE.search(before)):
        return _PERSONS
    if named:
        return None
    return _PERSONS if _IMPLIED.search(before) else _number_of(before)


def _of_counted(sentence: Sentence, parse: Parse, number: Number, head: int) -> _Found:
    """A number with the noun that it counts, and the unit that this is."""
    text, word = sentence.plain, parse.lowers[head]
    unit = unit_of(word)
    if unit is None or unit.kind not in ("items", "persons"):
        unit = _PERSONS if _is_people(sentence, parse, head) else None
    elif (
        unit.kind == "persons"
        and word in _CREWED
        and (_DESIGNATION.search(text, number.end, parse.starts[head] - sentence.start) or _BARGAIN.search(text))
    ):
        unit = unit_of("aircraft")
    if unit is not None and (_is_pair(sentence, number, unit, parse, head) or (unit.code == "agreements" and _like_a_year(text, number))):
        unit = None  # "the 1977 treaties" are those of a year
    end = parse.ends[head] - sentence.start
    return _Found(number, unit, end if unit else number.end, noun=parse.lemmas[head])


def _number_of(before: str) -> Unit | None:
    """The unit of a bare number of which the subject says what is counted: "The number of refugees in Chad rose to 30,000"."""
    told = _NUMBER_OF.search(before)
    units = [unit for word in told["words"].split() if (unit := unit_of(word)) and unit.kind in ("persons", "items")] if told else []
    return units[-1] if units else None


def _signed(text: str, number: Number, sign: str, actors: Collection[str]) -> _Found:
    """A number with the currency sign before it, and "dollars" after it where both are written."""
    tail = re.compile(r"\s*(?:US\s+|U\.S\.\s+)?dollars\b").match(text, number.end)
    return _Found(
        number,
        unit_of(re.sub(r"\s", "", sign) if sign not in unit_words() else sign, actors),
        tail.end() if tail else number.end,
        signed=True,
    )


def _written(words: str, actors: Collection[str]) -> Unit | None:
    """The unit of words that stood after a number, gaps included ("barrels of oil a day")."""
    tidy = " ".join(words.split())
    found = unit_of(tidy, actors)
    if found is not None:
        return found
    for word in _gapped():
        first, last = word.lower().split(" ... ")
        if tidy.lower().startswith(first) and tidy.lower().endswith(last):
            return unit_of(word)
    return None


def _is_people(sentence: Sentence, parse: Parse, head: int) -> bool:
    """Whether a noun that no list of units holds still counts people: "4 million Somalis", "12 Russian technicians"."""
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    if mention is None or parse.tags[head] not in ("NNS", "NNPS"):
        return False
    return mention.form in ("state", "adjective") and parse.ends[head] <= mention.end and parse.lowers[head].endswith("s")


def _is_pair(sentence: Sentence, number: Number, unit: Unit, parse: Parse, head: int) -> bool:
    """Whether a count of states only takes up a pair or group named before: "the two countries", "the five states"."""
    if unit.kind == "persons":
        return number.value < 2 and not number.scaled
    before = sentence.plain[: number.start].lower()
    taken_up = bool(re.search(r"\b(?:the|these|those|both|our|their|other|same)\s+$", before))
    if unit.code == "states":
        return taken_up or number.value < _FEWEST_STATES or (parse.lemmas[head] == "nation" and number.value < _FEWEST_STATES)
    return (taken_up and number.value < 10) or number.value < 2


def _share_scales(text: str, found: list[_Found]) -> list[_Found]:
    """Give the first number of a range the scale of the second: "$3-4 billion", "3 to 4 million people"."""
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        here, following = shared[place], shared[place + 1]
        joined = _RANGE.fullmatch(text, here.end, following.number.start)
        before = text[: here.number.start]
        if joined is None or ("and" in joined.group().lower() and not _BETWEEN.search(before)):
            continue
        if (here.unit is not None and following.unit not in (None, here.unit)) or (
            here.unit is not None and not here.signed and following.unit is None
        ):
            continue
        number = here.number
        if following.number.scaled and not number.scaled and not following.signed and number.value < 1000:
            scale = 10 ** (3 * ((len(str(int(following.number.value))) - 1) // 3))
            number = msgspec.structs.replace(number, value=number.value * scale, scaled=True)
        # "Rose $1.40 to $71.62": by so much, and to so much.
        ranged = not _FROM.search(before) and not _MOVED.search(before)
        shared[place] = msgspec.structs.replace(here, number=number, ranged=ranged)
        shared[place + 1] = msgspec.structs.replace(following, ranged=ranged)
    return shared


def _share_units(sentence: Sentence, found: list[_Found]) -> list[_Found]:
    """Give bare numbers the unit that the list, the range or the sentence makes theirs."""
    text = sentence.plain
    shared = list(found)
    for place in range(len(shared) - 2, -1, -1):
        here, following = shared[place], shared[place + 1]
        if here.unit is None and here.noun is None and following.unit is not None and not _like_a_year(text, here.number):
            if following.noun and not here.number.scaled and here.number.value < 2:
                continue
            if _JOINER.fullmatch(text, here.number.end, following.number.start):
                shared[place] = msgspec.structs.replace(here, unit=following.unit, signed=following.signed, noun=following.noun)
    for place in range(1, len(shared)):
        here, before = shared[place], shared[place - 1]
        between = text[before.end : here.number.start]
        if here.unit is None and before.unit is not None and before.unit.code == "votes" and _CAST.fullmatch(between):
            shared[place] = msgspec.structs.replace(here, unit=before.unit, noun=before.noun)
            continue
        if here.unit is not None or before.unit is None or _like_a_year(text, here.number):
            continue
        if here.noun is None and (_is_part(text, here, before) or _is_counted_again(text, here, before)):
            shared[place] = msgspec.structs.replace(here, unit=before.unit, noun=before.noun)
            continue
        others = _OTHERS.match(text, here.number.end)
        if others and before.unit.kind in ("items", "persons"):
            shared[place] = msgspec.structs.replace(here, unit=before.unit, end=others.end(), noun=before.noun)
            continue
        if before.unit.kind == "persons" and here.noun is None and _FROM_NAME.match(text, here.number.end):
            shared[place] = msgspec.structs.replace(here, unit=before.unit, noun=before.noun)
            continue
        named = any(
            m.end - sentence.start == here.number.start - 1 and m.form in ("state", "organisation", "group") for m in sentence.mentions
        )
        ends = _ENDS.match(text, here.number.end)
        risen = _FROM.search(text, 0, before.number.start) is not None
        joined = _RANGE.fullmatch(text, before.end, here.number.start) if before.signed or risen else None
        carried = (
            here.number.scaled and text[here.number.start].isdigit() and before.unit.kind in ("currency", "quantity") and here.noun is None
        )
        if joined or (ends and (named or carried)):
            shared[place] = msgspec.structs.replace(here, unit=before.unit, signed=before.signed, noun=before.noun)
    return shared


def _is_part(text: str, here: _Found, before: _Found) -> bool:
    """Whether a bare number counts what was counted before it: "eleven voted in favour and four abstained", "of whom 40 will leave"."""
    if before.unit is None or (before.unit.kind != "persons" and before.unit.code not in ("members", "states")):
        return False
    if before.unit.kind == "persons" and _OF_THEM.match(text, here.number.end):
        return True
    return _OF_WHOM.search(text, before.end, here.number.start) is not None or _DOES.match(text, here.number.end) is not None


def _is_counted_again(text: str, here: _Found, before: _Found) -> bool:
    """Whether a bare number counts what the one before it did: "down from 3,000", "a further 300", "and 3,400 for Germany"."""
    if before.unit is None or before.unit.kind not in ("items", "persons"):
        return False
    ends = _ENDS.match(text, here.number.end) is not None
    if ends and (_AGAINST.search(text, before.end, here.number.start) or _FURTHER.search(text, before.end, here.number.start)):
        return True
    joined = re.search(r"(?:,|\band)\s+(?:some\s+|about\s+|over\s+)?\Z", text[before.end : here.number.start]) is not None
    return joined and before.unit.kind == "persons" and _TO_NAME.match(text, here.number.end) is not None


def _is_put_anew(text: str, here: _Found) -> bool:
    """Whether a bare sum is somebody's own reckoning of what was told before: "puts it at 31 million"."""
    return here.unit is None and here.noun is None and here.number.scaled and _PUT_AT.search(text, 0, here.number.start) is not None


def _like_a_year(text: str, number: Number) -> bool:
    """Whether four bare digits may well be a year."""
    digits = text[number.start : number.end]
    return digits.isdigit() and len(digits) == 4 and 1500 <= number.value <= 2100


def _amount(text: str, found: _Found, unit: Unit) -> Amount:
    """The amount with the words around it that bound it or make it vague."""
    start, end = found.number.start, max(found.end, found.number.end)
    bound = bound_of(text, start, end) or ("at_least" if found.number.least else None)
    vague = found.ranged or bound is not None or is_vague(text, start, end)
    value = round(found.number.value * unit.factor, 6)
    return Amount(start, end, value, unit.code, unit.kind, approximate=vague, bound=bound, noun=found.noun)
