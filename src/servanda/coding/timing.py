"""When an act in a sentence took place: the date words that belong to its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.dating import DateMention, to_when
from servanda.records import When

_CLAUSE = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj", "xcomp"})
# Nouns that count out a stretch of time: "the end of 2019".
_PARTS = frozenset(
    "end beginning start middle close turn course month week day hour night morning afternoon evening eve spring summer autumn fall winter half quarter part".split()
)
# What is told in these is told on their day: "in their joint statement of 20 May, the two called for".
_TELLING = frozenset(
    "statement declaration communique communiqué letter note verbale message speech address interview briefing report article resolution memorandum protest "
    "decree order meeting summit conference session talk call vote visit ceremony".split()
)
_BODIES = frozenset({"assembly", "council", "congress", "parliament", "senate"})
_STRUCK = frozenset("attack bombing explosion blast raid strike clash battle shelling shooting massacre earthquake ambush".split())
_WHERE_TOLD = frozenset({"in", "at", "during", "by", "through"})
# Verbs that speak of what somebody else did: their own day is not that of the deed, nor the deed's day theirs.
_JUDGING = frozenset(
    "condemn denounce deplore decry criticise criticize welcome praise hail applaud commend regret lament mourn mention discuss debate recall "
    "remember commemorate describe call deny reject dismiss confirm report note celebrate mark review assess protest blame".split()
)
_ASKING = frozenset({"call", "appeal", "ask", "press", "push", "hope", "plead"})
# Participles that tell where and when a main verb was said or done: "speaking in Paris on 4 June, the minister accused".
_MEANWHILE = frozenset("speak meet address talk gather convene assemble answer brief write appear testify".split())
# A century that is still going on is the horizon of a hope, and dates nothing that is done.
_HORIZON = re.compile(r"\b(?:new|this|next|coming|21st|twenty-first|third)\s+(?:century|millennium)\b", re.IGNORECASE)
_AHEAD = ("next", "tomorrow", "coming", "the coming", "the next", "later")
_NO_TIME = frozenset({"duration", "name"})


def when_of(sentence: Sentence, token: int, dates: Iterable[DateMention] | None = None) -> When | None:
    """The time of what token `token` tells, from the date words of its own clause; None where the text gives none.

    Date words in another clause ("said on Tuesday that it had signed") are not taken over. `dates` are those of the sentence that can be
    meant; all of them where none are given.
    """
    parse = sentence.parse
    if parse is None:
        return None
    own = _clause_of(parse, token)
    best: tuple[int, DateMention] | None = None
    for date in sentence.dates if dates is None else dates:
        if date.kind in _NO_TIME or (date.earliest is None and date.latest is None) or _HORIZON.search(date.words):
            continue
        head = parse.head_of(date.start, date.end)
        if head is None:
            continue
        distance = None if _is_anothers(parse, head, date, token) else _distance(parse, head, token, own)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, date)
    return None if best is None else to_when(best[1])


def _is_anothers(parse: Parse, head: int, date: DateMention, token: int) -> bool:
    """Whether date words tell the time of something else than a token: "since the attacks of 11 September", "invited him to come next year"."""
    above = parse.heads[head]
    if parse.deps[head] == "pobj" and parse.lowers[above] == "of":
        noun = parse.heads[above]
        inside = parse.starts[noun] < date.end and date.start < parse.ends[noun]
        if parse.tags[noun].startswith("N") and noun != token and not inside and parse.lemmas[noun] not in _PARTS:
            told = parse.heads[noun]
            if parse.lemmas[noun] in _STRUCK and told == token:
                return False  # "the attack of 4 April killed nine"
            if parse.lemmas[noun] not in _TELLING or parse.deps[noun] != "pobj" or parse.lowers[told] not in _WHERE_TOLD:
                return True
    if _is_judged(parse, head, token) or _is_of_what_came_before(parse, head, token):
        return True
    if not date.words.lower().startswith(_AHEAD):
        return False
    for here in [head, *parse.ancestors(head)]:
        if here == token:
            return False
        infinitive = parse.tags[here] == "VB" and any(parse.tags[c] == "TO" for c in parse.of(here, "aux"))
        if infinitive and here > token and parse.tags[token] in ("VBD", "VBN"):
            return True  # what was asked or agreed lies ahead; the asking does not
    return False


def _is_of_what_came_before(parse: Parse, head: int, token: int) -> bool:
    """Whether date words stand in what an act only follows or precedes: "after the attack of 17 July in Goma it withdrew"; talks end on their day."""
    for here in parse.ancestors(head):
        if here == token:
            return False
        noun = parse.first(here, "pobj") if parse.lowers[here] in ("after", "before") else None
        if noun is not None and noun != head and parse.tags[noun].startswith("N") and head in parse.subtree(noun):
            return parse.lemmas[noun] not in _TELLING | _PARTS and token in parse.ancestors(here)
    return False


def _is_judged(parse: Parse, head: int, token: int) -> bool:
    """Whether the date is that of a judgement and the token the deed judged, or the other way: "today condemned", "condemned Friday's attack"."""
    if parse.lemmas[token] in _JUDGING and parse.deps[head] in ("poss", "compound", "nmod", "amod", "nummod"):
        noun = parse.heads[head]
        return parse.tags[noun].startswith("N") and parse.deps[noun] in ("dobj", "pobj") and token in parse.ancestors(noun)
    if not parse.tags[token].startswith("N"):
        return False
    verb = next((t for t in parse.ancestors(token) if parse.tags[t].startswith("V")), None)
    if verb is None or token in (head, *parse.ancestors(head)):
        return False
    chain = (token, *parse.ancestors(token))
    if parse.lemmas[verb] in _ASKING and any(parse.lowers[p] == "for" and p in chain for p in parse.of(verb, "prep")):
        return True  # "in their statement of 20 May they called for a dialogue"
    judged = parse.first(verb, "dobj")
    return parse.lemmas[verb] in _JUDGING and judged is not None and judged in chain


def _clause_of(parse: Parse, token: int) -> int:
    """The verb that heads the clause of a token; complements without a subject belong to their governor's clause."""
    here = token
    while parse.heads[here] != here and not _heads_clause(parse, here):
        here = parse.heads[here]
    return here


