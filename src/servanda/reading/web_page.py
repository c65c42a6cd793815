"""HTML pages: the article as text, with title, author, publisher and date from the page's own fields."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]
import trafilatura

from servanda.reading.datelines import read_date
from servanda.reading.encodings import decode, without_surrogates
from servanda.reading.options import Extracted, Failed, Source
from servanda.records import When

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}>")
_WIDE_CELL = re.compile(r"\b(colspan|rowspan)(\s{0,9}=\s{0,9}[\"']?)\d{3,}", re.IGNORECASE)
# Work in the parser grows with the square of the attributes of one tag, in the extraction with that of the tables:
# 100,000 attributes ran for minutes, 20,000 tables for half a minute, while pages of the press stay far below these bounds.
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,20})[^<>]{20000,}")
_MOST_ATTRIBUTES = 1_000
_MOST_TABLES = 1_000
_MOST_TAGS = 60_000
_UNSEEN = ("script", "style", "noscript", "template", "head", "title")
_NO_LOSS = 40  # characters without spaces: entities and broken markup make small differences
_LOSS_SHARE = 0.02
_SHORT_SHARE = 0.25  # an extraction of less than this share of the page's own words is checked against the page

_DATE_FIELDS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='dcterms.issued' or @name='DCTERMS.issued' or @name='dc.date' or @name='DC.date' or @name='DC.Date']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publishdate' or @name='PubDate' or @name='publication_date']/@content",
    "//time[@pubdate]/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')


def extract(source: Source) -> Extracted | Failed:
    """Take the article out of a page; where the parser loses deeply nested text the document is partial, and says how much."""
    declared = _CHARSET.search(source.data[:4096])
    decoded = decode(source.data, declared[1].decode("ascii") if declared else None)
    if decoded is None:
        return Failed(source.uri, "not an HTML page", "it holds bytes that no text holds", "check the file, or name its format")
    markup = _harmless(without_surrogates(decoded.text)[0])
    page = lxml.html.document_fromstring(markup.replace("\x0c", " ")) if markup.strip() else None
    if page is None:
        return Failed(source.uri, "no text in the page", "the page is empty", "check the file")
    seen = "".join(_visible(page))
    problems = list(decoded.problems)
    large = markup.count("<") > _MOST_TAGS or markup.lower().count("<table") > _MOST_TABLES
    found = None if large else trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True, include_tables=True)
    text = getattr(found, "text", None) or ""
    if large or (len(text) < _SHORT_SHARE * len(seen) and len(text) < 500):
        text = _plain(page)
        why = "the page has too many parts to look for its article" if large else "no article was found in the page"
        problems.append(f"{why}; the whole page was taken as text")
    if not text.strip():
        return Failed(source.uri, "no text in the page", "it holds markup only, or is drawn by a script", "save the page as text or PDF")
    lost = _lost(markup, seen)
    problems += [lost] if lost else []
    return Extracted(
        text=text,
        reader="html",
        reader_version=f"1+trafilatura-{trafilatura.__version__}",
        media_type="text/html",
        title=_field(found, "title") or " ".join((page.findtext(".//title") or "").split()) or None,
        author=_field(found, "author"),
        publisher=_field(found, "sitename"),
        published=_published(page, markup),
        lost=decoded.lost or bool(lost),
        problems=tuple(problems),
    )


def _harmless(markup: str) -> str:
    """The markup without what makes parsers run wild: a second declaration, huge cells, tags of a thousand attributes."""
    narrow = _WIDE_CELL.sub(r"\g<1>\g<2>1", _XML_DECLARATION.sub("", markup))
    return _LONG_TAG.sub(lambda tag: f"<{tag[1]} " if len(tag[0].split()) > _MOST_ATTRIBUTES else tag[0], narrow)


def _field(found: object, name: str) -> str | None:
    value = getattr(found, name, None)
    return str(value).strip() or None if value else None


def _published(page: lxml.html.HtmlElement, markup: str) -> When | None:
    """The date that the page states of itself, by the usual fields; a date guessed from its text or address is no such thing."""
    words = [str(value) for path in _DATE_FIELDS for value in page.xpath(path)]
    words += _JSON_DATE.findall(markup)
    return next((when for word in words if (when := read_date(word)) is not None), None)


def _visible(page: lxml.html.HtmlElement) -> Iterator[str]:
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag not in _UNSEEN and element.text:
            yield element.text
        if element.tail:
            yield element.tail


def _plain(page: lxml.html.HtmlElement) -> str:
    lines = (" ".join(piece.split()) for piece in _visible(page))
    return "\n".join(line for line in lines if line)


def _lost(markup: str, seen: str) -> str | None:
    """Compare what the parser kept with what the markup shows: it drops text nested deeper than 256 elements without a word."""
    shown = sum(len("".join(html.unescape(piece).split())) for piece in _pieces(markup))
    kept = len("".join(seen.split()))
    missing = shown - kept
    if missing > max(_NO_LOSS, _LOSS_SHARE * shown):
        return f"{missing} of {shown} characters of the page lie too deep in its markup and were not read"
    return None


def _pieces(markup: str) -> Iterator[str]:
    """The text between the tags, in one pass without going back; scripts, styles and the head are passed over."""
    place, length = 0, len(markup)
    while place < length:
        opening = markup.find("<", place)
        if opening < 0:
            yield markup[place:]
            return
        yield markup[place:opening]
        name = re.match(r"<(!--|/?[a-zA-Z][\w-]{0,20})?", markup[opening : opening + 24])
        tag = (name[1] or "").lower() if name else ""
        stop = {"!--": "-->", **{unseen: f"</{unseen}" for unseen in _UNSEEN}}.get(
            tag, ">" if tag or markup[opening + 1 : opening + 2] in "!?/" else ""
        )
        if not stop:
            yield "<"
            place = opening + 1
            continue
        closing = markup.find(stop, opening)
        if closing < 0:
            return
        place = markup.find(">", closing) + 1 or length
