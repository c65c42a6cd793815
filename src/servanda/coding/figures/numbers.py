"""Numbers as English writes them, in digits and in words: "3.1", "240,000", "twenty-six", "half a billion", "tens of thousands"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from servanda.vocabulary.units import SCALES

_ONES = {
    word: float(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10.0 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_BIG = {word: size for word, size in SCALES.items() if word in ("hundred", "thousand", "million", "billion", "trillion")}
# A plural without a number names at least two of its kind ("hundreds of people"); "several" says no more than that.
_LEAST = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
_TENS_OF = {"tens": 10.0, "dozens": 12.0, "scores": 20.0, "hundreds": 100.0}
# Shares in words, in percent.
FRACTIONS = {
    "half": 50.0,
    "a half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "one-third": 100 / 3,
    "two thirds": 200 / 3,
    "two-thirds": 200 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "one-quarter": 25.0,
    "three quarters": 75.0,
    "three-quarters": 75.0,
    "a fifth": 20.0,
    "one fifth": 20.0,
    "two fifths": 40.0,
    "three fifths": 60.0,
    "four fifths": 80.0,
    "a tenth": 10.0,
    "one tenth": 10.0,
}
# Beginnings of words that tell a number; what holds none of these and no digit holds no figure.
CUES = frozenset(
    {
        *_TENS,
        *(w for w in _ONES if w not in ("zero", "one", "ten")),
        "ten ",
        "dozen",
        "scores of",
        "hundred",
        "thousand",
        "million",
        "billion",
    }
    | {"rank", "largest", "biggest", "most important", "half", "third", "quarter", "a fifth", "a tenth", *"0123456789"}
)

# What only people do or suffer: a bare "hundreds" before it counts them.
_PEOPLE_DO = (
    r"(?:(?:more|others)\s+)?(?:died|fled|perished|drowned|starved|marched|protested|deserted"
    r"|(?:were|are|was|have\s+been|had\s+been|being)\s+(?:killed|wounded|injured|displaced|arrested|detained|expelled|deported|evacuated|massacred|freed|missing|dead))\b"
)
PEOPLE_DO = re.compile(rf"\s+{_PEOPLE_DO}", re.IGNORECASE)
# What is done to people alone: a bare "hundreds" after it counts them.
DONE_TO_PEOPLE = re.compile(
    r"\b(?:kill(?:ed|s|ing)|wound(?:ed|s|ing)|injur(?:ed|es|ing)|displac(?:ed|es|ing)|uproot(?:ed|s|ing)|arrest(?:ed|s|ing)|detain(?:ed|s|ing)|"
    r"expel(?:led|s|ling)|deport(?:ed|s|ing)|evacuat(?:ed|es|ing)|massacr(?:ed|es|ing)|le(?:ft|aving))\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:\u00a0|\u202f)\d{3}|\d+(?:\.\d+)?"
_SCALE = "|".join(sorted((s for s in SCALES if len(s) > 2), key=len, reverse=True))
_SHORT = "bn|mn|tn|trn|[bmk]"
_SMALL = "|".join(sorted({*_ONES, *_TENS}, key=len, reverse=True))
_STEP = "|".join([_SMALL, *_BIG, "dozen"])
_WORDS = (
    rf"half\s+a\s+(?:{'|'.join(_BIG)}|dozen)|(?:a|several|a\s+few)\s+(?:{'|'.join(_BIG)}|dozen)(?:\s+(?:{'|'.join(_BIG)}))?"
    rf"|(?:{'|'.join(_TENS_OF)})\s+of\s+(?:thousands|millions|billions)|(?:{'|'.join(_LEAST)})(?=\s+of\b|\s+more\b|\s+{_PEOPLE_DO}|\s*[.,;]|\s+(?:in|at|near|on|from|who|along|homeless|dead)\b)"
    rf"|(?:{_SMALL})(?:(?:-|\s+)(?:and\s+(?=(?:{_SMALL})\b))?(?:{_STEP}))*"
)
_NUMBER = re.compile(
    rf"(?<![\w.,])(?P<digits>{_DIGITS})(?:(?P<short>{_SHORT})\b|(?:\s+|-)(?P<scale>{_SCALE})\b)?(?![\w]|[.,]\d|(?:st|nd|rd|th)\b)"
    rf"|\b(?P<words>{_WORDS})\b",
    re.IGNORECASE,
)
# Digits straight after a currency sign stand in a word of their own for the eye, not for the pattern above.
_SIGNED = re.compile(
    rf"(?P<digits>{_DIGITS})(?:(?P<short>{_SHORT})\b|(?:\s+|-)(?P<scale>{_SCALE})\b)?(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
# Numbers that are names or places: "Resolution 1441", "Article 9", "S-400", "Group of 77".
_NAME_BEFORE = re.compile(
    r"(?:\b(?:resolution|article|articles|no\.?|number|chapter|section|paragraph|annex|page|protocol|flight|boeing|airbus|(?-i:Group) of|phase|area|"
    r"unit|camp|room|highway|route|aged?|top|big|the last|the next|the past|the first|channel)\s*|(?-i:[A-Z][A-Za-z]{0,4}-))$",
    re.IGNORECASE,
)


class Number(msgspec.Struct, frozen=True):
    """A number at a place of a sentence; `scaled` tells that "million" or the like belongs to it, `least` that it is a lower bound."""

    start: int
    end: int
    value: float
    scaled: bool
    least: bool = False


def find_numbers(sentence: str, signs: re.Pattern[str], barred: Sequence[tuple[int, int]]) -> Iterator[tuple[Number, str | None]]:
    """Every number in order, each with the currency sign before it or None; numbers within `barred` places and names are left out."""
    place = 0
    sign, plain = signs.search(sentence), _NUMBER.search(sentence)
    while place < len(sentence):
        if sign and sign.start() < place:
            sign = signs.search(sentence, place)
        if plain and plain.start() < place:
            plain = _NUMBER.search(sentence, place)
        signed = _SIGNED.match(sentence, sign.end()) if sign else None
        if sign and signed and (plain is None or sign.start() <= plain.start()):
            yield _read(signed, sign.start()), sign["sign"].strip()
            place = signed.end()
        elif plain:
            start, end = plain.span()
            named = _NAME_BEFORE.search(sentence, 0, start) is not None if plain["digits"] else False
            if not named and not any(first < end and start < last for first, last in barred):
                yield _read(plain, start), None
            place = end
        elif sign:
            place = sign.end()
        else:
            return


def _read(match: re.Match[str], start: int) -> Number:
    digits = match["digits"]
    if digits:
        scale = match["short"] or match["scale"]
        value = float(re.sub(r"[,\u00a0\u202f]", "", digits)) * (SCALES[scale.lower()] if scale else 1.0)
        return Number(start, match.end(), value, scaled=bool(scale))
    words = match["words"].lower()
    value, least = _in_words(words)
    return Number(start, match.end(), value, scaled=True, least=least)


def small_number(words: str) -> float:
    """The value of a small number in digits or words; 0 for anything else."""
    text = words.lower().split()[-1]
    return float(text) if text.isdigit() else _ONES.get(text) or _TENS.get(text) or _BIG.get(text, 0.0)


def _in_words(words: str) -> tuple[float, bool]:
    """The value of a number in words, and whether it is only a lower bound."""
    parts = [part for part in re.split(r"[\s-]+", words) if part != "and"]
    if parts[0] == "half":
        return _BIG.get(parts[-1], 12.0) / 2, False
    if len(parts) == 3 and parts[1] == "of":
        return _TENS_OF[parts[0]] * _LEAST[parts[2]], True
    if parts[0] in _LEAST:
        return _LEAST[parts[0]], True
    vague = parts[0] == "several" or parts[:2] == ["a", "few"]
    total, current = 0.0, 2.0 if vague else 0.0
    for part in parts:
        if part in _ONES:
            current += _ONES[part]
        elif part in _TENS:
            current += _TENS[part]
        elif part == "dozen":
            current = max(current, 1) * 12
        elif part in _BIG:
            current = max(current, 1) * _BIG[part]
            if _BIG[part] >= 1000:
                total, current = total + current, 0.0
    return total + current, vague
