"""The words of signature: day and place."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from servanda.coding.treaty_text.parties import named_in
from servanda.coding.treaty_text.passages import quoted
from servanda.coding.treaty_text.structure import Skeleton
from servanda.dating.legal_dates import LegalDate, find_legal_dates


class SignedRead(msgspec.Struct, frozen=True):
    """Day and place of signature, of opening for signature or of adoption, with the words that give them."""

    date: str
    place: str | None
    quote: str


_I = re.IGNORECASE
_DONE = re.compile(
    r"\b(?:done|signed|executed|concluded|given|adopted|opened\s+for\s+signature|assembled|made|drawn\s+up|sign\s+this)\b", _I
)
_IN_TITLE = re.compile(
    r"\b(?:signed|done|concluded|adopted|opened\s+for\s+signature|made|dated)\b[^.;]{0,60}?\b(?:at|in|on)\b",
    _I,
)
# In the notices of a treaty series the title and day of the parent treaty stand above what happened to it later.
_CHANGED = re.compile(
    r"[\W\d]*\n\W*(?:ENTRY\s+INTO\s+FORCE\s+(?i:of)|AMENDMENT|REGULATION|ACCESSION|RATIFICATION|SUCCESSION|EXTENSION|TERMINATION|ADDENDUM|CORRIGENDUM)\b"
)
_PREAMBLE = re.compile(
    r"\b(?:whereas\b|the\s+(?:governments?\s+of|contracting|high\s+contracting|parties\s+to|states\s+(?:parties|members)|president\s+of|king|undersigned|members\s+of|member\s+states|republic\s+of)|have\s+agreed)",
    _I,
)
# An opening after such a word still belongs to the title: "Agreement between the Government of …".
_TITLE_GOES_ON = re.compile(r"\b(?:between|and|of|for|by|to|with|concerning)\s*$", _I)
_PLACE = re.compile(
    r"\b(?i:at|in)\b[\s,]+(?:the\s+)?(?:(?:city|cities|town)\s+of[\s,]+)?(?P<place>[A-Z][\w'’.-]*(?:(?:,?\s+and\s+|,\s*|\s+)(?:of\s+|de\s+|the\s+)?[A-Z][\w'’.-]*){0,6})",
)
_PLACE_FLAT = re.compile(
    r"\b(?:at|in)\s+(?:the\s+)?(?:city\s+of\b)?[\s,]*(?P<place>(?!witness\b|faith\b)[a-z]+(?:[\s,]+[a-z]+){0,4}?)\s*,?\s+(?:on|this|the)\b"
)
_NO_PLACE = re.compile(
    r"^(?i:in\s+)?(?:Duplicate|Triplicate|English|Two|Three|French|Russian|DUPLICATE|On|This|The(?!\s+Hague)|Witness|WITNESS|Force|Accordance|One|A|Single|City$)\b"
)
_TIME_WORD = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|This|On|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MONTHS = re.compile(rf"^{_TIME_WORD})\b.*$|,?\s+{_TIME_WORD}|The)\b.*$", re.IGNORECASE | re.DOTALL)


def signed(text: str, parts: Skeleton) -> SignedRead | None:
    """The day and place of signature that the text itself states: in its closing words, under its title, or in a reply of notes."""
    ways = (
        _after_title_of_notes,
        _in_headnote,
        _in_closing,
        _of_reply,
        _told_in_last_article,
        _under_title,
        _told_of_the_text,
        _before_annexed_articles,
        _last_line,
    )
    return next((found for way in ways if (found := way(text, parts)) is not None), None)


def _after_title_of_notes(text: str, parts: Skeleton) -> SignedRead | None:
    """The place and day that end the heading of an exchange of notes, after the date of any treaty that its title cites."""
    end = re.search(r"^\s*(?:I\b|NOTE\b|No\.|Sir\b|Excellency\b|Your\s)|\n\s*\n", text[: min(1500, parts.closing)], re.MULTILINE)
    heading = text[: end.start()].rstrip() if end else ""
    if not re.match(r"[\W\d]*exchange\s+of\s+(?:notes|letters)\b", heading, _I):
        return None
    for date in find_legal_dates(heading)[-1:]:
        place = re.search(r"(?:^|[.\]\d]|\n)\s*(?P<place>[A-Z][A-Za-z'’ -]{2,30}),\s*(?:on\s+)?$", heading[: date.start])
        if place and not heading[date.end :].strip(" .,0123456789"):
            words = " ".join(place["place"].split())
            return SignedRead(date.day.isoformat(), words.title(), quoted(text, place.start("place"), date.end).strip())
    return None


def _in_headnote(text: str, parts: Skeleton) -> SignedRead | None:
    """The place and day in brackets that a treaty series prints under the title, above its note on the entry into force."""
    for date in find_legal_dates(text, 0, min(parts.body or 1500, 1500)):
        place = re.search(r"^[ \t]*\((?P<place>[A-Z][\w'’. -]{2,30}),\s*$", text[: date.start], re.MULTILINE)
        if place and re.match(r"\)\s*\n\s*(?:entry|entered)\s+into\s+force\b", text[date.end :], _I):
            return SignedRead(date.day.isoformat(), place["place"], quoted(text, place.start("place"), date.end).strip())
    return None


def _told_of_the_text(text: str, parts: Skeleton) -> SignedRead | None:
    """What a constitution or statute without signatures says of its own text: "was approved by the Conference on …"."""
    del parts
    for hit in re.finditer(
        r"\b(?:this|the\s+present)\s+(?:agreement|treaty|convention|protocol|constitution|statute|charter)\b[^.;]{0,140}?"
        r"\b(?:was|were)\s+(?:originally\s+)?(?P<verb>formulated|approved|adopted|drawn\s+up|done|signed)\s+(?=at|by|in|on)",
        text,
        _I,
    ):
        dates = find_legal_dates(text, hit.end(), min(hit.end() + 130, len(text)))
        if dates and not re.search(r"[.;]|\b(?:amend|revis|enter)", text[hit.end() : dates[0].start], _I):
            return _made(text, hit.start("verb"), dates[0])
    return None


def _before_annexed_articles(text: str, parts: Skeleton) -> SignedRead | None:
    """The closing sentence of a main text whose annex has the longer run of articles: "Done at Bern on …"."""
    done = re.compile(r"^[ \t]*(?:done|made)\s+(?:at|in)\b(?!\s+(?:duplicate|accordance|good))", _I | re.MULTILINE)
    for hit in done.finditer(text, 0, parts.closing):
        dates = find_legal_dates(text, hit.end(), min(hit.end() + 150, len(text)))
        if hit[0].strip()[0].isupper() and dates and not re.search(r"[.;]", text[hit.end() : dates[0].start]):
            return _made(text, hit.start(), dates[0])
    return None


def _told_in_last_article(text: str, parts: Skeleton) -> SignedRead | None:
    """A sentence of the last article that tells where and when: "The agreement is executed in Moscow on 20 August 1997"."""
    start = max(parts.articles[-1].start, parts.closing - 1500) if parts.articles else max(0, parts.closing - 1500)
    for hit in re.finditer(r"\b(?:done|executed|made|concluded|drawn\s+up|signed)\s+(?:in|at|on)\b", text[start : parts.closing], _I):
        before = text[max(0, start + hit.start() - 120) : start + hit.start()]
        own = re.search(
            r"(?:(?:this|the|present)\s+(?:agreement|treaty|convention|protocol|resolution)\s+(?:is|was|has\s+been)|(?:^|[.\n])\s*)\s*$",
            before,
            _I,
        )
        dates = find_legal_dates(text, start + hit.end(), min(start + hit.end() + 90, len(text)))
        if own and dates:
            return _made(text, start + hit.start(), dates[0])
    return None


def _in_closing(text: str, parts: Skeleton) -> SignedRead | None:
    """The first date after the closing words, where words of signature lead to it."""
    if parts.closing >= len(text) - 8:
        return None
    stop = min(parts.closing + 1500, len(text), max(parts.main_end, parts.closing + 160))
    for date in find_legal_dates(text, parts.closing, stop):
        lead = text[max(parts.closing, date.start - 420) : date.start]
        done = list(_DONE.finditer(lead))
        if not done and date.start - parts.closing > 500:
            continue
        if re.search(
            r"(?:convention|protocol|agreement|treaty|letter|note)s?\s+(?:\w+\s+){0,4}?(?:of|dated|signed)\s+(?:\w+\s+)?$", lead[-60:], _I
        ) or re.search(r"(?<!\bday )(?<!\bdate )\b(?:of|van)\s+(?:the\s+)?$", lead, _I):
            continue  # a treaty or resolution of that day
        if apart := _signed_apart(text, date, stop):
            return apart
        begin = date.start - len(lead) + (_word_of_signature(done) if done else 0)
        return _made(text, begin, date)
    return None


def _signed_apart(text: str, first: LegalDate, stop: int) -> SignedRead | None:
    """The last of several days on which the parties signed in turn: "at Lima on 4 May and at Quito on 6 May", or a dated line for each."""
    also = re.match(r"\s*,?\s*and\s+(?=(?:at|in)\s+[A-Z])", text[first.end : first.end + 20])
    dates = find_legal_dates(text, first.end, min(first.end + 90, stop)) if also else []
    if also and dates:
        return _made(text, first.end + also.end(), dates[0])
    lines = []
    for date in find_legal_dates(text, first.start, stop):
        begin = text.rfind("\n", 0, date.start) + 1
        lead = re.fullmatch(r"\s*(?:Dated?\s*:?|(?P<place>[A-Z][\w'’. -]{2,30}),)\s*(?:the\s+|on\s+)?", text[begin : date.start])
        if lead and re.match(r"[ .)]*(?:\n|$)", text[date.end : date.end + 40]):
            lines.append((date, lead["place"]))
    if len(lines) < 2 or lines[0][0] != first:
        return None
    last, place = max(lines, key=lambda line: line[0].day)
    return SignedRead(last.day.isoformat(), place, quoted(text, text.rfind("\n", 0, last.start) + 1, last.end).strip())


def _word_of_signature(done: list[re.Match[str]]) -> int:
    """The word of signature that belongs to the date: the last "done", else the last of all."""
    own = [hit for hit in done if hit[0].lower() in ("done", "executed", "given", "adopted")] or done
    return own[-1].start()


def _of_reply(text: str, parts: Skeleton) -> SignedRead | None:
    """Of an exchange of notes or letters the date of the reply: the last dated line of the main notes."""
    head = text[:1200]
    if not re.search(r"exchange\s+of\s+(?:notes|letters)|^\s*(?:Sir|Excellency|Your\s+Excellency|Monsieur)\b", head, _I | re.MULTILINE):
        return None
    line = re.compile(
        r"^[ \t]*(?P<place>[A-Z][\w'’. -]{2,30}?),\s*(?:the\s+)?(?=(?:\d{1,2}|[A-Z][a-z]+)[\s.])|^(?=[ \t]*(?:[A-Z][a-z]+\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]+),?\s+\d{4}[ \t.]*$)",
        re.MULTILINE,
    )
    dated = []
    for hit in line.finditer(text, 0, len(text)):
        dates = find_legal_dates(text, hit.end(), min(hit.end() + 40, len(text)))
        if dates and dates[0].start - hit.end() < 4:
            dated.append((hit, dates[0]))
    if not dated:
        return None
    end = re.search(r"^\s*(?:EXTENSION|AMENDMENT|ANNEX\b|APPENDIX)", text[dated[0][1].end :], re.MULTILINE)
    limit = dated[0][1].end + end.start() if end else len(text)
    within = [pair for pair in dated if pair[1].start < limit] or dated[:1]
    reply = within[1] if len(within) > 1 else within[0]
    del parts
    # The number of the note may stand before the place: "No. 762 Tokyo, May 9, 1967".
    place = re.sub(r"^no\.?\s*\d+\s+", "", " ".join(reply[0]["place"].split()), flags=_I) if reply[0]["place"] else None
    return SignedRead(reply[1].day.isoformat(), place, quoted(text, reply[0].start(), reply[1].end).strip())


def _under_title(text: str, parts: Skeleton) -> SignedRead | None:
    """A date under the title: "signed at Helsingfors, October 28, 1922"."""
    stop = min(max(parts.body, 400), 1500, len(text))
    opening = next((hit for hit in _PREAMBLE.finditer(text, 0, stop) if not _TITLE_GOES_ON.search(text[: hit.start()])), None)
    stop = opening.start() if opening and opening.start() > 20 else stop
    dates = find_legal_dates(text, 0, min(stop + 30, len(text)))
    for date in dates:
        lead = text[max(0, date.start - 90) : date.start]
        hit = next(reversed(list(_IN_TITLE.finditer(lead))), None)
        if _CHANGED.match(text[date.end :]):
            continue
        if (
            hit is None
            and opening is not None
            and date.end <= opening.start()
            and not text[date.end : opening.start()].strip(" .\n\r\t)]")
            and not re.search(r"\b(?:of|to|from|until)\s*$|\b(?:force|amended|consolidated|terminated|registered)\b[^\n]*$", lead, _I)
        ):
            place = _place_on_line(lead)
            begin = text.rfind("\n", 0, text.rfind(",", 0, date.start)) + 1 if place else date.start
            return SignedRead(date.day.isoformat(), place, quoted(text, begin, date.end).strip())
        if hit is None or re.search(
            r"\b(?:entered|entry|into\s+force|amended|pursuant|article|convention\s+of|agreement\s+of)\b", lead[hit.start() :], _I
        ):
            continue
        if re.search(r"\b(?:protocol|convention|agreement|treaty|thereto)\s*,?\s*$", lead[: hit.start()], _I) and opening is None:
            continue
        return _made(text, date.start - len(lead) + hit.start(), date)
    adopted = re.search(r"\badopts?\s+(?:this|on\s+this|the\s+following)\b", text[: parts.body or 3000], _I)
    dates = find_legal_dates(text, adopted.end(), adopted.end() + 120) if adopted else []
    return _made(text, adopted.start(), dates[0]) if adopted and dates else None


def _last_line(text: str, parts: Skeleton) -> SignedRead | None:
    """A bare "Place, date" among the last lines."""
    start = max(parts.closing, len(text) - 500) if parts.closing < len(text) else max(0, len(text) - 300)
    for date in find_legal_dates(text, start):
        begin = text.rfind("\n", 0, date.start) + 1
        lead = text[begin : date.start]
        if re.fullmatch(r"\s*(?:[A-Z][\w'’. -]{2,30},?\s*)?(?:the\s+|on\s+)?", lead) and re.match(
            r"[ .)]*(?:\n|$)", text[date.end : date.end + 40]
        ):
            return SignedRead(date.day.isoformat(), lead.strip(" ,\n") or None, quoted(text, begin, date.end).strip())
    return None


def _made(text: str, begin: int, date: LegalDate) -> SignedRead:
    """Day and place of the words between a word of signature and the end of the date (a place may also follow)."""
    words = text[begin : date.end]
    return SignedRead(
        date.day.isoformat(), _place(words) or _place_on_line(text[begin : date.start]) or _place_after(text, date), quoted(words)
    )


def _place(words: str) -> str | None:
    """The place that the words of signature name."""
    for hit in _PLACE.finditer(words):
        place = _MONTHS.sub("", " ".join(hit["place"].split())).strip(" ,.")
        if place and not _NO_PLACE.match(place) and not re.fullmatch(r"\d.*", place):
            return _city(place.title() if place.isupper() else place)
    flat = _PLACE_FLAT.search(words) if words == words.lower() else None
    if flat and not re.match(r"(?:duplicate|two|three|english|single|a)\b", flat["place"]):
        return _city(" ".join(flat["place"].split()).title())
    lined = re.match(r"\s*(?P<place>[A-Z][A-Za-z'’. ]{2,30}),", words)
    return lined["place"].strip().title() if lined and not _DONE.match(lined["place"].strip()) else None


def _place_on_line(lead: str) -> str | None:
    """The place before the date on a line of its own: "Lima, 4 May 1950"."""
    line = re.search(r"(?:^|\n)[ \t]*(?P<place>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){0,3}),\s*(?:on\s+)?(?:the\s+)?$", lead)
    place = _MONTHS.sub("", line["place"]) if line else ""
    return (place.title() if place.isupper() else place) or None


def _city(place: str) -> str:
    """The place without the state that follows it: "Koror, Palau" is Koror; several cities stay as they are."""
    place = re.sub(r",?\s+D\.?\s?C\.?$", "", place)
    place = re.sub(r"^(?:the\s+)?city\s+of\b[\s,]*", "", place, flags=_I)
    first, comma, rest = place.partition(",")
    return first if comma and named_in(rest) and " and " not in rest else place


def _place_after(text: str, date: LegalDate) -> str | None:
    """A place that follows the date: "Concluded on September 12, 2001 in Astana"."""
    after = re.match(
        r"\s*,?\s*(?:in|at)\s+(?:the\s+city\s+of\s+)?(?P<place>[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})", text[date.end : date.end + 60]
    )
    return after["place"] if after and not _NO_PLACE.match(after["place"]) else None


def as_day(date: SignedRead | None) -> dt.date | None:
    """The day of signature, for resolving the names of states on it."""
    return dt.date.fromisoformat(date.date) if date else None
