"""Who belongs to which of several amounts in one sentence: "Kuwait gave $5 million, Qatar $2 million and Oman $1 million in aid to Mali"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from servanda.coding.figures.amount import Amount
from servanda.coding.mentions import Mention
from servanda.coding.sentence import Sentence

# What parts one amount's words from those of the next; the last of them in a gap does.
_SEPARATOR = re.compile(r"[;,]|\b(?:and|while|whereas|but|against|or)\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(to|into|from|with|in|by|for|of|between|among|at|near|off|on|against)\s+(?:the\s+|its\s+|neighbou?ring\s+|both\s+)*$", re.IGNORECASE
)
# "refugees from Syria" is one mention, and Syria is where they are from.
_ROLE_WITHIN = re.compile(r"\s(from|of|in|to)\s(?:the\s)?[A-Z]")
# Names that stand for an actor by themselves; "its" and "the two sides" point back and part nothing.
_NAMES = frozenset({"state", "organisation", "group", "adjective", "region"})
_POINTERS = frozenset({"pronoun", "anaphor"})
# Words further apart than this are no list of amounts.
_WIDEST_GAP = 110

Party = tuple[Mention, str]


class Segment(msgspec.Struct, frozen=True):
    """The mentions before and after an amount that are its own, each with its role."""

    before: tuple[Party, ...]
    after: tuple[Party, ...]


def role_of(sentence: Sentence, mention: Mention) -> str:
    """The preposition before a mention, or `` for a subject, an owner or an object."""
    if within := _ROLE_WITHIN.search(mention.words):
        return within[1].lower()
    found = _ROLE.search(sentence.plain, 0, mention.start - sentence.start)
    return found[1].lower() if found else ""


def parted(
    sentence: Sentence, amounts: Sequence[Amount], place: int, mentions: Sequence[Mention], outer: Sequence[Mention]
) -> tuple[Party, ...] | None:
    """The mentions that belong to the `place`-th amount where the amounts of a sentence part its names; None where they do not.

    `mentions` are all of the sentence, `outer` those of the amount's clause: of what stands before the first amount and after the last
    only these count. An amount without a name in some role takes that of the one before it, or what closes the list.
    """
    first, last = _run(sentence, amounts, place)
    if first == last:
        return None
    offset = sentence.start
    mentions = [m for m in mentions if m.form not in _POINTERS]
    outer = [m for m in outer if m.form not in _POINTERS]
    # A mention may begin with the noun that the amount counts: "12,000 refugees from Syria".
    gaps = [
        [m for m in mentions if one.end < m.end - offset and one.start < m.start - offset < other.start]
        for one, other in pairwise(amounts[first : last + 1])
    ]
    if not any(m.form in _NAMES for gap in gaps for m in gap):
        return None
    segments = _segments(sentence, amounts[first : last + 1], gaps, outer)
    return _resolved(segments, place - first)


def _run(sentence: Sentence, amounts: Sequence[Amount], place: int) -> tuple[int, int]:
    """The first and last of the amounts of one kind that stand in a row around one."""
    first = last = place
    while first > 0 and _beside(sentence, amounts[first - 1], amounts[first]):
        first -= 1
    while last + 1 < len(amounts) and _beside(sentence, amounts[last], amounts[last + 1]):
        last += 1
    return first, last


def _beside(sentence: Sentence, one: Amount, other: Amount) -> bool:
    between = sentence.plain[one.end : other.start]
    return one.unit == other.unit and len(between) <= _WIDEST_GAP and _SEPARATOR.search(between) is not None


def _segments(sentence: Sentence, run: Sequence[Amount], gaps: Sequence[Sequence[Mention]], outer: Sequence[Mention]) -> list[Segment]:
    """The mentions before and after each amount of a run."""
    offset = sentence.start
    before: list[list[Mention]] = [[] for _ in run]
    after: list[list[Mention]] = [[] for _ in run]
    before[0] = [m for m in outer if m.start - offset < run[0].start]
    after[-1] = [m for m in outer if m.start - offset >= run[-1].end]
    for place, gap in enumerate(gaps):
        separators = [found.start() for found in _SEPARATOR.finditer(sentence.plain, run[place].end, run[place + 1].start)]
        split = separators[-1] if separators else run[place + 1].start
        # "to Mali and Niger and $2 million to Chad": what stands right before the next amount parts, not what joins two names.
        after[place] = [m for m in gap if m.start - offset < split]
        before[place + 1] = [m for m in gap if m.start - offset >= split]
    segments: list[Segment] = []
    for place, (ahead, behind) in enumerate(zip(before, after, strict=True)):
        parties = tuple((m, role_of(sentence, m)) for m in ahead)
        if (
            place
            and len(ahead) == 1
            and not parties[0][1]
            and segments[-1].before
            and _bare(sentence, run[place - 1], run[place], ahead[0])
        ):
            parties = ((ahead[0], segments[-1].before[-1][1]),)
        segments.append(Segment(parties, tuple((m, role_of(sentence, m)) for m in behind)))
    return segments


def _bare(sentence: Sentence, one: Amount, other: Amount, mention: Mention) -> bool:
    """Whether a name is all that stands between two amounts: it has the role of the one before, "from Norway ($5), Japan ($4)"."""
    offset = sentence.start
    rest = sentence.plain[one.end : mention.start - offset] + sentence.plain[mention.end - offset : other.start]
    return re.fullmatch(r"(?:[\s,;()$€£]|and\b|or\b|the\b)*", rest) is not None


def _resolved(segments: Sequence[Segment], place: int) -> tuple[Party, ...]:
    """An amount's own parties and, for the roles that it lacks, those of an earlier amount or of the words that close the list."""
    own = [_by_role((*segment.before, *segment.after)) for segment in segments]
    found = dict(own[place])
    for earlier in reversed(own[:place]):
        for role, parties in earlier.items():
            found.setdefault(role, parties)
    closing = _by_role([party for party in segments[-1].after if party[0].form in _NAMES])
    for role, parties in closing.items():
        # "$5 million to Mali and $2 million to Chad": the last one's own is not the others'.
        if not any(role in _by_role(segment.after) for segment in segments[:-1]):
            found.setdefault(role, parties)
    return tuple(sorted((party for parties in found.values() for party in parties), key=lambda party: party[0].start))


def _by_role(parties: Sequence[Party]) -> Mapping[str, tuple[Party, ...]]:
    roles: dict[str, tuple[Party, ...]] = {}
    for party in parties:
        roles[party[1]] = (*roles.get(party[1], ()), party)
    return roles
