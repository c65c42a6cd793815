"""How long something lasts: "for twenty years", "a five-year term", "within 30 days". A length is no date and has no bounds."""

from __future__ import annotations

import re

from servanda.dating.calendar_words import GAP, NUMBER, UNIT
from servanda.dating.mentions import UNKNOWN, Anchor, Core, Source

_LENGTH = re.compile(
    rf"(?:for|within|over|after|in|during|every|each|lasting|of)(?:{GAP}(?:a{GAP}(?:further|period{GAP}of|term{GAP}of)|another|about|at{GAP}least|more{GAP}than|nearly|almost"
    rf"|some|up{GAP}to|an{GAP}additional|no{GAP}more{GAP}than|only|just|the))*{GAP}(?:the{GAP}first{GAP})?({NUMBER})(?:{GAP}\([0-9]{{1,3}}\))?(?:{GAP}(?:calendar|working|business|consecutive|full|successive|long))?{GAP}({UNIT})(?!{GAP}of{GAP}(?:the{GAP}year|this|last|next|[12][0-9]{{3}}))"
)
_PLURAL = re.compile(rf"for{GAP}(?:many{GAP})?(?:days|weeks|months|years|decades|centuries|generations)(?![a-z])")
_ATTRIBUTE = re.compile(rf"({NUMBER})-((?:day|week|month|year|decade)(?:-long)?)(?![a-z-])")
_RECURRING = re.compile(r"(?:every|each)(?![a-z])")


def read_duration(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A length of time, with its words and without bounds; ages and what recurs are left out."""
    del anchor
    match = _LENGTH.match(source.low, pos) or _ATTRIBUTE.match(source.low, pos) or _PLURAL.match(source.low, pos)
    if match is None or _RECURRING.match(match[0]):
        return None
    if re.match(r"[’'](?![a-z])|\s?(?:old|of age|olds)(?![a-z])", source.low[match.end() : match.end() + 8]):
        return None
    return Core(match.end(), "duration", UNKNOWN, "duration")
