"""What an amount measures: the word for a measure that stands nearest to it in its clause."""

from __future__ import annotations

import msgspec

from servanda.coding.figures.amounts import Amount
from servanda.coding.figures.clauses import clause_of, in_clause, verb_above
from servanda.coding.parsing import Parse
from servanda.vocabulary.measures import Measure, measure_words

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


class Measured(msgspec.Struct, frozen=True):
    """A measure and the token of the word that names it."""

    measure: Measure
    token: int


class _Candidate(msgspec.Struct, frozen=True):
    """A word that may name what is measured: how far up the tree it meets the amount, how far along the sentence, and whether in its clause."""

    rank: tuple[int, int]
    near: bool
    measured: Measured


def measure_of(parse: Parse, head: int, amount: Amount, offset: int) -> Measured | None:
    """The measure of an amount whose head is token `head`, in a sentence at `offset`; None where no word tells it."""
    found = sorted(_candidates(parse, head, amount, offset), key=lambda one: one.rank)
    asked = _asked(parse, head, amount)
    if asked is not None and not any(one.rank[0] == 0 for one in found):
        return asked
    if not found:
        return None
    best = next((one for one in found if one.rank[0] < _FAR), None)
    if best is None:
        return next((one.measured for one in found if one.measured.measure.id in _ANYWHERE), None)
    for other in found:
        if (other.near or other.measured.measure.id in _ANYWHERE) and best.measured.measure.id in other.measured.measure.over.split():
            best = other
    return best.measured


def _candidates(parse: Parse, head: int, amount: Amount, offset: int) -> list[_Candidate]:
    table = measure_words()
    chain = {token: rank for rank, token in enumerate([head, *parse.ancestors(head)])}
    clause = clause_of(parse, head)
    inside = frozenset(parse.at(amount.start + offset, amount.end + offset))
    found: list[_Candidate] = []
    for token, lemma in enumerate(parse.lemmas):
        pair = f"{lemma}_{parse.lemmas[token + 1]}" if token + 1 < len(parse) else ""
        joined = f"{parse.lowers[token]}_{parse.lowers[token + 1]}" if token + 1 < len(parse) else ""
        measures = (*table.get(pair, ()), *(table.get(joined, ()) if joined != pair else ()), *table.get(lemma, ()))
        measures += table.get(parse.lowers[token], ()) if parse.lowers[token] != lemma else ()
        for order, measure in enumerate(measures):
            if amount.kind not in measure.units.split() and amount.unit not in measure.units.split():
                continue
            above = 0 if token in inside else next((chain[t] for t in (token, *parse.ancestors(token)) if t in chain), len(parse))
            near = token in chain or in_clause(parse, token, clause)
            if not near:
                above += _FAR // 4
            found.append(_Candidate((above, abs(token - head) + order), near, Measured(measure, token)))
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
