"""How long a treaty says that it lasts, and how it goes on after its first term."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.passages import Passage, quoted
from servanda.coding.treaty_text.periods_in_words import LENGTH, length_of
from servanda.dating.legal_dates import find_legal_dates


class DurationRead(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is indefinite, fixed, fixed_then_renewed or not_stated; `renewal` tacit or by_agreement; `until` a day named."""

    kind: str
    initial: str | None = None
    until: str | None = None
    renewal: str | None = None
    renewal_period: str | None = None
    article: str | None = None
    quote: str | None = None


_I = re.IGNORECASE
_INDEFINITE = re.compile(
    r"\b(?:unlimited|indefinite|indeterminate|undetermined)\s+(?:\w+\s+)?(?:duration|period|term|time|validity)|\bindefinitely\b|no\s+(?:fixed|time)\s+(?:term|limit)|of\s+(?:unlimited|indefinite)\s+duration|without\s+(?:any\s+)?(?:time[\s-]limit|limit(?:ation)?\s+(?:of|in|on)\s+time)|in\s+perpetuity|unlimited\s+in\s+time",
    _I,
)
_RUNS = re.compile(
    r"(?:remain|continue|be|stay|is|are)\s+(?:to\s+be\s+)?(?:in\s+(?:force|effect|operation)|valid|effective|concluded|binding)|(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:concluded|made|established|signed)\s+for|\bvalidity\b|\bduration\b|shall\s+(?:apply|last|run)\s+for|concluded\s+for|force\s+for|entered\s+into\s+for",
    _I,
)
_ITSELF = re.compile(
    r"\b(?:this|the|present)\s+(?:\w+\s+){0,2}?(?:agreement|treaty|convention|protocol|arrangement|memorandum|accord|pact|note)s?\b|\bit\s+(?:shall|will|is)\b|\band\s+(?:shall\s+|will\s+)?(?:remain|continue|be\s+valid)|\bthereafter\b|reply\s+constitute",
    _I,
)
_TACIT = re.compile(
    r"tacit\w*|automatic\w*|(?:shall|will)\s+(?:then\s+|thereafter\s+|thereupon\s+)?be\s+(?:\w+\s+)?(?:renewed|extended|prolonged)\s+(?:automatically|tacitly|for|by|successively|from)|(?:shall|will)\s+(?:continue\s+(?:to\s+(?:remain|be)\s+)?|remain\s+)in\s+(?:force|effect)\s+(?:thereafter|for\s+(?:the\s+)?(?:successive|further|additional|another|subsequent|following|next))|thereafter\s+(?:shall\s+|will\s+|it\s+shall\s+)?(?:\w+\s+)?(?:remain|continue|be\s+(?:renewed|extended|prolonged)|until|for)|validity\s+(?:\w+\s+){0,4}(?:extended|prolonged)|is\s+(?:extended|prolonged|renewed)\s+for|(?:deemed|considered)\s+(?:to\s+be\s+|as\s+)?(?:renewed|extended|prolonged)|(?:shall|will)\s+(?:be\s+)?(?:renewed|extended|prolonged)|(?:extended|prolonged|renewed)\s+(?:\w+\s+){0,3}unless",
    _I,
)
_AGREED = re.compile(
    r"(?:may|can|could)\s+(?:be\s+)?(?:[\w\s]{0,24}?)(?:extend|renew|prolong)\w*|renewable\s+(?:up)?on|(?:extend|renew|prolong)\w*\s+(?:\w+\s+){0,6}?(?:by|upon|with|on)\s+(?:the\s+)?(?:mutual|common|joint|written)?\s*(?:agreement|consent|accord)|to\s+decide\s+whether\s+the\s+\w+\s+shall\s+continue",
    _I,
)
_OPEN_END = re.compile(
    r"(?:remain|continue)\s+in\s+(?:full\s+)?(?:force|effect)\s+(?:\w+\s+){0,3}?(?:until|unless|as\s+long\s+as|so\s+long\s+as)|until\s+(?:it\s+is\s+|either|one|the\s+expir\w+\s+of\s+\w+\s+\w+\s+from)?\s*(?:terminated|denounced|superseded)|in\s+force\s+until\s+terminated",
    _I,
)
_FURTHER = re.compile(
    r"\b(?:further|additional|successive|subsequent|another|equal|new|next|consecutive|same|like|identical|other)\b|\brenew|\bextend|\bprolong|\btherafter|\bthereafter",
    _I,
)
_NOT_TERM = re.compile(
    r"notice|notif|before|prior|advance|denounc|terminat|after|days?\b|expir|elapsed|from\s+the\s+date\s+of\s+(?:receipt|notif|denunc)", _I
)
# What lasts here is not the treaty: patents, offices, permits, copyright, or a right.
_NOT_ITSELF = re.compile(
    r"\b(?:licen[cs]e|permit|patent|copyright|member\s+of\s+the\s+(?:commission|board)|chairman|chairperson|director|certificate|term\s+of\s+office|visa|authori[sz]ation|contribution|measures?\s+(?:shall|may)|tribunal|arbitrat)",
    _I,
)


