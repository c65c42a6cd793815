"""Who does an act: the states and organisations that sign, ratify, join or leave."""

from __future__ import annotations

from servanda.coding.forms import Match, arguments
from servanda.coding.instruments import InstrumentMention
from servanda.coding.noun_phrases import actors_of
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

    Where nobody is named as doing it, those that the instrument's own words name; "the Senate" is that of whoever issues the text.
    """
    heads = [] if match.source is None else [match.source]
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
    found = {
        actor.actor
        for head in heads
        if not _only_counted(sentence, parse, head)
        for actor in actors_of(sentence, arguments.relative_head(parse, head), loose=True)
        if actor.actor
    }
    if not found:
        # "the Sino-Soviet pact" names its parties, "the Treaty of Lisbon" a place.
        named = [m for m in sentence.mentions if m.start < instrument.end and instrument.start < m.end and m.form == "adjective"]
        found = {actor for m in named for actor in m.actors}
    home = next((m for m in sentence.mentions for head in heads if m.start <= parse.starts[head] < m.end and m.sector in _AT_HOME), None)
    if not found and home is not None and not home.actors and prepared.issuer:
        found = {prepared.issuer}
    return tuple(sorted(found))


def _only_counted(sentence: Sentence, parse: Parse, head: int) -> bool:
    """Whether states are counted and not named: "signed by 50 states in The Hague"."""
    mention = sentence.mention_at(parse.starts[head], parse.ends[head])
    anaphor = mention is not None and mention.form == "anaphor"
    return parse.lemmas[head] in _COUNTED and bool(parse.of(head, "nummod")) and not anaphor
