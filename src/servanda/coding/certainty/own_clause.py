"""What the words in an act's own clause make of it: negation, modal verbs, conditions, conjunctions."""

from __future__ import annotations

from servanda.coding.certainty.judgement import ACTUAL, Judgement
from servanda.coding.parsing import Parse
from servanda.vocabulary.certainty import CertaintyWords

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_DUTY = frozenset({"must", "should", "ought", "need"})
_NONE = frozenset({"no", "neither", "none", "nobody", "nor"})
_OCCASIONS = frozenset({"point", "time", "circumstance", "case", "way", "stage"})
# "not only", "not until": what follows is affirmed.
_LIMITS = frozenset({"only", "just", "merely", "until", "simply", "necessarily"})


class OwnClause:
    """Reads the clauses of one sentence, each by itself."""

    def __init__(self, parse: Parse, words: CertaintyWords) -> None:
        self.parse, self.words = parse, words

    def said(self, token: int) -> Judgement:
        """What the words in the act's own clause say."""
        parse = self.parse
        negated = self._negation(token)
        if self._is_inverted(token):
            return Judgement("conditional", "inversion", supposed=True)
        modal = next((c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass") and parse.tags[c] == "MD"), None)
        if modal is not None:
            return self._modal(token, modal, negated)
        if negated is not None:
            return Judgement("denied", parse.words[negated])
        if self._is_headline_future(token):
            return Judgement("planned", "to")
        for child in parse.children[token]:
            if parse.deps[child] in ("amod", "advmod", "compound", "det"):
                effect = self.words.modifier.get(parse.lowers[child]) or self.words.modifier.get(parse.lemmas[child])
                if effect is not None:
                    return Judgement(effect.certainty, parse.words[child], effect.aim)
        return ACTUAL

    def mark(self, token: int) -> Judgement:
        """What a conjunction at the head of the act's clause makes of it."""
        parse = self.parse
        for child in parse.children[token]:
            if parse.deps[child] not in ("mark", "advmod", "aux", "prep"):
                continue
            effect = self.words.before.get(parse.lowers[child])
            if effect is not None and parse.deps[child] != "prep" and (parse.lowers[child] != "should" or self._leads(child)):
                if parse.lowers[child] == "once" and any(parse.lowers[c] == "had" for c in parse.of(token, "aux")):
                    continue  # "once they had signed, they left"
                if parse.lowers[child] in ("once", "rather", "instead") and parse.deps[child] == "advmod" and not self._leads(child):
                    continue
                return Judgement(effect.certainty, parse.words[child], supposed=effect.certainty == "conditional")
            if parse.deps[child] in ("mark", "advmod") and self._is_ahead(token, parse.lowers[child]):
                return Judgement("planned" if parse.lowers[child] == "when" else "conditional", parse.words[child])
        return ACTUAL

    def _is_inverted(self, token: int) -> bool:
        """Whether a clause is a condition without "if": "had they attacked", "were the island invaded"."""
        parse = self.parse
        subject = parse.first(token, "nsubj", "nsubjpass")
        first = next(iter(parse.of(token, "aux", "auxpass")), None)
        if subject is None or first is None or first > subject or parse.deps[token] not in ("advcl", "ccomp"):
            return False
        return parse.lowers[first] in ("had", "were", "should") and first == parse.subtree(token)[0]

    def _modal(self, token: int, modal: int, negated: int | None) -> Judgement:
        parse = self.parse
        lower = parse.lowers[modal]
        conditioned = self._conditioned(token)
        if lower in FUTURE:
            if negated is not None and conditioned:
                return Judgement("conditional", parse.words[modal], refused=True)
            if negated is not None:
                return Judgement("denied", parse.words[modal], refused=True)
            return Judgement("conditional" if conditioned else "planned", parse.words[modal])
        if lower in ("would", "'d"):
            if negated is not None:
                return Judgement("denied", parse.words[modal], refused=True)
            if conditioned or parse.lemmas[token] == "have" or any(parse.lowers[c] == "have" for c in parse.children[token]):
                return Judgement("conditional", parse.words[modal])
            return Judgement("planned" if self._is_reported(token) else "conditional", parse.words[modal])
        if lower in ("can", "could", "ca") and negated is not None:
            return Judgement("denied", parse.words[modal])
        return Judgement("possible", parse.words[modal], aim=lower in _DUTY)

    def _is_reported(self, token: int) -> bool:
        """Whether a clause is what somebody said or decided in the past: its "would" is a "will" then."""
        parse = self.parse
        here = token
        while parse.deps[here] == "conj":
            here = parse.heads[here]
        if parse.deps[here] == "ROOT":
            return True
        if parse.deps[here] == "ccomp":
            above = parse.heads[here]
            return (
                parse.lemmas[above] in self.words.speaking
                or parse.lemmas[above] in self.words.verb
                or not parse.tags[above].startswith("V")
            )
        return any(parse.tags[c].startswith("V") for c in parse.of(here, "ccomp", "parataxis"))

    def _is_headline_future(self, token: int) -> bool:
        """Whether an infinitive stands on its own or after "be": "Trump to visit Japan", "is to visit"."""
        parse = self.parse
        if parse.tags[token] != "VB" or not any(parse.tags[c] == "TO" for c in parse.of(token, "aux")):
            return False
        above = parse.heads[token]
        if parse.deps[token] == "ROOT" or (parse.deps[token] in ("relcl", "acl") and parse.deps[above] == "ROOT" and above < token):
            return True
        return (
            parse.deps[token] in ("xcomp", "ccomp") and parse.lemmas[above] == "be" and parse.first(above, "acomp", "attr", "expl") is None
        )

    def _negation(self, token: int) -> int | None:
        """The word that denies an act, in its clause, its object or its subject."""
        parse = self.parse
        for child in parse.children[token]:
            dep, lower = parse.deps[child], parse.lowers[child]
            if lower == "none" and child > token and sum(parse.deps[c] == "dobj" for c in parse.children[token]) > 1:
                continue  # "gave nine million, none of it through the ministry"
            if dep == "neg" or (lower in _NONE and dep in ("det", "preconj", "cc", "nsubj", "nsubjpass", "dobj")):
                following = parse.lowers[child + 1] if child + 1 < len(parse) else ""
                if following not in _LIMITS:
                    return child
            if lower in ("never", "nowhere", "hardly", "scarcely", "barely", "nor") and dep in ("advmod", "neg", "cc", "preconj"):
                return child
            if lower == "yet" and dep == "advmod" and (not_yet := parse.first(child, "neg")) is not None:
                return not_yet  # "has signed but not yet ratified"
            if dep == "prep" and parse.tags[token].startswith("V"):
                occasion = parse.first(child, "pobj")  # "at no time did they meet"
                if (
                    occasion is not None
                    and parse.lemmas[occasion] in _OCCASIONS
                    and any(parse.lowers[c] == "no" for c in parse.of(occasion, "det"))
                ):
                    return child
            if dep in ("dobj", "nsubj", "nsubjpass", "attr") and parse.tags[token].startswith("V"):
                for inner in parse.children[child]:
                    if (parse.lowers[inner] in _NONE and parse.deps[inner] in ("det", "preconj")) or parse.deps[inner] == "neg":
                        return inner
        return None

    def _leads(self, child: int) -> bool:
        """Whether a word opens its clause."""
        return child == self.parse.subtree(self.parse.heads[child])[0]

    def _is_ahead(self, token: int, mark: str) -> bool:
        """Whether a clause of time lies ahead: "until it withdraws", "when she visits Rome next week"."""
        parse = self.parse
        if mark not in ("until", "till", "before", "when", "after") or parse.tags[token] not in ("VBZ", "VBP", "VB"):
            return False
        above = parse.heads[token]
        return above != token and any(parse.tags[c] == "MD" for c in parse.of(above, "aux"))

    def _conditioned(self, token: int) -> bool:
        """Whether an if-clause hangs on the act."""
        return any(self._is_inverted(clause) or self.mark(clause).certainty == "conditional" for clause in self.parse.of(token, "advcl"))
