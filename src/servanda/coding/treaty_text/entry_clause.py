"""When a treaty says that it enters into force: rule, number of states, delay, late joiners, provisional application."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.numerals import count_in
from servanda.coding.treaty_text.parties import named_in
from servanda.coding.treaty_text.passages import Passage, quoted
from servanda.coding.treaty_text.periods_in_words import NUMBER, ORDINAL, Delay, delay_in
from servanda.dating.legal_dates import find_legal_dates


class LateJoinersRead(msgspec.Struct, frozen=True):
    """When the treaty binds a state that joins later; P0D is the day of deposit."""

    delay: str
    delay_from: str


class EntryRead(msgspec.Struct, frozen=True, kw_only=True):
    """The rule of entry into force as the text gives it; rule `absent` where it says nothing."""

    rule: str
    count: int | None = None
    fraction: str | None = None
    named_states: tuple[str, ...] | None = None
    delay: str | None = None
    delay_from: str | None = None
    fixed_date: str | None = None
    not_later_than: bool = False
    late_joiners: LateJoinersRead | None = None
    per_state_on_deposit: bool = False
    article: str | None = None
    quote: str | None = None


class ProvisionalRead(msgspec.Struct, frozen=True, kw_only=True):
    """Application before entry into force: from signature, a date, a notification or a declaration."""

    begins: str
    delay: str | None
    delay_from: str | None
    optional: bool
    article: str | None
    quote: str


_I = re.IGNORECASE
_ENTERS = re.compile(
    r"(?:(?:shall|will|to|does|should|is\s+to|may|must)\s+(?:[\w,]+\s+){0,6}?|\bwhich\s+)?(?:enter\w*|come\w*|comes|go|goes|be\s+put|be\s+brought)\s+(?:provisionally\s+)?in(?:to|co)\s+(?:force|effect|operation)"
    r"|(?:shall|will)\s+(?:take\s+effect|become\s+(?:effective|operative|binding|applicable)|be\s+effective|have\s+effect)|become\s+effective|effective\s+(?:today|upon|on\s+the\s+date)|shall\s+be\s+valid\s+(?:from|as\s+of|starting)",
    _I,
)
_ITSELF = re.compile(
    r"\b(?:this|the|present|the\s+present|these)\s+(?:\w+\s+){0,3}?(?:agreement|treaty|convention|protocol|arrangement|constitution|charter|memorandum|statute|pact|covenant|articles|note|accord)\b|\bit\s+(?:shall|will)\b|constitute\s+an\s+agreement",
    _I,
)
_OTHER = re.compile(
    r"\bamendments?\b|\bmodifications?\b|\bdecisions?\b|\bdetermination\b|\breservations?\b|\brevision|\bdenunciation\b|\bwithdrawal\b|\btermination\b|\bpending\b(?=[^.]{0,40}\bprovisional)|has\s+entered|have\s+entered|entered\s+into\s+force\s+on|regulation\b|\bannex\s+(?:\w+\s+)?shall",
    _I,
)
_LATER_STATE = re.compile(
    r"\b(?:for|in\s+respect\s+of|with\s+respect\s+to|with\s+regard\s+to|as\s+regards|in\s+relation\s+to)\s+(?:each|any|every|a|an|the|states?|such|those|other|governments?)\b[^.]{0,140}?(?:subsequent|after|later|acced|thereafter|adher)"
    r"|(?:each|any|every)\s+(?:other\s+)?(?:state|government|member|party|signatory|country|contracting)[^.]{0,120}(?:after\s+the\s+(?:entry|date\s+of\s+entry|deposit)|subsequent|thereafter)"
    r"|whose\s+instruments?\s+of\s+(?:ratification|accession)[^.]{0,60}(?:subsequent|after)|thereafter[^.]{0,60}(?:enter|come)s?\s+into\s+force|(?:the|those|such|all)\s+other\s+(?:signatory\s+)?states",
    _I,
)
_EXCHANGE = re.compile(
    r"exchange\s+of\s+(?:the\s+|their\s+)*(?:(?:respective\s+)?instruments|ratifications?)|ratifications?\s+(?:shall\s+(?:have\s+been\s+|be\s+)?|have\s+been\s+)?exchanged|(?:instruments|documents)(?:\s+of\s+\w+)?\s+(?:are|have\s+been|shall\s+be)\s+exchanged|\bexchange\s+(?:\w+\s+){0,2}(?:instruments|ratifications)",
    _I,
)
_NOTIFY = re.compile(
    r"notif|inform(?:ed|s|ing)?\s+(?:each|one|the\s+other|in)|exchange\s+of\s+(?:diplomatic\s+)?(?:notes|letters|notifications)|exchang\w+\s+(?:of\s+)?(?:the\s+)?(?:diplomatic\s+|written\s+)*(?:notes|notifications)|written\s+confirmation|communicat\w+\s+(?:to\s+)?each|advis\w+\s+each|(?:diplomatic|verbal)\s+notes?\b|(?:last|latter|later|second)\s+(?:of\s+the\s+(?:two\s+)?)?(?:\w+\s+)?(?:note|letter)s?\b",
    _I,
)
_DEPOSIT = re.compile(
    r"\bdeposit|\bratif|\binstruments?\s+of\b|\bacced|\baccession|\baccept(?:ed|ance)|\bapprov|\bsignatory|\bsignatures?\s+without|\bbecome\s+part|\bbecome\s+members|consent\s+to\s+be\s+bound|signed\s+(?:definitively|without)",
    _I,
)
_SIGNATURE = re.compile(
    r"(?:up)?on\s+(?:the\s+)?(?:date\s+of\s+|day\s+of\s+|moment\s+of\s+)?(?:its\s+|the\s+|their\s+)?(?:final\s+)?(?:signature|signing|execution)|date\s+(?:of|on\s+which)\s+(?:its\s+|the\s+|it\s+is\s+)?(?:execution|signature|signing|signed)|(?:day|moment|time|date)\s+(?:of\s+)?(?:its\s+|the\s+)?sign(?:ing|ature|ed)|after\s+(?:its\s+)?sign(?:ature|ing)|\btoday\b|on\s+(?:this|today['’]s)\s+date|date\s+of\s+(?:this|your|the\s+present)\s+(?:note|reply|letter)|date\s+of\s+(?:your\s+excellency['’]s|the)\s+reply",
    _I,
)
_ALL = re.compile(
    r"\b(?:all|both|each)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,2}?(?:signator\w+|contracting|original|parties|states|governments|members|member)|\blast\s+(?:of\s+the\s+)?(?:\w+\s+)?(?:instrument|ratification|signator|deposit)|\bby\s+the\s+(?:signatory|contracting)\s+(?:states|parties|governments)\b",
    _I,
)
_COUNTED = (
    re.compile(
        rf"(?:the\s+)?(?P<n>{ORDINAL})(?:\s*\([^)]{{1,6}}\))?\s+(?:such\s+)?(?:of\s+(?:the\s+|such\s+)?)?(?:instrument|state|government|deposit|ratification|signator|country|party|member|acceptance|contracting)",
        _I,
    ),
    re.compile(
        rf"(?:instruments?|ratif\w+|accept\w+|approv\w+|accession|signed|signatures?|deposit\w*|behalf)\b[^.;]{{0,110}}?\b(?:by|of|from|for)\s+(?:at\s+least\s+|not\s+(?:less|fewer)\s+than\s+)?(?:the\s+)?(?P<n>{NUMBER})(?:\s*\([^)]{{1,6}}\))?\s+(?:of\s+the\s+|or\s+more\s+|signatory\s+|contracting\s+|member\s+|other\s+)*(?:states|governments|countries|members|parties|nations|signator)",
        _I,
    ),
    re.compile(
        rf"(?:at\s+least\s+|not\s+(?:less|fewer)\s+than\s+|on\s+which\s+|when\s+|after\s+|as\s+soon\s+as\s+|until\s+|once\s+)(?P<n>{NUMBER})(?:\s*\([^)]{{1,6}}\))?\s+(?:of\s+the\s+|or\s+more\s+|signatory\s+|contracting\s+|member\s+|instruments|such\s+)*(?:states|governments|countries|members|parties|instruments|signator|of)",
        _I,
    ),
    re.compile(
        rf"\b(?P<n>{NUMBER})(?:\s*\([^)]{{1,6}}\))?\s+(?:instruments?\s+of|(?:states|governments|countries|parties|members)\s+(?:have|has|which\s+(?:first|have)|parties\s+to|listed|signatory))",
        _I,
    ),
)
_OTHERS = re.compile(rf"(?P<n>{NUMBER})\s+other\s+(?:signatory\s+)?(?:states|governments)", _I)
_FRACTION = re.compile(
    r"\b(two[\s-]thirds|three[\s-](?:fourths|quarters)|one[\s-]half|a\s+majority|the\s+majority|simple\s+majority)\b", _I
)
_AMONG = re.compile(
    r"\bincluding\b|provided\s+(?:that|there|at\s+least)|of\s+which\s+at\s+least|is\s+(?:among|one\s+of)|combined\s+merchant|per\s+cent|of\s+whom|at\s+least\s+\w+\s+of\s+which",
    _I,
)
_PER_STATE = re.compile(
    r"for\s+(?:the\s+)?(?:states?|each\s+\w+|parties)\s+(?:which|that|who)\s+(?:have|has)\s+ratified|(?:their|its)\s+respective\s+instruments?\s+of\s+ratification",
    _I,
)
# What follows these words speaks of the treaty's duration, not of its beginning.
_LASTS = re.compile(
    r"\b(?:and\s+)?(?:shall\s+|will\s+)?(?:remain|continue|stay|be\s+valid|is\s+valid)\b|for\s+(?:an?\s+)?(?:initial\s+)?(?:period|term|duration)\s+of",
    _I,
)


def entry_clause(found: list[Passage]) -> EntryRead:
    """Read the rule of entry into force out of the sentences of a treaty."""
    ranked = sorted(_candidates(found), key=lambda pair: -pair[0])
    late = _late_joiners(found)
    for _, at in ranked:
        reading = _read(found, at, late)
        if reading is not None:
            return reading
    return _in_force_from(found, late)


_SUBORDINATE = re.compile(
    r"(?:\b(?:date|day|time|moment)\s+(?:on|at|from|of)?\s*(?:which|when)?|\bafter|\bwhen|\bonce|\bas\s+soon\s+as|\bbefore|\buntil|\bprior\s+to|\bwhich|\bsince)\s+"
    r"(?:this|the|present|new|revising|said|such|it)?\s*(?:[\w-]+\s+){0,4}$",
    _I,
)


def _may_enter(words: str) -> bool:
    """Whether words can hold `_ENTERS`, whose search is slow: each of its choices ends in one of these."""
    lowered = words.lower()
    return any(end in lowered for end in ("force", "effect", "operati", "binding", "applicable", "valid"))


def _main_hit(one: Passage) -> re.Match[str] | None:
    """The words "shall enter into force" of a main clause; those of "the date on which it enters into force" only where there are no others."""
    hits = list(_ENTERS.finditer(one.text)) if _may_enter(one.text) else []
    main = [
        hit
        for hit in hits
        if not (_SUBORDINATE.search(one.text[max(0, hit.start() - 60) : hit.start()]) and not re.match(r"(?:shall|will)", hit[0], _I))
    ]
    return next(iter(main or hits), None)


def _candidates(found: list[Passage]) -> list[tuple[float, int]]:
    """The sentences that may hold the rule, each with how well it looks."""
    ranked = []
    for at, one in enumerate(found):
        hit = _main_hit(one)
        if hit is None:
            continue
        score = 2.0 * at / max(1, len(found))
        score += 3 if _ITSELF.search(one.text[max(0, hit.start() - 130) : hit.end() + 60]) else 0
        lead = one.text[max(0, hit.start() - 60) : hit.start()]
        score -= 4 if _SUBORDINATE.search(lead) and not re.match(r"(?:shall|will)", hit[0], _I) else 0
        score += 2 if re.search(r"entry|force|effect|final|valid|concluding|commence", one.title, _I) else 0
        score -= 4 if _OTHER.search(one.text[: hit.end() + 30]) else 0
        score -= 3 if _LATER_STATE.search(one.text) else 0
        score -= (
            2 if re.search(r"amend|revis|denunci|withdraw|terminat", one.title, _I) and not re.search(r"entry|force", one.title, _I) else 0
        )
        score += (
            1.5 if _EXCHANGE.search(one.text) or _NOTIFY.search(one.text) or _DEPOSIT.search(one.text) or _SIGNATURE.search(one.text) else 0
        )
        ranked.append((score, at))
    return ranked


def _read(found: list[Passage], at: int, late: LateJoinersRead | None) -> EntryRead | None:
    """The rule of one sentence, with its neighbours of the same article where it refers to them; None where it gives no rule."""
    one = found[at]
    hit = _main_hit(one)
    if hit is None or (_OTHER.search(one.text[: hit.end() + 5]) and not _ITSELF.search(one.text[: hit.end()])):
        return None
    words = one.text
    lasts = _LASTS.search(words, hit.end()) or re.search(r"[;,.]\s+(?:\w+\s+){0,8}?(?:be\s+)?applied\s+provisionally", words, _I)
    own = words[: lasts.start()] if lasts else words
    rule = _rule(own, own[hit.end() :])
    if rule is None and lasts:
        rule = _rule(words, words[hit.end() :])
    told = own
    if rule is None:
        near = [p.text for p in found[max(0, at - 2) : at + 3] if p.article == one.article]
        own = " ".join(near)
        rule = _rule(own, own)
    if rule is None:
        return None
    name, count, fraction, named = rule
    delay = _delay(told, name)
    dates = find_legal_dates(words, hit.end()) or find_legal_dates(words)
    fixed = dates[0].day.isoformat() if name == "fixed_date" and dates else None
    return EntryRead(
        rule=name,
        count=count,
        fraction=fraction,
        named_states=(named_in(own) or None) if named else None,
        delay=delay.length if delay else None,
        delay_from=delay.counted if delay else None,
        fixed_date=fixed,
        not_later_than=bool(fixed and re.search(r"not\s+later\s+than|at\s+the\s+latest", own, _I)),
        late_joiners=late if name in ("nth_deposit", "deposit_by_named_states", "conditions_combined", "other") else None,
        per_state_on_deposit=name == "other",
        article=one.cited or None,
        quote=quoted(words, _sentence_start(words, hit.start())),
    )


Rule = tuple[str, int | None, str | None, bool]


def _rule(words: str, after: str) -> Rule | None:
    """The rule that words give, with number, share and whether states are named; None where they give none."""
    dates = find_legal_dates(after)
    near_date = bool(dates) and dates[0].start < 45 and not re.search(r"notif|exchange|deposit", after[: dates[0].start], _I)
    if near_date:
        return "fixed_date", None, None, False
    count, fraction = _counted(words)
    at_once = _SIGNATURE.search(after)
    if at_once and at_once.start() < 24 and count is None:
        return "on_signature", None, None, False
    notes_today = re.search(r"date\s+of\s+(?:this|your)", after, _I)
    elsewise = _EXCHANGE.search(words) or (_NOTIFY.search(after) and not notes_today) or count is not None
    if (_SIGNATURE.search(after) or _SIGNATURE.search(words)) and not elsewise:
        return "on_signature", None, None, False
    if _PER_STATE.search(words) and count is None and not _ALL.search(words):
        return "other", None, None, False
    by_consent = _rule_of_consents(words, count, fraction)
    if by_consent is None and dates:
        return "fixed_date", None, None, False
    if by_consent is None and re.search(r"ratif|approv", words, _I):
        return "other", None, None, False
    return by_consent


def _rule_of_consents(words: str, count: int | None, fraction: str | None) -> Rule | None:
    """The rule where it rests on exchange, deposits or notifications; None where the words name none of them."""
    among = bool(_AMONG.search(words))
    deposits = bool(_DEPOSIT.search(words))
    if _EXCHANGE.search(words) and not among:
        return "exchange_of_instruments", None, None, False
    if count is not None and re.search(r"designated\s+depositar\w+[^.]{0,40}\band\b[^.]{0,30}other\s+states", words, _I):
        return "conditions_combined", count, None, True
    if deposits and (count is not None or fraction is not None):
        return ("conditions_combined" if among else "nth_deposit"), count, fraction, among
    if among and (_EXCHANGE.search(words) or deposits):
        return "conditions_combined", count, fraction, True
    closed = _ALL.search(words) and (deposits or re.search(r"notif", words, _I))
    if _NOTIFY.search(words) and not (closed and re.search(r"depositary|instruments?\s+of\s+ratification|all\s+parties\s+to", words, _I)):
        return "last_notification", None, None, False
    return ("deposit_by_named_states", None, None, True) if closed else None


def _counted(words: str) -> tuple[int | None, str | None]:
    """How many states are needed, or what share of them."""
    for pattern in (*_COUNTED, _OTHERS):
        hit = pattern.search(words)
        if hit and hit["n"].lower() not in ("a", "an", "first"):
            number = count_in(hit["n"])
            if number is not None and number < 160:
                extra = re.search(r"other\s+(?:states|governments)", words[hit.start() : hit.end() + 20], _I) and re.search(
                    r"depositar", words, _I
                )
                return (number + 3 if extra else number), None
    share = _FRACTION.search(words)
    return (None, share[0].lower()) if share and _DEPOSIT.search(words) else (None, None)


def _delay(words: str, rule: str) -> Delay | None:
    """The delay between the event and entry into force."""
    if rule == "fixed_date":
        return None
    delay = delay_in(words)
    return None if delay is not None and delay.length == "P0D" and delay.counted == "date" else delay


def _late_joiners(found: list[Passage]) -> LateJoinersRead | None:
    """When the treaty binds a state that joins after entry into force."""
    for one in found:
        hit = _ENTERS.search(one.text) if _may_enter(one.text) else None
        if hit is None or not _LATER_STATE.search(one.text) or re.search(r"\bamend", one.text, _I):
            continue
        delay = delay_in(one.text)
        return LateJoinersRead(delay.length, delay.counted) if delay else LateJoinersRead("P0D", "date")
    return None


def _in_force_from(found: list[Passage], late: LateJoinersRead | None) -> EntryRead:
    """A rule told only in the clause on duration ("in force for ten years from the exchange of ratifications")."""
    for one in found:
        if re.search(r"remain\s+in\s+force|be\s+in\s+force|in\s+force\s+for", one.text, _I):
            exchange = re.search(
                r"(?:from|after)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?exchange\s+of\s+(?:the\s+)?(?:instruments|ratifications)",
                one.text,
                _I,
            )
            signature = re.search(r"from\s+(?:the\s+)?(?:date|day)\s+of\s+(?:its\s+|the\s+)?sign", one.text, _I)
            if exchange or signature:
                rule = "exchange_of_instruments" if exchange else "on_signature"
                return EntryRead(rule=rule, article=one.cited or None, quote=quoted(one.text), late_joiners=late)
    return EntryRead(rule="absent")


def provisional_application(found: list[Passage]) -> ProvisionalRead | None:
    """Whether and from when a treaty is applied before it enters into force."""
    for one in found:
        hit = re.search(
            r"(?:appl\w+|enter\w*\s+into\s+force)\s+(?:\w+\s+){0,4}?provisional|provisional(?:ly)?\s+(?:appl|enter)|provisional\s+application|provisionally\s+in\s+force",
            one.text,
            _I,
        )
        if hit is None or (
            re.search(r"notification\s+of\s+provisional|cease|terminat", one.text, _I) and "pending" not in one.text.lower()
        ):
            continue
        dates = find_legal_dates(one.text)
        if re.search(r"signature|signing|signed", one.text, _I):
            begins = "signature"
        elif dates:
            begins = dates[0].day.isoformat()
        else:
            begins = "notification" if re.search(r"notif", one.text, _I) else "declaration"
        delay = delay_in(one.text)
        return ProvisionalRead(
            begins=begins,
            delay=delay.length if delay else None,
            delay_from=delay.counted if delay else None,
            optional=bool(re.search(r"\bmay\b", one.text, _I)),
            article=one.cited or None,
            quote=quoted(one.text),
        )
    return None


def _sentence_start(words: str, at: int) -> int:
    """Where the quote begins: the sentence's start, unless that lies too far before the verb."""
    return 0 if at < 220 else max(words.rfind(",", 0, at), words.rfind(";", 0, at), 0)
