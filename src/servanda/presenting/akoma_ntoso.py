"""A treaty's text as Akoma Ntoso 3.0, the OASIS standard for legal documents: title, preamble, articles, paragraphs, closing.

The element order is that of the schema `akomantoso30.xsd`; the words between title and closing are kept, with chapters as elements that hold their articles.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from servanda.coding.treaty_text import TreatyReading

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_akoma_ntoso(reading: TreatyReading, text: str) -> str:
    """The treaty as one XML document; characters that XML cannot hold are left out."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_tag("akomaNtoso"))
    act = ET.SubElement(root, _tag("act"), {"name": "treaty"})
    day = reading.signed.date if reading.signed else "1000-01-01"
    _meta(act, reading, day)
    first = min((one.start for one in reading.articles), default=len(text))
    body_start = _heading_before(text, first)
    last = max((one.end for one in reading.articles), default=0)
    preface = ET.SubElement(act, _tag("preface"))
    title = ET.SubElement(ET.SubElement(preface, _tag("longTitle")), _tag("p"))
    ET.SubElement(title, _tag("docTitle")).text = _clean(reading.title or "Treaty")
    preamble = ET.SubElement(act, _tag("preamble"))
    _paragraphs(preamble, text[:body_start])
    body = ET.SubElement(act, _tag("body"))
    if not reading.articles:
        _content(ET.SubElement(body, _tag("article"), {"eId": "art_1"}), text[:last] or text)
    seen: set[str] = set()
    holder, chapter = body, None
    for article in reading.articles:
        if article.chapter != chapter:
            chapter = article.chapter
            holder = _chapter(body, chapter) if chapter else body
        name = f"art_{re.sub(r'[^A-Za-z0-9]+', '-', article.number).strip('-') or 'x'}"
        name = name if name not in seen else f"{name}-{len(seen)}"
        seen.add(name)
        element = ET.SubElement(holder, _tag("article"), {"eId": name})
        ET.SubElement(element, _tag("num")).text = _clean(article.number)
        if article.title:
            ET.SubElement(element, _tag("heading")).text = _clean(article.title)
        for place, one in enumerate(article.paragraphs, 1):
            paragraph = ET.SubElement(element, _tag("paragraph"), {"eId": f"{name}__para_{one.number or f'x{place}'}"})
            if one.number:
                ET.SubElement(paragraph, _tag("num")).text = one.number
            _content(paragraph, text[one.start : one.end])
    if last and text[last:].strip():
        _paragraphs(ET.SubElement(act, _tag("conclusions")), text[last:])
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _tag(name: str) -> str:
    """A tag in the standard's namespace."""
    return f"{{{NAMESPACE}}}{name}"


def _chapter(body: ET.Element, words: str) -> ET.Element:
    """The part, chapter, title or section that holds the articles that follow, under the name that the treaty gives it."""
    kind, _, name = _clean(words).partition(" ")
    kind = kind.lower() if kind.lower() in ("part", "chapter", "title", "section") else "chapter"
    element = ET.SubElement(body, _tag(kind), {"eId": f"{kind}_{len(body) + 1}"})
    number, _, heading = name.partition(" ")
    ET.SubElement(element, _tag("num")).text = number.strip(".:,") or "1"
    if heading.strip(" .:-–—"):
        ET.SubElement(element, _tag("heading")).text = heading.strip(" .:-–—")
    return element


def _clean(words: str) -> str:
    """Words on one line without characters that XML cannot hold."""
    return " ".join(_NO_XML.sub("", words).split())


def _content(parent: ET.Element, words: str) -> None:
    """The words of a paragraph, each block of lines a `p`."""
    _paragraphs(ET.SubElement(parent, _tag("content")), words)


def _paragraphs(parent: ET.Element, words: str) -> None:
    """Each block of lines as a `p`; at least one, as the standard asks."""
    blocks = [clean for block in re.split(r"\n\s*\n", words) if (clean := _clean(block))]
    for block in blocks or [""]:
        ET.SubElement(parent, _tag("p")).text = block


def _heading_before(text: str, start: int) -> int:
    """Where the heading of the first article begins, so that it does not stand in the preamble."""
    found = [hit.start() for hit in re.finditer(r"article|art\.", text[:start], re.IGNORECASE)]
    return found[-1] if found and start - found[-1] < 200 else start


def _meta(act: ET.Element, reading: TreatyReading, day: str) -> None:
    """The identification that the standard demands: work, expression, manifestation."""
    meta = ET.SubElement(act, _tag("meta"))
    identification = ET.SubElement(meta, _tag("identification"), {"source": "#servanda"})
    name = re.sub(r"[^A-Za-z0-9]+", "-", reading.source_id or reading.title or "treaty").strip("-").lower()[:80] or "treaty"
    work = f"/akn/un/act/treaty/{day}/{name}"
    for level, uri in (("FRBRWork", work), ("FRBRExpression", f"{work}/eng@"), ("FRBRManifestation", f"{work}/eng@.akn")):
        element = ET.SubElement(identification, _tag(level))
        ET.SubElement(element, _tag("FRBRthis"), {"value": f"{uri}/!main"})
        ET.SubElement(element, _tag("FRBRuri"), {"value": uri})
        ET.SubElement(element, _tag("FRBRdate"), {"date": day, "name": "signature"})
        ET.SubElement(element, _tag("FRBRauthor"), {"href": "#parties"})
        if level == "FRBRWork":
            ET.SubElement(element, _tag("FRBRcountry"), {"value": "un"})
        elif level == "FRBRExpression":
            ET.SubElement(element, _tag("FRBRlanguage"), {"language": "eng"})
    references = ET.SubElement(meta, _tag("references"), {"source": "#servanda"})
    parties = ", ".join(reading.parties) if reading.parties else "the parties"
    ET.SubElement(references, _tag("TLCOrganization"), {"eId": "parties", "href": "/ontology/organization/parties", "showAs": parties})
    ET.SubElement(references, _tag("TLCOrganization"), {"eId": "servanda", "href": "/ontology/organization/servanda", "showAs": "Servanda"})
