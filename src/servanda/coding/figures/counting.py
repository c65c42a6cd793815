"""Who counted: "officials put the trade at $4 billion", "Chilean customs recorded $5 billion"."""

from __future__ import annotations

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
