"""Stances told by nouns: "its support for X", "a critic of X", "X is a mistake"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.targets import noun_target, outer_target
from servanda.vocabulary.stances import StanceWord

# Nouns that are themselves people who hold a stance.
_HOLDING = frozenset({"advocate", "supporter", "proponent", "champion", "defender", "backer", "opponent", "critic", "foe", "adversary"})
# Nouns that tell a stance only where somebody stresses them.
_STRESSED = frozenset({"need", "importance", "value", "weight"})
_STRESSING = frozenset(
    "stress underline underscore emphasize emphasise highlight reaffirm recognize recognise acknowledge affirm reiterate note see accept attach "
    "put throw lend attribute give".split()
)
# Nouns of groundwork tell a stance where somebody lays it.
_GROUNDWORK = frozenset({"foundation", "groundwork", "ground", "basis", "way", "condition"})
_LAYING = frozenset({"lay", "build", "create", "pave", "prepare", "provide", "establish", "set"})
_GIVING_UP = frozenset(
    "drop abandon withdraw lift end renounce reverse lose relinquish deny reject soften overcome waive retract rescind remove".split()
)
# Who does this with criticism or calls does it with another's.
TURNING_AWAY = frozenset({"reject", "deny", "dismiss", "rebuff", "rebut"})
# Of these nouns "of" names who holds them, where they are overridden.
_OBJECTIONS = frozenset({"objection", "opposition", "protest", "resistance", "reservation", "concern", "misgiving", "doubt", "hostility"})
_WORRIES = frozenset({"reservation", "concern", "misgiving", "doubt"})
_OVERRIDING = frozenset({"despite", "against", "notwithstanding", "amid"})
_NAMING = frozenset(
    {"consider", "call", "deem", "regard", "see", "view", "describe", "denounce", "condemn", "label", "brand", "term", "hail", "find"}
)
_HAVING = frozenset("have enjoy deserve merit receive win gain get secure attract meet draw face encounter".split())
_BE = frozenset({"be", "remain", "become", "constitute", "represent", "stay"})


def by_noun(parse: Parse, token: int, word: StanceWord, affairs: frozenset[str] = frozenset()) -> Iterator[Reading]:
    """A noun of stance, with its owner or the doer of the verb that governs it; `affairs` are what one worries about without a stance."""
    if "subject" in word.governs:
        yield from _by_predicate(parse, token, word)
        return
    lemma = parse.lemmas[token]
    above, dep = parse.heads[token], parse.deps[token]
    governed = dep in ("dobj", "attr", "oprd") and parse.tags[above].startswith("V")
    target = noun_target(parse, token, word)
    if target is None and (dep == "dobj" or parse.first(token, "relcl") is not None):
        target = outer_target(parse, token, word)
    if (
        target is not None
        and word.row == "against-noun"
        and (parse.lemmas[target] in affairs or not parse.tags[target].startswith(("N", "VBG", "DT")))
    ):
        return  # "a concern about the safety of the crew", "about how to protect it": a worry, no stance
    had = dep == "dobj" and parse.lemmas[above] in _HAVING and parse.lowers[parse.heads[target or token]] in ("of", "from")
    if target is None or (had and lemma not in _HOLDING):
        yield from _of_subject(parse, token, word)
        return
    if lemma in _HOLDING:
        if parse.lowers[parse.heads[target]] not in ("of", "for"):
            return  # "a supporter of the bridge" holds a stance, "a supporter in the hospital" none
        yield from _by_holder(parse, token, target, word)
        return
    if lemma in _STRESSED and not _stressed(parse, token):
        return
    if lemma in _GROUNDWORK and not (dep == "dobj" and parse.lemmas[above] in _LAYING):
        return
    if governed and dep == "dobj" and parse.lemmas[above] in TURNING_AWAY and parse.first(token, "poss") is None:
        return  # "rejected all criticism of X": another's
    holder = _owner(parse, token, target, governed=governed)
    # Who rejects another's call gives up nothing.
    own = holder is not None and governed and holder == subject_of(parse, above)
    given_up = own and (
        parse.lemmas[above] in _GIVING_UP
        or (parse.lemmas[above] == "give" and any(parse.lowers[c] == "up" for c in parse.of(above, "prt")))
    )
    flips = int(given_up) + int(any(parse.lowers[c] == "no" for c in parse.of(token, "det", "neg")))
    if holder is not None:
        yield Reading(token, above if governed else token, holder, (target,), word.stance, word, flips=flips)
    sharer = subject_of(parse, above) if dep == "dobj" and parse.lemmas[above] == "share" else None
    if sharer is not None and sharer != holder:
        yield Reading(token, above, sharer, (target,), word.stance, word, flips=flips)  # "shares Peru's concern about X"


def _of_subject(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """A stance that its target has: "the plan has Peru's backing", "met with opposition from Peru"."""
    above = parse.heads[token]
    verb = parse.heads[above] if parse.deps[token] == "pobj" and parse.lowers[above] in ("with", "under") else above
    thing = parse.first(verb, "nsubj")
    owners = [
        *parse.of(token, "poss"),
        *(n for c in parse.of(token, "prep") if parse.lowers[c] in ("of", "from", "by") for n in parse.of(c, "pobj")),
    ]
    if parse.lemmas[token] in _STRESSED:
        return  # "has need of loans"
    if thing is None or not owners or parse.lemmas[verb] not in _HAVING or parse.deps[token] not in ("dobj", "pobj"):
        return
    # "has our full backing" tells it of the speaker; "has its supporters" of nobody else.
    ours = parse.lowers[owners[0]] in ("our", "my")
    if parse.tags[thing] not in ("PRP", "WDT", "WP", "DT") and (ours or parse.tags[owners[0]] != "PRP$"):
        yield Reading(token, verb, owners[0], (thing,), word.stance, word)


def _by_holder(parse: Parse, token: int, target: int, word: StanceWord) -> Iterator[Reading]:
    """A noun that is itself who holds the stance, or names somebody as such: "X, a critic of Y", "X is one of the critics of Y"."""
    here, clause = token, token
    while parse.deps[here] == "conj":
        here = parse.heads[here]
    while parse.deps[here] == "pobj" and parse.lowers[parse.heads[here]] in ("of", "among"):
        here = parse.heads[parse.heads[here]]
    holder: int | None = token
    if parse.deps[here] in ("attr", "oprd"):
        clause = parse.heads[here]
        holder = subject_of(parse, clause)
    elif parse.deps[here] == "appos":
        holder = parse.heads[here]
    elif parse.lemmas[here] in _BE and here != token:
        clause, holder = here, subject_of(parse, here)
    elif parse.lowers[here] == "as" or parse.deps[token] == "pobj":
        return
    yield Reading(token, clause, holder, (target,), word.stance, word)


def _stressed(parse: Parse, token: int) -> bool:
    """Whether somebody stresses a need or an importance: "stressed the need for X", "the importance it attaches to X"."""
    if parse.deps[token] == "dobj" and parse.lemmas[parse.heads[token]] in _STRESSING:
        return True
    return any(parse.lemmas[clause] in _STRESSING for clause in parse.of(token, "relcl"))


def _owner(parse: Parse, token: int, target: int, *, governed: bool) -> int | None:
    """Whose stance a noun tells: its owner's, or the doer's of the verb that governs it."""
    above, dep = parse.heads[token], parse.deps[token]
    overridden = _is_overridden(parse, token)
    if overridden and parse.lowers[parse.heads[target]] == "of":
        return None  # "over the objections of Peru": whose they are, not what they are to
    holder = parse.first(token, "poss")
    if holder is not None and governed and dep == "dobj" and parse.lowers[holder] in ("its", "their", "his", "her"):
        # "X reaffirmed its support": the doer's own, whatever the pronoun may be taken for.
        doer = subject_of(parse, above)
        holder = holder if doer is None else doer
    if holder is None:
        holder = next((c for c in parse.of(token, "amod", "compound", "nmod") if parse.words[c][0].isupper()), None)
    if holder is None and dep == "pobj" and not overridden and parse.tags[parse.heads[above]].startswith(("V", "J")):
        holder = subject_of(parse, parse.heads[above])
    if holder is None and governed:
        holder = subject_of(parse, above)
    if holder is None and (by := next((c for c in parse.of(token, "prep") if parse.lowers[c] in ("by", "from", "of")), None)) is not None:
        owner = parse.first(by, "pobj")
        holder = owner if owner != target else None
    return holder


def _is_overridden(parse: Parse, token: int) -> bool:
    """Whether a noun tells the opposition of others, against which somebody acts: "over the objections of Peru", "despite opposition"."""
    above = parse.lowers[parse.heads[token]]
    over = above == "over" and parse.lemmas[token] not in _WORRIES  # "left over concerns about the dam" tells its own
    return parse.deps[token] == "pobj" and parse.lemmas[token] in _OBJECTIONS and (above in _OVERRIDING or over)


def _by_predicate(parse: Parse, token: int, word: StanceWord) -> Iterator[Reading]:
    """What a thing is said to be, or called by somebody: "sanctions are a mistake", "X sees the base as a threat"."""
    above, dep = parse.heads[token], parse.deps[token]
    flips = int(any(parse.lowers[c] == "no" for c in parse.of(token, "det", "neg")))
    if dep == "attr" and parse.lemmas[above] in _BE:
        thing = judged_thing(parse, above, (token, above))
        if thing is not None:
            yield Reading(token, above, None, (thing,), word.stance, word, judged=True, flips=flips)
        return
    if dep == "dobj" and parse.lemmas[above] in ("pose", "present") and word.stance == "oppose":
        thing = parse.first(above, "nsubj")
        if thing is not None and parse.tags[thing] not in ("PRP", "DT", "WP", "WDT"):
            yield Reading(token, above, None, (thing,), word.stance, word, judged=True, flips=flips)
        return
    naming = parse.heads[above] if dep == "pobj" and parse.lowers[above] == "as" else above
    if (dep == "oprd" or (dep == "pobj" and parse.lowers[above] == "as")) and parse.lemmas[naming] in _NAMING:
        named = parse.first(naming, "dobj")
        if named is not None and parse.tags[named] not in ("PRP", "DT", "WP", "WDT"):
            yield Reading(token, naming, subject_of(parse, naming), (named,), word.stance, word, flips=flips)


def judged_thing(parse: Parse, verb: int, hosts: tuple[int, ...]) -> int | None:
    """What a judgement is about: the subject, or the clause that "it" stands for; None where it is only pointed at."""
    subject = parse.first(verb, "nsubj", "csubj", "nsubjpass")
    clause = next((c for t in hosts for c in parse.of(t, "ccomp", "xcomp", "advcl", "acl") if c > verb), None)
    thing = clause if clause is not None and (subject is None or parse.lowers[subject] in ("it", "this")) else subject
    return None if thing is None or parse.tags[thing] in ("PRP", "WDT", "WP", "DT", "EX") else thing
