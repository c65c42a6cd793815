"""Who fills the sides of an event: from heads of phrases to actors."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import msgspec

from servanda.coding.forms import Match, arguments
from servanda.coding.noun_phrases import BESIDE, actors_of, antecedent
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Actor
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_patterns import PatternRow, load_event_patterns

_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "parataxis", "ccomp", "xcomp", "punct", "cc", "mark"})
_OWNERS = ("poss", "amod", "compound", "nmod")
# Prepositions that lead to whom an act concerns where the form names none, in the order in which they are tried.
_TOWARD = (
    "against",
    "on",
    "upon",
    "to",
    "with",
    "for",
    "toward",
    "towards",
    "into",
    "from",
    "at",
    "over",
    "in",
    "inside",
    "near",
    "between",
    "among",
)
_EACH_OTHER = ("with", "between", "among")
# Acts of speech: whom they address stands in its place or is not named at all.
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "CONSULT", "THREATEN"})
# Deeds: what they are done for or with may name whom they concern.
_DONE = frozenset({"COOPERATE", "AID", "RETREAT", "SANCTION", "MOBILIZE", "REJECT"})
# Words are said somewhere, and not to the state of the place: "agreed in Tunis to".
_SAID_THERE = frozenset({"AGREE", "REJECT", "SUPPORT", "THREATEN", "ACCUSE"})
_MAKERS = ("by", "from", "of")
_PLACES = frozenset({"in", "near", "inside", "at", "into", "across", "throughout", "outside", "off", "around"})
_HOME = frozenset({"in", "inside", "at", "across", "throughout"})
_PRONOUNS = frozenset({"it", "its", "he", "his", "him", "she", "her", "they", "their", "them"})
_SPEECHES = frozenset({"speech", "address", "remark", "interview", "lecture", "testimony", "article", "broadcast", "sermon", "keynote"})
_FIRST_PERSON = frozenset({"our", "my"})
_RELATIVE = frozenset({"that", "which", "who", "whom"})
# What is done to help, plans and decisions by those whose they are: "the aid that Chad had given".
_MADE = frozenset(
    "give provide offer make propose put announce grant extend send render take issue submit present deliver table show lend contribute".split()
)
_DEEP = 5
# With whose help something is done is not whom it is done to.
_BACKING = frozenset(
    "help support backing aid assistance consent approval blessing cooperation co-operation participation collaboration connivance permission agreement".split()
)
# What is settled by what is accepted: those with whom there is one are agreed with.
_QUARRELS = frozenset("dispute row quarrel conflict feud standoff stand-off disagreement rift war confrontation".split())
_FLEEING = frozenset({"flee", "escape", "leave"})
# Words that begin the names of waters, which are nobody's: "the Sea of Japan", "the Gulf of Oman".
_WATERS = frozenset({"sea", "gulf", "bay", "strait", "straits", "channel", "ocean", "sound"})
# Verbs whose participle beside an act names its doer: "the test carried out by Chad".
CARRIED_OUT = frozenset(
    {"carry", "conduct", "launch", "claim", "commit", "perpetrate", "stage", "mount", "make", "undertake", "hold", "give", "impose"}
)
# Nouns of acts of force, whose "of" names the victim.
_FORCED = frozenset(
    "expulsion deportation detention arrest imprisonment execution killing murder abduction torture persecution demolition eviction seizure annexation "
    "occupation siege blockade bombardment shelling bombing destruction harassment repression conviction sentencing beating poisoning".split()
)


def target_actors(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Whom it is done to: the part that the form names, what lies in it, else the phrases that lead to somebody."""
    unnamed: tuple[Actor, ...] = ()
    regretted = [word for word in match.used if parse.lemmas[word] != "regret"] if len(match.used) > 1 else []
    if match.form.row.type == "ACCUSE" and len(regretted) < len(match.used) and regretted:
        return makers_of(sentence, parse, regretted[0])
    if match.form.row.type == "ACCUSE" and any(parse.lemmas[head] in _violence() for head in match.targets):
        return culprits(sentence, parse, match.targets)
    # "Tariffs on Chad for buying oil from Mali": whom they are on goes before what they are for.
    for head in sorted(match.targets, key=lambda head: parse.deps[head] == "pcomp"):
        found = named_in(sentence, parse, head, places=not match.form.row.reciprocal)
        if any(actor.actor for actor in found):
            return found + _joined_by_preposition(sentence, parse, head, match)
        unnamed = unnamed or found
        if parse.lemmas[head] in BESIDE and (other := _neighbour_of(sentence, match)):
            return other
    if match.form.target is not None and match.form.target.necessary:
        return ()
    if match.form.row.type == "SUPPORT" and (helper := _whose_help(sentence, parse, match, addressed=bool(unnamed))):
        return helper
    if match.form.row.id == "fly-out-wounded" or (unnamed and match.form.row.type in _SPOKEN):
        return unnamed  # somebody is addressed, or flown somewhere, though nobody whom the tables know
    return (
        _nearby(sentence, parse, match)
        or _where(sentence, parse, match)
        or _helped_through(sentence, parse, match)
        or _inviter(sentence, parse, match)
        or _at_odds(sentence, parse, match)
        or _backers(sentence, parse, match)
        or _after(sentence, parse, match)
        or unnamed
    )


