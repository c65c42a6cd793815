"""Where a text names treaties and other instruments, by title or by "the treaty"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec

from servanda.coding.prepared import Prepared

KINDS = "treaty|agreement|convention|pact|accords?|protocol|charter|covenant|declaration|communiqu[eé]|memorandum|concordat|statement|compact|armistice|alliance"
_TITLE_KINDS = "Treaty|Agreement|Convention|Pact|Accords?|Protocol|Charter|Covenant|Declaration|Communiqu[eé]|Memorandum|Act|Concordat"
_WORD = r"[A-Z][\w'’-]*"
_TITLE = re.compile(
    rf"(?:(?:{_WORD}|\d{{4}})[\s-]+){{0,6}}?(?:{_TITLE_KINDS})\b"
    rf"(?:\s+(?:of|on|for|concerning|relating\s+to|against|between)\s+(?:the\s+)?{_WORD}(?:(?:,\s+|\s+)(?:(?:and|of|the|for|in|on|to)\s+){{0,3}}{_WORD}){{0,8}})?"
)
_GENERIC = re.compile(
    rf"\b(?:the|this|that|a|an|its|their|our|new)\s+(?:(?:[\w-]+\s+){{0,3}}?)(?P<kind>{KINDS})\b|\b(?P<bare>{KINDS})\b(?=\s+(?:states|says|provides|stipulates|commits|binds|obliges))",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:The|A|An|This|That|Under|In|By|On|And|But)\s+")
# Instruments that are words of politics rather than law: they are instruments only by title or where a verb of law stands by.
_LOOSE = frozenset({"statement", "alliance", "declaration"})


class InstrumentMention(msgspec.Struct, frozen=True):
    """A place that names an instrument; `title` is its name where the text has given one, else the generic words."""

    start: int
    end: int
    title: str
    named: bool


@functools.lru_cache(maxsize=1)
def instrument_mentions(prepared: Prepared) -> tuple[InstrumentMention, ...]:
    """Every mention of an instrument in a document.

    "The treaty" takes the title of the one of its kind that was named before; one named only later may be another.
    The last document's are kept, for several coders ask for them one after another.
    """
    everything = [mention for sentence in prepared.sentences for mention in _in_sentence(prepared, sentence.start, sentence.end)]
    found: list[InstrumentMention] = []
    titles: dict[str, str] = {}
    for mention in everything:
        if mention.named:
            for kind in _kinds(mention):
                # A short form ("the Friendship Treaty") takes up the full title that it is part of, and does not replace it.
                titles[kind] = max(titles.get(kind, ""), mention.title, key=len)
            found.append(mention)
        else:
            kind = mention.title.lower().split()[-1]
            found.append(msgspec.structs.replace(mention, title=titles.get(kind, mention.title)))
    return tuple(found)


def _kinds(mention: InstrumentMention) -> list[str]:
    """The kinds of instrument that a title names; a generic mention names none."""
    return [kind.lower() for kind in re.findall(KINDS, mention.title, re.IGNORECASE)] if mention.named else []


def _in_sentence(prepared: Prepared, start: int, end: int) -> Iterator[InstrumentMention]:
    """The mentions of one sentence, titles before generic words, in order."""
    text = prepared.document.text
    taken: list[tuple[int, int]] = []
    mentions: list[InstrumentMention] = []
    for match in _TITLE.finditer(text, start, end):
        words = match.group()
        led = _LEADING.match(words)
        first = match.start() + (led.end() if led else 0)
        title = text[first : match.end()]
        if " " not in title and "-" not in title:
            continue
        mentions.append(InstrumentMention(first, match.end(), " ".join(title.split()), named=True))
        taken.append((match.start(), match.end()))
    for match in _GENERIC.finditer(text, start, end):
        kind = (match["kind"] or match["bare"]).lower()
        if kind in _LOOSE or any(a < match.end() and match.start() < b for a, b in taken):
            continue
        mentions.append(InstrumentMention(match.start(), match.end(), " ".join(match.group().lower().split()), named=False))
    yield from sorted(mentions, key=lambda mention: mention.start)