def _heads_clause(parse: Parse, token: int) -> bool:
    """Whether a token heads a clause of its own: a verb with a finite or participial dependency."""
    return parse.deps[token] in _CLAUSE and parse.tags[token].startswith(("V", "MD")) and parse.deps[token] != "xcomp"


def _distance(parse: Parse, date_head: int, token: int, own: int) -> int | None:
    """How near date words are to a token: 0 below it, 1 in its clause, 2 in the clause it completes; None elsewhere."""
    chain = [date_head, *parse.ancestors(date_head)]
    apart = _clause_of_date(parse, date_head) != _clause_of(parse, date_head)
    if not apart and token in chain and not any(_heads_clause(parse, t) for t in chain[: chain.index(token)]):
        return 0
    if _clause_of_date(parse, date_head) == own or _closes_fronted_clause(parse, date_head, own):
        return 1
    # Joined verbs share what stands before the first: "On Monday China protested and recalled its envoy".
    now = any(
        parse.lowers[c] in ("now", "today", "currently") for c in parse.of(own, "advmod", "npadvmod")
    )  # "had doubled since 2015 and now stands at"
    if parse.deps[own] == "conj" and _clause_of_date(parse, date_head) == _first_conjunct(parse, own) and date_head < own and not now:
        return 2
    # What closes a chain of joined verbs is said of all of them: "signed a treaty and issued a statement during the visit of July 15".
    last = _clause_of_date(parse, date_head)
    if parse.deps[last] == "conj" and _first_conjunct(parse, last) == own and date_head > last:
        return 3
    return 4 if _is_meanwhile(parse, date_head, own, last) else None


def _is_meanwhile(parse: Parse, date_head: int, own: int, dated: int) -> bool:
    """Whether a clause is told as going on in the dated one: "speaking on 4 June, he …", "on 15 March, when it …", "a statement in which"."""
    if parse.tags[dated] == "VBG" and parse.lemmas[dated] in _MEANWHILE and parse.deps[dated] in ("advcl", "acl"):
        return not {own, *parse.of(own, "nsubj")}.isdisjoint(parse.ancestors(dated))
    above = parse.heads[dated]
    if parse.lowers[dated] == "dated" and parse.lemmas[above] in _TELLING:
        return parse.lowers[parse.heads[above]] in _WHERE_TOLD and own in parse.ancestors(above)  # "in a letter dated 9 May"
    if parse.deps[dated] == "advcl" and above == own and dated < own and not any(parse.lowers[c] == "had" for c in parse.of(dated, "aux")):
        return any(parse.lowers[c] == "when" for c in parse.of(dated, "advmod", "mark"))  # "when they met on 8 May, the two agreed"
    if parse.tags[own] not in ("VBD", "VBN", "VBP", "VBZ") or parse.deps[own] not in ("advcl", "relcl"):
        return False
    above = parse.heads[own]
    past = parse.tags[own] in ("VBD", "VBN") and not any(parse.lowers[c] in ("had", "will") for c in parse.of(own, "aux"))
    led = {parse.lowers[c] for c in parse.of(own, "advmod", "mark")}
    if past and "when" in led and above in (date_head, dated):
        return True
    if past and led & {"when", "where"}:
        return parse.lemmas[above] in _TELLING | _BODIES and _clause_of(parse, above) == dated
    told = any(parse.lowers[c] == "in" and any(parse.lowers[w] == "which" for w in parse.of(c, "pobj")) for c in parse.of(own, "prep"))
    documents = (above, *parse.of(dated, "dobj")) if above == date_head else (above,)
    return told and any(parse.lemmas[one] in _TELLING for one in documents) and dated in parse.ancestors(own)


def _clause_of_date(parse: Parse, date_head: int) -> int:
    """The clause of date words; what stands before "after" is not of its clause: "On 27 August, the day after Mali signed, Chad protested"."""
    clause = _clause_of(parse, date_head)
    led = next((c for c in parse.of(clause, "mark") if parse.lowers[c] in ("after", "before")), None)
    outside = led is not None and date_head < led and clause < parse.heads[clause]
    return _clause_of(parse, parse.heads[clause]) if outside else clause


def _closes_fronted_clause(parse: Parse, date_head: int, own: int) -> bool:
    """Whether date words end a clause that stands before its main clause, though the parser gives them to the latter."""
    above = parse.heads[own]
    if parse.deps[own] != "advcl" or not own < date_head < above:
        return False
    return not any(parse.words[t] == "," or parse.tags[t].startswith("V") for t in range(own + 1, date_head))


def _first_conjunct(parse: Parse, token: int) -> int:
    while parse.deps[token] == "conj":
        token = parse.heads[token]
    return token
