"""Which instrument a sentence speaks of, and whether a word stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.coding.forms.arguments import relative_head
from servanda.coding.instruments import InstrumentMention
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

_INSTRUMENTS = frozenset(
    "treaty pact agreement accord convention protocol charter document article clause text communique communiqué declaration memorandum".split()
)
# The Charter is what other texts refer to; it speaks only where it is the subject.
_REFERRED_TO = re.compile(r"Charter|Statute", re.IGNORECASE)
# How many sentences back an instrument is still the one spoken of.
_REACH = 3
# Words that lead to the instrument by which something is owed: "under the pact", "by the terms of the treaty", "according to it".
_BY_FORCE_OF = frozenset({"under", "according", "pursuant", "accordance", "terms", "virtue"})
_STANDS_FOR = frozenset({"it", "them", "this", "which"})


def spoken_of(prepared: Prepared, sentence: Sentence, instruments: Sequence[InstrumentMention]) -> InstrumentMention | None:
    """The instrument of a sentence, or the first one of the nearest sentence before it that names any."""
    first = prepared.sentences[max(0, sentence.index - _REACH)].start
    near = [one for one in instruments if first <= one.start < sentence.end and not _REFERRED_TO.search(one.title)]
    inside = [one for one in near if one.start >= sentence.start]
    if inside or not near:
        return inside[0] if inside else None
    last = prepared.sentence_at(near[-1].start)
    return near[-1] if last is None else next(one for one in near if one.start >= last.start)


def is_instrument(sentence: Sentence, parse: Parse, subject: int, instrument: InstrumentMention | None) -> bool:
    """Whether a subject is the instrument itself or words for one; an "it" that stands for a state is none."""
    subject = relative_head(parse, subject)
    if instrument is not None and instrument.start <= parse.starts[subject] < instrument.end:
        return True
    if parse.lemmas[subject] in _INSTRUMENTS:
        return True
    mention = sentence.mention_at(parse.starts[subject], parse.ends[subject])
    return parse.lowers[subject] == "it" and instrument is not None and (mention is None or not mention.actors)


def bound_by(sentence: Sentence, parse: Parse, instrument: InstrumentMention | None) -> Iterator[int]:
    """The verbs that a sentence says hold by force of an instrument: "Under the pact Chile is to keep the line open"."""
    for token, lower in enumerate(parse.lowers):
        word = parse.heads[token]
        if parse.deps[token] != "pobj" or not (
            (instrument is not None and (lower in _STANDS_FOR or _is_its_terms(parse, token)))
            or is_instrument(sentence, parse, token, instrument)
        ):
            continue
        above = [word, *parse.ancestors(word)]
        verb = next((one for one in above if parse.tags[one].startswith(("V", "MD"))), None)
        if verb is not None and any(parse.lowers[one] in _BY_FORCE_OF for one in above[: above.index(verb)]):
            yield verb


def _is_its_terms(parse: Parse, token: int) -> bool:
    """Whether a noun is what an instrument named before says: "under its terms"."""
    return parse.lowers[token] in ("terms", "provisions") and any(parse.lowers[c] in ("its", "their", "the") for c in parse.children[token])
