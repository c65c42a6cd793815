"""Walks from an act up to the root of its sentence; the weakest claim on the way decides.

The words are in `vocabulary/data/certainty.yml`.
"""

from __future__ import annotations

from servanda.coding.certainty.governors import COMPLETING, RANKING, Governors
from servanda.coding.certainty.judgement import ACTUAL, GOING_ON, ORDER, Judgement
from servanda.coding.certainty.own_clause import OwnClause
from servanda.coding.parsing import Parse
from servanda.records import Certainty
from servanda.vocabulary.certainty import CertaintyWords, load_certainty

_FROM_NOUN = frozenset({"of", "for", "to", "on", "about", "against", "into", "from", "over"})
_BREAKS = frozenset({"relcl", "appos", "parataxis", "ROOT"})
_DEEPEST = 14


def certainty_of(parse: Parse, token: int) -> Certainty:
    """The certainty of the act told by token `token`, a verb or a noun of action."""
    return judge(parse, token).certainty


def judge(parse: Parse, token: int) -> Judgement:
    """The certainty of an act with its reason."""
    return _Judge(parse, load_certainty()).judge(token)


class _Judge:
    """Walks from an act up to the root; the weakest claim on the way holds."""

    def __init__(self, parse: Parse, words: CertaintyWords) -> None:
        self.parse, self.words = parse, words
        self.clause = OwnClause(parse, words)
        self.governors = Governors(parse, words, self.clause)

    def judge(self, token: int) -> Judgement:
        """The weakest of what the act's own clause and every word that governs it say."""
        parse = self.parse
        found = [self.clause.said(token), self.clause.mark(token)]
        here = token
        for _ in range(_DEEPEST):
            dep, above = parse.deps[here], parse.heads[here]
            ranked = self._ranked(here)
            if ranked is not None:
                found += [self.clause.said(ranked), self.clause.mark(ranked)]
                here = ranked
                continue
            if found[-1] is GOING_ON:
                break
            if above == here or self._stands_beside(here) or (dep in _BREAKS and not (dep == "relcl" and parse.tags[here] == "VB")):
                found.append(self._question(here))
                break
            if dep == "conj":
                if not self._has_own_frame(here) and self._same_kind(here, above):
                    found.append(self.clause.said(above))
                    found.append(self.clause.mark(above))
            elif dep in ("advcl", "npadvmod"):
                found.append(self.governors.purpose(here, above))
                break
            elif dep == "acl" and parse.tags[here] != "VB":
                if any(parse.lowers[c] == "that" for c in parse.of(here, "mark")):
                    found.append(self.governors.governed(here, dep, above))  # "claims that it attacked"
                    found.append(self._rejected(above))
                break
            else:
                found.append(self.governors.governed(here, dep, above))
                if dep in ("nsubj", "csubj") and parse.tags[above].startswith("V") and parse.lemmas[above] not in self.words.occurring:
                    break
                if dep == "prep" and parse.lowers[here] not in (COMPLETING if parse.tags[above].startswith("V") else _FROM_NOUN):
                    break
            here = above
        supposed = next((one for one in found if one.supposed), None)
        return supposed or min(found, key=lambda one: ORDER.index(one.certainty))

    def _stands_beside(self, here: int) -> bool:
        """Whether a clause that parsers hang on the next one stands on its own: "Chad accuses Mali; Bamako denies this"."""
        parse, above = self.parse, self.parse.heads[here]
        if parse.deps[here] != "ccomp" or here > above:
            return False
        if any(parse.words[c] == ";" and here < c < above for c in parse.of(above, "punct")):
            return True
        thing = parse.first(above, "dobj")
        effect = self.words.verb.get(parse.lemmas[above])
        return thing is not None and effect is not None and effect.certainty == "denied"

    def _rejected(self, noun: int) -> Judgement:
        """What is made of what reports say by who denies them: "dismissed reports that it plans to leave"."""
        parse, above = self.parse, self.parse.heads[noun]
        effect = self.words.verb.get(parse.lemmas[above]) if parse.deps[noun] in ("dobj", "nsubjpass") else None
        return self.governors.governed(noun, parse.deps[noun], above) if effect is not None and effect.certainty == "denied" else ACTUAL

    def _ranked(self, here: int) -> int | None:
        """The "be" of "will not be the first to use": whether it is so decides whether the act is done; None for other infinitives."""
        parse, above = self.parse, self.parse.heads[here]
        if parse.tags[here] != "VB":
            return None
        if parse.deps[here] == "advcl" and parse.lemmas[above] == "become" and (rank := parse.first(above, "attr")) is not None:
            ordinals = [parse.lowers[c] for c in (rank, *parse.of(rank, "amod"))]
            return above if any(word in RANKING or word.endswith("th") for word in ordinals) else None  # "became the ninth state to ratify"
        if parse.deps[here] not in ("relcl", "acl") or parse.deps[above] not in ("attr", "acomp"):
            return None
        ranks = parse.lowers[above] in RANKING or any(parse.lowers[c] in RANKING for c in parse.of(above, "amod"))
        # "Was not the first to attack" says who came later, not that nothing was done: only what shall be is meant.
        return parse.heads[above] if ranks and parse.lowers[parse.heads[above]] == "be" else None

    def _question(self, root: int) -> Judgement:
        """A sentence that asks tells nothing."""
        parse = self.parse
        last = next((i for i in range(len(parse) - 1, -1, -1) if parse.lowers[i] not in ('"', "'", "''", ")")), None)
        if last is not None and parse.lowers[last] == "?" and parse.deps[root] == "ROOT":
            return Judgement("possible", "?")
        return ACTUAL

    def _has_own_frame(self, token: int) -> bool:
        """Whether a joined verb brings its own auxiliary or subject, and so does not share the first verb's."""
        return any(self.parse.deps[child] in ("aux", "auxpass", "nsubj", "nsubjpass", "neg") for child in self.parse.children[token])

    def _same_kind(self, token: int, above: int) -> bool:
        """Whether joined words share their frame: both nouns, or verbs of which the second is no finite past after a "will"."""
        parse = self.parse
        if not parse.tags[token].startswith("V"):
            return True
        if parse.tags[token] in ("VBD", "VBZ", "VBP") and any(parse.tags[c] == "MD" for c in parse.of(above, "aux")):
            return False
        return parse.tags[above].startswith("V")
