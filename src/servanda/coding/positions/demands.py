"""Acts that are said to be due, asked of another, or refused."""

from __future__ import annotations

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse

# Verbs that want of another what their complement tells: the stance is the demander's.
_DEMANDS = frozenset("urge ask call press want encourage demand request require appeal invite expect implore exhort push lobby".split())
# With these the act stands in a clause: "insisted that the siege be lifted".
_INSISTS = frozenset({"insist", "demand", "recommend", "propose", "urge", "request", "ask", "require", "suggest", "say", "stress"})
_OUGHT = frozenset({"must", "should", "shall", "ought"})
_HAVING_TO = frozenset({"have", "need", "ought"})
_REFUSING = frozenset({"refuse", "decline"})
_WILL = frozenset({"will", "wo", "shall", "'ll"})


def demanded(parse: Parse, token: int) -> bool:
    """Whether an act is due or asked of another."""
    return ought(parse, token) or demander(parse, token) is not None


def refused(parse: Parse, token: int) -> bool:
    """Whether somebody refuses to do it, or will not: "refused to sign the accord", "will not lift the ban"."""
    if parse.deps[token] == "xcomp" and parse.lemmas[parse.heads[token]] in _REFUSING:
        return True
    return parse.first(token, "neg") is not None and any(parse.lowers[c] in _WILL for c in parse.of(token, "aux"))


def ought(parse: Parse, token: int) -> bool:
    """Whether an act is said to be due: "must", "should", "has to"."""
    for here in (token, parse.heads[token]):
        if any(parse.lowers[child] in _OUGHT for child in parse.of(here, "aux")):
            return True
        if parse.deps[here] == "xcomp" and parse.lemmas[parse.heads[here]] in _HAVING_TO and parse.first(parse.heads[here], "dobj") is None:
            return True
        if parse.deps[here] not in ("xcomp", "conj", "advcl"):
            return False
    return False


def demander(parse: Parse, token: int) -> int | None:
    """Who demands the act of another: "France urged Syria to support the truce", "insisted that the siege be lifted"."""
    here = token
    for _ in range(3):
        dep, above = parse.deps[here], parse.heads[here]
        if dep in ("xcomp", "ccomp", "advcl") and parse.lemmas[above] in _DEMANDS:
            own = parse.first(here, "nsubj")
            if own is not None or parse.first(above, "dobj") is not None or parse.of(above, "prep") or _subjunctive(parse, here):
                return subject_of(parse, above)
            return None
        if dep == "ccomp" and parse.lemmas[above] in _INSISTS and _subjunctive(parse, here):
            return subject_of(parse, above)
        if dep not in ("xcomp", "conj"):
            return None
        here = above
    return None


def _subjunctive(parse: Parse, token: int) -> bool:
    """Whether a clause wants what it tells: "that the siege be lifted"."""
    bare = parse.tags[token] == "VB" and parse.first(token, "aux") is None
    return parse.first(token, "nsubj", "nsubjpass") is not None and (
        bare or any(parse.lowers[c] == "be" for c in parse.of(token, "auxpass"))
    )
