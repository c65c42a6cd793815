"""Whose government or organisation issues a document: told by its publisher, its author, its site, its title, or its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.coding.mentions import Mention, MentionFinder
from servanda.moments import Moment
from servanda.records import Document
from servanda.vocabulary.government_sites import site_owner
from servanda.vocabulary.home_offices import load_home_offices

_PRESS_OFFICE = re.compile(
    r"\b(?:Government|Ministry|Department of|State Department|Foreign Office|Commonwealth|Prime Minister|President|White House|Kremlin|Embassy|Permanent Mission|"
    r"Secretariat|Commission|Council of|Bundesregierung)"
)
# A line by which an office says that the words below are its own: "Statement by …", "Press briefing", or the office's name alone.
_OWN_WORDS = re.compile(
    r"(?:[^:\n]{2,60}:\s+)?(?:(?-i:[A-Z])[\w'’-]*\s+(?:(?:to|of|for|the|and)\s+){0,2}){0,6}(?:(?:opening|closing|press(?!\s+conference)|media(?!\s+conference)|daily|weekly|regular|oral|written|ministerial|welcome|keynote)\s+)*"
    r"(?:statement|remarks|speech|address|briefing|(?:press|news|media)\s+conference|release|communiqu[eé]|message|answers?|repl(?:y|ies)|transcript|note\s+verbale|comments?|readout|interview)\b",
    re.IGNORECASE,
)
_LETTERHEAD = re.compile(
    r"(?:the\s+)?(?:(?:[A-Z][\w.'’-]*\s+){0,3}(?:Ministry|Department|Embassy|Government|Cabinet\s+Office|Foreign\s+Office|State\s+Department|Consulate(?:[\s-]General)?|Chancellery)\b"
    r"|Office\s+of\s+the\b|Permanent\s+Mission\b|(?:Prime\s+Minister|President)['’]?s\s+Office\b|(?:The\s+)?White\s+House\b)",
    re.IGNORECASE,
)
# Words of two or more, of a guest, or of what another said: no single government speaks.
_SHARED = re.compile(r"\b(?:joint|jointly|trilateral|together\s+with|visit(?:s|ing|ed)?|following\s+talks|with)\b", re.IGNORECASE)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|said|says|condemn(?:s|ed)|meets?|met|announces?d?)\b")
# Where an office sits: "…, Tokyo" or "Nairobi, 4 May 2021".
_AFTER_COMMA = re.compile(r"(?:,|\s[-–—]|\n|^)\s*$")
_THEN = re.compile(r"\s*(?:$|\n|,|[-–—(]|\d)")
# Forms of words that name a state or those who act for it: "British troops" names Britain.
_OF_STATES = frozenset({"state", "adjective", "agent", "office", "person"})
_LONGEST = 160
_LINES = 3


def issuer_of(document: Document, finder: MentionFinder, on: Moment | None) -> str | None:
    """The actor whose government or organisation issues a document; None where nothing of it tells one.

    The publisher's name, the author's office and the page's address go before the title, and the title before the first lines.
    """
    name = document.publisher
    if name and _PRESS_OFFICE.search(name):
        actors = {actor for mention in finder.find(name, 0, len(name), on) for actor in mention.actors}
        if len(actors) == 1:
            return actors.pop()
    for name in filter(None, (document.publisher, document.author)):
        title = load_home_offices().at(name, 0, len(name))
        if title is not None and title[2].alone and len(title[2].actors) == 1:
            return next(iter(title[2].actors))
    site = site_owner(document.uri)
    if site is not None:
        return site
    text = document.text
    heads = [head for head in _heads(document) if _speaks(head)]
    if not heads:
        return None
    named = {m.actors[0] for m in finder.find(text, 0, len(text), on) if m.form in _OF_STATES and len(m.actors) == 1}
    return next(
        (actor for head in heads if (actor := _of_head(head, finder, on, named | _by_custom(f"{document.title}\n{text}"))) is not None),
        None,
    )


def _heads(document: Document) -> Iterator[str]:
    """The title, and the first lines of the text, each with the line below it, which may tell the place."""
    if document.title:
        yield document.title
    lines = [line.strip() for line in document.text[:600].splitlines() if line.strip()][: _LINES + 1]
    for line, below in zip(lines[:_LINES], [*lines[1:], ""], strict=False):
        if len(line) <= _LONGEST and line[-1] not in '.!?;"”':
            yield f"{line}\n{below}" if below and len(below) <= _LONGEST // 2 else line


def _speaks(head: str) -> bool:
    """Whether a heading is a letterhead or tells whose words follow, and only one government's."""
    first = head.partition("\n")[0]
    own = _LETTERHEAD.match(first) is not None or _OWN_WORDS.match(first) is not None
    return own and not _SHARED.search(first) and not _VERB.search(first)


def _by_custom(text: str) -> set[str]:
    """The states whose money a text counts in by its sign, or whose parliament it speaks to."""
    customs = (
        ("£", "GBR"),
        ("₹", "IND"),
        ("House of Commons", "GBR"),
        ("House of Lords", "GBR"),
        ("ight honourable", "GBR"),
        ("ight hon. ", "GBR"),
    )
    return {actor for sign, actor in customs if sign in text}


def _of_head(head: str, finder: MentionFinder, on: Moment | None, named: set[str]) -> str | None:
    """The state whose office a heading names as the author of what follows; `named` are the states of the text."""
    first = head.partition("\n")[0]
    written = first.title() if first.isupper() else first
    mentions = finder.find(written, 0, len(written), on)
    owners = [m for m in mentions if m.form in ("office", "agent", "person") and m.actors] or _letter_owners(written, mentions)
    if owners:
        return owners[0].actors[0] if len({m.actors for m in owners}) == 1 and len(owners[0].actors) == 1 else None
    title = load_home_offices().at(written, 0, len(written))
    seat = _seat(head, finder, on)
    if title is not None:
        fitting = title[2].actors & {seat} or title[2].actors & named if len(title[2].actors) > 1 else title[2].actors
        return next(iter(fitting)) if len(fitting) == 1 else None
    office = _LETTERHEAD.match(first) is not None or any(m.form in ("office", "agent", "person") for m in mentions)
    return seat if office else None


def _letter_owners(first: str, mentions: list[Mention]) -> list[Mention]:
    """The state that an office's name ends with: "Ministry of Foreign Affairs of Peru", "Ministry of Foreign Affairs, Peru"."""
    return [
        m
        for m in mentions
        if m.form in ("state", "adjective")
        and len(m.actors) == 1
        and (m.end == len(first.rstrip()) or m.form == "adjective")
        and re.search(r"(?:\bof\s+(?:the\s+)?(?:Republic\s+of\s+)?|^(?:The\s+)?)$", first[: m.start])
    ]


def _seat(head: str, finder: MentionFinder, on: Moment | None) -> str | None:
    """The state of the city or country that a heading sets apart, as letters do: "…, Tokyo", "Nairobi, 4 May"."""
    seats = {
        m.actors[0]
        for m in finder.find(head, 0, len(head), on)
        if m.form == "state" and len(m.actors) == 1 and _AFTER_COMMA.search(head[: m.start]) and _THEN.match(head, m.end)
    }
    return seats.pop() if len(seats) == 1 else None
