"""The certainty of what is told of a state of affairs rather than of an act: what its own parties want of it is planned."""

from __future__ import annotations

from servanda.coding.certainty import judge
from servanda.coding.parsing import Parse
from servanda.records import Certainty
from servanda.vocabulary.certainty import load_certainty

# Words by which the doers aim at something themselves; asked of others it stays possible.
_OWN_AIMS = frozenset(
    "want hope hopes wish seek aim aims strive endeavour endeavor work goal purpose objective opportunity chance desire effort efforts interest basis "
    "hoped wants wanted hoping wished seeks sought aimed strives".split()
)
# What an agreement, a statement or talks are on or towards lies ahead of them.
_ABOUT = frozenset({"on", "about", "toward", "towards", "for", "at", "of"})
# "Not aimed at", "directed against": said of what there is.
_POINTING = frozenset({"aim", "direct"})
_TOPIC = frozenset({"on", "about", "toward", "towards"})
_DONE_BY = frozenset({"means", "result", "process", "course", "policy", "history", "tradition"})


def _tells_of(verb: str) -> bool:
    """Whether what is said with a verb of an act tells if the act took place: "the visit was cancelled"."""
    words = load_certainty()
    return verb not in _POINTING and any(verb in table for table in (words.occurring, words.cancelling, words.verb))


def stated_certainty(parse: Parse, token: int) -> Certainty:
    """The certainty of a state or course told by token `token`; an aim of the doers counts as planned."""
    verb = parse.heads[token]
    if parse.tags[token].startswith("N") and parse.deps[token] == "nsubjpass" and not _tells_of(parse.lemmas[verb]):
        # "Their reconciliation is not aimed at others": what is said of it does not make it undone.
        return "actual"
    if parse.deps[token] == "pcomp" and parse.lowers[parse.heads[token]] == "with":
        # "With Xi calling this the best time": told as it stands, whatever the main clause foresees.
        return "actual"
    found = judge(parse, token)
    if found.certainty == "possible" and found.aim and (found.why or "").lower() in _OWN_AIMS:
        return "planned"
    if found.certainty == "actual" and parse.tags[token] == "VBG" and parse.deps[token] == "pcomp":
        preposition = parse.heads[token]
        above = parse.heads[preposition]
        of_noun = parse.tags[above].startswith("N") and parse.lemmas[above] not in _DONE_BY
        if parse.lowers[preposition] in _ABOUT and (of_noun or parse.lowers[preposition] in _TOPIC):
            return "planned"
    return found.certainty
