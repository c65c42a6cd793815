"""What a reporting verb governs: a clause, an infinitive, an object or a prepositional phrase, and who is told."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.coding.attribution.places import Place, tidy
from servanda.coding.parsing import Parse
from servanda.vocabulary.speech import Reporting

# "announced on Monday" tells when, not what.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "morning afternoon evening night week weekend month year day today yesterday spring summer autumn winter jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MEETINGS = frozenset(
    {
        "meeting",
        "talk",
        "talks",
        "summit",
        "call",
        "conversation",
        "letter",
        "phone",
        "message",
        "speech",
        "address",
        "interview",
        "visit",
        "note",
    }
)
# "asked not to be named": how a source wants to be told of, not what it says.
_UNNAMED = frozenset({"named", "identified", "quoted"})
# "spoke to reporters": the hearers, not what was said.
_ADDRESSING = frozenset({"speak", "talk", "testify", "lecture", "preach", "complain"})
_OBJECT_TAILS = frozenset({"for", "of", "as", "to", "from", "with", "against", "over", "in", "about"})


def complement(parse: Parse, token: int, how: Reporting) -> Place | None:
    """The clause, infinitive or -ing form that a verb governs."""
    if "clause" in how.frames:
        for child in _clauses(parse, token, how):
            # "a charge China denies": what stands before is said only where the verb can be set beside it.
            if child > token or (_has_subject(parse, child) and "aside" in how.frames):
                cut = next((c for c in parse.of(child, "conj") if finite_beside(parse, c)), None)
                if cut is not None:
                    # "said that X would go and suggested that …": the second verb is not part of what is said.
                    tokens = set(parse.subtree(child)) - set(parse.subtree(cut)) - {c for c in parse.of(child, "cc") if c < cut}
                    return tidy(parse, sorted(tokens))
                return tidy(parse, parse.subtree(child)) if how.hearer else _with_object(parse, token, child)
    if "to" in how.frames:
        for child in parse.of(token, "xcomp", "ccomp", "advcl"):
            if parse.lowers[child] in _UNNAMED:
                continue
            if child > token and any(parse.lowers[c] == "to" for c in parse.of(child, "aux")):
                return tidy(parse, parse.subtree(child)) if how.hearer else _with_object(parse, token, child)
    if "gerund" in how.frames:
        for child in parse.of(token, "xcomp", "pcomp"):
            if child > token and parse.tags[child] == "VBG":
                return tidy(parse, parse.subtree(child))
    return None


def of_object(parse: Parse, token: int, how: Reporting, hearer: int | None) -> tuple[Place, int] | None:
    """What a verb says in an object or a prepositional phrase, and the last token of its cue."""
    found = _of_preposition(parse, token, how, hearer)
    if found is not None:
        return found
    if "as" in how.frames:
        for child in parse.of(token, "oprd", "ccomp", "prep", "xcomp"):
            if child > token and (parse.deps[child] != "prep" or parse.lowers[child] == "as"):
                return _with_object(parse, token, child), token
    if "object" in how.frames and not how.hearer:
        for child in parse.of(token, "dobj"):
            if child > token and _fits(parse, child, how):
                tokens = set(parse.subtree(child))
                for later in parse.of(token, "prep", "oprd"):
                    if later > child and parse.lowers[later] in _OBJECT_TAILS:
                        tokens.update(parse.subtree(later))
                return tidy(parse, sorted(tokens)), token
        # "dismissed as untrue reports that …": the parser takes the reports for what they are dismissed as.
        for child in parse.of(token, "prep"):
            noun = parse.first(child, "pobj") if parse.lowers[child] == "as" and child == token + 1 else None
            if noun is not None and parse.first(token, "dobj") is None and parse.first(noun, "acl", "relcl") is not None:
                return tidy(parse, parse.subtree(noun)), token
    return None


def of_passive(parse: Parse, token: int, how: Reporting) -> list[Place]:
    """The subject of a passive with what it is called: "was described by X as …"."""
    subject = parse.first(token, "nsubjpass")
    if subject is None or not how.frames & {"object", "as", "to"}:
        return []
    content = [tidy(parse, parse.subtree(subject))]
    for child in parse.of(token, "prep", "oprd"):
        if child > token and (parse.deps[child] == "oprd" or parse.lowers[child] == "as"):
            content.append(tidy(parse, parse.subtree(child)))
            break
    return content


def only_points(parse: Parse, content: Sequence[Place]) -> bool:
    """Whether a content is no more than a word that points at something else: "denied it", "agreed with him"."""
    tokens = [token for place in content for token in parse.at(*place)]
    return len(tokens) == 1 and parse.tags[tokens[0]] in ("PRP", "DT", "WP", "WDT", "EX")


def met(parse: Parse, token: int) -> int | None:
    """Who is told, where it is said otherwise: "said to X", "said in talks with X", "said when meeting X"."""
    for child in parse.of(token, "prep", "advcl", "dative"):
        if parse.deps[child] == "advcl" and parse.lemmas[child] in ("meet", "address", "host", "receive"):
            return parse.first(child, "dobj")
        noun = parse.first(child, "pobj")
        if noun is None:
            continue
        if parse.lowers[child] == "to" and child > token:
            return noun
        if parse.lemmas[noun] in _MEETINGS:
            return next(
                (n for c in parse.of(noun, "prep") if parse.lowers[c] in ("with", "to") and (n := parse.first(c, "pobj")) is not None), None
            )
    return None


def _clauses(parse: Parse, token: int, how: Reporting) -> list[int]:
    """The clauses that may be what a verb reports, the likeliest first.

    The parser hangs some on the hearer ("told a meeting that …"), and some beside ("said after the talks he would go").
    """
    found = sorted(parse.of(token, "ccomp"), key=lambda child: (parse.first(child, "mark") is None, child < token))
    if how.hearer:
        found += [c for noun in parse.of(token, "dobj") for c in parse.of(noun, "relcl", "acl") if parse.first(c, "mark") is not None]
    if not found:
        # "said in a joint statement that …": the parser hangs the clause on the statement.
        found += [
            c
            for child in parse.of(token, "prep")
            for noun in parse.of(child, "pobj")
            for c in parse.of(noun, "relcl", "acl", "ccomp")
            if any(parse.lowers[m] == "that" for m in parse.of(c, "mark")) and _has_subject(parse, c)
        ]
    if not found and how.row == "say":
        found += [
            c
            for c in parse.of(token, "advcl")
            if c > token and parse.first(c, "nsubj") is not None and (parse.first(c, "mark", "advmod") is None or _asks(parse, token, c))
        ]
    return found


def _asks(parse: Parse, token: int, clause: int) -> bool:
    """Whether a clause tells what is not said: "has not said when they will come"."""
    opened = min(parse.subtree(clause))
    return parse.first(token, "neg") is not None and opened == token + 1 and parse.tags[opened] == "WRB"


def finite_beside(parse: Parse, token: int) -> bool:
    """Whether a finite verb is joined to one with an auxiliary that it cannot share: "would leave and suggested"."""
    above = parse.heads[token]
    return (
        parse.deps[token] == "conj"
        and parse.tags[token] in ("VBD", "VBZ")
        and parse.tags[above] == "VB"
        and any(parse.tags[c] == "MD" for c in parse.of(above, "aux"))
        and parse.deps[above] == "ccomp"
        and parse.first(token, "nsubj", "aux") is None
    )


def _has_subject(parse: Parse, token: int) -> bool:
    return parse.first(token, "nsubj", "nsubjpass", "mark", "expl", "csubj") is not None


def _with_object(parse: Parse, verb: int, child: int) -> Place:
    """A complement together with the object before it: "urged Libya to release the crew"."""
    tokens = set(parse.subtree(child))
    for noun in parse.of(verb, "dobj", "dative"):
        if verb < noun < child:
            tokens.update(parse.subtree(noun))
    return tidy(parse, sorted(tokens))


def _of_preposition(parse: Parse, token: int, how: Reporting, hearer: int | None) -> tuple[Place, int] | None:
    """What follows a preposition of the verb, with the object before it unless that is the hearer."""
    for child in parse.of(token, "prep", "prt", "dative"):
        if (
            child < token
            or parse.lowers[child] not in how.prepositions
            or (parse.lowers[child] == "to" and parse.lemmas[token] in _ADDRESSING)
        ):
            continue
        noun = parse.first(child, "pobj", "pcomp")
        if noun is None and parse.deps[child] == "prt":
            noun = parse.first(token, "dobj")
        if (
            noun is None
            or noun < child
            or not _fits(parse, noun, how)
            or (parse.lowers[child] in ("on", "in", "at") and tells_time(parse, noun))
        ):
            continue
        before = next((o for o in parse.of(token, "dobj") if token < o < child and o != hearer), None)
        if before is not None:
            return tidy(parse, sorted({*parse.subtree(before), *parse.subtree(child)})), token
        return tidy(parse, parse.subtree(noun)), child if child == token + 1 and hearer is None else token
    return None


def _fits(parse: Parse, noun: int, how: Reporting) -> bool:
    """Whether a noun is one with which the word reports."""
    return not how.objects or parse.lemmas[noun] in how.objects


def tells_time(parse: Parse, noun: int) -> bool:
    """Whether a noun is a day, a month, a season or a year."""
    return parse.lowers[noun] in _TIMES or (parse.tags[noun] == "CD" and len(parse.words[noun]) == 4)
