"""Stances told by prepositions: "is against X", "an alliance against X", "spoke in favour of X"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import STANCE_NOUNS
from servanda.vocabulary.stances import StanceWords

_FRONTS = frozenset(
    {
        *STANCE_NOUNS,
        *"alliance front coalition axis vote campaign statement argument voice resolution protest common unity cooperation".split(),
    }
)
# Courts rule in favour of a party: no stance on an issue.
_JUDGING = frozenset({"rule", "decide", "find", "award", "weigh"})
_BE = frozenset({"be", "remain", "stay", "seem", "appear", "become", "stand", "come", "speak"})


def by_preposition(parse: Parse, token: int, words: StanceWords) -> Iterator[Reading]:
    """A preposition, "against X" or "in favour of X", after a form of "to be" or a noun such as alliance, front or stance."""
    for phrase, word in words.prepositions.items():
        if parse.lowers[token : token + len(phrase)] != phrase:
            continue
        last = token + len(phrase) - 1
        target = parse.first(last, "pobj", "pcomp")
        if target is None:
            continue
        here = token
        while parse.deps[here] == "conj":
            here = parse.heads[here]
        above = parse.heads[here]
        if word.stance == "oppose" and parse.lowers[token - 1] == "nor":
            # "neither for nor against"
            yield Reading(token, token, subject_of(parse, above), (target,), "neutral", word, settled=True)
            continue
        verbal = parse.tags[above].startswith("V")
        if verbal and (parse.lemmas[above] in _BE or (len(phrase) > 1 and parse.lemmas[above] not in _JUDGING)):
            yield Reading(token, above, subject_of(parse, above), (target,), word.stance, word)
        elif parse.tags[above].startswith("N") and parse.lemmas[above] in _FRONTS:
            holder = parse.first(above, "poss")
            verb = parse.heads[above]
            if holder is None and parse.tags[verb].startswith("V"):
                holder = subject_of(parse, verb)
            if holder is not None:
                yield Reading(token, token, holder, (target,), word.stance, word)
