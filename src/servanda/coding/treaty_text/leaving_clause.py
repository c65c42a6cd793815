"""How a treaty says that it may be left: notice, lock-in, notice only before the end of a term."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.passages import Passage, quoted
from servanda.coding.treaty_text.periods_in_words import LENGTH, delay_in, length_of


class WithdrawalRead(msgspec.Struct, frozen=True, kw_only=True):
    """The clause on leaving: `notice` between notice and effect, `not_before` a lock-in from entry into force."""

    allowed: bool
    notice: str | None
    notice_from: str | None
    not_before: str | None
    notice_before_expiry: bool
    conditional: bool
    article: str | None
    quote: str | None


_I = re.IGNORECASE
_LEAVES = re.compile(
    r"\bdenounc\w+|\bdenunciation|\bwithdraw(?:al|s|ing)?\b|\bterminat(?:e|ed|es|ion|ing)\b|\bcease\s+to\s+be\s+(?:a\s+)?part|\bcease\s+to\s+be\s+in\s+force|\brenounc\w+|\bnotice\s+of\s+(?:its\s+)?(?:intention|desire)|\b(?:desire|wish|intention)\s+to\s+(?:terminate|discontinue|end)|\bunless\s+(?:either|one|any)\b|\bnot\s+(?:to\s+)?(?:renew|extend|prolong)|\bdiscontinue|\bintention\s+(?:not\s+)?to|\bexpress\w*\s+(?:its|the|their)\s+(?:intention|wish|desire)",
    _I,
)
_OF_TREATY = re.compile(
    r"\b(?:this|the|present)\s+(?:\w+\s+){0,2}?(?:agreement|treaty|convention|protocol|arrangement|constitution|memorandum|pact|accord)s?\b|\bit\b|\bsuch\s+(?:withdrawal|denunciation|notice)|\bthe\s+(?:withdrawal|denunciation|termination)|\bwithdrawal\s+shall|\bdenunciation\s+shall|\bhereof\b|\bthis\s+denunciation|\bsuch\s+notice|\bunless\b",
    _I,
)
_NOT_IT = re.compile(
    r"\b(?:contract|employment|appointment|membership\s+fee|licen[cs]e|permit|fishing\s+activit|proposal|objection|reservation\s+may\s+be\s+withdrawn|withdraw\w*\s+(?:the|its|such|that|any)\s+(?:reservation|declaration|objection|concession|complaint|notification|offer|request|acceptance)|concessions?|request\w*\s+(?:in\s+writing\s+)?consultations?|transitional|quota|investigat|measure|proceedings?|preference|obligations?\s+under\s+the\s+contract)\b",
    _I,
)
_BEFORE_END = re.compile(
    r"(?:before|prior\s+to|preceding|in\s+advance\s+of|ahead\s+of)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+|its\s+|such\s+|that\s+|each\s+|any\s+)*(?:\w+\s+){0,2}?(?:expir\w+|end|termination|conclusion|lapse|completion|date\s+on\s+which)",
    _I,
)
_LOCK = (
    re.compile(
        r"(?:at\s+any\s+time\s+)?after\s+(?:the\s+(?:treaty|convention|agreement)\s+has\s+been\s+in\s+force\s+for\s+|(?:the\s+)?(?:expir\w+|end|lapse|elapse)\s+of\s+(?:a\s+period\s+of\s+|the\s+first\s+)?)?(?P<len>[\w\s()-]{2,24}?(?:years?|months?))\s*(?:of\s+(?:membership|its\s+entry)|(?:have|has)\s+(?:elapsed|passed|expired)|(?:after|from|following)\s+(?:the\s+)?(?:(?:date|day)\s+(?:of|on|upon|at|from|when)|its|entry|this|that)|,?\s*(?:any|each|a|either|by)\b)",
        _I,
    ),
    re.compile(
        r"(?P<len>[\w\s()-]{2,24}?(?:years?|months?))\s+(?:after|from|following)\s+(?:the\s+date\s+(?:of|on\s+which)\s+)?(?:its|the|this|that|such)?\s*(?:\w+\s+){0,4}?(?:entry\s+into\s+force|entr(?:y|ies)\s+into|(?:enters|entered|came|comes|has\s+come|has\s+entered)\s+into\s+force|becomes?\s+(?:a\s+)?part|membership)",
        _I,
    ),
    re.compile(r"in\s+force\s+for\s+(?P<len>[\w\s()-]{2,18}?years?)\s*,?\s*(?:any|each|either|a)\b", _I),
    re.compile(
        r"at\s+the\s+(?:end|expir\w+)\s+of\s+(?:the\s+|an?\s+)?(?:initial\s+|first\s+)?(?P<len>[\w\s()-]{2,18}?years?)(?:\s+period)?\s+or\s+at\s+any\s+time\s+thereafter",
        _I,
    ),
    re.compile(
        r"(?:not|no\s+\w+)\s+(?:be\s+)?(?:\w+\s+){0,4}?(?:before|until|earlier\s+than|within)\s+(?:the\s+(?:expir\w+|end)\s+of\s+)?(?P<len>[\w\s()-]{2,20}?years?)",
        _I,
    ),
    re.compile(r"before\s+the\s+(?:expir\w+|end)\s+of\s+(?:a\s+period\s+of\s+)?(?P<len>[\w\s()-]{2,20}?years?)\s+(?:from|after|of)\b", _I),
)
_NOTICE = (
    re.compile(
        r"(?:upon|on|by|with|giv\w+|subject\s+to|at|to)\s+(?:\w+\s+){0,3}?(?:at\s+least\s+|not\s+less\s+than\s+)?(?P<len>[\w()-]+(?:[\s-]+[\w()-]+){0,3}?[\s-]*(?:months?|years?|days?)(?:['’]s?)?)\s*,?\s*(?:prior\s+|written\s+|advance\s+|previous\s+|in\s+)*(?:notice|notification|in\s+advance)",
        _I,
    ),
    re.compile(
        r"(?P<len>[\w()-]+(?:[\s-]+[\w()-]+){0,3}?[\s-]*(?:months?|years?|days?)(?:['’]s?)?)\s*(?:prior\s+|written\s+|advance\s+|previous\s+|in\s+)*(?:notice|advance)",
        _I,
    ),
    re.compile(
        r"(?P<len>[\w()-]+(?:[\s-]+[\w()-]+){0,2}?[\s-]*(?:months?|years?|days?))\s+(?:before|prior\s+to|preceding|in\s+advance)", _I
    ),
)
_EXTRAORDINARY = re.compile(r"shall\s+give\s+notice", _I)


def leaving_clause(found: list[Passage]) -> WithdrawalRead | None:
    """Read the clause on denunciation or withdrawal; None where the text has none."""
    ranked = sorted(((_score(one, at, len(found)), at) for at, one in enumerate(found)), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < 3:
        return None
    for score, at in ranked[:6]:
        if score < 3:
            break
        near = _near(found, found[at])
        for one in near:
            notice, counted, before = _notice(one.text)
            if notice:
                return _made(one, near, notice, counted, before=before)
    best = found[ranked[0][1]]
    return _made(best, _near(found, best), None, None, before=False)


def _near(found: list[Passage], best: Passage) -> list[Passage]:
    """A sentence and those of its article that speak of leaving, of notice or of effect."""
    about = re.compile(r"\bnotice\b|notif|take\s+effect", _I)
    begins = re.compile(r"enters?\s+into\s+force|come\s+into\s+force", _I)
    beside = [one for one in found if one is not best and one.article == best.article and not _NOT_IT.search(one.text)]
    return [best, *(one for one in beside if _LEAVES.search(one.text) or (about.search(one.text) and not begins.search(one.text)))]


def _score(one: Passage, at: int, count: int) -> float:
    """How surely a sentence tells how to leave the treaty."""
    if not _LEAVES.search(one.text):
        return 0
    score = 1.0 * at / max(1, count)
    score += 2 if _OF_TREATY.search(one.text) else 0
    score += 2 if re.search(r"denunc|withdraw|terminat|duration|valid|final|force|expir|renew", one.title, _I) else 0
    score += (
        1.5
        if LENGTH.search(one.text) and re.search(r"notice|notif|take\s+effect|effective|before|prior|advance|writing", one.text, _I)
        else 0
    )
    score += 1 if re.search(r"\b(?:may|unless|right\s+to)\b", one.text, _I) else 0
    score -= 3 if _NOT_IT.search(one.text) else 0
    score -= (
        2
        if re.search(
            r"shall\s+not\s+affect|terminat\w+\s+of\s+this\s+\w+\s+shall\s+not|upon\s+termination|event\s+of\s+termination|consequences",
            one.text,
            _I,
        )
        else 0
    )
    return score


def _notice(words: str) -> tuple[str | None, str | None, bool]:
    """The notice of a sentence, how it is counted, and whether it only works before the end of a term."""
    ending = _BEFORE_END.search(words)
    if ending:
        lengths = [hit for hit in LENGTH.finditer(words, 0, ending.start() + 8) if ending.start() - hit.end() < 60]
        if lengths:
            return length_of(lengths[-1]), "date", True
    effect = re.search(
        r"(?:take|have|become|come|enter|effect|terminat|cease|expire|lapse|in\s+force|leave|withdraw|denounc)\w*", words, _I
    )
    delay = delay_in(words) if effect else None
    locks = _locks(words)
    if delay is not None and not _within(locks, delay.start):
        return delay.length, delay.counted, False
    for pattern in _NOTICE:
        for hit in pattern.finditer(words):
            length = next(reversed(list(LENGTH.finditer(hit["len"]))), None)
            if length is not None and not _within(locks, hit.start("len") + length.start()):
                return length_of(length), "date", False
    for delay_hit in LENGTH.finditer(words):
        tail = words[delay_hit.end() : delay_hit.end() + 170]
        if not _within(locks, delay_hit.start()) and re.match(
            r"\s*(?:,\s*or\s+[^,]{4,90},\s*)?(?:after|from|following)\s+(?:\w+\s+){0,7}?(?:notice|notif|receipt|received|deposit|denunc|date\s+of\s+such|acknowledg)",
            tail,
            _I,
        ):
            return length_of(delay_hit), "date", False
    return None, None, False


def _within(locks: list[re.Match[str]], at: int) -> bool:
    """Whether a place lies in the words of a lock-in."""
    return any(lock.start("len") <= at < lock.end("len") for lock in locks)


def _locks(words: str) -> list[re.Match[str]]:
    """The words that bar leaving for a time."""
    return [hit for pattern in _LOCK for hit in pattern.finditer(words) if LENGTH.search(hit["len"])]


def _made(one: Passage, near: list[Passage], notice: str | None, counted: str | None, *, before: bool) -> WithdrawalRead:
    """Put the reading together; the lock-in may stand in another sentence of the article."""
    lock: str | None = None
    if not before:
        for passage in near:
            for hit in _locks(passage.text):
                length = LENGTH.search(hit["len"])
                if (length is not None and length["unit"][0].lower() in "ym" and length_of(length) != notice) or (
                    length is not None and passage is not one
                ):
                    lock = length_of(length)
                    break
                if length is not None and len(list(LENGTH.finditer(passage.text))) > 1:
                    lock = length_of(length)
                    break
            if lock:
                break
    whole = " ".join(passage.text for passage in near)
    return WithdrawalRead(
        allowed=not re.search(r"may\s+not\s+be\s+(?:denounced|terminated)|no\s+(?:party|state)\s+may\s+withdraw", whole, _I),
        notice=notice,
        notice_from=counted if notice and counted != "date" else None,
        not_before=lock,
        notice_before_expiry=before,
        conditional=False,
        article=one.cited or None,
        quote=quoted(one.text),
    )
