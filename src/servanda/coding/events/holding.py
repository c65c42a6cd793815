"""Whether a form holds where its words stand: who is called on, what is regretted, when one leaves, and who protests."""

from __future__ import annotations

import functools

import msgspec

from servanda.coding.events import roles
from servanda.coding.forms import Match, arguments
from servanda.coding.notice import gives_notice
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Actor
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_patterns import PatternRow, load_event_patterns

# Journeys in the present tense are to come where the time is: "flies to Oslo tomorrow".
_SETTING_OUT = frozenset(
    {"leave", "depart", "fly", "travel", "go", "arrive", "head", "set", "begin", "start", "open", "visit", "host", "receive", "meet"}
)
_AHEAD = frozenset({"tonight", "tomorrow", "next", "later", "soon", "shortly", "upcoming"})
_CALLED_ON = frozenset(
    {"minister", "president", "premier", "ambassador", "king", "queen", "chancellor", "leader", "secretary", "counterpart"}
)
_COMPANY = frozenset("delegation team mission group party guest visitor counterpart colleague envoy".split())
_DUE = frozenset({"due", "scheduled"})
# What a visitor comes to do himself: "called on the minister to protest".
_ERRANDS = frozenset(
    {
        "protest",
        "discuss",
        "deliver",
        "present",
        "convey",
        "brief",
        "complain",
        "congratulate",
        "thank",
        "bid",
        "pay",
        "express",
        "hand",
        "inform",
        "review",
    }
)
# What troops come to do who come to help, and what they join.
_RELIEVING = frozenset(
    "help assist aid deliver distribute rescue monitor oversee observe keep protect evacuate rebuild treat clear".split()
)
_EXERCISES = frozenset({"exercise", "exercises", "drill", "manoeuvre", "maneuver", "wargame"})
_MISSIONS = frozenset({"mission", "peacekeeper", "peacekeeping", "peace-keeping", "relief", "rescue"})
_DISASTERS = frozenset(
    {"flood", "flooding", "earthquake", "drought", "storm", "hurricane", "cyclone", "typhoon", "eruption", "tsunami", "epidemic", "famine"}
)


