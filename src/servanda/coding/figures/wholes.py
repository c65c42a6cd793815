"""Of what a share is a share, and what a poll asked whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.clauses import verb_above
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Poll

_OF = re.compile(r"\s+(?:share\s+)?(?:of|among)\s+", re.IGNORECASE)
_CUT = ("relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "parataxis")
# How the name of who asked stands beside the poll.
_CONDUCTED = re.compile(
    r"\b(?:poll|survey|study|pollsters?|agency|institute|firm)\b[^.;]{0,40}?\b(?:by|from)\s+(?:the\s+)?(?:pollsters?\s+|(?:polling|opinion|research)\s+\w+\s+)?(?P<name>(?:[A-Z][\w'&-]*\s?){1,4})"
)
_PER_POLL = re.compile(
    r"(?P<name>(?:\b(?!(?:An?|The|In|Of|Only|According|This|Another|Recent|Last|Asked)\b)[A-Z][\w'&-]*\s){1,3})(?:opinion\s+)?(?:poll|survey|pollsters?)\b"
)
_BY_POLLSTER = re.compile(
    r"\b(?:the\s+)?(?:pollster|polling\s+(?:agency|institute|firm|company|centre|center))\s+(?P<name>(?:[A-Z][\w'&-]*\s?){1,4})"
)
# "One in five Serbs": who was asked follows without an "of".
_OUT_OF = re.compile(r"\b(?:in|out\s+of)\b", re.IGNORECASE)
_NO_NAME = frozenset(
    {
        "may",
        "june",
        "july",
        "january",
        "february",
        "march",
        "april",
        "august",
        "september",
        "october",
        "november",
        "december",
        "spring",
        "summer",
    }
)


def share_of(sentence: Sentence, parse: Parse, amount: Amount) -> str | None:
    """The words for the whole of which a percentage is a part: "German imports" of "55 per cent of German imports"."""
    if amount.unit != "percent":
        return None
    part = _OF.match(sentence.plain, amount.end)
    return _phrase(sentence, parse, part.end()) if part else None


def _phrase(sentence: Sentence, parse: Parse, place: int) -> str | None:
    """The noun phrase that begins at a place, without the clauses that hang on it."""
    first = next((t for t in range(len(parse)) if parse.starts[t] >= sentence.start + place), None)
    if first is None:
        return None
    head = first
    while (
        parse.heads[head] != head
        and parse.heads[head] > head
        and parse.deps[head] in ("det", "amod", "compound", "poss", "nmod", "nummod", "case", "advmod", "quantmod")
    ):
        head = parse.heads[head]
    # What a preposition adds later ("of Germany's gas imports in 2020") belongs to the sentence unless it is the whole's own "of".
    tokens = [t for t in parse.subtree(head, without=(*_CUT, "prep")) if t >= first]
    for preposition in parse.of(head, "prep"):
        if parse.lowers[preposition] == "of":
            tokens += parse.subtree(preposition, without=_CUT)
    people = next((t for t in sorted(tokens) if parse.tags[t] == "NNPS" and parse.lowers[t].endswith("s")), None)
    # "61 percent of Finns favour membership": a people is no part of a compound, whatever the parser makes of it.
    tokens = _unbroken([t for t in sorted(tokens) if people is None or t <= people])
    if not tokens or not (_is_noun(parse, head) and _is_noun(parse, tokens[-1])):
        return None
    return sentence.plain[parse.starts[tokens[0]] - sentence.start : parse.ends[tokens[-1]] - sentence.start]


def _is_noun(parse: Parse, token: int) -> bool:
    """Whether a word is a noun, or a name that the parser takes for an adjective ("two in three Taiwanese")."""
    return parse.tags[token].startswith("N") or (parse.tags[token] == "JJ" and parse.words[token][0].isupper())


def _unbroken(tokens: Sequence[int]) -> list[int]:
    """The tokens up to the first gap."""
    kept = list(tokens[:1])
    for token in tokens[1:]:
        if token != kept[-1] + 1:
            break
        kept.append(token)
    return kept


def poll_of(sentence: Sentence, parse: Parse, amount: Amount, head: int, amounts: Sequence[Amount]) -> Poll | None:
    """What the sentence tells of a poll beside the share; None for the number asked itself and where it tells nothing."""
    if amount.kind != "share":
        return None
    asked = [one for one in amounts if one.kind == "persons" and one.value >= 10]
    told = Poll(
        question=_question(sentence, parse, amount, head),
        population=_population(sentence, parse, amount),
        sample=int(asked[0].value) if len(asked) == 1 else None,
        pollster=_pollster(sentence.plain),
    )
    return told if any((told.question, told.population, told.sample, told.pollster)) else None


def _population(sentence: Sentence, parse: Parse, amount: Amount) -> str | None:
    """Who was asked: "Finns" of "61 percent of Finns"."""
    part = _OF.match(sentence.plain, amount.end)
    in_words = _OUT_OF.search(sentence.plain[amount.start : amount.end])
    words = _phrase(sentence, parse, part.end() if part else amount.end) if part or in_words else None
    return re.sub(r"^(?:those|the|all)\s+", "", re.sub(r"^[\d,.]+\s+", "", words)) if words else None


def _question(sentence: Sentence, parse: Parse, amount: Amount, head: int) -> str | None:
    """What the share of people think or want, in the words of the clause of which they are the subject."""
    above = [head, *parse.ancestors(head)]
    subject = next((t for t in above if parse.deps[t] in ("nsubj", "nsubjpass")), None)
    verb = parse.heads[subject] if subject is not None else verb_above(parse, head)
    if verb is None or not parse.tags[verb].startswith(("V", "MD")):
        return None
    start = parse.starts[verb]
    auxiliaries = [t for t in parse.of(verb, "aux", "neg", "auxpass") if parse.starts[t] < start]
    if auxiliaries:
        start = parse.starts[min(auxiliaries)]
    if start < sentence.start + amount.end:
        return None
    tokens = _unbroken([t for t in parse.subtree(verb, without=("parataxis",)) if parse.starts[t] >= start])
    text = sentence.plain[start - sentence.start : parse.ends[tokens[-1]] - sentence.start] if tokens else ""
    return re.split(r",\s|;|\.$", text)[0].strip() or None


def _pollster(text: str) -> str | None:
    """The name of who asked."""
    for pattern in (_BY_POLLSTER, _CONDUCTED, _PER_POLL):
        if found := pattern.search(text):
            name = found["name"].strip()
            if name.lower().split()[-1] not in _NO_NAME and not name.isdigit():
                return name
    return None
