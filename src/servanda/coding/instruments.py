"""Where a text names treaties and other instruments, by title or by "the treaty"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec

from servanda.coding.prepared import Prepared
from servanda.vocabulary.instrument_names import load_instrument_names

KINDS = (
    "treaty|agreement|convention|pact|accords?|protocol|charter|covenant|declaration|communiqu[eé]|memorandum|concordat|compact|armistice"
)
_MANY = "treaties|agreements|conventions|pacts|protocols|declarations|memoranda"
_TITLE_KINDS = "Treaty|Agreement|Convention|Pact|Accords?|Protocol|Charter|Covenant|Declaration|Communiqu[eé]|Memorandum|Act|Concordat"
_WORD = r"[A-Z][\w'’-]*"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_TITLE = re.compile(
    rf"(?:(?:Laws?|Rights|Status|Non-Use|Prevention)\s+of\s+(?:the\s+)?)?(?:(?:{_WORD}|\d{{4}})[\s-]+){{0,6}}?(?:{_TITLE_KINDS})(?:\s+(?:{_TITLE_KINDS}))?\b"
    rf"(?:\s+(?:of|for|concerning|relating\s+to|against|between|on(?!\s+(?:{_DAY})))\s+(?:the\s+)?{_WORD}"
    rf"(?:(?:,\s+(?=(?:{_WORD},?\s+){{1,6}}and\s)|\s+)(?:(?:and|of|the|for|in|on|to)\s+){{0,3}}(?!{_DAY}){_WORD}){{0,8}})?"
)
_LINKING = "of|to|an?|the|in|on|for|by|with|that|which|who|from|as|at|is|are|was|were|be|been|has|have|had|will|would|under|between|but|or"
_GENERIC = re.compile(
    rf"\b(?P<det>the|this|that|a|an|another|any|its|their|our|[A-Z][\w-]+['’]s?)\s+(?P<which>(?:(?!(?:{_LINKING})\b)[\w'’-]+\s+){{0,4}}?)(?P<kind>{KINDS})\b(?:\s+of\s+understanding\b)?"
    rf"|\b(?:the|these|those|both|all|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|several|some|\d+)\s+(?:(?!(?:{_LINKING})\b)[\w'’-]+\s+){{0,3}}?(?P<many>{_MANY})\b"
    rf"|\b(?P<bare>{KINDS})\b(?=\s+(?:states|says|provides|stipulates|commits|binds|obliges))",
    re.IGNORECASE,
)
_OWNING = re.compile(r"['’]s?$")
# What both patterns want in some form: most sentences have none of it, and need no pattern. An "Act" has to be written so.
_WANTED = tuple({re.sub(r"s\?$|\[.*", "", kind) for kind in f"{KINDS}|{_MANY}".split("|")})
_LEADING = re.compile(r"^(?:The|A|An|This|That|Under|In|By|On|And|But)\s+")
# Instruments by title, or where a verb of law stands by: the word is one of politics as often.
_LOOSE = frozenset({"declaration", "declarations"})
# What one of these opens is told of for the first time, or is another one.
_FRESH = frozenset("a an another any two three four five six seven eight nine ten eleven twelve fifteen twenty several some all".split())
# Words that say nothing about which instrument is meant.
_PLAIN = frozenset(
    "new newly recent latest historic landmark same said present current existing final draft whole entire full signed proposed planned important major "
    "bilateral political legal formal binding basic main joint mutual and two-way long-awaited controversial first very far-reaching of understanding two three four five six seven eight nine ten".split()
)
_TERM = re.compile(r"(?:\d+|[a-z]+)-year(?:-old)?$", re.IGNORECASE)
_ABOUT = re.compile(r"\s+(?:on|concerning|banning|against|of)\s+(?:the\s+)?(?P<word>[a-z][a-z-]{3,})", re.ASCII)
_WITH = re.compile(r"\s+(?:between|with)\s+(?:the\s+)?")
_ALSO_WITH = re.compile(r"\s+and\s+(?:the\s+)?")
_SHORT = re.compile(r"\s*\((?:the\s+)?[\"“]?(?P<short>[A-Z][A-Z-]+)[\"”]?\)")
_STEM = 5
_AGREED = frozenset({"treaty", "agreement", "accord", "pact", "convention"})
_INDEFINITE = re.compile(r"(?:an?|another|any) ")
_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")


class InstrumentMention(msgspec.Struct, frozen=True):
    """A place that names an instrument; `title` is its name where the text has given one, else the words of the place.

    `named` says that the place itself has a title, `loose` that the word is one of politics as often ("a declaration").
    """

    start: int
    end: int
    title: str
    named: bool
    loose: bool = False


class _Known(msgspec.Struct, frozen=True):
    """An instrument that the text has named, where it was last named, and how many times it was spoken of."""

    title: str
    kinds: frozenset[str]
    sentence: int
    place: int
    named: bool
    marks: frozenset[str]
    actors: frozenset[str]
    years: frozenset[str]
    times: int = 1


@functools.lru_cache(maxsize=1)
def instrument_mentions(prepared: Prepared) -> tuple[InstrumentMention, ...]:
    """Every mention of an instrument in a document, in order, with those of words that are politics as often as law.

    "The treaty" is the one named in this sentence or the one before it in the same paragraph, else the first of its kind in the text; one
    named only later may be another. Words that fit no instrument named before ("the 1972 missile treaty") name another one.
    The last document's are kept, for several coders ask for them one after another.
    """
    found: list[InstrumentMention] = []
    # By title, in the order in which they are first named.
    known: dict[str, _Known] = {}
    for sentence in prepared.sentences:
        for mention in _in_sentence(prepared, sentence.start, sentence.end):
            meant = None if mention.named or _is_fresh(mention) else _meant(prepared, mention, sentence.index, list(known.values()))
            if meant is None:
                told = _known(prepared, mention, sentence.index, list(known.values()))
                # A short form ("the Friendship Treaty") is known as the full title that it is part of, and keeps its own words.
                found.append(mention)
            else:
                told = msgspec.structs.replace(meant, sentence=sentence.index, place=mention.start, times=meant.times + 1)
                title = meant.title if meant.named else _INDEFINITE.sub("the ", meant.title, count=1)
                found.append(msgspec.structs.replace(mention, title=title))
            known[told.title] = told
    return tuple(found)


def _known(prepared: Prepared, mention: InstrumentMention, index: int, before: list[_Known]) -> _Known:
    """What a mention tells of its instrument; a short form of one that was named before is that one."""
    words = _stems(mention.title)
    for one in before if mention.named else ():
        if one.named and words < _stems(one.title) and one.kinds & _kinds(mention.title):
            return msgspec.structs.replace(one, sentence=index, place=mention.start, times=one.times + 1)
    sentence = prepared.sentences[index]
    letters = "".join(word[0] for word in re.split(r"[\s-]+", mention.title) if word[:1].isupper())
    short = _SHORT.match(prepared.document.text, mention.end)
    on = prepared.on
    return _Known(
        title=mention.title,
        kinds=_kinds(mention.title),
        sentence=index,
        place=mention.start,
        named=mention.named,
        marks=words | {letters, letters[:-1]} | ({short["short"]} if short else set()),
        actors=frozenset(actor for m in sentence.mentions for actor in m.actors),
        years=frozenset(_YEAR.findall(sentence.plain)) | ({str(on.latest.year)} if on and on.latest else set()),
    )


def _is_fresh(mention: InstrumentMention) -> bool:
    words = mention.title.lower().split()
    return (
        words[0] in _FRESH
        or words[0].isdigit()
        or not {"other", "different", "separate", "similar", "earlier", "previous", "former"}.isdisjoint(words)
    )


def _meant(prepared: Prepared, mention: InstrumentMention, index: int, known: list[_Known]) -> _Known | None:
    """The instrument named before that a generic mention stands for; None where its words fit none."""
    kinds = _kinds(mention.title)
    told = [one for one in known if kinds & one.kinds]
    near = [one for one in told if index - one.sentence <= 1 and _same_paragraph(prepared, one.sentence, index)]
    near.sort(key=lambda one: one.place, reverse=True)
    titled = [one for one in told if one.named]
    said = _says(prepared, mention)
    # A text goes on about its own treaty after it has named another in passing.
    own = [one for one in told if not titled or one.times > max(2, titled[0].times)]
    for one in (*near, *own[:1], *titled[:1]):
        if all(_fits(mark, one) for mark in said):
            return one
    if said:
        return next((one for one in reversed(titled) if all(_fits(mark, one) for mark in said)), None)
    # "The agreement" is often another word for a treaty or convention that has a name.
    agreed = [one for one in known if one.kinds & _AGREED] if kinds & _AGREED else []
    most = max((one.times for one in agreed if one.named), default=0)
    renamed = [one for one in agreed if one.times > max(2, most)] or [one for one in agreed if one.named]
    return next(iter((*renamed, *told)), None)


def _same_paragraph(prepared: Prepared, first: int, second: int) -> bool:
    return "\n\n" not in prepared.document.text[prepared.sentences[first].end : prepared.sentences[second].start]


def _says(prepared: Prepared, mention: InstrumentMention) -> list[str | frozenset[str]]:
    """What a generic mention says of which instrument it means: words and years, and sets of actors."""
    text = prepared.document.text
    said: list[str | frozenset[str]] = []
    sentence = prepared.sentence_at(mention.start)
    actors = {m.start: m for m in sentence.mentions} if sentence else {}
    inside = [m for m in actors.values() if mention.start <= m.start and m.end <= mention.end and m.form != "anaphor"]
    said += [frozenset(m.actors) for m in inside if m.actors]
    covered = [text[m.start : m.end] for m in inside]
    for word in mention.title.split()[1:]:
        plain = word.lower() in _PLAIN or _TERM.match(word) or _kinds(word)
        if not plain and not any(word in words for words in covered):
            said.append(word)
    about = _ABOUT.match(text, mention.end)
    if about:
        said.append(about["word"])
    with_whom = _WITH.match(text, mention.end)
    while with_whom and (other := actors.get(with_whom.end())) is not None:
        said.append(frozenset(other.actors))
        with_whom = _ALSO_WITH.match(text, other.end)
    return said


def _fits(mark: str | frozenset[str], known: _Known) -> bool:
    """Whether a word, year or set of actors that a mention has can be said of an instrument."""
    if isinstance(mark, frozenset):
        return mark <= known.actors
    if _YEAR.fullmatch(mark):
        return mark in known.years
    return mark in known.marks or mark.lower()[:_STEM] in known.marks or all(p[:_STEM] in known.marks for p in mark.lower().split("-"))


def _stems(title: str) -> frozenset[str]:
    return frozenset(word.lower()[:_STEM] for word in re.split(r"[\s-]+", title))


def _kinds(words: str) -> frozenset[str]:
    """The kinds of instrument that words name, in the singular."""
    found = (kind.lower() for kind in re.findall(rf"\b(?:{KINDS}|{_MANY})\b", words, re.IGNORECASE))
    return frozenset(re.sub(r"ies$", "y", kind).removesuffix("s") for kind in found)


def _in_sentence(prepared: Prepared, start: int, end: int) -> Iterator[InstrumentMention]:
    """The mentions of one sentence, titles before generic words, in order."""
    text = prepared.document.text
    words = text[start:end]
    lower = words.lower()
    called = any(name in words for name in load_instrument_names())
    if not called and "Act" not in words and not any(kind in lower for kind in _WANTED):
        return
    taken: list[tuple[int, int]] = []
    mentions: list[InstrumentMention] = []
    for match in _TITLE.finditer(text, start, end):
        led = _LEADING.match(match.group())
        first = match.start() + (led.end() if led else 0)
        title = _OWNING.sub("", text[first : match.end()])
        if " " not in title and "-" not in title:
            continue
        mentions.append(InstrumentMention(first, first + len(title), " ".join(title.split()), named=True))
        taken.append((match.start(), match.end()))
    for match in _called().finditer(text, start, end) if called else ():
        if not any(a < match.end() and match.start() < b for a, b in taken):
            mentions.append(InstrumentMention(match.start(), match.end(), match.group(), named=True))
            taken.append(match.span())
    for match in _GENERIC.finditer(text, start, end):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        leading, *rest = match.group().split()
        loose = (match["kind"] or match["many"] or match["bare"]).lower() in _LOOSE
        title = " ".join((leading if leading[-2:] in ("'s", "’s") else leading.lower(), *rest))
        mentions.append(InstrumentMention(match.start(), match.end(), title, named=False, loose=loose))
    yield from sorted(mentions, key=lambda mention: mention.start)


@functools.cache
def _called() -> re.Pattern[str]:
    """The names of treaties that have no word for a treaty in them."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(name) for name in load_instrument_names())})(?![\w-])")