def sees_somebody(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether somebody goes to see somebody: who "is due" is a person, and who is "called on" is one and asked for nothing."""
    if match.form.row.type == "CONSULT" and match.source is not None and any(parse.lemmas[word] in _DUE for word in match.used):
        return sentence.mention_at(parse.starts[match.source], parse.ends[match.source]) is not None  # no payment is due
    if match.form.row.id == "host" and match.source is not None:
        # "Welcomed the communiqué of SADC": only somebody can be received.
        return (
            sentence.mention_at(parse.starts[match.source], parse.ends[match.source]) is not None or parse.lemmas[match.source] in _COMPANY
        )
    if match.form.row.type == "REQUEST" and parse.lemmas[match.token] == "call" and (rung := parse.first(match.token, "dobj")) is not None:
        held = sentence.mention_at(parse.starts[rung], parse.ends[rung])
        if held is not None and held.form in ("office", "person") and parse.first(match.token, "prt") is None:
            return False  # "called the premier to thank him for the aid" asks nothing
    if match.form.row.mode == "visit" and parse.lemmas[match.token] == "fly" and parse.first(match.token, "dobj") is not None:
        return False  # who flies the wounded somewhere visits nobody
    if match.form.row.mode == "phone" and not _is_rung_up(parse, match):
        return False
    if parse.lemmas[match.token] != "call" or match.form.noun or match.form.row.type != "CONSULT":
        return True
    for head in match.targets:
        mention = sentence.mention_at(parse.starts[head], parse.ends[head])
        person = mention is not None and (mention.form in ("office", "person") or parse.lemmas[head] in _CALLED_ON)
        after = range(head + 1, len(parse))
        asked = any(
            parse.tags[t] == "TO"
            and t + 1 < len(parse)
            and parse.tags[t + 1].startswith(("VB", "RB"))
            and parse.lemmas[t + 1] not in _ERRANDS
            for t in after
        )
        if person and not asked and not any(word == "for" for word, _, _ in arguments.near_phrases(parse, match.token, None)):
            return True
    return False


def suits_its_errand(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether what an act is for suits its form: troops come to help or to train, an undertaking is the speaker's own, a treaty denounced left."""
    if parse.lemmas[match.token] == "denounce" and match.form.row.type in ("ACCUSE", "SANCTION"):
        return gives_notice(parse, match.token) == (match.form.row.type == "SANCTION")
    if match.form.row.id in ("deploy", "send-to-exercise") and not match.form.noun:
        return _is_for_training(parse, match) == (match.form.row.id == "send-to-exercise")
    if match.form.row.id == "assure":
        # Who assures another that he will act undertakes it; "assured him that the talks went well" does not.
        clause = arguments.complement_of(parse, match.token)
        ahead = clause is not None and any(parse.lowers[aux] in ("will", "would", "shall") for aux in parse.of(clause, "aux"))
        return clause is not None and ahead and _same_subject(sentence, parse, match, clause)
    if "peacekeeping" not in match.form.row.contexts or not match.form.further:
        return True
    mission = any(parse.lemmas[token] in _MISSIONS for clause in match.contents for token in parse.subtree(clause))
    return any(parse.lemmas[clause] in _RELIEVING or (mission and parse.lemmas[clause] in ("join", "serve")) for clause in match.contents)


def _is_for_training(parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether forces are sent to an exercise: they train with their host and threaten nobody there."""
    clause = parse.subtree(match.token, without=("ccomp", "conj", "parataxis", "relcl", "nsubj"))
    return any(parse.lemmas[token] in _EXERCISES and token > match.token for token in clause)


def _same_subject(sentence: Sentence, parse: Parse, match: Match[PatternRow], clause: int) -> bool:
    """Whether who speaks is who will act."""
    subject = arguments.clause_subject(parse, clause)
    if match.source is None or subject is None:
        return False
    mine = {actor.actor for actor in roles.named_in(sentence, parse, match.source)}
    return any(actor.actor in mine for actor in roles.named_in(sentence, parse, subject) if actor.actor)


def _is_rung_up(parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether who is "called" is told to be nothing: "called the president a liar" is no call."""
    verb = match.token
    if parse.lemmas[verb] != "call" or match.form.noun or match.form.particle:
        return True
    more = parse.first(verb, "oprd", "ccomp", "attr", "prt", "dative") is not None or len(parse.of(verb, "dobj")) > 1
    return not more and not arguments.is_passive(parse, verb)


def is_due(parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether a journey is told as on the timetable: "is due in Rome", "leaves tonight for Oslo"."""
    verb = match.token
    if any(parse.lemmas[word] in _DUE for word in match.used) or parse.lemmas[verb] == "expect":
        return True
    if parse.tags[verb] not in ("VBZ", "VBP") or parse.lemmas[verb] not in _SETTING_OUT:
        return False
    return any(parse.lowers[child] in _AHEAD for token in (verb, *parse.children[verb]) for child in parse.children[token])


def governing(sentence: Sentence, row: PatternRow, sources: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those who protest, where a state that is named alone is its government: "Chad protested against", not "Chadians protested"."""
    if row.type not in ("PROTEST", "ACCUSE"):
        return sources
    states = {mention.words for mention in sentence.mentions if mention.form == "state" and mention.words.lower() not in _peoples()}
    return tuple(msgspec.structs.replace(a, sector="GOV") if a.sector is None and a.words in states else a for a in sources)


@functools.cache
def _peoples() -> frozenset[str]:
    """Nouns for the people of a state: "Chadians"."""
    return frozenset(word.lower() for row in load_actors().rows.peoples for word in row.demonyms)


@functools.cache
def _decided() -> frozenset[str]:
    """Nouns of decisions and conduct."""
    return load_event_patterns().lists["conduct"] | {"veto", "vote", "withdrawal", "absence", "rejection", "statement", "law"}


def blames_rightly(sentence: Sentence, parse: Parse, match: Match[PatternRow], sources: tuple[Actor, ...]) -> bool:
    """Whether words of blame blame somebody: no flood is anybody's deed, and regret for one's own deed concedes while that for another's criticises."""
    if match.form.row.type == "ACCUSE" and any(parse.lemmas[head] in _DISASTERS for head in match.targets):
        return False
    near: tuple[tuple[str, int, int], ...] = ()
    if parse.lemmas[match.token] == "regret":
        deeds = [] if match.thing is None else [match.thing]
    else:
        regret = next((word for word in match.used if parse.lemmas[word] == "regret"), None)
        if regret is None:
            return True
        near = (*arguments.phrases_of(parse, regret), *arguments.phrases_of(parse, match.token))
        deeds = [inner for word, _, inner in near if word in ("at", "over", "about", "for")]
    own = any(parse.tags[child] == "PRP$" for deed in deeds for child in parse.of(deed, "poss"))
    if match.form.row.type == "ACCUSE":
        return not own
    if match.form.row.type != "CONCEDE" or own:
        return True
    if any(word in ("at", "over", "about") and parse.lemmas[inner] in _decided() for word, _, inner in near):
        return False  # "regret at the decision" blames whoever took it
    mine = {actor.actor for actor in sources}
    return all(a.actor in mine for deed in deeds for a in roles.owners(sentence, parse, deed))
