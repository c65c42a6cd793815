"""A city that stands for the body that sits there: in a text on the European Union that never names Belgium, "Brussels" is the Union."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention
from servanda.vocabulary.seats import load_seats


def at_seat(sentences: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The mentions of a document's sentences, with such cities given to a body that the document names and whose country it does not."""
    seats = load_seats()
    if not any(mention.words in seats for mentions in sentences for mention in mentions):
        return [list(mentions) for mentions in sentences]
    others = {actor for mentions in sentences for mention in mentions if mention.words not in seats for actor in mention.actors}
    return [[_seated(mention, others) for mention in mentions] for mentions in sentences]


def _seated(mention: Mention, others: set[str]) -> Mention:
    seat = load_seats().get(mention.words)
    if seat is None or mention.form != "state" or mention.actors != (seat.country,) or seat.country in others:
        return mention
    body = next((code for code in seat.bodies if code in others), None)
    return mention if body is None else msgspec.structs.replace(mention, actors=(body,), form="organisation")
