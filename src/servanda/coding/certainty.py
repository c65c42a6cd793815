"""How sure a text makes an act: done, planned, expected, possible, conditional or denied.

Read from the parse: negation, modal verbs, conditions, and the verbs and nouns on which the act depends.
"""

from __future__ import annotations

from servanda.coding.parsing import Parse
from servanda.records import Certainty
from servanda.vocabulary.certainty import CertaintyWords, load_certainty

_COMPLEMENT = frozenset({"xcomp", "ccomp", "acl", "pcomp", "csubj"})
_IF = frozenset({"if", "unless", "should", "provided", "once", "whether", "until", "lest"})
_NOT = frozenset({"not", "never", "n't", "nor", "neither", "no", "hardly", "without", "none"})


def certainty_of(parse: Parse, token: int) -> Certainty:
    """The certainty of the act told by token `token`, a verb or a noun of action."""
    return _Judge(parse, load_certainty()).judge(token)


class _Judge:
    """Walks from an act up to the root; the weakest claim on the way holds."""

    def __init__(self, parse: Parse, words: CertaintyWords) -> None:
        self.parse, self.words = parse, words

    def judge(self, token: int) -> Certainty:
        """The weakest of what the act's own clause and every clause that governs it say."""
        found = [self._own(token)]
        here = token
        for _ in range(12):
            dep, above = self.parse.deps[here], self.parse.heads[here]
            if above == here:
                break
            if dep == "conj":
                if not self._has_own_frame(here):
                    found.append(self._own(above))
            elif dep in _COMPLEMENT or dep in ("dobj", "pobj", "prep", "attr", "nsubjpass", "nsubj", "compound"):
                found.append(self._governor(above, dep, here))
                if dep in ("nsubj", "nsubjpass") and self.parse.tags[above].startswith("V"):
                    found.append(self._as_subject(above))
            elif dep == "advcl":
                if self._conditional_mark(here):
                    found.append("conditional")
                break
            elif dep in ("relcl", "parataxis"):
                break
            here = above
        return _weakest(found)

    def _own(self, token: int) -> Certainty:
        """What the words in the act's own clause say."""
        parse = self.parse
        lowers = [parse.lowers[child] for child in parse.children[token]]
        negated = any(parse.deps[child] == "neg" or parse.lowers[child] in _NOT for child in parse.children[token] if self._negates(child))
        if self._conditional_mark(token) or self._conditioned(token):
            return "denied" if negated and not self._conditioned(token) else "conditional"
        if negated:
            return "denied"
        for child in parse.children[token]:
            lower = parse.lowers[child]
            if parse.deps[child] in ("aux", "auxpass") and parse.tags[child] == "MD":
                if lower in ("will", "shall", "'ll", "wo"):
                    return "planned"
                return "conditional" if lower in ("would", "'d") and "if" in lowers else ("planned" if lower in ("would", "'d") else "possible")
            if parse.deps[child] in ("amod", "advmod"):
                kind = self.words.modifiers.get(parse.lowers[child]) or self.words.modifiers.get(parse.lemmas[child])
                if kind is not None:
                    return kind
        return "actual"

    def _negates(self, child: int) -> bool:
        """Whether a child denies the act rather than limits it: "not only" affirms."""
        parse = self.parse
        if parse.deps[child] not in ("neg", "det", "preconj", "cc", "advmod", "prep"):
            return False
        following = child + 1
        return not (following < len(parse) and parse.lowers[following] in ("only", "just", "merely", "until"))

    def _conditional_mark(self, token: int) -> bool:
        parse = self.parse
        marks = [parse.lowers[child] for child in parse.children[token] if parse.deps[child] in ("mark", "advmod", "aux")]
        first = parse.lowers[parse.subtree(token)[0]] if parse.deps[token] == "advcl" else ""
        return any(mark in _IF - {"should", "whether", "until"} for mark in marks) or first == "should"

    def _conditioned(self, token: int) -> bool:
        """Whether an if-clause hangs on the act."""
        return any(self._conditional_mark(child) for child in self.parse.of(token, "advcl"))

    def _governor(self, above: int, dep: str, here: int) -> Certainty:
        """What a governing verb or noun makes of its complement, with its own negation."""
        parse = self.parse
        table = self.words.verbs if parse.tags[above].startswith(("V", "MD")) else self.words.nouns
        kind = table.get(parse.lemmas[above])
        if parse.tags[above].startswith("J"):
            kind = self.words.adjectives.get(parse.lemmas[above])
        own = self._own(above)
        if dep in ("nsubj", "nsubjpass", "compound") and parse.tags[above].startswith("V"):
            return "actual"
        if kind is None:
            return own if dep in ("dobj", "xcomp", "pobj", "prep", "attr") else "actual"
        del here
        return "denied" if own == "denied" and kind != "denied" else kind

    def _as_subject(self, verb: int) -> Certainty:
        """What is said of an act as a subject: "the visit was cancelled", "the withdrawal will begin"."""
        kind = self.words.cancelling.get(self.parse.lemmas[verb])
        return kind if kind is not None else self._own(verb)

    def _has_own_frame(self, token: int) -> bool:
        """Whether a joined verb brings its own auxiliary, and so does not share the first verb's."""
        return any(self.parse.deps[child] in ("aux", "auxpass", "nsubj", "nsubjpass", "neg") for child in self.parse.children[token])


_ORDER: tuple[Certainty, ...] = ("denied", "conditional", "possible", "expected", "planned", "actual")


def _weakest(found: list[Certainty]) -> Certainty:
    return min(found, key=_ORDER.index)
