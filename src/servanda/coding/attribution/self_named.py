"""Who speaks of themselves by name: "The United States welcomes the vote. We will send observers.", "here in Nairobi"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.coding.attribution.places import Place

if TYPE_CHECKING:
    from servanda.coding.mentions import Mention
    from servanda.coding.parsing import Parse
    from servanda.coding.prepared import Prepared
    from servanda.coding.sentence import Sentence

# Verbs by which a government tells in the present what it thinks, wants or thanks for.
_OF_ONESELF = frozenset(
    "welcome condemn support urge call believe reject oppose reaffirm stand deplore regret recognise recognize appreciate endorse thank congratulate "
    "expect encourage applaud commend hope reiterate remain offer share denounce seek intend stress underline look extend pledge demand join strive want "
    "consider regard attach favour favor advocate uphold back accept tolerate".split()
)
_READY = frozenset(
    "committed concerned ready determined proud opposed grateful clear prepared willing convinced appalled saddened pleased alarmed disappointed outraged deeply".split()
)
_BE = frozenset({"be", "remain", "stand"})
_NAMED = frozenset({"state", "organisation"})
_ADDRESSING = frozenset({"mr", "mr.", "madam", "madame"})
_HERE = re.compile(r"\b[Hh]ere\s+in\s+(?:the\s+)?$")


def self_named(prepared: Prepared, places: Sequence[Place]) -> Mention | None:
    """The one state or organisation that the words of these places name as the doer of what a speaker does for himself; None where none or several."""
    found: dict[str, Mention] = {}
    for sentence in prepared.sentences:
        if any(start < sentence.end and sentence.start < end for start, end in places):
            for mention in _named_in(sentence):
                if any(start <= mention.start and mention.end <= end for start, end in places):
                    found.setdefault(mention.actors[0], mention)
    return next(iter(found.values())) if len(found) == 1 else None


def _named_in(sentence: Sentence) -> list[Mention]:
    """Who a sentence names in its own main clause as feeling, wanting or thanking now, and where its speaker is."""
    found = [
        m
        for m in sentence.mentions
        if m.form == "state" and len(m.actors) == 1 and _HERE.search(sentence.plain[: m.start - sentence.start]) is not None
    ]
    parse = sentence.parse
    for token in range(len(parse)) if parse is not None else ():
        if parse is not None and parse.deps[token] == "nsubj" and told_of_oneself(parse, parse.heads[token]):
            addressed = parse.first(token, "appos") if token > 0 and parse.lowers[token - 1] in _ADDRESSING else None
            doer = token if addressed is None else addressed  # "Mr President, the United Kingdom is …": the parser joins the two
            mention = sentence.mention_at(parse.starts[doer], parse.ends[doer])
            if mention is not None and mention.form in _NAMED and len(mention.actors) == 1:
                found.append(mention)
    return found


def told_of_oneself(parse: Parse, verb: int) -> bool:
    """Whether a main verb tells in the present what its subject holds: "condemns", "remains committed", "will not recognise"."""
    subject = parse.first(verb, "nsubj")
    # Behind "MR. CARTER:" the parser makes the answer part of the name.
    labelled = subject is not None and (first := min(parse.subtree(subject))) > 0 and parse.words[first - 1] == ":"
    if (parse.deps[verb] != "ROOT" and not labelled) or any(
        parse.lowers[c] in ("has", "have", "had", "did") for c in parse.of(verb, "aux")
    ):
        return False
    present = parse.tags[verb] in ("VBZ", "VBP", "VB") or parse.lowers[verb] == parse.lemmas[verb]
    if not present or any(parse.words[c] == "?" for c in parse.children[verb]):
        return False
    if parse.lemmas[verb] in _BE:
        return parse.lemmas[verb] == "stand" or any(parse.lowers[c] in _READY for c in parse.of(verb, "acomp", "advcl", "ccomp", "xcomp"))
    return parse.lemmas[verb] in _OF_ONESELF or parse.lowers[verb] in _READY


def tells_of_oneself(verb: str) -> bool:
    """Whether a word of a headline is such a verb or feeling: "condemns", "concerned"."""
    return verb in _READY or verb.removesuffix("s") in _OF_ONESELF or verb.removesuffix("es") in _OF_ONESELF
