"""Whom an officer serves whose state no word beside the title tells: not his counterpart's, but the other one's; or the dateline's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from servanda.coding.mentions import Mention, MentionFinder
from servanda.moments import Moment

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# The city in which a report is dated, at the head of a line: a date behind it, or the agency in brackets; a dash alone follows capitals.
_DATELINE = re.compile(
    rf"^[ \t*_]*(?:(?P<city>[A-ZÀ-Þ][\w'’-]*(?: [A-ZÀ-Þ][\w'’-]*){{0,3}}),?[ ]+"
    rf"(?:\(?\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}\b|\([A-Z][\w .&'/-]{{1,30}}\)\s*(?:--|[-–—:,]|\d|{_MONTH}))"
    rf"|(?P<capitals>[A-ZÀ-Þ][A-ZÀ-Þ'’ -]{{2,30}}?)[ ]+(?:--|[-–—])[ ])",
    re.MULTILINE,
)
# How much of a text may hold the dateline: a title, a line below it.
_HEAD = 500
# "his Chadian counterpart", "her counterpart from Chad".
_HIS = re.compile(r"\b(?:his|her)\s+(?:then\s+|new\s+)?$")
_COUNTERPART = re.compile(r"\s+(?:[a-z]+\s+)?(?:counterpart|opposite\s+number)\b(?!s)")
_COUNTERPART_FROM = re.compile(r"\b(?:his|her)\s+(?:[a-z]+\s+)?(?:counterpart|opposite\s+number)\s+(?:from|of|in)\s+(?:the\s+)?$")
_STATES = frozenset({"state", "adjective", "person", "office", "agent"})
_INDEFINITE = re.compile(r"(?:\b(?:a|an|any|another|some|former|visiting|then)\s+)$", re.IGNORECASE)
# Offices that may be another's in any text: an organisation's, or those of guests.
_GUESTS = re.compile(
    r"\b(?:ambassador|envoy|representative|commissioner|secretary[- ]general|director|coordinator|rapporteur)\b", re.IGNORECASE
)
# How many times as often as a third state a text names the one that it is about.
_TWICE = 2
_PARAGRAPH = re.compile(r"\n\s*\n")
# Cities where the ministers of all states meet: a report is dated there whoever speaks in it.
_MEETING_PLACES = frozenset("Brussels Geneva Vienna Strasbourg Luxembourg Davos Munich".split()) | {"New York", "The Hague", "Addis Ababa"}


def dateline_state(text: str, finder: MentionFinder, on: Moment | None) -> str | None:
    """The state of the city in which a report is dated; None where it has no dateline, or that of a city where organisations sit."""
    match = _DATELINE.search(text, 0, _HEAD)
    if match is None:
        return None
    city = (match["city"] or match["capitals"]).strip()
    city = city.title() if city.isupper() else city
    places = finder.find(city, 0, len(city), on) if city not in _MEETING_PLACES else []
    whole = len(places) == 1 and places[0].form == "state" and places[0].words == city and len(places[0].actors) == 1
    return places[0].actors[0] if whole else None


def with_home_states(
    text: str, sentences: list[list[Mention]], title: Sequence[Mention], home: str | None, issuer: str | None
) -> list[list[Mention]]:
    """The mentions with named officers given to the state that the text shows them to serve without saying it.

    Who meets "his Somali counterpart" is not Somali: he serves the state of the dateline, else the only other one of the title, else the
    other one that the text is about, else the issuer. Who is met with no counterpart serves the state of the dateline, unless the paragraph
    has spoken of another. Agencies report on neighbours from one city: the dateline's state counts only where the text names it again.
    """
    if not any(_is_open(mention) for mentions in sentences for mention in mentions):
        return sentences
    owners: dict[str, str] = {}
    told = _named_below(text, sentences)
    home = home if home is not None and told[home] else None
    for officer, other in _with_counterparts(text, sentences):
        state = _not_of(other, sentences, title, home, issuer)
        if state is not None:
            owners.setdefault(officer.person or "", state)
    if home is not None and _is_likeliest(told, sentences, home):
        for officer in _at_home(text, sentences, home):
            owners.setdefault(officer.person or "", home)
    if not owners:
        return sentences
    return [
        [msgspec.structs.replace(m, actors=(owners[m.person or ""],)) if _is_open(m) and m.person in owners else m for m in mentions]
        for mentions in sentences
    ]


def _is_open(mention: Mention) -> bool:
    """Whether a mention is a named officer whose state is not told."""
    return mention.form == "person" and not mention.actors and bool(mention.person) and mention.sector in ("GOV", "MIL")


def _with_counterparts(text: str, sentences: Sequence[Sequence[Mention]]) -> Iterator[tuple[Mention, str]]:
    """Named officers with the actor of the counterpart whom their own sentence gives them."""
    for mentions in sentences:
        for place, mention in enumerate(mentions):
            if len(mention.actors) != 1 or place == 0:
                continue
            before = text[max(0, mention.start - 50) : mention.start]
            after = mention.form in ("adjective", "organisation") and _HIS.search(before) and _COUNTERPART.match(text, mention.end)
            if not after and not (mention.form == "state" and _COUNTERPART_FROM.search(before)):
                continue
            officer = next((m for m in reversed(mentions[:place]) if m.form in ("person", "office")), None)
            if officer is not None and _is_open(officer):
                yield officer, mention.actors[0]


def _not_of(
    other: str, sentences: Sequence[Sequence[Mention]], title: Sequence[Mention], home: str | None, issuer: str | None
) -> str | None:
    """The state, not the counterpart's, that the dateline, the title or the text leaves for an officer."""
    if home is not None and home != other:
        return home
    for named in (title, [m for mentions in sentences for m in mentions]):
        counts = Counter(m.actors[0] for m in named if m.form in _STATES and len(m.actors) == 1 and m.actors[0] != other)
        first = counts.most_common(2)
        if len(first) == 1 or (len(first) == 2 and first[0][1] >= _TWICE * first[1][1]):
            return first[0][0]
    return issuer if issuer != other else None


