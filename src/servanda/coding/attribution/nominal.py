"""Reports by nouns and adjectives: "X's claim that …", "made a promise to …", "is confident that …"."""

from __future__ import annotations

from servanda.coding.attribution.governed import tells_time
from servanda.coding.attribution.places import Place, Report, is_told, source_place, tidy
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.vocabulary.speech import Reporting

# Verbs that lend their doer to a noun of speech: "made a claim", "expressed the hope".
_LIGHT = frozenset(
    {
        "make",
        "issue",
        "express",
        "voice",
        "give",
        "offer",
        "repeat",
        "reiterate",
        "reaffirm",
        "have",
        "announce",
        "deliver",
        "declare",
        "share",
        "raise",
        "cast",
        "level",
        "pose",
        "file",
        "release",
        "unveil",
        "present",
        "throw",
        "take",
        "hold",
        "convey",
    }
)
_BE = frozenset({"be", "become", "remain", "seem", "appear", "feel", "sound", "stay", "look"})


def by_noun(parse: Parse, token: int, how: Reporting) -> Report | None:
    """A noun of speech or thought with an owner, or with a verb that lends it one; a noun that is itself a source ("a critic of X")."""
    source, first = _held(parse, token) if how.row == "holder" else _owner(parse, token)
    if source is None:
        return None
    found = _clause(parse, token, token, ("acl", "ccomp", "relcl", "xcomp"))
    if found is None and not (first != token and parse.lemmas[first] == "have"):
        # "had a question for X" names no content.
        found = _phrase(parse, (token,), token, how)
    if found is None:
        return None
    return Report(
        token,
        source,
        source_place(parse, source),
        (parse.starts[first], parse.ends[found[1]]),
        (found[0],),
        parse.lemmas[token],
        how.row,
        how.speech,
        voiced=is_told(parse, (found[0],)),
    )


def _held(parse: Parse, token: int) -> tuple[int | None, int]:
    """Who is called a supporter or critic, and the first token of the cue."""
    above = parse.heads[token]
    if parse.deps[token] == "attr" and parse.lemmas[above] in _BE:
        return subject_of(parse, above), above
    return (above, token) if parse.deps[token] == "appos" else (None, token)


def _owner(parse: Parse, token: int) -> tuple[int | None, int]:
    """Who owns a noun of speech, and the first token of the cue."""
    owner = parse.first(token, "poss")
    if owner is not None:
        return owner, token
    above = parse.heads[token]
    if parse.deps[token] == "dobj" and parse.lemmas[above] in _LIGHT:
        return subject_of(parse, above), above
    for child in parse.of(token, "prep"):
        if child > token and parse.lowers[child] in ("by", "from"):
            return parse.first(child, "pobj"), token
    return None, token


def by_adjective(parse: Parse, token: int, how: Reporting) -> Report | None:
    """An adjective of thought or feeling said of somebody: "is confident that …", "was critical of …"."""
    above, dep = parse.heads[token], parse.deps[token]
    if dep not in ("acomp", "ROOT", "conj", "advcl", "oprd") or (dep == "acomp" and parse.lemmas[above] not in _BE):
        return None
    verb = above if dep in ("acomp", "oprd") else token
    source = subject_of(parse, verb)
    if source is None or parse.lowers[source] in ("it", "this", "that", "which", "there"):
        return None
    found = _clause(parse, token, verb, ("ccomp", "xcomp")) or _phrase(parse, (token, verb), token, how)
    if found is None:
        return None
    cue = (parse.starts[min(verb, token)], parse.ends[found[1]])
    negated = parse.first(verb, "neg") is not None
    return Report(
        token,
        source,
        source_place(parse, source),
        cue,
        (found[0],),
        parse.lemmas[token],
        how.row,
        how.speech,
        voiced=is_told(parse, (found[0],)),
        negated=negated,
    )


def _clause(parse: Parse, token: int, verb: int, deps: tuple[str, ...]) -> tuple[Place, int] | None:
    """A that-clause or infinitive that a noun or adjective governs, and the last token of the cue."""
    for owner in dict.fromkeys((token, verb)):
        for child in parse.of(owner, *deps):
            opened = {parse.lowers[c] for c in parse.of(child, "mark", "aux")}
            if child > token and (
                opened & {"that", "to"}
                or (parse.deps[child] == "ccomp" and owner != token)
                or (parse.deps[child] == "ccomp" and parse.tags[token][0] == "J")
            ):
                return tidy(parse, parse.subtree(child)), token
    return None


def _phrase(parse: Parse, owners: tuple[int, ...], token: int, how: Reporting) -> tuple[Place, int] | None:
    """What a noun or adjective is about, after one of its prepositions, and the last token of the cue."""
    for owner in owners:
        for child in parse.of(owner, "prep"):
            noun = parse.first(child, "pobj", "pcomp")
            if child > token and parse.lowers[child] in how.prepositions and noun is not None and not tells_time(parse, noun):
                return tidy(parse, parse.subtree(noun)), child if child == token + 1 else token
    return None
