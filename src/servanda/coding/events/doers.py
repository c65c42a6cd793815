"""Who does what an event tells: from the place of the doer in a form, or from the words beside a noun, to actors."""

from __future__ import annotations

import functools
import re

from servanda.coding.events.roles import CARRIED_OUT, is_pronoun, makers_of, named_in, owners
from servanda.coding.forms import Match, arguments
from servanda.coding.noun_phrases import BESIDE, actors_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Actor
from servanda.vocabulary.event_patterns import PatternRow, load_event_patterns

_ON_OCCASION = frozenset({"during", "on", "in", "following", "after", "at"})
_TEXTS = frozenset(
    {"resolution", "statement", "communique", "communiqué", "declaration", "report", "document", "decision", "letter", "motion", "text"}
)
_COMING_BACK = frozenset({"return", "arrive", "come", "fly", "head"})
# Words that end the names of organisations: "the Lakes Forum" of which no table tells.
_BODIES = frozenset({"forum", "foundation", "institute", "federation", "association", "society", "network", "watch", "trust"})
_NUMBERED = re.compile(r"\d{3,4}")
# Nouns completed by an infinitive whose owner does it: "Kenyan efforts to help".
_UNDERTAKINGS = frozenset(
    {"effort", "work", "commitment", "decision", "pledge", "promise", "plan", "offer", "readiness", "willingness", "mission"}
)


