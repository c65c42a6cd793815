"""Whom pronouns, bare offices and collectives stand for, on passages of official prose and news (reference_passages.txt)."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.coding.engine import Engine
from servanda.coding.first_person import resolve_first_person
from servanda.coding.noun_phrases import actors_of_one
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())
_MARKED = re.compile(r"\[([^\]=~]+)([=~])([A-Z0-9+-]+)\]")
_HEADER = re.compile(r"(title|uri|publisher): (.*)\n")


class Marked(NamedTuple):
    """A stretch of a passage and the actors it stands for; `read` is false where the coders are known to miss it."""

    start: int
    end: int
    actors: str
    read: bool


def passages() -> list[tuple[Document, list[Marked]]]:
    """The passages of the table as documents, with their marked stretches."""
    table = (Path(__file__).parent / "reference_passages.txt").read_text(encoding="utf-8")
    found = []
    for block in table.split("----\n")[1:]:
        fields, rest = {"uri": "x"}, block
        while (header := _HEADER.match(rest)) is not None:
            fields[header.group(1)] = header.group(2)
            rest = rest[header.end() :]
        text, marks, place = "", [], 0
        for match in _MARKED.finditer(rest):
            text += rest[place : match.start()]
            marks.append(Marked(len(text), len(text) + len(match.group(1)), match.group(3), match.group(2) == "="))
            text += match.group(1)
            place = match.end()
        text = (text + rest[place:]).strip()
        found.append(
            (Document(id="sha256:x", text=text, uri=fields["uri"], title=fields.get("title"), publisher=fields.get("publisher")), marks)
        )
    return found


def stands_for(document: Document, marks: list[Marked]) -> list[str]:
    """The actors that the marked stretches are read as, joined by "+" in order of their codes; "-" for nobody."""
    prepared = ENGINE.prepare(document)
    parses = ENGINE.parser.parse([(sentence.plain, sentence.start) for sentence in prepared.sentences])
    for sentence, parse in zip(prepared.sentences, parses, strict=True):
        sentence.parse = parse
    resolve_first_person(prepared)
    found = []
    for mark in marks:
        holding = prepared.sentence_at(mark.start)
        head = None if holding is None or holding.parse is None else holding.parse.head_of(mark.start, mark.end)
        actors = {one.actor for one in actors_of_one(holding, head) if one.actor} if holding is not None and head is not None else set()
        found.append("+".join(sorted(actors)) or "-")
    return found


ROWS = [
    pytest.param(document, place, marks, id=f"{number}-{document.text[mark.start : mark.end]}")
    for number, (document, marks) in enumerate(passages(), 1)
    for place, mark in enumerate(marks)
    if mark.read
]


@pytest.mark.parametrize(("document", "place", "marks"), ROWS)
def test_a_stretch_stands_for_its_actors(document: Document, place: int, marks: list[Marked]) -> None:
    assert stands_for(document, marks)[place] == marks[place].actors
