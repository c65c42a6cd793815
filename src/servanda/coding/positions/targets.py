"""What a stance is about: the head that a word governs, and the words of a target."""

from __future__ import annotations

from servanda.coding.parsing import Parse
from servanda.vocabulary.stances import StanceWord

# A target of no more words than these is told by its relative clause: "a world in which no power rules".
_BARE = 2
_TARGET_CUT = ("relcl", "advcl", "parataxis", "appos")
# "to" and "for" come before "of", which may name the owner.
_PREPOSITIONS = ("to", "for", "in", "against", "toward", "towards", "behind", "on", "about", "over", "with", "at", "by", "of")
# Words that open a target without being part of it: "no military solution", "that access is granted".
_OPENING = frozenset({"no", "only", "that", "to", "for"})
# Words that say nothing without the clause that tells who is meant: "those who ordered it".
_BLANK = frozenset({"those", "anyone", "anybody", "everyone"})
# Words that point at something else: no target by themselves.
BACK = frozenset({"it", "them"})
# Words that point at a whole event told before: "I welcome that".
TOLD = frozenset({"that", "this"})
POINTING = frozenset({"WP", "WDT", "PRP", "DT"})
# Rows of verbs whose object may be an event told before.
_OF_EVENTS = frozenset({"back", "reject", "regret"})
STANCE_NOUNS = frozenset({"stance", "position", "attitude", "line", "view", "approach", "posture"})


def object_of(parse: Parse, token: int, word: StanceWord) -> int | None:
    """What a verb of stance governs."""
    for child in parse.children[token]:
        if child < token:
            continue
        dep = parse.deps[child]
        if (
            dep == "dobj"
            and "object" in word.governs
            and (
                parse.tags[child] not in POINTING or parse.lowers[child] in BACK or (word.row in _OF_EVENTS and parse.lowers[child] in TOLD)
            )
        ):
            return child
        if dep in ("xcomp", "pcomp", "ccomp", "advcl") and parse.tags[child] == "VBG" and "gerund" in word.governs:
            return child
        if dep == "ccomp" and "clause" in word.governs and not (word.row == "regret" and _own_act(parse, child)):
            return child
        if dep == "prep" and parse.lowers[child] in word.governs:
            found = parse.first(child, "pobj", "pcomp")
            if found is not None:
                return found
    if "object" not in word.governs:
        return None
    return _before(parse, token) if word.row in _OF_EVENTS and parse.deps[token] == "relcl" else _after_terms(parse, token)


def _own_act(parse: Parse, clause: int) -> bool:
    """Whether somebody regrets what he does himself: "regrets that it cannot attend"."""
    doer = parse.first(clause, "nsubj", "nsubjpass")
    return doer is None or parse.tags[doer] == "PRP"


def _before(parse: Parse, verb: int) -> int | None:
    """The thing that a relative clause is for or against: "steps, which X applauds", "a man whose trial X rejects"."""
    thing = parse.first(verb, "dobj")
    if thing is None or thing > verb:
        return None
    if parse.lowers[thing] == "which":
        noun = parse.heads[verb]
        return noun if parse.tags[noun] in ("NN", "NNS") else None
    return thing if any(parse.lowers[c] == "whose" for c in parse.of(thing, "poss")) else None


def _after_terms(parse: Parse, verb: int) -> int | None:
    """The object that the parser takes into "in the strongest terms the raid carried out on …"."""
    terms = (noun for child in parse.of(verb, "prep") for noun in parse.of(child, "pobj") if parse.lemmas[noun] == "term")
    return next(
        (found for noun in terms for clause in parse.of(noun, "relcl") if (found := parse.first(clause, "nsubj", "nsubjpass")) is not None),
        None,
    )


def noun_target(parse: Parse, token: int, word: StanceWord) -> int | None:
    """What a noun or adjective of stance is about; "to" and "for" come before "of", which may name the owner."""
    found: dict[str, int] = {}
    for child in parse.of(token, "prep", "agent"):
        noun = parse.first(child, "pobj", "pcomp")
        if noun is not None and child > token:
            found.setdefault(parse.lowers[child], noun)
    for preposition in _PREPOSITIONS:
        if preposition in word.governs and preposition in found:
            return found[preposition]
    if "to" in word.governs:
        for child in parse.of(token, "acl", "xcomp", "relcl", "ccomp", "advcl"):
            if child > token and any(parse.lowers[c] == "to" for c in parse.of(child, "aux")):
                return child
    return None


def outer_target(parse: Parse, token: int, word: StanceWord) -> int | None:
    """What a noun is about where the parser hangs its preposition on the verb: "dropped its objection to X", "importance it attaches to X"."""
    verbs = (*((parse.heads[token],) if parse.deps[token] == "dobj" else ()), *parse.of(token, "relcl"))
    for verb in verbs:
        for child in parse.of(verb, "prep", "dative"):
            if child > token and parse.lowers[child] in word.governs and parse.lowers[child] != "of":
                noun = parse.first(child, "pobj", "pcomp")
                if noun is not None:
                    return noun
    return None


def target_place(parse: Parse, token: int, *, alone: bool) -> tuple[int, int]:
    """The words of a target; `alone` leaves out what is joined to its head. A bare noun keeps the clause that says which."""
    cut = (*_TARGET_CUT, "conj", "cc", "preconj") if alone else _TARGET_CUT
    tokens = parse.subtree(token, without=cut)
    if len(tokens) <= _BARE:
        tokens = parse.subtree(token, without=[label for label in cut if label != "relcl"])
    beside = {inner for one in tokens for child in parse.of(one, "prep") if _says_how(parse, child) for inner in parse.subtree(child)}
    tokens = [own for own in tokens if own not in beside] or tokens
    tokens += _rest_of_bare(parse, token, tokens)
    inside = set(tokens)
    last = max(tokens)
    first = min(tokens)
    # A branch that was cut out ends the phrase when nothing of it follows.
    while last > token and (parse.words[last] in ",.;:-)" or last not in inside):
        last -= 1
    if parse.lowers[last] in _BLANK and (clause := parse.first(last, "relcl")) is not None:
        last = max(parse.subtree(clause))
    while last + 2 < len(parse) and parse.tags[last + 1] == "HYPH" and parse.starts[last + 1] == parse.ends[last]:
        last += 2  # "anti-Semitism" is one word, though the parser sees three
    while first < token and (parse.words[first] in ",;:-(" or parse.lowers[first] in _OPENING):
        first += 1
    return parse.starts[first], parse.ends[last]


def _says_how(parse: Parse, preposition: int) -> bool:
    """Whether a phrase tells how, not what: "condemned the test as reckless", "condemns the test in the strongest terms"."""
    noun = parse.first(preposition, "pobj")
    return parse.lowers[preposition] == "as" or (parse.lowers[preposition] == "in" and noun is not None and parse.lemmas[noun] == "term")


def _rest_of_bare(parse: Parse, token: int, tokens: list[int]) -> list[int]:
    """What says of which kind a bare noun is where the parser hangs it on the verb: "plead for a world with several poles"."""
    following = max(tokens) + 1
    if len(tokens) > _BARE or following >= len(parse) or parse.lowers[following] not in ("with", "without"):
        return []
    return parse.subtree(following) if parse.deps[following] == "prep" and parse.heads[following] in parse.ancestors(token) else []
