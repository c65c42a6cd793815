"""Whom a figure is about: the actors of its clause, or those of its own phrase for what one actor alone has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.clauses import clause_of, tokens_of, verb_above
from servanda.coding.figures.measuring import Measured
from servanda.coding.figures.parties import Party, parted, role_of
from servanda.coding.mentions import Mention
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Speaker

# Measures of one actor: the nearest name tells whose, and others in the clause are not meant.
_OF_ONE = frozenset(
    {"poll", "gdp", "population", "inflation", "unemployment", "casualties", "budget", "military_spending", "emissions", "production"}
)
# Who was asked or killed stands at the amount itself.
_PARTED_LATER = frozenset({"poll", "casualties"})
# Nouns of an exchange that takes two: one name alone is completed from the pair in mind.
_MUTUAL = frozenset({"trade", "turnover", "commerce"})
# "Foreign trade" is that with everybody.
_WITH_ALL = frozenset({"foreign", "external", "total", "overall", "world", "global"})
# Measures of an exchange, and the prepositions of its other side.
_EXCHANGED = frozenset({"trade", "energy", "arms", "investment"})
_PARTNERED = frozenset({"with", "to", "from"})
_SOURCE = re.compile(r"\b(?:according to|in the (?:words|view) of)\s[^,;.]*", re.IGNORECASE)
_DOLLARS = re.compile(
    r"(?<!\w)\S++\s++(?:dollars?|roubles?|rubles?|francs?|pounds?|rupees?|yuan|yen|lira|krone[rn]?|crowns?|pesos?|dinars?)\b", re.IGNORECASE
)
_FORMS = ("state", "organisation", "group", "region", "adjective", "anaphor", "pronoun", "person", "office", "agent")
_PART = re.compile(r"\s+(?:of|among)\s+(?:the\s+|all\s+)?", re.IGNORECASE)
_PLACE = frozenset({"in", "at", "near", "off", "of", "from", "inside", "across"})


class About(msgspec.Struct, frozen=True):
    """The codes of the actors that an amount is about, in the order of the text, and the mentions that name them with their roles.

    `teller` is the one among them who tells of the own exchange without being named in it.
    """

    codes: tuple[str, ...]
    parties: tuple[Party, ...] = ()
    teller: str | None = None


def about_of(
    sentence: Sentence,
    parse: Parse,
    amounts: Sequence[Amount],
    place: int,
    head: int,
    measured: Measured | None,
    pair: tuple[str, ...],
    source: tuple[Speaker | None, tuple[int, int] | None] = (None, None),
) -> About:
    """Whom the `place`-th amount of a sentence is about.

    `pair` is the pair in mind from before; `source` who tells it, and where in the document where that follows the amount. Who tells is
    not by that whom it is about, unless it is an exchange of which the sentence names the other side alone.
    """
    mentions = _usable(sentence)
    speaker, aside = source
    others = [m for m in mentions if aside is None or m.end <= aside[0] or aside[1] <= m.start]
    found = _about(sentence, parse, amounts, place, head, measured, (pair, others or mentions))
    own = _own_exchange(sentence, parse, measured, found, speaker)
    return found if own is None else About((own, *found.codes), found.parties, own)


def _own_exchange(sentence: Sentence, parse: Parse, measured: Measured | None, found: About, speaker: Speaker | None) -> str | None:
    """The state that tells of its own exchange with the one state that is named: "Kenya said trade with Chad fell to 4 million"."""
    if measured is None or measured.measure.id not in _EXCHANGED or not parse.tags[measured.token].startswith("N"):
        return None
    actor = speaker.actor if speaker is not None else None
    if actor is None or len(found.codes) != 1 or actor in found.codes:
        return None
    with_one = any(
        parse.lowers[preposition] in _PARTNERED
        and noun is not None
        and (mention := sentence.mention_at(parse.starts[noun], parse.ends[noun])) is not None
        and set(mention.actors) == set(found.codes)
        for preposition in parse.of(measured.token, "prep")
        for noun in [parse.first(preposition, "pobj")]
    )
    stated = speaker is not None and speaker.sector == "GOV"
    stated = stated or any(m.form in ("state", "adjective") and actor in m.actors for m in sentence.mentions)
    return actor if with_one and stated and parse.first(measured.token, "poss") is None else None


def _about(
    sentence: Sentence,
    parse: Parse,
    amounts: Sequence[Amount],
    place: int,
    head: int,
    measured: Measured | None,
    known: tuple[tuple[str, ...], list[Mention]],
) -> About:
    """Whom an amount is about by the words of its sentence; `known` is the pair in mind and the mentions that may tell."""
    amount = amounts[place]
    pair, mentions = known
    clause = clause_of(parse, head)
    if measured is not None and measured.measure.id in _OF_ONE - _PARTED_LATER:
        apart = parted(sentence, amounts, place, mentions, mentions)
        if apart:
            return About(_codes(m for m, _ in apart), apart)
    if measured is not None and measured.measure.id in _OF_ONE:
        found = _asked(sentence, mentions, amount) or _nearest(parse, mentions, head, measured)
        if not found and measured.measure.id == "casualties":
            found = _codes(_without_doer(parse, mentions, head))
        if found:
            return About(found)
    inside = frozenset(tokens_of(parse, clause))
    subject = subject_of(parse, clause) if parse.tags[clause].startswith("V") else None
    if subject is not None and subject not in inside:
        inside |= frozenset(parse.subtree(subject, without=("relcl", "acl", "appos")))
    own = [m for m in mentions if any(t in inside for t in parse.at(m.start, m.end))]
    found = _codes(own)
    if apart := parted(sentence, amounts, place, mentions, own):
        codes = _codes(m for m, _ in apart)
        if codes:
            return About(codes, apart)
    with_all = measured is not None and any(parse.lowers[c] in _WITH_ALL for c in parse.of(measured.token, "amod"))
    if (
        measured is not None
        and parse.lemmas[measured.token] in _MUTUAL
        and not with_all
        and len(found) < 2
        and len(pair) == 2
        and set(found) <= set(pair)
    ):
        return About(pair)
    if found:
        return About(found, tuple((m, role_of(sentence, m)) for m in own))
    # What governs the clause names the actors too; what hangs on it ("the fields that once fed Europe") does not.
    governing = {clause, *(clause_of(parse, above) for above in parse.ancestors(clause))}
    everything = _codes(m for m in mentions if any(clause_of(parse, t) in governing for t in parse.at(m.start, m.end)))
    return About(everything if len(everything) <= 2 else ())


def named(sentence: Sentence) -> tuple[str, ...]:
    """The actors that a sentence names, for a figure in the next one."""
    return _codes(_usable(sentence))


def _usable(sentence: Sentence) -> list[Mention]:
    """The mentions of a sentence without those who are only its source ("according to Chinese customs") or name a currency."""
    usable = [m for m in sentence.mentions if m.actors and m.form in _FORMS]
    if not usable:
        return usable
    barred = [
        (m.start() + sentence.start, m.end() + sentence.start)
        for m in (*_SOURCE.finditer(sentence.plain), *_DOLLARS.finditer(sentence.plain))
    ]
    return [m for m in usable if not any(a <= m.start < b for a, b in barred)]


def _codes(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Each actor once; regions only where nothing but regions is named."""
    listed = list(mentions)
    states = [m for m in listed if m.form != "region"]
    return tuple(dict.fromkeys(actor for m in (states or listed) for actor in m.actors))


