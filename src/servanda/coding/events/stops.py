"""The stops of a journey, each with its own day: "visited Chad on 4 April and Mali from 5 to 6 April"."""

from __future__ import annotations

from servanda.coding.events.readings import Reading
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.dating import DateMention, to_when
from servanda.records import Actor, When

# From the end of a place's name to its date: "on ", "from ", ", on ".
_NEAR = 8


def stops_of(sentence: Sentence, parse: Parse, reading: Reading) -> list[tuple[Actor, When]]:
    """Each place of a visit with the date that follows it; empty unless two at least have dates of their own."""
    if reading.row.mode != "visit" or reading.match.form.noun:
        return []
    clause = set(parse.subtree(reading.match.token, without=("relcl", "advcl", "ccomp", "parataxis", "acl")))
    found: list[tuple[Actor, When]] = []
    for mention in sentence.mentions:
        head = parse.head_of(mention.start, mention.end)
        date = _date_after(sentence, mention.end)
        if mention.form != "state" or len(mention.actors) != 1 or head not in clause or head == reading.match.source or date is None:
            continue
        when = to_when(date)
        if when is not None:
            found.append((Actor(mention.actors[0], mention.sector, mention.words), when))
    return found if len({actor.actor for actor, _ in found}) > 1 else []


def _date_after(sentence: Sentence, end: int) -> DateMention | None:
    """The date words that follow a place at once."""
    return next((date for date in sentence.dates if 0 < date.start - end <= _NEAR and date.earliest is not None), None)