def _whose_help(sentence: Sentence, parse: Parse, match: Match[PatternRow], *, addressed: bool) -> tuple[Actor, ...]:
    """Whose the thing is that is praised: "gratitude for the aid that Chad had given", and whose premier is "thanked for Chad's help"."""
    made = [makers_of(sentence, parse, head) for head in match.targets]
    if addressed:
        made += [
            owners(sentence, parse, inner) for word, _, inner in arguments.all_phrases(parse, match.token, match.thing) if word == "for"
        ]
    return next((found for found in made if any(actor.actor for actor in found)), ())


def _joined_by_preposition(sentence: Sentence, parse: Parse, head: int, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who is named by a second phrase of the same kind: the Malians in "spoke with the premier of Chad and with the president of Mali"."""
    joined = [
        inner
        for other in parse.of(parse.heads[head], "conj")
        if parse.lowers[other] == parse.lowers[parse.heads[head]]
        for inner in parse.of(other, "pobj")
        if inner in match.targets
    ]
    return tuple(actor for inner in joined for actor in named_in(sentence, parse, inner, places=not match.form.row.reciprocal))


def culprits(sentence: Sentence, parse: Parse, attacks: Iterable[int]) -> tuple[Actor, ...]:
    """Who is blamed for violence: its owner, its doer or who claims it; never the state where it took place."""
    for attack in attacks:
        mention = sentence.mention_at(parse.starts[attack], parse.ends[attack])
        if mention is not None and mention.form == "pronoun" and mention.actors:
            return tuple(Actor(actor, mention.sector, mention.words) for actor in mention.actors)  # "these attacks"
        doer = next((inner for word, _, inner in arguments.all_phrases(parse, attack, None) if word == "by"), None)
        found = owners(sentence, parse, attack) or (named_in(sentence, parse, doer) if doer is not None else ())
        for clause in parse.of(attack, "acl") if not found else ():
            doer = arguments.doer_of(parse, clause) if parse.lemmas[clause] in CARRIED_OUT else None
            found = actors_of(sentence, doer, loose=True) if doer is not None and arguments.is_passive(parse, clause) else found
        if found:
            return found
    for claim, lemma in enumerate(parse.lemmas):
        thing = parse.first(claim, "dobj") if lemma == "claim" else None
        doer = arguments.doer_of(parse, claim) if thing is not None and parse.lemmas[thing] == "responsibility" else None
        if doer is not None:
            return actors_of(sentence, doer)
    return ()


def _where(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Whose the place is where violence was done: "the towns in Chad where nine people were killed"."""
    placed = match.form.row.type == "ASSAULT" and any(parse.lowers[child] == "where" for child in parse.of(match.token, "advmod"))
    return named_in(sentence, parse, parse.heads[match.token]) if placed and parse.deps[match.token] == "relcl" else ()


def _helped_through(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who is changed by means of an act: "armed Chad through sales of rifles"."""
    through = arguments.means_of(parse, match.token) if match.form.noun else None
    changed = arguments.undergoer_of(parse, through) if through is not None else None
    return named_in(sentence, parse, changed) if changed is not None else ()


def _nearby(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Actors in the phrases round the trigger and its object, where the form's own place names none."""
    phrases = arguments.all_phrases(parse, match.token, None if match.form.noun else match.thing)
    if match.carrier is not None:
        phrases += arguments.phrases_of(parse, match.carrier)
    # "Called for calm after strikes in Chad": what came before is no part of it.
    aside = {
        below
        for word, at, inner in phrases
        if word in arguments.OTHER_TIMES
        or _only_told_by(parse, at)
        or _is_venue(parse, match, at)
        or (word == "with" and parse.lemmas[inner] in _BACKING)
        for below in parse.subtree(at)
    }
    aside |= _occasions(parse) if match.form.row.type in _SPOKEN else set()
    phrases = [phrase for phrase in phrases if phrase[1] not in aside]
    if match.form.row.type == "PROTEST":
        phrases += _what_for(parse, match.token)
    for used in match.used:
        phrases += [phrase for phrase in arguments.phrases_of(parse, used) if phrase not in phrases]
    taken = set(match.contents) | ({match.source} if match.source is not None else set())
    if match.thing is not None and match.thing not in match.targets and not match.form.noun and not match.form.row.reciprocal:
        # Whose a thing is: of all that is joined to it, and where it is the doer's own, of nobody else.
        things = parse.conjuncts(match.thing) if owners(sentence, parse, match.thing) else ()
        found = tuple({a.actor: a for one in things for a in owners(sentence, parse, one)}.values())
        if found and not all((actor.words or "").lower() in _FIRST_PERSON for actor in found):
            return found
    for wanted in _EACH_OTHER if match.form.row.reciprocal else _TOWARD:
        for word, _, head in phrases:
            if word == wanted and head not in taken:
                # "A declaration signed in Tunis in which they undertake": of a relative word, what it stands for and nothing inside that.
                relative = parse.tags[head] in ("WDT", "WP")
                found = actors_of(sentence, arguments.relative_head(parse, head)) if relative else named_in(sentence, parse, head)
                if any(actor.actor for actor in found):
                    return found
    return ()


def _is_venue(parse: Parse, match: Match[PatternRow], preposition: int) -> bool:
    """Whether a phrase says where words were said: "agreed in Tunis to unite"."""
    there = parse.heads[preposition] == match.token and parse.lowers[preposition] in ("in", "at") and parse.deps[preposition] == "prep"
    return there and match.form.row.type in _SAID_THERE and not match.form.noun


def _what_for(parse: Parse, verb: int) -> list[tuple[str, int, int]]:
    """What a crowd gathers "to protest against" or "to denounce", as phrases."""
    found: list[tuple[str, int, int]] = []
    for clause in parse.of(verb, "advcl", "xcomp", "acl"):
        thing = parse.first(clause, "dobj")
        if thing is not None and parse.tags[clause] in ("VB", "VBG"):
            found.append(("against", clause, thing))
        found += arguments.phrases_of(parse, clause)
    return found


def _inviter(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Whom a visit goes to where only the invitation tells: "responding to an invitation from Chad, the premier made a visit"."""
    invitation = next((token for token, lemma in enumerate(parse.lemmas) if lemma == "invitation"), None)
    return makers_of(sentence, parse, invitation) if match.form.row.mode == "visit" and invitation is not None else ()


def _neighbour_of(sentence: Sentence, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who "its neighbour" is in a sentence that has named one other state before: "rejected a Malian plan and urged its neighbour to"."""
    if sentence.parse is None or match.source is None:
        return ()
    mine = {actor.actor for actor in actors_of(sentence, match.source)}
    before = [
        m for m in sentence.mentions if m.end <= sentence.parse.starts[match.token] and m.form in ("state", "adjective", "office", "person")
    ]
    others = {m.actors: Actor(m.actors[0], m.sector, m.words) for m in before if len(m.actors) == 1 and m.actors[0] not in mine}
    return tuple(others.values()) if len(others) == 1 and mine else ()


def _at_odds(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """With whom there was the quarrel that is settled: "accepted a plan for ending its row with Chad"."""
    if match.form.row.type != "AGREE" or match.thing is None:
        return ()
    for quarrel in parse.subtree(match.thing):
        # Parsers take "dispute" for a verb at times.
        for word, _, inner in arguments.phrases_of(parse, quarrel) if parse.lemmas[quarrel] in _QUARRELS else ():
            found = named_in(sentence, parse, inner) if word in ("with", "between") else ()
            if any(actor.actor for actor in found):
                return found
    return ()


def _backers(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Whose support is asked for: "is pushing for Chadian help"."""
    if match.form.row.type != "REQUEST":
        return ()
    options = (owners(sentence, parse, word) for word in match.used)
    return next((found for found in options if any(actor.actor for actor in found)), ())


def _after(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """The first actor named after the trigger in its own clause, where no place of the parse leads to one."""
    if match.form.row.reciprocal or (match.form.row.needs == "both" and not match.form.further):
        return ()
    if match.form.row.type == "REQUEST" and match.form.target is None and not match.form.further:
        return ()  # "called for calm after strikes in Chad" asks nothing of Chad
    return next_other(sentence, parse, match, set())


def next_other(sentence: Sentence, parse: Parse, match: Match[PatternRow], mine: set[str]) -> tuple[Actor, ...]:
    """The first actor named after the trigger in its own clause that is none of these."""
    found = _first_in(sentence, parse, match, mine, ("relcl", "advcl", "parataxis", "acl", "conj"))
    if not found and match.form.row.type in _DONE:
        found = _first_in(sentence, parse, match, mine, ("parataxis", "conj", "ccomp"))
    return found


def _only_told_by(parse: Parse, preposition: int) -> bool:
    """Whether a phrase names whose word it is: "according to Cairo"."""
    return "according" in (parse.lowers[preposition], parse.lowers[parse.heads[preposition]])


def _occasions(parse: Parse) -> set[int]:
    """What tells where and before whom somebody spoke: "in a speech to the Duma" names the hearers and not whom the words concern."""
    return {
        below
        for token, lemma in enumerate(parse.lemmas)
        if lemma in _SPEECHES and parse.deps[token] == "pobj" and parse.lowers[parse.heads[token]] in ("in", "during", "at", "after")
        for below in parse.subtree(parse.heads[token])
    }


def _is_water(parse: Parse, token: int) -> bool:
    """Whether a word begins the name of a sea or gulf."""
    return parse.lowers[token] in _WATERS and parse.words[token][0].isupper()


def _aside(parse: Parse, match: Match[PatternRow]) -> set[int]:
    """What is said of other times, of sources and in the names of waters: it names no side of an act."""
    out: set[int] = _occasions(parse) if match.form.row.type in _SPOKEN else set()
    for token in range(len(parse)):
        at_other_times = parse.lowers[token] in arguments.OTHER_TIMES and parse.deps[token] == "prep" and token > match.token
        backed = parse.lowers[token] == "with" and any(parse.lemmas[inner] in _BACKING for inner in parse.of(token, "pobj"))
        if at_other_times or backed or _is_venue(parse, match, token) or parse.lowers[token] == "according" or _is_water(parse, token):
            out.update(parse.subtree(token))
    if match.form.row.type == "REJECT" and match.thing is not None:
        # "Dismissed reports that it will leave Chad" rejects nothing of Chad's.
        told = (c for c in parse.of(match.thing, "acl") if any(parse.lowers[m] == "that" for m in parse.of(c, "mark")))
        out.update(token for clause in told for token in parse.subtree(clause))
    return out


def _first_in(sentence: Sentence, parse: Parse, match: Match[PatternRow], mine: set[str], without: tuple[str, ...]) -> tuple[Actor, ...]:
    """The first other actor after the trigger in what hangs on it, some branches left out."""
    clause = set(parse.subtree(match.token, without=without)) - _aside(parse, match)
    for mention in sentence.mentions:
        if mention.start > parse.starts[match.token] and mention.actors and mention.form != "pronoun" and not set(mention.actors) & mine:
            head = parse.head_of(mention.start, mention.end)
            if head is not None and head in clause and head != match.source:
                joined = tuple(_mentioned(sentence, parse, parse.conjuncts(head)).values())
                return joined or tuple(Actor(actor, mention.sector, mention.words) for actor in mention.actors)
    return ()


def named_in(sentence: Sentence, parse: Parse, head: int, *, places: bool = True) -> tuple[Actor, ...]:
    """The actors of a phrase, or those named inside it: the nearest to its head first; without `places`, not where it takes place."""
    head = arguments.relative_head(parse, head)
    if _is_water(parse, head):
        return ()
    found = actors_of(sentence, head, loose=True)
    if any(actor.actor for actor in found):
        return found
    level = parse.conjuncts(head)
    for _ in range(_DEEP):
        below = [
            c
            for token in level
            for c in parse.children[token]
            if parse.deps[c] not in _CLAUSES
            and not (parse.deps[c] == "prep" and _only_told_by(parse, c))
            and not _is_water(parse, c)
            and not (parse.deps[c] == "poss" and parse.lemmas[token] in BESIDE)
            and (places or parse.deps[c] != "prep" or parse.lowers[c] not in ("in", "at"))
        ]
        inner: dict[str | None, Actor] = {}
        for child in below:
            for actor in actors_of(sentence, child, loose=True) if parse.tags[child][:1] in "NPJ" else ():
                if actor.actor:
                    inner.setdefault(actor.actor, actor)
        if not inner:
            inner = _mentioned(sentence, parse, below)
        if inner:
            return tuple(inner.values())
        level = below
    return _fled_from(sentence, parse, head) or found


def _fled_from(sentence: Sentence, parse: Parse, people: int) -> tuple[Actor, ...]:
    """The state that people have fled: "refugees fleeing Chad"."""
    for clause in parse.of(people, "acl", "relcl"):
        place = arguments.undergoer_of(parse, clause) if parse.lemmas[clause] in _FLEEING else None
        if place is not None and place != people:
            return actors_of(sentence, place)
    return ()


def _mentioned(sentence: Sentence, parse: Parse, tokens: Iterable[int]) -> dict[str | None, Actor]:
    """Actors that nouns and adjectives among the tokens name."""
    found: dict[str | None, Actor] = {}
    for token in tokens:
        mention = sentence.mention_at(parse.starts[token], parse.ends[token])
        if mention is not None and parse.tags[token][:1] in "NPJ":
            for actor in mention.actors:
                found.setdefault(actor, Actor(actor, mention.sector, mention.words))
    return found


def owners(sentence: Sentence, parse: Parse, noun: int) -> tuple[Actor, ...]:
    """Actors before a noun: "Israeli air strikes", "Moscow's offer", "the Castro regime's raids"."""
    before = [token for child in parse.of(noun, *_OWNERS) for token in parse.conjuncts(child)]
    found = _mentioned(sentence, parse, before) or _whose(sentence, parse, before)
    if not found:
        found = _mentioned(sentence, parse, [inner for token in before for inner in parse.of(token, *_OWNERS)])
    return tuple(found.values())


def _whose(sentence: Sentence, parse: Parse, before: Iterable[int]) -> dict[str | None, Actor]:
    """Actors that "whose" stands for: "Chad, whose army had left"."""
    nouns = [noun for token in before if parse.lowers[token] == "whose" and (noun := antecedent(parse, token)) is not None]
    return {actor.actor: actor for noun in nouns for actor in actors_of(sentence, noun) if actor.actor}


def makers_of(sentence: Sentence, parse: Parse, thing: int) -> tuple[Actor, ...]:
    """Whose a plan, offer, decision or call is: its owner, or who stands after "by", "from", "of"."""
    found = owners(sentence, parse, thing)
    if found:
        return found
    for wanted in _MAKERS:
        for word, _, head in arguments.phrases_of(parse, thing):
            if word == wanted:
                found = named_in(sentence, parse, head)
                if any(actor.actor for actor in found):
                    return found
    for clause in parse.of(thing, "acl", "relcl"):
        # "the help given by Chad", "the help that Chad had given"
        given = parse.deps[clause] == "acl" or parse.lemmas[clause] in _MADE
        passive = arguments.is_passive(parse, clause)
        doer = arguments.doer_of(parse, clause) if given and (passive or parse.deps[clause] == "relcl") else None
        if doer is not None and parse.lowers[doer] not in _RELATIVE and doer != thing:
            return named_in(sentence, parse, doer)
    return ()


def is_pronoun(actor: Actor) -> bool:
    """Whether an actor is given by a pronoun alone, or as the owner of a thing ("its decision", not "its citizens")."""
    words = (actor.words or "").lower().split()
    return bool(words) and words[0] in _PRONOUNS and (len(words) == 1 or words[-1] not in _people())


def last_other(sentence: Sentence, parse: Parse, token: int, mine: set[str]) -> tuple[Actor, ...]:
    """The last actor named before a word that is none of these."""
    for mention in reversed(sentence.mentions):
        if mention.end <= parse.starts[token] and mention.actors and mention.form != "pronoun" and not set(mention.actors) & mine:
            return tuple(Actor(actor, mention.sector, mention.words) for actor in mention.actors)
    return ()


def state_of_place(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> Actor | None:
    """The state in which the text sets an act."""
    for anchor in (match.token, match.carrier):
        for word, _, head in arguments.all_phrases(parse, anchor, match.thing) if anchor is not None else ():
            if word in _HOME:
                for actor in named_in(sentence, parse, head):
                    if actor.actor:
                        return actor
    return None


_NO_PLACES = frozenset(
    "Resolution Article Chapter Protocol Annex Treaty Agreement Declaration Act Paragraph Section Covenant Convention".split()
)


def place_of(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> str | None:
    """The place that the text names for the event, in its words."""
    for anchor in (match.token, match.carrier):
        for word, _, head in arguments.all_phrases(parse, anchor, match.thing) if anchor is not None else ():
            if word in _PLACES and parse.tags[head] in ("NNP", "NNPS"):
                start, end = parse.extent(head, without=("relcl", "acl", "appos", "advcl", "prep", "punct", "cc", "conj", "det"))
                if parse.words[head] in _NO_PLACES or any(date.start < end and start < date.end for date in sentence.dates):
                    continue  # "in September", "in Resolution 211": a time or a text, no place
                return sentence.plain[start - sentence.start : end - sentence.start]
    return None


@functools.cache
def _organisations() -> dict[str, str]:
    """The kind of each listed organisation by its code: IGO or NGO."""
    return {body.code: body.kind for body in load_actors().rows.organisations}


@functools.cache
def _violence() -> frozenset[str]:
    """Nouns of violence and force, without those that also mean policies."""
    policies = {"campaign", "operation", "war", "offensive", "incursion", "invasion"}
    return (load_event_patterns().lists["force"] | _FORCED) - policies


@functools.cache
def _people() -> frozenset[str]:
    """Nouns for people and organs: "its citizens" are not whom "it" acts for, but a side of their own."""
    rows = load_actors().rows
    words = [word for row in rows.agents for word in (row.word, row.plural)] + [
        word for row in rows.offices for word in (row.title, row.plural)
    ]
    return frozenset(word.lower().split()[-1] for word in words if word)


@functools.cache
def _regions() -> frozenset[str]:
    """The codes of regions, which have no government."""
    return frozenset(region.code for region in load_actors().rows.regions)


def of_organisations(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The same actors, where the organs of an organisation bear its own sector (a UN envoy is the UN), without regions beside states."""
    kinds = _organisations()
    states = tuple(actor for actor in actors if actor.actor not in _regions())
    if any(actor.actor for actor in states):
        actors = states
    return tuple(msgspec.structs.replace(actor, sector=kinds[actor.actor]) if actor.actor in kinds else actor for actor in actors)
