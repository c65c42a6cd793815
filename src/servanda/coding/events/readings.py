"""From the words that tell an event to what is coded: its type, sides and certainty, and what it is about."""

from __future__ import annotations

import itertools

import msgspec

from servanda.coding.certainty import Judgement, judge
from servanda.coding.events import doers, holding, roles
from servanda.coding.events.bystanders import bystanders
from servanda.coding.events.composing import Node
from servanda.coding.events.undertaken import is_laid_down, is_under_agreement, takes_up, undertakes_not_to
from servanda.coding.forms import Match, arguments
from servanda.coding.forms.surroundings import is_duty, is_nothing, is_unreal
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Actor, Certainty, EventType
from servanda.vocabulary.event_patterns import CONFLICT, PatternRow, load_event_patterns

# Types that are about another act: `of` tells which.
OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
# What is often done within one state, and told with no more than its places.
_WITHIN = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "ACCUSE"})
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
# What is done to an act by whoever does the act, where nobody else is named: "an end to Israeli attacks".
_ENDS_OWN = frozenset({"RETREAT", "SANCTION", "CONSULT", "COOPERATE", "AID", "CONCEDE"})
_MUTUAL = frozenset({"CONSULT", "SUPPORT", "COOPERATE"})
# Words about acts are done when they are said, whatever comes of the act.
_VERBAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})

# What moves between states: whose it is has to be told.
_CRAFT = frozenset(
    {"ship", "vessel", "tanker", "boat", "trawler", "freighter", "ferry", "yacht", "cargo", "aircraft", "plane", "airliner", "drone"}
)
_CLAIMED = frozenset({"dispute", "contest", "claim"})
_DRAFTS = frozenset({"draft", "resolution", "text", "bill", "plan", "proposal", "motion", "it", "amendment"})


class Reading(msgspec.Struct):
    """An event on its way: what is known of a node once its form, sides and certainty are settled.

    `base` is the type of the act itself, before it is told as coming; `mutual` where those who do it do it with each other; `consumed` where a further event of the sentence is about it and says all; `aim` where it is only wished or aimed at, `supposed` where it is the condition of something else.
    """

    node: Node
    match: Match[PatternRow]
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    type: EventType
    of: EventType | None
    certainty: Certainty
    aim: bool
    supposed: bool
    base: EventType
    mutual: bool
    consumed: bool = False

    @property
    def row(self) -> PatternRow:
        """The row of the vocabulary that holds."""
        return self.match.form.row


def read_nodes(sentence: Sentence, parse: Parse, nodes: list[Node]) -> list[Reading]:
    """All events of a sentence, in order; those that a further one is about are marked as consumed."""
    readings: dict[int, Reading] = {}
    for node in nodes:
        if node.above is None and not _is_name(sentence, parse, node) and not is_unreal(parse, node.token):
            _read(sentence, parse, node, readings)
    found = [readings[id(node)] for node in nodes if id(node) in readings]
    _told_once(found)
    for reading in found:
        reading.consumed = reading.consumed or takes_up(parse, reading.match.token)
        if reading.row.at_home and not reading.consumed and not _abroad(parse, reading):
            reading.sources, reading.targets = _at_home(sentence, parse, reading.match, reading.sources, reading.targets)
        if reading.certainty == "planned" and not named(reading.targets):
            reading.targets = _hearers(sentence, parse, reading)
        if reading.type == "THREATEN" and not named(reading.targets):
            subject = arguments.condition_subject(parse, reading.match.token)
            if subject is not None:
                mine = {actor.actor for actor in reading.sources}
                reading.targets = tuple(a for a in roles.named_in(sentence, parse, subject) if a.actor not in mine)
    return found


def _abroad(parse: Parse, reading: Reading) -> bool:
    """Whether nothing says that an act is done at home: it is done to a ship, or only laid down in a draft."""
    if named(reading.targets) or not named(reading.sources):
        return False
    source, thing = reading.match.source, reading.match.thing
    drafted = reading.type == "THREATEN" and source is not None and parse.lemmas[source] in _DRAFTS
    return drafted or (thing is not None and parse.lemmas[thing] in _CRAFT)


def _hearers(sentence: Sentence, parse: Parse, reading: Reading) -> tuple[Actor, ...]:
    """Those to whom somebody says what it will do itself: "assured Chad that it would send food"."""
    told = arguments.hearer_of(parse, reading.match.token)
    mine = {actor.actor for actor in reading.sources}
    if told is None or not mine & {actor.actor for actor in roles.named_in(sentence, parse, told[0])}:
        return reading.targets
    hearers = tuple(actor for actor in roles.named_in(sentence, parse, told[1]) if actor.actor not in mine)
    return hearers if named(hearers) else reading.targets


