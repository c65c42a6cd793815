"""Who counted: "officials put the trade at $4 billion", "Chilean customs recorded $5 billion"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from servanda.coding.attribution.finding import Attribution
from servanda.coding.attribution.speakers import speakers_of
from servanda.coding.figures.clauses import verb_above
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.records import Speaker

# "Put it at so much" says whose reckoning an amount is; who "recorded" it may also be whom it befell, unless he is one who counts.
_PUTTING = frozenset({"put", "estimate", "assess", "reckon", "value"})
_COUNTING = frozenset({"count", "record", "register", "tally", "report", "log", "document"})
_COUNTERS = frozenset(
    "official custom customs ministry bank bureau agency office statistics statistician authority observer monitor expert analyst economist service "
    "department police embassy commission organisation organization group government institute".split()
)
# What stands for the sum told before: "put it at", "put the figure at".
_TAKEN_UP = frozenset({"it", "them", "this", "that", "figure", "total", "sum", "value", "volume"})
# Where the words of one source end and those of another begin.
_PARTING = re.compile(
    r";|,\s+(?:while|whereas|but|though|although|and)\s+(?=[^,;]*\b(?:puts?|estimate[sd]?|assess(?:es|ed)?|reckon(?:s|ed)?|value[sd]?)\s[^,;]*\bat\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s,.;:]*")


def told_by(prepared: Prepared, sentence: Sentence, parse: Parse, head: int, place: tuple[int, int]) -> Speaker | None:
    """Who asserts an amount at a place of the document: who counted it, else the source of its own part of the sentence; None is the text."""
    counted = counted_by(prepared, sentence, parse, head)
    if counted is not None:
        return counted
    told = prepared.attribution_at(*place)
    partings = [sentence.start + found.start() for found in _PARTING.finditer(sentence.plain)]
    if not partings:
        return told.speakers[0] if told is not None else None
    first, last = _part(sentence, partings, place[0])
    own = aside_of(prepared, sentence, place)
    if own is not None:
        return own.speakers[0]
    if told is None or told.cue is None or first <= told.cue[0] < last or not sentence.start <= told.cue[0] < sentence.end:
        return told.speakers[0] if told is not None else None
    # A source of another part: "A fell to 5; B rose to 6, the bank said" tells both, "…, A said; B puts it at 6" only its own.
    ends = _ends_part(sentence, partings, told.cue[1])
    ahead = told.cue[0] < first
    return None if (ahead and ends) or (not ahead and not ends) else told.speakers[0]


def aside_of(prepared: Prepared, sentence: Sentence, place: tuple[int, int]) -> Attribution | None:
    """The source told after the words of a place at the end of their part of the sentence: "… 5 million, its bank said; …"."""
    partings = [sentence.start + found.start() for found in _PARTING.finditer(sentence.plain)]
    last = _part(sentence, partings, place[0])[1]
    return next(
        (
            one
            for one in _told_in(prepared).get(sentence.index, ())
            if one.cue is not None
            and one.source is not None
            and place[1] <= min(one.cue[0], one.source[0])
            and max(one.cue[1], one.source[1]) <= last
            and "," in prepared.document.text[place[1] : min(one.cue[0], one.source[0])]
            and _NOTHING.fullmatch(prepared.document.text, max(one.cue[1], one.source[1]), last)
        ),
        None,
    )


@functools.lru_cache(maxsize=1)
def _told_in(prepared: Prepared) -> dict[int, list[Attribution]]:
    """The attributions of a document that voice what they tell, by the sentence of their cue."""
    told: dict[int, list[Attribution]] = {}
    for one in prepared.attributions:
        sentence = prepared.sentence_at(one.cue[0]) if one.voiced and one.cue is not None else None
        if sentence is not None:
            told.setdefault(sentence.index, []).append(one)
    return told


def _part(sentence: Sentence, partings: Sequence[int], offset: int) -> tuple[int, int]:
    """The part of a sentence between two partings in which an offset lies."""
    first = max((at for at in partings if at <= offset), default=sentence.start)
    return first, min((at for at in partings if at > offset), default=sentence.end)


def _ends_part(sentence: Sentence, partings: Sequence[int], offset: int) -> bool:
    """Whether nothing follows an offset in its part of the sentence."""
    last = _part(sentence, partings, offset - 1)[1]
    return _NOTHING.fullmatch(sentence.plain, offset - sentence.start, last - sentence.start) is not None


def counted_by(prepared: Prepared, sentence: Sentence, parse: Parse, head: int) -> Speaker | None:
    """Whose reckoning an amount is, where its own verb tells; None where nobody is said to have counted."""
    verb = verb_above(parse, head)
    who = subject_of(parse, verb) if verb is not None and parse.first(verb, "auxpass") is None else None
    if verb is None or who is None:
        return None
    preposition = parse.heads[head]
    leads = parse.lowers[preposition] if parse.heads[preposition] == verb else ""
    put = (parse.lemmas[verb] in _PUTTING and leads == "at") or (parse.lemmas[verb] == "speak" and leads == "of")
    counted = parse.lemmas[verb] in _COUNTING and parse.lemmas[who] in _COUNTERS
    if not put and not counted:
        return None
    start, end = parse.extent(who, without=("relcl", "acl", "appos", "advcl", "parataxis"))
    return speakers_of(prepared, sentence, who, (start, end))[0]


def puts_anew(parse: Parse, head: int) -> bool:
    """Whether an amount is somebody's own reckoning of what was told before: "the other side puts it at 4 billion"."""
    verb = verb_above(parse, head)
    if verb is None or parse.lemmas[verb] not in _PUTTING:
        return False
    told = parse.first(verb, "dobj")
    preposition = parse.heads[head]
    return told is not None and parse.lowers[told] in _TAKEN_UP and parse.heads[preposition] == verb and parse.lowers[preposition] == "at"