def _asked(sentence: Sentence, mentions: list[Mention], amount: Amount) -> tuple[str, ...]:
    """The people of whom an amount is a part, named right after it: "61 percent of Finns"."""
    part = _PART.match(sentence.plain, amount.end)
    return _codes(m for m in mentions if m.start == sentence.start + part.end()) if part else ()


def _nearest(parse: Parse, mentions: list[Mention], head: int, measured: Measured) -> tuple[str, ...]:
    """The actors in the amount's own phrase, else at the word for the measure, else in a place that its clause names."""
    for token in (head, measured.token):
        tokens = (
            set(parse.subtree(token, without=("relcl", "advcl", "conj", "parataxis"))) if not parse.tags[token].startswith("V") else set()
        )
        found = _codes(m for m in mentions if tokens.intersection(parse.at(m.start, m.end)))
        if found:
            return found
    places = [
        m
        for m in mentions
        for token in [parse.head_of(m.start, m.end)]
        if token is not None and parse.deps[token] == "pobj" and parse.lowers[parse.heads[token]] in _PLACE
    ]
    clause = clause_of(parse, head)
    return _codes(m for m in places if any(clause_of(parse, t) == clause for t in parse.at(m.start, m.end)))


def _without_doer(parse: Parse, mentions: list[Mention], head: int) -> list[Mention]:
    """The mentions of a sentence without those of the doer: who was killed is not who killed."""
    verb = verb_above(parse, head)
    doer = subject_of(parse, verb) if verb is not None else None
    if doer is None or parse.deps[doer] == "nsubjpass":
        return mentions
    tokens = set(parse.subtree(doer))
    return [m for m in mentions if not tokens.intersection(parse.at(m.start, m.end))]