def _can_hold(parse: Parse, match: Match[PatternRow], inner: list[Reading]) -> bool:
    """Whether a form can hold, by the events that it is about and before its sides are known."""
    form = match.form
    if form.further and not inner and not form.row.alone:
        return False
    if form.row.denied and not _is_disowned(parse, match):
        return False
    if match.thing is not None and is_nothing(parse, match.thing):
        return False  # "regretted nothing"
    if form.row.type == "AGREE" and any(arguments.is_finite(parse, c) and is_duty(parse, c) for c in match.contents):
        return False  # "agreed that Chad must leave" asks Chad to
    if form.noun and form.row.type == "COOPERATE" and _shrinks(parse, match.token):
        return False
    # To end talks is to have held them: a row that turns a type into itself leaves the act alone.
    return not (inner and form.row.turns and form.row.turns.get(inner[0].base) == inner[0].base)


def _shrinks(parse: Parse, noun: int) -> bool:
    """Whether a flow is told to have become less: "imports from Chad fell" tells of no trade agreed on or begun."""
    verb = parse.heads[noun]
    less = parse.lemmas[verb] == "be" and any(parse.lowers[c] in ("down", "low", "lower") for c in parse.of(verb, "advmod", "acomp", "prt"))
    return parse.deps[noun] == "nsubj" and (less or parse.lemmas[verb] in load_event_patterns().lists["shrink"])