def duration_clause(found: list[Passage]) -> DurationRead:
    """Read how long the treaty lasts out of its sentences."""
    best: tuple[float, DurationRead] | None = None
    for at, one in enumerate(found):
        reading = _read(found, at)
        if reading is None:
            continue
        score = 2.0 * at / max(1, len(found)) + (2 if _ITSELF.search(one.text) else 0)
        score += 2 if re.search(r"duration|force|valid|terminat|term\b|final|renew|extension|denunc|expir", one.title, _I) else 0
        score += 1 if reading.kind != "indefinite" else 0.5
        score -= 3 if _NOT_ITSELF.search(one.text) else 0
        if best is None or score > best[0]:
            best = score, reading
    return best[1] if best and best[0] >= 1.5 else DurationRead(kind="not_stated")


def _read(found: list[Passage], at: int) -> DurationRead | None:
    """The duration that one sentence gives, with the sentences after it in the same article for its renewal."""
    one = found[at]
    words = one.text
    runs = _RUNS.search(words)
    if (
        runs is None
        and not _INDEFINITE.search(words)
        and not re.search(r"conference\s+shall\s+be\s+convened\s+to\s+decide\s+whether", words, _I)
    ):
        return None
    conference = re.search(r"(?P<lead>[^.]{0,60})\s+after\s+the\s+entry\s+into\s+force[^.]{0,80}to\s+decide\s+whether", words, _I)
    first = LENGTH.search(conference["lead"]) if conference else None
    if first is not None:
        return DurationRead(kind="fixed", initial=length_of(first), renewal="by_agreement", article=one.cited or None, quote=quoted(words))
    if re.search(r"(?:has|have|had)\s+(?:been|remained)\s+in\s+force|complementary|after\s+it\s+has", words, _I):
        return None
    context = " ".join([words, *(p.text for p in found[at + 1 : at + 4] if p.article == one.article)])
    titled = re.search(r"duration|valid|term\b|period|force|expir", one.title, _I)
    initial = _first_term(words, runs) if (_ITSELF.search(words) or titled) and not _NOT_ITSELF.search(words) else None
    if initial is not None:
        renewal, period = _renewal(context, initial)
        kind = "fixed_then_renewed" if renewal == "tacit" else "fixed"
        return DurationRead(
            kind=kind, initial=initial, renewal=renewal, renewal_period=period, article=one.cited or None, quote=quoted(words)
        )
    if _INDEFINITE.search(words) and (runs or _ITSELF.search(words)) and not _NOT_ITSELF.search(words):
        return DurationRead(kind="indefinite", article=one.cited or None, quote=quoted(words))
    until = _until(words)
    if until is not None:
        renewal, period = _renewal(context, "")
        kind = "fixed_then_renewed" if renewal == "tacit" else "fixed"
        return DurationRead(kind=kind, until=until, renewal=renewal, renewal_period=period, article=one.cited or None, quote=quoted(words))
    if runs and _OPEN_END.search(words) and _ITSELF.search(words):
        return DurationRead(kind="indefinite", article=one.cited or None, quote=quoted(words))
    return None


