"""Words that look like dates and are none: verbs, counted things, numbers of resolutions, names of instruments."""

from __future__ import annotations

import re

from servanda.dating.mentions import Source

INSTRUMENT = (
    r"(?:treat(?:y|ies)|pacts?|accords?|agreements?|conventions?|protocols?|charters?|declarations?|acts?|laws?|constitution"
    r"|resolutions?|memorand(?:um|a)|communiqu[eé]s?|statutes?|covenants?|armistice|truce|directives?|regulations?|concordat)(?![a-z])"
)
_EPISODE = r"(?:war|revolution|uprising|crisis|coup|congress|games|olympics|attacks?)(?![a-z])"
# Names of acts between the year and the noun: "1972 Anti-Ballistic Missile (ABM) Treaty", at most seven words.
_NAMES_AFTER = re.compile(
    rf"(?:\s{{1,2}}(?:[(\"“]?[A-Z][\w.’'-]{{0,30}}[)\"”]?|of|on|and|for|the|non-\w{{1,20}}|nuclear|border|peace|friendship|joint|trade|cooperation)){{0,7}}?"
    rf"\s{{1,2}}[(\"“]?(?i:{INSTRUMENT})"
)
# A bargain is named by its year only where it is a known one: "the 1998 gas contract", but "in 1998 contracts were signed".
_BARGAIN_AFTER = re.compile(r"(?:\s{1,2}[\w-]{1,20}){0,2}?\s{1,2}(?:contracts?|deals?)(?![a-z])", re.IGNORECASE)
_NAMES_BEFORE = re.compile(
    rf"(?:{INSTRUMENT}|(?:exchanges?\sof\s)?(?:notes|letters)|modus\svivendi|(?:war|revolution|congress)(?![a-z]))\)?\s(?:of|from)\s(?:the\s)?\Z"
)
# "In a joint declaration of 28 June 2021 the two …" tells when they declared it.
_DECLARED = re.compile(
    r"\bin\s(?:an?|its|their|his|her|our)\s(?:[a-z-]+\s){0,2}?(?:declaration|communiqu[eé]|memorandum|resolution)\sof\s(?:the\s)?\Z"
)
_RESOLUTION_BEFORE = re.compile(r"(?:resolutions?|res\.|decision|no\.|directive|regulation|law|document)\s{1,2}[\w/.-]{1,20}\s?\(\Z")
_ATTRIBUTIVE = re.compile(r"(?:^|[^a-z])(?:the|an?|its|their|his|her|our|this|that|[a-z]+[’']s|under|original|new|old|landmark)\s{1,2}\Z")
_NOUN_AFTER = re.compile(r"\s{1,2}[(\"“]?[a-z]", re.IGNORECASE)
_FUNCTION = (
    r"(?:and|or|but|to|until|till|through|when|while|as|the|an?|that|this|which|who|where|with|by|in|on|at|for|from|of|after|before|since|is"
    r"|are|was|were|has|have|had|will|would|should|could|can|may|might|must|did|does|do|it|its|he|she|they|their|his|her|we|our|both|than|because|if"
    r"|onwards?|on|alone|also|amid|under|over|into|between|during|against|following|due|about|there|not|no|only|then|some|most|many|signed|agreed"
    r"|began|led|saw|came|brought|marked|became|made|show(?:s|ed)?|rose|fell|reached|compared|so|yet|despite|without|via|all|these|those|went)(?![a-z])"
)
_FUNCTION_WORD = re.compile(rf"\s{{1,3}}{_FUNCTION}")
# A counted noun, at most two words on, also of the second of two numbers ("between 1500 and 2000 angry people").
_COUNTED = re.compile(
    rf"[\s-]{{1,2}}(?:(?:to|and|or)\s[0-9]{{4,5}}\s)?(?:(?!{_FUNCTION})[\w-]{{1,14}}\s){{0,2}}?"
    r"(?:troops|soldiers|people|persons|men|women|children|civilians|refugees|migrants|workers|tons?|tonnes|barrels"
    r"|dollars|euros|yuan|rubles|roubles|pounds|yen|rupees|percent|per|hours|hrs|km|kilomet(?:er|re)s?|miles|met(?:er|re)s|feet|kg|mw|gw|votes"
    r"|million|billion|trillion|dead|deaths|casualties|vehicles|tanks|aircraft|planes|ships|missiles|warheads|points|seats|units|cubic|square"
    r"|prices|delegates|participants|guests|companies|firms|villages|cities|towns|homes|houses|peacekeepers|families|prisoners|hostages"
    r"|words|pages|copies|items|times|jobs|students|rounds|gmt|utc)(?![a-z])"
)
_COUNT_BEFORE = re.compile(
    r"(?:total|number|group|(?<!into )force|average|maximum|minimum|sum|crowd|fleet|distance|range|height|elevation|population|least|most)\s(?:of|to)\s{1,2}\Z"
    r"|(?:rose|rise|rises|risen|increased?|increasing|fell|fall|fallen|grew|grown|dropped?|cut|reduced?|up|down|outnumbered|exceeded|lowered)\s(?:by|from|to)\s{1,2}\Z"
    r"|[$€£¥₽₹#№]\s?\Z|(?:us\$|usd|eur|rmb|no\.|nos\.|article|resolution|section|page|room|flight|boeing|chapter|paragraph|number)\s{1,2}\Z"
)
_GLUED_BEFORE = re.compile(r"[0-9a-z$€£¥₽₹#№/+@_\\][-‑–]?\Z|[0-9][.,:]\Z|[-‑–.]\Z")
_PREMIER_MAY = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Minister|PM)\sMay\b")
_MAY_NAMES = re.compile(r"\s{1,2}(?:day|fourth|fifth)(?![a-z])")
_MONTH_NAMES = re.compile(r"\s{1,2}(?:revolution|theses|uprising|madness|coup|crisis|movement|massacre)(?![a-z])")