def _named_below(text: str, sentences: Sequence[Sequence[Mention]]) -> Counter[str]:
    """How often the text names each state, its people or its officers; the dateline does not count."""
    line = _DATELINE.search(text, 0, _HEAD)
    first = 0 if line is None else line.end()
    return Counter(m.actors[0] for some in sentences for m in some if m.start >= first and m.form in _STATES and len(m.actors) == 1)


def _is_likeliest(told: Counter[str], sentences: Sequence[Sequence[Mention]], home: str) -> bool:
    """Whether no other state is as likely to be that of a bare officer: none is named more often, nor a people as often."""
    peoples = {m.actors[0] for some in sentences for m in some if m.form == "adjective" and len(m.actors) == 1}
    return all(count < told[home] + (state not in peoples) for state, count in told.items() if state != home)


def _at_home(text: str, sentences: Sequence[Sequence[Mention]], home: str) -> Iterator[Mention]:
    """The officers whose paragraph has named no other state before them, and those of the lead."""
    met: set[str] = set()
    for index, mentions in enumerate(sentences):
        for mention in mentions:
            key = mention.person or ""
            family = key.rsplit(maxsplit=1)[-1:]  # whoever was named in full is the same where his family name stands alone
            if not _is_open(mention) or met.issuperset(family):
                continue
            met.update(family)
            title = mention.words.removesuffix(key)
            if _INDEFINITE.search(text[max(0, mention.start - 12) : mention.start]) or _GUESTS.search(title) or not title.strip():
                continue
            if set(_named_before(text, sentences, index, mention)) <= {home}:
                yield mention


def _named_before(text: str, sentences: Sequence[Sequence[Mention]], index: int, mention: Mention) -> Iterator[str]:
    """The actors that the paragraph of a mention names before it."""
    breaks = [match.end() for match in _PARAGRAPH.finditer(text, 0, mention.start)]
    start = breaks[-1] if breaks else 0
    for earlier in sentences[max(0, index - 12) : index + 1]:
        for one in earlier:
            if start <= one.start < mention.start and one.form in _STATES:
                yield from one.actors
