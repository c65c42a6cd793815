"""Words around an amount that bound it or make it vague: "over 3 billion", "some 40 tonnes", "or so", "no more than 12"."""

from __future__ import annotations

import re

from servanda.coding.figures.amount import Bound

_NEAR = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|circa|close to|an estimated|estimated|up to|as many as|as much as|"
    r"(?:in|of) the (?:order|region|neighbou?rhood) of|or so)\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_NEAR_AFTER = re.compile(r"\s*(?:or so|or thereabouts)\b", re.IGNORECASE)
_OVER = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:(?<!handed )(?<!hand )(?<!hands )(?<!turned )(?<!took )(?<!taken )(?<!presided )over|more than|at least|above|exceed(?:ed|s|ing)?|in excess of|no fewer than|no less than|not less than|upwards of|a minimum of|well over|"
    r"surpass(?:ed|es|ing)?|top(?:ped|s)|pass(?:ed|es)|greater than)\s+(?P<known>the\s+)?(?:mark of\s+)?$",
    re.IGNORECASE,
)
_OVER_AFTER = re.compile(r"\s*(?:or more|and more|at least|plus)\b", re.IGNORECASE)
_UNDER = re.compile(
    r"(?<!\bno )(?<!\bnot )\b(?:under|less than|fewer than|below|at most|no more than|not more than|up to|as many as|as much as|a maximum of|not exceeding|"
    r"(?:may|shall|must) not exceed|limit(?:s|ed|ing)?\s[^,;.\d]{1,40}\sto|cap(?:s|ped|ping)?\s[^,;.\d]{1,40}\sat)\s+(?P<known>the\s+)?$",
    re.IGNORECASE,
)
# "Above the 5 billion mark": with "the" an amount is known from elsewhere and bounds nothing, unless it is a mark to pass.
_MARK = re.compile(r"[\s-]+(?:mark|threshold|level|line|barrier|ceiling|limit|target|goal)\b", re.IGNORECASE)
_MARK_OF = re.compile(r"\bmark\s+of\s+\Z", re.IGNORECASE)
_UNDER_AFTER = re.compile(r"\s*(?:or less|or fewer|at most)\b", re.IGNORECASE)


def is_vague(text: str, start: int, end: int) -> bool:
    """Whether the words at an amount say that it is about so much."""
    return bool(_NEAR.search(text, 0, start) or _NEAR_AFTER.match(text, end))


def bound_of(text: str, start: int, end: int) -> Bound | None:
    """On which side the text bounds a value, if on one."""
    before = text[:start]
    if _bounds(_UNDER.search(before), text, end) or _UNDER_AFTER.match(text, end):
        return "at_most"
    return "at_least" if _bounds(_OVER.search(before), text, end) or _OVER_AFTER.match(text, end) else None


def _bounds(found: re.Match[str] | None, text: str, end: int) -> bool:
    """Whether the words before an amount bound it: "over 78 kilometres", not "talks over the 78-kilometre stretch"."""
    if found is None or found["known"] is None:
        return found is not None
    return bool(_MARK_OF.search(found[0]) or _MARK.match(text, end))
