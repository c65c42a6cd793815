"""What an amount measures: the word for a measure that stands nearest to it in its clause."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.clauses import clause_of, in_clause, verb_above
from servanda.coding.parsing import Parse
from servanda.vocabulary.measures import Measure, load_measures, measure_words, words_for
from servanda.vocabulary.units import unit_of

# A word further up the tree than this is in another clause, and names what another amount measures.
_FAR = 8
# Measures that any sentence with one of their words is about, however the clauses lie ("…, a survey found").
_ANYWHERE = frozenset({"poll"})


# What people of a share do when the share is that of an opinion: "a third of Swedes favour an alliance".
_OPINION = frozenset(
    "tell say think believe want favour favor support oppose approve disapprove back trust distrust see view regard consider call name prefer reject fear "
    "feel expect agree disagree answer respond welcome".split()
)
_ASKED = frozenset({"people", "voter", "citizen", "adult", "respondent", "public"})


_PER_UNIT = re.compile(r"(?:per|an?|for (?:each|every))(?: 1,?000| thousand| million| hundred)? ([a-z]+) ?([a-z]*)")
# What is counted says by itself what became of it: "43 killed and 300,000 displaced".
_TOLD_BY_ITSELF = frozenset({"displace", "displaced", "trawler", "tanker", "freighter", "ferry", "merchantman"})


class Measured(msgspec.Struct, frozen=True):
    """A measure and the token of the word that names it."""

    measure: Measure
    token: int


class _Candidate(msgspec.Struct, frozen=True):
    """A word that may name what is measured: how far up the tree it meets the amount, how far along the sentence, and whether in its clause, and whether above it."""

    rank: tuple[int, int]
    near: bool
    governs: bool
    measured: Measured


def measure_of(parse: Parse, head: int, amount: Amount, offset: int) -> Measured | None:
    """The measure of an amount whose head is token `head`, in a sentence at `offset`; None where no word tells it."""
    if amount.kind == "rank":
        return _ranked(parse, head, amount, offset)
    if priced := _priced(parse, head, amount, offset):
        return priced
    found = sorted(_candidates(parse, head, amount, offset), key=lambda one: one.rank)
    asked = _asked(parse, head, amount)
    if asked is not None and not any(one.rank[0] == 0 for one in found):
        return asked
    if not found:
        # What is named by its type alone ("19 F-16s") has no word of the lists in the sentence.
        named = measure_words().get(amount.noun or "", ())
        return next((Measured(measure, head) for measure in named if {amount.kind, amount.unit} & set(measure.units.split())), None)
    best = next((one for one in found if one.rank[0] < _FAR), None)
    if best is None:
        return next((one.measured for one in found if one.measured.measure.id in _ANYWHERE), None)
    if (amount.noun in _TOLD_BY_ITSELF or amount.unit in _TOLD_BY_ITSELF) and best.rank[0] == 0:
        return best.measured
    verb = best.governs and parse.tags[best.measured.token].startswith("V")
    for other in found:
        if verb and not other.governs and other.measured.measure.id not in _ANYWHERE:
            # "Hundreds died, and thousands fled": what governs the amount tells, not the verb beside it.
            continue
        if (other.near or other.measured.measure.id in _ANYWHERE) and best.measured.measure.id in other.measured.measure.over.split():
            best = other
    return best.measured


def _ranked(parse: Parse, head: int, amount: Amount, offset: int) -> Measured | None:
    """The measure of a rank: that of a word beside the noun that is ranked ("arms supplier", "buyer of oil"), else the noun's own."""
    ranking = [measure for measure in load_measures() if measure.ranked]
    after = [t for t in range(len(parse)) if parse.starts[t] >= offset + amount.end][:9]
    last = next((here for here, t in enumerate(after) if parse.words[t] in (",", ";", ".") or parse.tags[t].startswith("V")), len(after))
    for token in after[:last]:
        for measure in measure_words().get(parse.lemmas[token], ()):
            if measure in ranking and measure.id != "trade" and parse.lemmas[token] not in measure.ranked.split():
                return Measured(measure, token)
    own = next((measure for measure in ranking if amount.noun in measure.ranked.split()), None)
    return Measured(own, head) if own else None


def _priced(parse: Parse, head: int, amount: Amount, offset: int) -> Measured | None:
    """Money for so much of a thing is its price: "270 dollars per 1,000 cubic metres", "$61 a barrel"."""
    if amount.kind != "currency":
        return None
    following = " ".join(word for start, word in zip(parse.starts, parse.lowers, strict=True) if start >= offset + amount.end)
    match = _PER_UNIT.match(following)
    if match is None or not any((unit := unit_of(words)) and unit.kind == "quantity" for words in (match[1], f"{match[1]} {match[2]}")):
        return None
    return Measured(next(measure for measure in load_measures() if measure.id == "price"), head)


def _candidates(parse: Parse, head: int, amount: Amount, offset: int) -> list[_Candidate]:
    table, of_kind = measure_words(), words_for(amount.kind)
    chain = {token: rank for rank, token in enumerate([head, *parse.ancestors(head)])}
    clause = clause_of(parse, head)
    inside = frozenset(parse.at(amount.start + offset, amount.end + offset))
    found: list[_Candidate] = []
    for token, lemma in enumerate(parse.lemmas):
        if parse.lowers[max(0, token - 2) : token] == ("non", "-"):
            continue
        pair = f"{lemma}_{parse.lemmas[token + 1]}" if token + 1 < len(parse) else ""
        joined = f"{parse.lowers[token]}_{parse.lowers[token + 1]}" if token + 1 < len(parse) else ""
        measures = (*table.get(pair, ()), *(table.get(joined, ()) if joined != pair else ()), *table.get(lemma, ()))
        measures += table.get(parse.lowers[token], ()) if parse.lowers[token] != lemma else ()
        measures += of_kind.get(lemma, ())
        for order, measure in enumerate(measures):
            if amount.kind not in measure.units.split() and amount.unit not in measure.units.split():
                continue
            above = 0 if token in inside else next((chain[t] for t in (token, *parse.ancestors(token)) if t in chain), len(parse))
            near = token in chain or in_clause(parse, token, clause)
            if not near:
                above += _FAR // 4
            found.append(_Candidate((above, abs(token - head) + order), near, token in chain, Measured(measure, token)))
    return found


def _asked(parse: Parse, head: int, amount: Amount) -> Measured | None:
    """A share of a people that holds an opinion is a poll's, whether or not a poll is named."""
    if amount.kind != "share":
        return None
    verb = verb_above(parse, head)
    people = next(
        (
            noun
            for preposition in parse.of(head, "prep")
            if parse.lowers[preposition] in ("of", "among")
            for noun in parse.of(preposition, "pobj")
        ),
        None,
    )
    if verb is None or people is None or parse.lemmas[verb] not in _OPINION:
        return None
    if (
        parse.tags[people] != "NNPS"
        and parse.lemmas[people] not in _ASKED
        and not (parse.tags[people] == "NNS" and parse.words[people][0].isupper())
    ):
        return None
    return Measured(next(measure for measure in measure_words()["poll"] if measure.id == "poll"), verb)
