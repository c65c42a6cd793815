"""The smaller final clauses: disputes, reservations, amendment, depositary, joining, earlier treaties replaced."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.passages import Passage, quoted


class DisputesRead(msgspec.Struct, frozen=True):
    """The means for settling disputes about the treaty, in the order of use."""

    means: tuple[str, ...]
    article: str | None
    quote: str


class AmendmentRead(msgspec.Struct, frozen=True):
    """The main clause on amendment; `scope` is annex or review where it covers no more."""

    article: str | None
    quote: str
    scope: str | None


_I = re.IGNORECASE
_DISPUTE = re.compile(
    r"\b(?:disputes?|differences?\s+(?:of\s+opinion|between|concerning|arising|which|that|as|in|over|relating|regarding)|disagreements?|controvers(?:y|ies)|divergenc(?:e|ies)|any\s+difference)\b",
    _I,
)
_ABOUT = re.compile(
    r"interpret|application|implement|aris(?:e|ing)|between\s+(?:the\s+)?(?:\w+\s+)?(?:two\s+or\s+more|parties|contracting|states|members)|under\s+this|in\s+connection|performance|execution|settlement\s+of|concerning\s+th|relating\s+to\s+th",
    _I,
)
_NOT_DISPUTE = re.compile(
    r"\b(?:divergence|discrepanc\w+|difference)s?\b[^.]{0,40}\b(?:text|interpretation,?\s+the\s+english|prevail)|english\s+text\s+shall\s+prevail|investor|price\s+differ|private\s+part|jurisdictional\s+immun|temperature",
    _I,
)
_MEANS = (
    ("consultation", re.compile(r"\bconsult(?!ative)\w*", _I)),
    (
        "negotiation",
        re.compile(
            r"\bnegotiat\w*|\bdiplomatic\s+(?:channel|means|negotiation)\w*|through\s+diplomacy|friendly\s+(?:means|settlement)|amicabl[ey]",
            _I,
        ),
    ),
    (
        "joint_committee",
        re.compile(
            r"\b(?:joint|mixed|administrative)\s+(?:\w+\s+){0,2}?(?:committee|commission|council|body|board)|\bassociation\s+(?:council|committee)|\bcooperation\s+council|\bmeeting\s+of\s+the\s+parties|\bthe\s+(?:joint\s+)?(?:commission|council|committee)\b",
            _I,
        ),
    ),
    ("inquiry", re.compile(r"\b[ei]nquiry\b", _I)),
    ("mediation", re.compile(r"\bmediat\w*|\bgood\s+offices", _I)),
    ("conciliation", re.compile(r"\bconciliat\w*", _I)),
    ("arbitration", re.compile(r"\barbitra\w*", _I)),
    (
        "judicial_settlement",
        re.compile(
            r"\bjudicial\s+(?:settlement|means)|\bcourt\s+of\s+justice\s+of\s+the\s+(?:european|andean|caribbean|community)|\btribunal\s+for\s+the\s+law\s+of\s+the\s+sea",
            _I,
        ),
    ),
    ("regional_agencies", re.compile(r"\bregional\s+(?:agencies|arrangements)", _I)),
    ("ICJ", re.compile(r"\binternational\s+court\s+of\s+justice", _I)),
    ("PCIJ", re.compile(r"\bpermanent\s+court\s+of\s+international\s+justice", _I)),
    ("UNCLOS_part_XV", re.compile(r"\bpart\s+xv\b", _I)),
)


def settlement_of_disputes(found: list[Passage]) -> DisputesRead | None:
    """The article on disputes about the treaty: its means, article and words; None where it has none."""
    by_article: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        if _DISPUTE.search(one.text) and _ABOUT.search(one.text) and not _NOT_DISPUTE.search(one.text):
            by_article.setdefault(one.article or str(at), []).append(at)
    best: tuple[float, DisputesRead] | None = None
    for places in by_article.values():
        first = found[places[0]]
        last = found[places[-1]]
        span = [one for one in found[places[0] : places[-1] + 4] if one.article == first.article]
        means = _means(span)
        if not means:
            continue
        titled = re.search(r"dispute|settlement|differences|arbitration|interpretation", first.title, _I)
        score = (
            len(means) * 0.4
            + (3 if titled else 0)
            + (1.5 if re.search(r"interpret|application", first.text, _I) else 0)
            + 0.1 * len(places)
        )
        quote_from = next((one for one in span if any(pattern.search(one.text) for _, pattern in _MEANS)), last)
        if best is None or score > best[0]:
            best = score, DisputesRead(means, quote_from.cited or None, quoted(quote_from.text))
    return best[1] if best else None


def _means(span: list[Passage]) -> tuple[str, ...]:
    """The means that the sentences name, in the order of their first words."""
    words = "\n".join(one.text for one in span)
    places = [(hit.start(), name) for name, pattern in _MEANS if (hit := pattern.search(words))]
    names = [name for _, name in sorted(places)]
    if (
        "conciliation" in names
        and "joint_committee" in names
        and re.search(r"conciliation\s+commission", words, _I)
        and not re.search(r"joint\s+committee", words, _I)
    ):
        names.remove("joint_committee")
    if (
        "joint_committee" in names
        and "arbitration" in names
        and not re.search(r"\b(?:joint|mixed|association|cooperation)\s", words, _I)
        and re.search(r"arbitra\w+\s+(?:commission|committee)", words, _I)
    ):
        names.remove("joint_committee")
    return tuple(names)


def reservations(found: list[Passage]) -> str:
    """Whether the treaty allows reservations: allowed, forbidden, limited or not_stated."""
    told = [
        one.text
        for one in found
        if re.search(r"\breservations?\b", one.text, _I)
        and not re.search(
            r"without\s+reservation\s+as\s+to|reservation\s+(?:of|as\s+to)\s+(?:ratification|acceptance)|subject\s+to\s+reservation|nature\s+reserv",
            one.text,
            _I,
        )
    ]
    for words in told:
        if re.search(
            r"\bno\s+(?:\w+\s+)?reservations?\b(?!\s+(?:other|except))|reservations?[^.]{0,60}(?:shall|may|are|can)\s*not\b|not\s+(?:be\s+)?(?:subject\s+to|admit|permit)[^.]{0,30}reservations?|without\s+(?:any\s+)?reservations?|reservations?[^.]{0,40}(?:prohibited|excluded|inadmissible)",
            words,
            _I,
        ):
            return "limited" if re.search(r"\bexcept|other\s+than|unless|save\b", words, _I) else "forbidden"
    for words in told:
        if re.search(
            r"may[^.]{0,90}reservations?|reservations?[^.]{0,60}(?:may|permitted|allowed|admitted)|reserve\s+the\s+right", words, _I
        ):
            return (
                "limited"
                if re.search(
                    r"\bexcept|excluding|exclude|only|other\s+than|with\s+the\s+exception|not\s+incompatible|following|reserve\s+the\s+right|one\s+or\s+more\s+of|in\s+respect\s+of|provisions?\s+of\s+article|article",
                    words,
                    _I,
                )
                else "allowed"
            )
    return "not_stated"


def amendment(found: list[Passage]) -> AmendmentRead | None:
    """The main clause on amendment or revision."""
    best: tuple[float, Passage] | None = None
    for one in found:
        hit = re.search(r"\b(?:amend|revis|modif)(?:ed|ments?|ions?|ication|ications|ied|y|ing|e)?\b", one.text, _I)
        if hit is None or not re.search(r"\b(?:may|shall|can|propos\w+|agree\w*|consent)\b", one.text, _I):
            continue
        score = (3 if re.search(r"amend|revis|modif|review", one.title, _I) else 0) + (
            2 if re.search(r"\b(?:may|propose)\b", one.text, _I) else 0
        )
        score += 1 if re.search(r"(?:this|the\s+present)\s+(?:agreement|treaty|convention|protocol|constitution)", one.text, _I) else 0
        if best is None or score > best[0]:
            best = score, one
    if best is None or best[0] < 2:
        return None
    one = best[1]
    scope = (
        "annex"
        if re.search(r"\bannex", one.text, _I) and not re.search(r"this\s+(?:agreement|convention|treaty)\s+may", one.text, _I)
        else None
    )
    return AmendmentRead(one.cited or None, quoted(one.text), scope)


def depositary(found: list[Passage], closing: str) -> str | None:
    """Who keeps the instruments or the original."""
    pattern = re.compile(
        r"(?:deposited\s+(?:with|in\s+the\s+archives\s+of)|shall\s+act\s+as\s+(?:the\s+)?depositar\w+|hereby\s+designated\s+(?:as\s+)?(?:the\s+)?depositar\w+)\s*(?P<who>(?:the\s+)?[A-Z][^,.;()]{3,110})?",
        re.MULTILINE,
    )
    for words in [*(one.text for one in found), closing]:
        acting = re.search(
            r"(?P<who>(?:the\s+)?(?:Government|Ministry|Secretar\w+|Director)[^,.;]{3,80}?)\s+(?:shall|will)\s+(?:act\s+as|be)\s+(?:the\s+)?depositary",
            words,
            _I,
        )
        hit = acting or pattern.search(words)
        if hit and hit["who"]:
            who = re.split(r"\s+(?:which|who|and\s+shall|shall|as\s+|within|at\s+|in\s+accordance)", " ".join(hit["who"].split()))[0]
            return re.sub(r"^the\s+", "", who, flags=_I)
    return None


def open_to_others(found: list[Passage]) -> bool:
    """Whether states beyond those that concluded it may join without the agreement of all."""
    pattern = re.compile(
        r"open\s+(?:for|to)\s+(?:signature|accession|adhe|acceptance|all\s+states|the\s+accession)|may\s+accede\s+to|open\s+to\s+(?:all|any|other)|may\s+(?:become|be)\s+(?:a\s+)?part(?:y|ies)\s+(?:to\s+this\s+\w+\s+)?by|any\s+(?:other\s+)?(?:state|government|country)[^.]{0,80}may\s+(?:accede|adhere|become)|shall\s+be\s+open\b|subject\s+to\s+accession|right\s+to\s+accede",
        _I,
    )
    unanimous = re.compile(
        r"unanimous|invit|consent\s+of|agreement\s+of|approv\w+\s+(?:of|its|the|by)|decides?\s+to\s+(?:approve|accept)|subject\s+to\s+(?:the\s+)?(?:approval|agreement|consent)",
        _I,
    )
    return any(pattern.search(one.text) and not unanimous.search(one.text) for one in found)


def supersedes(found: list[Passage]) -> tuple[str, ...]:
    """The earlier instruments that the treaty names as replaced or ended."""
    names: list[str] = []
    for one in found:
        hit = re.search(
            r"(?:supersed\w+|replac\w+|abrogat\w+|repeal\w*|terminat\w+|cease\s+to\s+(?:have|be\s+in)\s+\w+)[^.;]{0,60}?\b(?P<name>(?:Agreement|Treaty|Convention|Protocol|Exchange\s+of\s+Notes)\s+(?:between|concerning|on|for|of|relating|regarding|concluded|signed)[^.;]{10,240})"
            r"|(?P<subject>(?:Agreement|Treaty|Convention|Protocol)\s+(?:between|concerning|on|for|of|relating|regarding|concluded|signed)[^.;]{10,240}?)\s+(?:shall\s+(?:be\s+)?|is\s+(?:hereby\s+)?|are\s+)(?:terminated|superseded|replaced|repealed|abrogated|cease)",
            one.text,
        )
        if hit and not re.search(r"\bno\w*\s+(?:\w+\s+){0,3}supersede|nothing\s+in", one.text, _I):
            names.append(" ".join((hit["name"] or hit["subject"]).split()))
    return tuple(dict.fromkeys(names))