def _is_disowned(parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether the text negates a form of a row that holds only then: "has no intention of"; of a threat, that it "will not hesitate"."""
    judged = judge(parse, match.token)
    return judged.refused if match.form.row.type == "THREATEN" else judged.certainty == "denied"


def _is_name(sentence: Sentence, parse: Parse, node: Node) -> bool:
    """Whether a noun is part of somebody's name: the "Congress" of a party."""
    mention = sentence.mention_at(parse.starts[node.token], parse.ends[node.token]) if node.form.noun else None
    organ = mention is not None and mention.form == "agent" and parse.words[node.token][0].isupper()
    return mention is not None and (organ or mention.form in ("organisation", "group"))


def _told_once(found: list[Reading]) -> None:
    """Of an act and what it did ("the raid killed nine people") keep the one that names whom it was done to."""
    protests = [reading for reading in found if reading.type == "PROTEST" and not reading.consumed]
    for reading, following in itertools.pairwise(protests):
        if not named(reading.targets):
            reading.targets = following.targets
        following.consumed = (
            following.consumed or not named(following.targets) or {a.actor for a in following.sources} == {a.actor for a in reading.sources}
        )
    visits: set[tuple[frozenset[str | None], frozenset[str | None]]] = set()
    for reading in found:
        if reading.row.mode == "visit" and reading.type == "CONSULT" and named(reading.sources) and named(reading.targets):
            # "arrived in Rome on a visit to Italy" is one journey.
            journey = frozenset(a.actor for a in reading.sources), frozenset(a.actor for a in reading.targets)
            reading.consumed = reading.consumed or journey in visits
            visits.add(journey)
    by_token = {reading.match.token: reading for reading in found}
    for reading in found:
        act = by_token.get(reading.match.source) if reading.match.source is not None else None
        if act is None or act is reading or act.type != reading.type or act.consumed or reading.consumed:
            continue
        reading.sources = reading.sources if named(reading.sources) else act.sources
        if named(reading.targets):
            act.consumed = True
        elif named(act.targets):
            reading.consumed = True


def _read(sentence: Sentence, parse: Parse, node: Node, readings: dict[int, Reading]) -> Reading | None:
    """Settle a node and, first, what it is about."""
    about = [r for below in node.further if (r := _read(sentence, parse, below, readings)) is not None]
    best: Reading | None = None
    for match in node.choices:
        form = match.form
        inner = about if match.contents or node.choices[0].contents else []
        if (
            not _can_hold(parse, match, inner)
            or not holding.sees_somebody(sentence, parse, match)
            or not holding.suits_its_errand(sentence, parse, match)
        ):
            continue
        targets = roles.target_actors(sentence, parse, match)
        if form.target is not None and form.target.necessary and not named(targets):
            continue
        sources = doers.source_actors(sentence, parse, match)
        if form.source is not None and form.source.necessary and not named(sources):
            continue
        if not holding.blames_rightly(sentence, parse, match, sources):
            continue
        if not _fitting(form.row, holding.governing(sentence, form.row, sources), targets) or (
            parse.deps[node.token] == "acl" and (form.row.needs == "target" or parse.lemmas[node.token] in _CLAIMED)
        ):
            continue  # "the sanctions imposed on Chad", "a rock disputed by Chad" only describe; that is not what is told
        reading = _settled(sentence, parse, node, match, sources, targets, inner)
        if best is None or (lacking(best) is not None and lacking(reading) is None):
            best = reading
        if lacking(best) is None:
            break
    if best is not None:
        for one in about if best.match.contents or node.choices[0].contents else []:
            told = best.row.tells and one.certainty == "actual" and one.type != "REQUEST"
            if best.row.type == "RETREAT" and told:
                told = one.base in _DEEDS and (best.certainty != "actual" or best.aim)  # what is only asked to end goes on
                one.sources = one.sources if named(one.sources) else best.sources
            one.consumed = not told
        readings[id(node)] = best
    return best


def _fitting(row: PatternRow, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> bool:
    """Whether those who do it, and those whom it concerns, are of sectors that the row allows."""
    for actors, barred, wanted in ((sources, row.not_by, row.only_by), (targets, row.not_to, row.only_to)):
        sectors = {actor.sector for actor in actors}
        if (barred and sectors & set(barred.split())) or (wanted and not sectors & set(wanted.split())):
            return False
    return True


def _settled(
    sentence: Sentence,
    parse: Parse,
    node: Node,
    match: Match[PatternRow],
    sources: tuple[Actor, ...],
    targets: tuple[Actor, ...],
    inner: list[Reading],
) -> Reading:
    row = match.form.row
    first = inner[0] if inner else None
    kind: EventType = row.type_with(first.base if first else None)
    of = row.of
    # Who "will not hesitate" to act announces it; who "has no intention" of acting has refused.
    judged = Judgement("planned" if row.type == "THREATEN" else "actual") if row.denied else judge(parse, match.token)
    # "Pledged not to invade": of what was not pledged at all the text says nothing else.
    shunned = first is not None and first.certainty == "denied" and judged.certainty != "denied"
    if first is not None and kind in OPERATORS:
        of = None if row.denied and kind == "AGREE" and first.base in CONFLICT else first.base
        if kind == "THREATEN" and row.type == "AGREE" and (shunned or _among_themselves(sources, first)):
            kind, of = "AGREE", None  # "pledged not to invade", "promised each other to stop": an undertaking, no threat
        elif kind == "AGREE" and shunned:
            # "vowed not to return the island"; but who "agreed to send no more ships" or "pledged not to back rebels" undertakes it.
            bound = first.base in CONFLICT or undertakes_not_to(parse, match.token, first.match.token, first.targets)
            kind, of = ("AGREE", None) if bound else ("REJECT", of)
    if first is not None and match.source is None and kind in _ENDS_OWN and not named(sources):
        sources = first.sources  # "an end to Israeli attacks" is the Israelis' to make
    own_target = match.form.target is not None and named(targets)
    if kind == "AGREE" and not own_target and len({actor.actor for actor in sources if actor.actor}) > 1 and _is_mutual(parse, match):
        targets = _directed_at(sentence, parse, match, kind, sources, first)  # two agree with each other, wherever the matter lies
    elif not own_target:
        targets = _directed_at(sentence, parse, match, kind, sources, first) or (
            targets if first is None or not _falls_on_the_doer(kind, first) else ()
        )
    if kind == "CONSULT" and match.form.noun and judged.certainty == "actual" and _lies_ahead(parse, match.token):
        judged = Judgement("planned", "will")
    if kind == "CONSULT" and judged.certainty == "actual" and holding.is_due(parse, match):
        judged = Judgement("planned", "due")
    if kind == "PROTEST" and judged.aim and judged.why == "to":
        judged = Judgement("actual")  # who blocks a road "to protest" protests
    if not row.reciprocal:
        targets = _others(sentence, parse, match, sources, targets)
        aside = bystanders(sentence, parse, match)
        targets = tuple(actor for actor in targets if actor.actor not in aside)
    reading = Reading(
        node, match, sources, targets, kind, of, judged.certainty, judged.aim, judged.supposed, kind, _is_mutual(parse, match)
    )
    _put_ahead(parse, reading, judged)
    return reading


def _falls_on_the_doer(kind: str, act: Reading) -> bool:
    """Whether words about an act are directed at whoever does it alone, and never at its victim."""
    return kind in ("REQUEST", "ACCUSE") or (kind == "REJECT" and act.base in ("ASSAULT", "COERCE"))


def _is_mutual(parse: Parse, match: Match[PatternRow]) -> bool:
    """Whether two who do it do it with each other: "agreed", "broke off relations"."""
    return parse.lemmas[match.token] == "agree" or any(parse.lemmas[word] in ("relation", "tie", "relationship") for word in match.used)


def _among_themselves(sources: tuple[Actor, ...], inner: Reading) -> bool:
    """Whether an act that several undertake concerns nobody but themselves."""
    mine = {actor.actor for actor in sources if actor.actor}
    others = {actor.actor for actor in inner.targets if actor.actor}
    return len(mine) > 1 and others <= mine


def _lies_ahead(parse: Parse, noun: int) -> bool:
    """Whether a meeting is spoken of as one to come: "her visit to Rome will help"."""
    verb = parse.heads[noun]
    return parse.deps[noun] == "nsubj" and any(parse.lowers[child] in ("will", "shall") for child in parse.of(verb, "aux"))


def named(actors: tuple[Actor, ...]) -> bool:
    """Whether one of them at least is an actor with a code."""
    return any(actor.actor for actor in actors)


def _is_body(actors: tuple[Actor, ...]) -> bool:
    """Whether one of them is an organisation that no table lists: "aid groups"; the words stand for it."""
    return any(actor.sector in ("NGO", "IGO") and actor.words for actor in actors)


def _directed_at(
    sentence: Sentence, parse: Parse, match: Match[PatternRow], kind: str, sources: tuple[Actor, ...], inner: Reading | None
) -> tuple[Actor, ...]:
    """Whom words about an act are directed at, where the form itself does not say."""
    mine = {actor.actor for actor in sources}
    for side in _candidates(sentence, parse, match, kind, inner):
        others = tuple(actor for actor in side if actor.actor and actor.actor not in mine)
        if others:
            return others
    return ()


def _candidates(sentence: Sentence, parse: Parse, match: Match[PatternRow], kind: str, inner: Reading | None) -> list[tuple[Actor, ...]]:
    """The sides that come into question, the best first."""
    found: list[tuple[Actor, ...]] = []
    if kind in ("REQUEST", "ACCUSE", "THREATEN"):
        for content in match.contents:
            subject = arguments.clause_subject(parse, content) if kind != "THREATEN" else None
            if subject is not None:
                found.append(roles.named_in(sentence, parse, subject))
    violent = kind == "ACCUSE" and inner is not None and inner.base in _DEEDS
    if kind in ("REJECT", "ACCUSE", "SUPPORT", "AGREE") and match.thing is not None and not violent:
        found.append(roles.makers_of(sentence, parse, match.thing))
    if inner is not None:
        found += _sides_of(sentence, parse, kind, inner)
    if violent:
        found.append(roles.culprits(sentence, parse, match.contents))
    if kind == "THREATEN":
        subject = arguments.condition_subject(parse, match.token)
        if subject is not None:
            found.append(roles.named_in(sentence, parse, subject))
    return found


def _sides_of(sentence: Sentence, parse: Parse, kind: str, inner: Reading) -> list[tuple[Actor, ...]]:
    """The sides of the act that words are about, in the order in which they may be directed at."""
    found: list[tuple[Actor, ...]] = []
    if kind in ("REQUEST", "ACCUSE", "SUPPORT"):
        found.append(inner.sources)
        if kind == "REQUEST" and inner.row.reciprocal:
            found.append(inner.targets)  # talks between two are asked of both
        if kind == "REQUEST" and inner.base in _DEEDS:
            found.append(inner.targets)  # "called for sanctions on Chad", of whomever: the call is against Chad
    elif kind == "REJECT" and _falls_on_the_doer(kind, inner):
        found.append(inner.sources)  # who rejects "interference in Chad" rejects nothing of Chad's
    elif kind == "REJECT" and inner.type in OPERATORS:
        found += [inner.sources, inner.targets]
    else:
        found += [inner.targets, inner.sources]
    if kind == "SUPPORT":
        found.append(inner.targets)
    if inner.row.at_home and (kind == "REQUEST" or (kind == "ACCUSE" and inner.base == "COERCE")):
        place = roles.state_of_place(sentence, parse, inner.match)
        found.append(
            () if place is None else (place,)
        )  # "the release of the prisoners in Chad" is asked of Chad, and their arrest blames it
    return found


def _others(
    sentence: Sentence, parse: Parse, match: Match[PatternRow], sources: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """The targets without the sources themselves; "its" that would make an actor its own target means the other one spoken of."""
    mine = {actor.actor for actor in sources if actor.actor}
    if targets and mine and {actor.actor for actor in targets} <= mine and all(roles.is_pronoun(actor) for actor in targets):
        return roles.last_other(sentence, parse, match.token, mine) or roles.next_other(sentence, parse, match, mine)
    if match.form.row.type == "ACCUSE":
        sectors = {actor.sector for actor in sources}
        return tuple(actor for actor in targets if actor.actor not in mine or actor.sector not in {*sectors, None})
    if match.form.row.type in _WITHIN or match.form.row.at_home or any(actor.sector not in (None, "GOV") for actor in targets):
        words = {actor.words for actor in sources}
        return tuple(actor for actor in targets if actor.actor not in mine or actor.words not in words)
    return tuple(actor for actor in targets if actor.actor not in mine)


def _at_home(
    sentence: Sentence, parse: Parse, match: Match[PatternRow], sources: tuple[Actor, ...], targets: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The sides of an act within a state: who is not named is of the state where it takes place or that acts."""
    if not named(sources) and (sources or match.source is None):
        place = roles.state_of_place(sentence, parse, match)
        if place is not None:
            sources = (Actor(place.actor, next((a.sector for a in sources), None), next((a.words for a in sources), place.words)),)
    if not named(targets) and named(sources):
        words = next((a.words for a in targets), None)
        sector = next((a.sector for a in targets), None)
        targets = tuple(Actor(a.actor, sector, words) for a in sources)
    return sources, targets


def _put_ahead(parse: Parse, reading: Reading, judged: Judgement) -> None:
    """An act told as coming is an undertaking or, where it is one of conflict, a threat; one that "will not" be done a refusal.

    What a clause forbids or an agreement provides for is undertaken, neither refused nor threatened.
    """
    if reading.type in _VERBAL:
        if reading.certainty in ("conditional", "possible") and reading.type != "THREATEN":
            reading.aim, reading.certainty = True, "possible"  # words that nobody has said yet
        if reading.certainty == "conditional" and judged.why is not None and reading.type == "THREATEN":
            reading.certainty = "actual"
        return
    token = reading.match.token
    no_longer = judged.certainty == "planned" and any(
        parse.lowers[word] == "longer" and any(parse.lowers[c] == "no" for c in parse.children[word]) for word in parse.of(token, "advmod")
    )
    forbidden = (judged.refused or no_longer) and (reading.type in CONFLICT or is_laid_down(parse, token))
    if forbidden or (reading.type in CONFLICT and judged.certainty == "planned" and is_under_agreement(parse, token)):
        reading.of, reading.type, reading.certainty = None, "AGREE", "planned"  # "neither will attack the other" is a promise
        reading.mutual = reading.mutual or is_laid_down(parse, token)
    elif judged.refused:
        reading.of, reading.type, reading.certainty = reading.type, "REJECT", "actual"
    elif judged.certainty in ("planned", "expected") or (judged.certainty == "conditional" and judged.why in ("will", "would")):
        reading.of = reading.type
        reading.type = "THREATEN" if reading.type in CONFLICT else "AGREE"


def is_reciprocal(reading: Reading) -> bool:
    """Whether all its actors stand on both sides."""
    mine = {a.actor for a in reading.sources if a.actor}
    others = {a.actor for a in reading.targets if a.actor}
    if reading.row.reciprocal and not (reading.type == "REJECT" and mine and others):
        return len(mine | others) > 1  # who "will not sign with" another refuses alone
    if reading.type == "SANCTION" and reading.mutual and len(mine) > 1 and not others:
        return True  # two who break off relations do so with each other
    if reading.type == "AGREE" and (reading.mutual or reading.of in _MUTUAL) and len(mine) > 1 and not others:
        return True  # two who agree, or are ready to meet, do so with each other
    return len(mine) > 1 and mine == others


def lacking(reading: Reading) -> str | None:
    """Why an event is not coded, or None."""
    row = reading.row
    source, target = named(reading.sources), named(reading.targets)
    source = source or (target and _is_body(reading.sources))
    if is_reciprocal(reading):
        return None
    if row.needs == "both" and row.reciprocal:
        if reading.sources and not source:
            return "who does it is no actor that the text names"  # "the premier spoke to Chad and Mali" is no talk between these
        everyone = {a.actor for a in (*reading.sources, *reading.targets) if a.actor}
        return None if len(everyone) > 1 else "the text names fewer than two actors for it"
    return {
        "one": None if source or target else "neither side is an actor that the text names",
        "both": None if source and target else "one of its sides is no actor that the text names",
        "source": None if source else "who does it is no actor that the text names",
        "target": None if target else "whom it concerns is no actor that the text names",
    }[row.needs]