def _first_term(words: str, runs: re.Match[str] | None) -> str | None:
    """The length of the first term: the first length that is no notice and no further period."""
    if runs is None:
        return None
    for hit in LENGTH.finditer(words):
        if hit["unit"][0].lower() == "d" or (hit["n"].lower() in ("a", "an") and hit["unit"].lower() != "year"):
            continue
        before = words[max(0, hit.start() - 45) : hit.start()]
        after = words[hit.end() : hit.end() + 28]
        if re.search(
            r"(?:for|is|be|of|last|during|least|through)\s+(?:an?\s+|the\s+|its\s+)?(?:initial\s+|first\s+|fixed\s+)?(?:minimum\s+)?(?:(?:period|term|duration)\s+of\s+)?(?:at\s+least\s+)?$",
            before,
            _I,
        ) and not re.search(
            r"notice|notif|denounc|before|prior|further|additional|successive|another|expir\w+\s+of|end\s+of|period\s+of\s+(?:six|three)\s+months?\s+after\s+",
            before,
            _I,
        ):
            if re.search(
                r"^\s*(?:['’]s?)?\s*(?:notice|prior|before|written)|^\s+after\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:receipt|notif|denunc|date\s+on\s+which\s+(?:the\s+)?(?:notice|other))",
                after,
                _I,
            ):
                continue
            return length_of(hit)
        if re.match(r"[\s-]*(?:period|term)\b", after, _I) and not _FURTHER.search(before):
            return length_of(hit)
    return None


def _renewal(context: str, initial: str) -> tuple[str | None, str | None]:
    """How the treaty goes on after its first term, and for how long each time."""
    tacit = _TACIT.search(context)
    agreed = _AGREED.search(context)
    if tacit and not (agreed and agreed.start() < tacit.start() and not re.search(r"tacit|automatic", tacit[0], _I)):
        tail = context[tacit.start() :]
        head = context[max(0, tacit.start() - 60) : tacit.start()]
        for hit in LENGTH.finditer(tail):
            before, after = tail[max(0, hit.start() - 50) : hit.start()], tail[hit.end() : hit.end() + 25]
            if hit["unit"][0].lower() == "d" or (
                re.search(r"notice|notif|least|prior|before|less\s+than|within|expir|giv", before, _I)
                and not re.search(r"for\s+(?:\w+\s+){0,3}$|period", before, _I)
            ):
                continue
            if re.match(r"\s*(?:['’]s?)?\s*(?:notice|prior|before|in\s+advance|written)", after, _I) or re.search(
                r"initial|first", before[-16:], _I
            ):
                continue
            return "tacit", length_of(hit)
        if initial and re.search(
            r"(?:equal|like|same|identical|similar|such|further|successive|additional|another)\s+(?:\w+\s+){0,2}(?:period|term)s?",
            tail + head,
            _I,
        ):
            return "tacit", initial
        if re.search(r"year\s+(?:to|by|after)\s+year|annually|from\s+year", tail, _I):
            return "tacit", "P1Y"
        return "tacit", "indefinite"
    if agreed:
        return "by_agreement", None
    return None, None


def _until(words: str) -> str | None:
    """A day until which the treaty is in force."""
    hit = re.search(r"(?:remain|be|continue)\s+in\s+(?:force|effect)\s+(?:until|through|up\s+to|to)\b", words, _I) or re.search(
        r"\b(?:until|through)\s+(?:the\s+)?(?=\d|[A-Z][a-z]+\s+\d)", words
    )
    if hit is None:
        return None
    dates = find_legal_dates(words, hit.end())
    return dates[0].day.isoformat() if dates and dates[0].start < hit.end() + 25 else None
