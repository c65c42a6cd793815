"""Whether a stance is turned round: negation, refusal, and negation of these."""

from __future__ import annotations

from collections.abc import Callable

from servanda.coding.forms.surroundings import is_another_s_rule, is_unmet
from servanda.coding.parsing import Parse
from servanda.records import Certainty, Stance

_NOT = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "without"})
_REFUSING = frozenset({"refuse", "decline", "fail", "cease", "stop", "avoid", "refrain", "quit", "forbear"})
_BELIEVING = frozenset({"believe", "think", "consider", "accept", "agree"})
_NOBODY = frozenset({"nobody", "none", "neither", "no", "nothing"})
_AWAITING = frozenset({"until", "unless", "before"})
_COMPLEMENT = frozenset({"xcomp", "ccomp", "pcomp", "prep"})


def turns(parse: Parse, clause: int) -> int:
    """How many words on the way up turn the act of a clause into its opposite."""
    count = 0
    here = clause
    for _ in range(4):
        count += _negated(parse, here) or _after_nor(parse, here)
        dep, above = parse.deps[here], parse.heads[here]
        if above == here or dep not in _COMPLEMENT:
            break
        if dep == "ccomp" and not any(parse.lowers[c] == "to" for c in parse.of(here, "aux")):
            # "does not believe that force is the answer" denies what is believed.
            count += parse.lemmas[above] in _BELIEVING and _negated(parse, above)
            break
        count += parse.lemmas[above] in _REFUSING
        here = above
    return count


def _negated(parse: Parse, token: int) -> bool:
    for child in parse.children[token]:
        if parse.deps[child] in ("neg", "preconj") or (parse.deps[child] in ("advmod", "cc", "det") and parse.lowers[child] in _NOT):
            following = parse.lowers[child + 1] if child + 1 < len(parse) else ""
            return following not in ("only", "just", "merely", "but")
        # "no longer supports"
        if parse.deps[child] == "advmod" and any(parse.lowers[c] in _NOT for c in parse.children[child]):
            return True
        if parse.deps[child] in ("nsubj", "nsubjpass") and (
            parse.lowers[child] in _NOBODY or any(parse.lowers[c] in _NOBODY for c in parse.of(child, "det", "neg", "preconj"))
        ):
            return True
    return False


def _after_nor(parse: Parse, token: int) -> bool:
    """Whether a verb is joined by "nor" or shares a "not": "neither welcomed nor rejected", "has not welcomed or accepted"."""
    if parse.deps[token] != "conj":
        return False
    above = parse.heads[token]
    shared = parse.of(above, "neg") and not parse.of(token, "aux", "nsubj", "nsubjpass", "neg")
    if shared and any(parse.lowers[c] == "or" and above < c < token for c in parse.of(above, "cc")):
        return True
    return any(parse.lowers[c] == "nor" and above < c < token for c in parse.of(above, "cc", "preconj"))


def evenhanded(parse: Parse, clause: int, opposite: Callable[[int], bool]) -> bool:
    """Whether a verb and its opposite are both denied: "neither supports nor opposes"."""
    joined = [other for other in parse.conjuncts(parse.heads[clause] if parse.deps[clause] == "conj" else clause) if other != clause]
    return any((_after_nor(parse, clause) or _after_nor(parse, other)) and opposite(other) for other in joined)


def pending(parse: Parse, clause: int) -> bool:
    """Whether an act is still awaited, never came or is nobody's will: "has yet to endorse", "had it endorsed", "does not oblige it to endorse"."""
    if is_another_s_rule(parse, clause) or is_unmet(parse, clause):
        return True
    joined = (clause, parse.heads[clause]) if parse.deps[clause] == "conj" else (clause,)
    waits = any(parse.lowers[child] in ("yet", "either") for one in joined for child in parse.of(one, "advmod"))
    if waits and any(parse.of(one, "neg") for one in joined):
        return True  # of who "has not endorsed it either" no more is known than that he has not
    if any(parse.lowers[child] in _AWAITING for child in parse.of(clause, "mark")):
        return True
    above = parse.heads[clause]
    if parse.deps[clause] == "conj" and any(parse.lowers[c] in _AWAITING and above < c < clause for c in parse.of(above, "prep")):
        return True
    if parse.deps[clause] == "xcomp" and parse.lemmas[above] in ("hesitate", "use"):
        return True  # "used to oppose": what it holds now is not told
    return (
        parse.deps[clause] == "xcomp"
        and parse.lemmas[above] in ("have", "be")
        and any(parse.lowers[c] == "yet" for c in parse.of(above, "advmod"))
    )


def turned(stance: Stance, times: int, *, due: bool = False) -> Stance | None:
    """A stance turned round so many times: not to support is to oppose, not to oppose is to stand aside; None has no name.

    What must not be opposed or undermined, `due` not to be, is supported.
    """
    if times == 0:
        return stance
    if stance == "support":
        return "oppose" if times == 1 else "support"
    if stance == "oppose":
        return ("support" if due else "neutral") if times == 1 else "oppose"
    return None


def certainty_of_stance(parse: Parse, clause: int, *, reported: bool) -> Certainty:
    """How sure a stance is: as its own modal verb or condition says; aims and efforts are stances already held.

    In reported speech "would" is the "will" of what was said; "would have" is what was never put to the test.
    """
    if _denied(parse, clause):
        return "denied"
    if {"would", "have"} <= {parse.lowers[child] for child in parse.of(clause, "aux")}:
        return "conditional"
    for child in parse.of(clause, "aux"):
        lower = parse.lowers[child]
        if lower in ("may", "might", "could"):
            return "possible"
        if lower in ("will", "'ll", "shall"):
            return "planned"
        if lower in ("would", "'d"):
            return "planned" if reported else "conditional" if parse.of(clause, "advcl") else "possible"
    if any(parse.lowers[child] in ("if", "unless") for child in parse.of(clause, "mark")):
        return "conditional"
    return "actual"


def _denied(parse: Parse, clause: int) -> bool:
    """Whether somebody denies that the stance is taken: "denied that it opposed X", "it is not true that it opposes X"."""
    above = parse.heads[clause]
    if parse.deps[clause] not in ("ccomp", "xcomp", "acl", "csubj"):
        return False
    untrue = any(parse.lemmas[c] in ("true", "correct") for c in parse.of(above, "acomp")) and parse.first(above, "neg") is not None
    return untrue or parse.lemmas[above] in ("deny", "untrue", "false")