_LOOK = 48


def before(source: Source, pos: int, width: int = _LOOK) -> str:
    """The words just before a place, in lower case."""
    return source.low[max(0, pos - width) : pos]


def names_instrument(source: Source, start: int, end: int) -> bool:
    """Whether a year or day names a treaty, law or war ("the 1972 ABM Treaty") and dates nothing that is told."""
    if _NAMES_AFTER.match(source.text, end):
        return True
    ahead = before(source, start)
    if _ATTRIBUTIVE.search(ahead) and _BARGAIN_AFTER.match(source.text, end):
        return True
    return bool((_NAMES_BEFORE.search(ahead) and not _DECLARED.search(ahead)) or _RESOLUTION_BEFORE.search(ahead))


def is_attributive(source: Source, start: int, end: int) -> bool:
    """Whether a year stands before a noun that it describes ("the 2008 war", "its 1999 budget")."""
    ahead = before(source, start)
    return bool((_ATTRIBUTIVE.search(ahead) or not ahead.strip()) and _NOUN_AFTER.match(source.text, end))


def counts_things(source: Source, start: int, end: int, year: int, *, after_day: bool = False) -> bool:
    """Whether a four-digit number counts something ("2000 troops", "in 1500 cities") and is no year.

    `after_day` says that a day or month stands before it, so that only what follows can tell.
    A round number before any word that is not a function word is taken to count: a year lost does less harm than one made up.
    """
    if (not after_day and _COUNT_BEFORE.search(before(source, start, 24))) or _COUNTED.match(source.low, end):
        return True
    is_round = year % 100 == 0 or (year % 50 == 0 and year < 1900)
    follows = source.text[end : end + 2]
    return is_round and follows[:1] in (" ", "\n") and follows[1:].islower() and not _FUNCTION_WORD.match(source.low, end)


def is_glued(source: Source, start: int) -> bool:
    """Whether a number is the tail of something else: a telephone number, a price, a document symbol, a decimal."""
    return bool(_GLUED_BEFORE.search(source.low[max(0, start - 3) : start]))


def is_month_name(source: Source, start: int, end: int) -> bool:
    """Whether a month's word is part of a name ("May Day", "October Revolution") or of a person's name."""
    word = source.low[start:end]
    if word == "may" and (_MAY_NAMES.match(source.low, end) or _PREMIER_MAY.search(source.text)):
        return True
    return bool(_MONTH_NAMES.match(source.low, end))


def is_capital(source: Source, start: int) -> bool:
    """Whether a month's word is written with a capital, as no verb inside a sentence is."""
    return source.text[start].isupper()
