"""Numbers with units as English writes them: "US$3.1 billion", "€1.2m", "240 billion yuan", "51 percent", "two thousand troops"."""

from __future__ import annotations

import functools
import re

from typing import Literal

import msgspec

from servanda.vocabulary.units import SCALES, Unit, UnitKind, unit_words

Bound = Literal["at_least", "at_most"]


class Amount(msgspec.Struct, frozen=True):
    """A number and its unit at a place of a sentence; `value` is in the unit of `unit`."""

    start: int
    end: int
    value: float
    unit: str
    kind: UnitKind
    approximate: bool
    bound: Bound | None


_ONES = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_FRACTIONS = {
    "half": 50.0,
    "a half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "two thirds": 200 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "three quarters": 75.0,
}
_WORD = "|".join(sorted({*_ONES, *_TENS, "dozen", "dozens"}, key=len, reverse=True))
_SCALE = "|".join(sorted((s for s in SCALES if len(s) > 2), key=len, reverse=True))
_SHORT = "bn|mn|tn|[bmk]"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SPELT = rf"(?:{_WORD})(?:[-\s](?:{_WORD}))?(?:\s+(?:hundred|thousand)(?:\s+(?:and\s+)?(?:{_WORD}))?)?|(?:a|several)\s+(?:hundred|thousand|million|billion)"
_SIGNS = r"US\$|HK\$|NT\$|NZ\$|A\$|C\$|S\$|CN¥|\$|€|£|¥|₽|₹|₩|₴|₺|USD\s?|EUR\s?|GBP\s?|RMB\s?|CNY\s?|JPY\s?|Rs\.?\s?"
_MONEY = re.compile(
    rf"(?<![\w.])(?P<sign>{_SIGNS})\s?(?P<number>{_DIGITS})(?:(?P<short>{_SHORT})\b|[\s-]*(?P<scale>{_SCALE})\b)?(?:\s*(?:US|U\.S\.)?\s*dollars)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"\b(?P<words>{'|'.join(sorted(_FRACTIONS, key=len, reverse=True))})\s+of\s+(?=(?:the\s+|all\s+|its\s+)?[A-Z\w])", re.IGNORECASE
)
_NEAR = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|close to|an estimated|estimated|up to|or so|as many as|as much as)\s*$",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:over|more than|at least|above|exceed(?:ed|s|ing)?|in excess of|no fewer than|no less than|upwards of|surpass(?:ed|es|ing)?|topp?(?:ed|s|ing))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:under|less than|fewer than|below|at most|no more than|not more than|up to|as many as|as much as)\s+$", re.IGNORECASE
)
# Numbers that are names or places: "Resolution 1441", "Article 9", "S-400", "G20", "Group of 77".
_NAME_BEFORE = re.compile(
    r"(?:\b(?:resolution|article|articles|no\.?|number|chapter|section|paragraph|annex|page|protocol|flight|boeing|airbus|group of)\s*|(?-i:[A-Z]{1,3}-))$",
    re.IGNORECASE,
)


@functools.cache
def _counted() -> re.Pattern[str]:
    """A number before a unit's word, with at most two words of description between for things that are counted."""
    units = unit_words()
    signs = [word for word in units if not word[-1].isalnum()]
    plain = "|".join(
        re.escape(word)
        for word in sorted(
            (w for w, u in units.items() if u.kind in ("currency", "share", "quantity") and w[-1].isalnum()), key=len, reverse=True
        )
    )
    things = "|".join(
        re.escape(word) for word in sorted((w for w, u in units.items() if u.kind in ("items", "persons")), key=len, reverse=True)
    )
    percent = "|".join(re.escape(sign) for sign in signs if sign == "%")
    number = rf"(?<![\w.,$€£¥-])(?P<number>{_DIGITS}|{_SPELT})"
    return re.compile(
        rf"{number}(?:(?P<short>{_SHORT})\b|[\s-]*(?P<scale>{_SCALE})\b)?"
        rf"(?:\s*(?P<percent>{percent})|[\s-]+(?P<unit>{plain})\b|\s+(?:of\s+(?:the\s+|its\s+)?)?(?:[\w'-]+\s+){{0,2}}?(?P<thing>{things})\b)",
        re.IGNORECASE,
    )


def find_amounts(sentence: str) -> tuple[Amount, ...]:
    """Every number with a unit in a sentence, in order, without overlaps. "May 20 people" and bare years are none."""
    found: list[Amount] = []
    for match in _MONEY.finditer(sentence):
        unit = _unit(match["sign"].strip().rstrip("."))
        if unit is not None:
            found.append(_amount(sentence, match, unit))
    for match in _counted().finditer(sentence):
        written = match["percent"] or match["unit"] or match["thing"]
        unit = _unit(written)
        if unit is None or any(a.start < match.end() and match.start() < a.end for a in found) or _is_no_amount(sentence, match, unit):
            continue
        found.append(_amount(sentence, match, unit))
    for match in _FRACTION.finditer(sentence):
        if not any(a.start < match.end() and match.start() < a.end for a in found):
            found.append(
                Amount(
                    match.start(), match.end("words"), _FRACTIONS[match["words"].lower()], "percent", "share", approximate=True, bound=None
                )
            )
    return tuple(sorted(found, key=lambda amount: amount.start))


def _is_no_amount(sentence: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether a number before a unit's word is a year, a name or an article ("in 2001 troops", "one person of rank")."""
    if _NAME_BEFORE.search(sentence[: match.start()]):
        return True
    number = match["number"]
    if match["thing"] and number.isdigit() and len(number) == 4 and 1500 <= int(number) <= 2100:
        named = re.search(r"\s[A-Z]", sentence[match.end("number") : match.end()])
        dated = re.search(r"\b(?:in|since|until|by|of|from|after|before|during)\s+$", sentence[: match.start()], re.IGNORECASE)
        return bool(named or dated)
    return match["thing"] is not None and number.lower() in ("one", "zero") and unit.kind == "persons"


def _amount(sentence: str, match: re.Match[str], unit: Unit) -> Amount:
    """The amount of a match, with the words before it that bound it or make it vague."""
    scale = match["short"] or match["scale"]
    value, vague = _number(match["number"])
    value *= (SCALES[scale.lower()] if scale else 1.0) * unit.factor
    before = sentence[: match.start()]
    bound: Bound | None = "at_least" if _OVER.search(before) else ("at_most" if _UNDER.search(before) else None)
    vague = vague or bool(_NEAR.search(before))
    return Amount(match.start(), match.end(), round(value, 6), unit.code, unit.kind, approximate=vague or bound is not None, bound=bound)


def _number(words: str) -> tuple[float, bool]:
    """The value of digits or words, and whether the words are vague ("several hundred", "dozens")."""
    text = words.lower().replace(",", "")
    if text[0].isdigit():
        return float(text), False
    total, current, vague = 0.0, 0.0, False
    for part in re.split(r"[\s-]+", text):
        if part in _ONES:
            current += _ONES[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part in ("dozen", "dozens"):
            current, vague = max(current, 1) * 12, True
        elif part == "several":
            current, vague = 2, True
        elif part == "a":
            current = 1
        elif part in SCALES:
            current = max(current, 1) * SCALES[part]
            if SCALES[part] >= 1000:
                total, current = total + current, 0
    return total + current, vague


def _unit(words: str) -> Unit | None:
    table = unit_words()
    return table.get(words) or table.get(words.lower()) or table.get(words.upper())