def source_actors(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who does it."""
    found: tuple[Actor, ...] = ()
    if match.source is not None:
        found = _in_place(sentence, parse, match, match.source)
    if not any(actor.actor for actor in found):
        found = _after_invitation(sentence, parse, match) or found
    if match.form.noun and not any(actor.actor for actor in found):
        through = arguments.means_of(parse, match.token)
        doer = arguments.doer_of(parse, through) if through is not None else None
        found = owners(sentence, parse, match.token) or (named_in(sentence, parse, doer) if doer is not None else found)
        found = found or _told_beside(sentence, parse, match)
        return found if not match.form.row.reciprocal or found else _whose_counterpart(sentence, parse, match)
    if match.source is None and not found and parse.tags[match.token] == "VB" and parse.lemmas[parse.heads[match.token]] in _UNDERTAKINGS:
        found = owners(sentence, parse, parse.heads[match.token])  # "Kenyan efforts to help"
    if match.source is None and not found and not match.form.noun and parse.deps[match.token] == "pcomp":
        noun = parse.heads[parse.heads[match.token]]
        found = owners(sentence, parse, noun) if parse.tags[noun].startswith("N") else ()  # "Turkey's role in hosting the talks"
    if match.form.row.reciprocal and not any(actor.actor for actor in found):
        found = _whose_counterpart(sentence, parse, match) or found
    moved = next((token for token in (match.thing, *match.used) if token is not None and parse.tags[token].startswith("N")), None)
    if match.form.row.own and match.form.source is not None and match.form.source.place == "prep":
        found = tuple(actor for actor in found if not is_pronoun(actor))  # help "from its partners" is not its own
    if match.form.row.own and match.source is None and moved is not None:
        return owners(sentence, parse, moved) or actors_of(sentence, moved, loose=True)
    return found


def _in_place(sentence: Sentence, parse: Parse, match: Match[PatternRow], source: int) -> tuple[Actor, ...]:
    """Who stands in the place of the doer in a form."""
    head = arguments.relative_head(parse, source)
    if parse.deps[head] == "attr":
        # "Chad became the first state to recognise it": the subject of the copula does it.
        head = parse.first(parse.heads[head], "nsubj") or head
    # What a thing of somebody's threatens ("Chad's dam threatens the farmers") nobody has threatened.
    plain = match.form.row.type == "THREATEN" and not match.form.further
    found = _teller(sentence, parse, head) or actors_of(sentence, head, loose=not plain)
    if not any(actor.actor for actor in found) and parse.first(head, "poss") is not None:
        found = _theirs(sentence, parse, head) or found
    # Whose an organisation that no table lists is, its place does not tell: "the aid groups in Chad".
    if any(actor.actor or actor.sector in ("NGO", "IGO") for actor in found) or plain:
        return found
    if told := _of_teller(sentence, parse, head, found):
        return told
    return _inside(sentence, parse, source) or _authors(sentence, parse, head) or found or _unlisted(parse, head)


def _teller(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """Who is "it" or "they" in what somebody says at once of himself: "in a note to Mali, Chad said it would leave"."""
    teller = _sayer_above(parse, head) if parse.lowers[head] in ("it", "they") else None
    if teller is None:
        return ()
    found = tuple(actor for actor in actors_of(sentence, teller) if actor.actor)
    many = len(found) > 1 or parse.tags[teller] in ("NNS", "NNPS")
    states = any(actor.sector is None for actor in found) or not many
    return found if (many if parse.lowers[head] == "they" else states) else ()


def _of_teller(sentence: Sentence, parse: Parse, head: int, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whose "his army" is that somebody speaks of: the speaker's."""
    own = any(parse.tags[child] == "PRP$" and parse.lowers[child] in ("his", "its", "their") for child in parse.of(head, "poss"))
    teller = _sayer_above(parse, head) if own and found else None
    tellers = actors_of(sentence, teller) if teller is not None else ()
    return tuple(Actor(one.actor, found[0].sector, found[0].words) for one in tellers if one.actor)


def _sayer_above(parse: Parse, subject: int) -> int | None:
    """The subject of the verb of saying on which the clause of a subject hangs; None where there is none."""
    clause, above = parse.heads[subject], parse.heads[parse.heads[subject]]
    if parse.deps[subject] != "nsubj" or parse.deps[clause] != "ccomp" or above > clause:
        return None
    teller = parse.first(above, "nsubj")
    return None if teller is None or teller > subject or parse.lowers[teller] in ("it", "they") else teller


def _unlisted(parse: Parse, head: int) -> tuple[Actor, ...]:
    """An organisation known by the last word of its name alone: "the Northern Lakes Forum"."""
    if parse.lowers[head] not in _BODIES or parse.tags[head] != "NNP" or parse.first(head, "compound") is None:
        return ()
    return (Actor(None, "NGO", " ".join(parse.words[token] for token in (*parse.of(head, "compound"), head))),)


def _after_invitation(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """The subject that parsers take for an apposition: "at the invitation of the president of Chad, the president of Mali paid a visit"."""
    verb = match.carrier if match.form.noun else match.token
    if verb is None or parse.tags[verb] not in ("VBD", "VBZ", "VBP") or arguments.is_passive(parse, verb):
        return ()
    doer = arguments.doer_of(parse, verb)
    if doer is not None and parse.tags[doer] != "NNP":
        return ()  # a name alone may stand for the office before it: "the president of Mali, Mr Keo, paid"
    apposed = [
        token
        for preposition in parse.of(verb, "prep")
        if preposition < verb
        for token in parse.subtree(preposition)
        if parse.deps[token] == "appos" and token < verb
    ]
    options = (actors_of(sentence, token) for token in reversed(apposed))
    return next((found for found in options if any(actor.actor for actor in found)), ())


def _theirs(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """Who acts where "whose" names the doer's state: "Chad, whose army shelled the town"."""
    if not any(parse.lowers[child] == "whose" for child in parse.of(head, "poss")):
        return ()
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    sector = mention.sector if mention is not None else None
    return tuple(Actor(one.actor, sector or one.sector, one.words) for one in owners(sentence, parse, head))


def _told_beside(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who does what a noun tells, by the words beside it: "the test carried out by Chad", "during a visit to Mali the premier said"."""
    for clause in parse.of(match.token, "acl"):
        doer = arguments.doer_of(parse, clause) if arguments.is_passive(parse, clause) else None
        if doer is not None and parse.lemmas[clause] in CARRIED_OUT:
            return actors_of(sentence, doer, loose=True)
    preposition = parse.heads[match.token]
    verb = parse.heads[preposition]
    verb = parse.heads[verb] if parse.tags[verb] == "RB" else verb  # "came back from"
    if match.form.row.type != "CONSULT" or parse.deps[match.token] != "pobj" or parse.lowers[preposition] not in (*_ON_OCCASION, "from"):
        return ()
    back = parse.lemmas[verb] in _COMING_BACK and parse.lowers[preposition] in ("after", "from", "following", "on")
    if match.token > verb and parse.lowers[preposition] != "during" and not back:
        return ()  # only what opens the sentence is the subject's own: "in a call with Chad, the premier said"
    doer = arguments.doer_of(parse, verb) if parse.tags[verb].startswith("V") else None
    return actors_of(sentence, doer) if doer is not None else ()


def _whose_counterpart(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> tuple[Actor, ...]:
    """Who meets "his French counterpart", where nobody else is said to: the one whose counterpart it is."""
    for head in match.targets:
        owner = next((c for c in parse.of(head, "poss") if parse.tags[c] == "PRP$"), None) if parse.lemmas[head] in BESIDE else None
        mention = sentence.mention_at(parse.starts[owner], parse.ends[owner]) if owner is not None else None
        if mention is not None:
            return tuple(Actor(actor, mention.sector, mention.words) for actor in mention.actors)
    return ()


def _authors(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """Whose words a text is: "the Quartet's statement urges", "adopted a resolution condemning", "Resolution 2270 demands"."""
    if parse.lemmas[head] not in _TEXTS:
        return ()
    found = makers_of(sentence, parse, head)
    if found:
        return found
    verb = parse.heads[head]
    if parse.deps[head] == "dobj" and parse.tags[verb].startswith("V"):
        doer = arguments.doer_of(parse, verb)
        return () if doer is None else actors_of(sentence, doer)
    if parse.lemmas[head] == "resolution" and any(
        _NUMBERED.fullmatch(parse.words[child]) for child in (*parse.children[head], head + 1) if child < len(parse)
    ):
        # Only the Security Council's resolutions are known by a bare number of three or four digits.
        return (Actor("UN", "IGO", " ".join(parse.words[head : head + 2])),)
    return ()


def _inside(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """Whose a doer is that the tables do not know: "a bishop in Chile", "Jo Doe, an aide of the Polish president"."""
    if arguments.relative_head(parse, head) != head:
        return ()
    for apposed in parse.of(head, "appos"):
        found = named_in(sentence, parse, apposed)
        if any(actor.actor for actor in found):
            return found
    based = [
        phrase
        for clause in parse.of(head, "acl")
        if parse.lemmas[clause] in ("base", "locate")
        for phrase in arguments.phrases_of(parse, clause)
    ]
    for word, _, inner in [*arguments.phrases_of(parse, head), *based]:
        if word in ("of", "in", "from", "at"):
            found = named_in(sentence, parse, inner)
            if any(actor.actor for actor in found):
                words = sentence.plain[parse.starts[head] - sentence.start : parse.ends[inner] - sentence.start]
                return tuple(Actor(actor.actor, None, words) for actor in found)
    return ()


def answerable(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """Who answers for what a phrase names: an actor itself, or the doer or owner of a deed; not the place of it or its victims."""
    head = arguments.relative_head(parse, head)
    found = actors_of(sentence, head)
    if any(actor.actor for actor in found):
        return found
    doers = [inner for word, _, inner in arguments.all_phrases(parse, head, None) if word == "by"]
    for doer in doers[:1]:
        found = actors_of(sentence, doer, loose=True)
        if any(actor.actor for actor in found):
            return found
    found = owners(sentence, parse, head)
    if found:
        return found
    for clause in parse.of(head, "acl"):
        by = arguments.doer_of(parse, clause) if arguments.is_passive(parse, clause) else None
        if by is not None:
            return named_in(sentence, parse, by)  # "elections organised by separatists"
    for word, _, inner in arguments.phrases_of(parse, head):
        if word == "of" and parse.lemmas[head] in _conduct():
            return answerable(sentence, parse, inner)
    return ()


@functools.cache
def _conduct() -> frozenset[str]:
    """Nouns of what somebody does, whose "of" names the doer: "the conduct of the militia"."""
    return load_event_patterns().lists["conduct"]
