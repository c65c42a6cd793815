"""Who does an act: the states and organisations that sign, ratify, join or leave."""

from __future__ import annotations

from servanda.coding.forms import Match, arguments
from servanda.coding.instruments import InstrumentMention
from servanda.coding.noun_phrases import actors_of, actors_of_one
from servanda.coding.pair_in_mind import main_pair, pair_in_mind
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.vocabulary.treaty_acts import TreatyActRow

# Acts that one party does alone: whom the instrument is with does not do them.
_ALONE = frozenset(
    "ratification acceptance approval accession succession notification withdrawal_notice withdrawal suspension termination reservation objection".split()
)
# "Signed by 50 states in The Hague": where they sign is nobody's doing.
_COUNTED = frozenset({"state", "country", "nation", "member", "government", "party"})
_AT_HOME = frozenset({"LEG", "GOV"})


def parties_of(
    prepared: Prepared, sentence: Sentence, parse: Parse, match: Match[TreatyActRow], instrument: InstrumentMention
) -> tuple[str, ...]:
    """The states and organisations that do the act, in order of the alphabet.

    Where nobody is named as doing it, those that the instrument's own words name; "the Senate" is that of whoever issues the text, and "both
    ministers" are those of the two in mind.
    """
    heads = [] if match.source is None else [match.source]
    if (
        parse.deps[match.token] in ("pcomp", "acl")
        and parse.tags[match.token] in ("VBG", "VB")
        and not any(actors_of(sentence, head) for head in heads)
    ):
        heads = _starter(parse, match.token)
    if match.form.noun:
        heads += parse.of(match.token, "poss", "amod", "compound")
        if parse.deps[match.token] == "attr":
            heads += parse.of(parse.heads[match.token], "nsubj")  # "Denmark is a signatory to"
    told = arguments.all_phrases(parse, match.token, match.thing)
    alone = match.form.row.act in _ALONE and bool(heads)
    heads += [head for word, _, head in told if word == "by" or (word in ("with", "between") and not alone)]
    if match.form.target is not None and match.form.target.place == "subject":
        # "Entered into force for Samoa"
        heads = [head for word, _, head in told if word == "for" and match.form.row.act == "entry_into_force"]
    found = {code for head in heads if not _only_counted(sentence, parse, head) for code in _codes(sentence, parse, head)}
    if match.form.row.act == "signature" and len(found) == 1 and any(_is_somebody(sentence, parse, head) for head in heads):
        # "That Goukouni signed with Libya": of a person without a state the text has in mind whose he is.
        pairs = (pair_in_mind(prepared, sentence), main_pair(prepared))
        found |= next((set(pair) for pair in pairs if found <= set(pair)), set())
    if not found and any(_is_both(parse, head) for head in heads):
        found = set(pair_in_mind(prepared, sentence))
    if not found:
        found = _named_in(sentence, parse, instrument)
    home = next((m for m in sentence.mentions for head in heads if m.start <= parse.starts[head] < m.end and m.sector in _AT_HOME), None)
    if not found and home is not None and not home.actors and prepared.issuer:
        found = {prepared.issuer}
    return tuple(sorted(found))


def _starter(parse: Parse, token: int) -> list[int]:
    """Who does what a verb's object leads up to: "Togo has begun the procedure for leaving"."""
    above = next((t for t in parse.ancestors(token) if parse.tags[t].startswith("V")), None)
    doer = None if above is None else arguments.doer_of(parse, above)
    return [] if doer is None else [doer]


def _codes(sentence: Sentence, parse: Parse, head: int) -> set[str]:
    """The actors of a phrase and of what is joined to it; an office that ends in the name of its state is that state's."""
    head = arguments.relative_head(parse, head)
    found = {actor.actor for actor in actors_of(sentence, head, loose=True) if actor.actor}
    # "The Minister of Peru, Ana Rojas, and the Minister of Chile": the parser joins the second to the first one's name.
    beside = [other for name in parse.of(head, "appos") for other in parse.conjuncts(name)[1:]]
    found |= {actor.actor for token in beside for actor in actors_of_one(sentence, token) if actor.actor}
    for token in parse.conjuncts(head):
        if parse.tags[token].startswith("N") and not any(actor.actor for actor in actors_of_one(sentence, token)):
            # "The Minister for External Affairs of India"
            inside = parse.subtree(token, without=("conj", "relcl", "acl", "appos", "cc"))
            states = {
                actor
                for t in inside
                if (m := sentence.mention_at(parse.starts[t], parse.ends[t])) is not None and m.form == "state"
                for actor in m.actors
            }
            found |= states if len(states) == 1 else set()
    return found


def _is_somebody(sentence: Sentence, parse: Parse, head: int) -> bool:
    """Whether a phrase names a person of whom nothing tells the state."""
    alone = parse.tags[head] == "NNP" and not any(actor.actor for actor in actors_of(sentence, head))
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    return alone and (mention is None or not mention.actors)


def _is_both(parse: Parse, head: int) -> bool:
    """Whether a phrase means the two in mind: "both ministers", "the two presidents", "the two sides"."""
    counted = any(parse.lowers[c] == "both" for c in parse.of(head, "det", "predet"))
    two = any(parse.lowers[c] == "two" for c in parse.of(head, "nummod"))
    return counted or (two and any(parse.lowers[c] in ("the", "their") for c in parse.of(head, "det", "poss")))


def _named_in(sentence: Sentence, parse: Parse, instrument: InstrumentMention) -> set[str]:
    """The parties that an instrument's own words name: "the Sino-Soviet pact", "the treaty between Chad and Libya"; "of Lisbon" is a place."""
    named = [m for m in sentence.mentions if m.start < instrument.end and instrument.start < m.end and m.form == "adjective"]
    found = {actor for m in named for actor in m.actors}
    head = parse.head_of(instrument.start, instrument.end)
    if not found and head is not None and sentence.start <= instrument.start:
        inner = [noun for p in parse.of(head, "prep") if parse.lowers[p] in ("between", "among") for noun in parse.of(p, "pobj")]
        found = {actor.actor for noun in inner for actor in actors_of(sentence, noun) if actor.actor}
    return found


def _only_counted(sentence: Sentence, parse: Parse, head: int) -> bool:
    """Whether states are counted and not named: "signed by 50 states in The Hague"."""
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    anaphor = mention is not None and mention.form == "anaphor"
    return parse.lemmas[head] in _COUNTED and bool(parse.of(head, "nummod")) and not anaphor
