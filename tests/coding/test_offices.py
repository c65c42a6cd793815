"""Offices without a country, and datelines before a first sentence."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.sentences import sentence_spans
from servanda.records import Document, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())


def offices(text: str, year: int = 2016) -> dict[str, tuple[str, ...]]:
    when = When(earliest=dt.date(year, 9, 1), latest=dt.date(year, 9, 30), words="then")
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x", published=when))
    return {m.words: m.actors for sentence in prepared.sentences for m in sentence.mentions if m.form == "office"}


def test_an_office_belongs_to_its_only_holder_in_the_text() -> None:
    assert offices("Foreign Minister Sergei Lavrov flew in. The foreign minister left.")["foreign minister"] == ("RUS",)


def test_an_exact_title_settles_the_department() -> None:
    found = offices("A Foreign Office spokesman spoke. The Foreign Secretary met Sergei Lavrov. Foreign Secretary Boris Johnson agreed.")
    assert found["Foreign Secretary"] == ("GBR",)
    assert found["Foreign Office spokesman"] == ("GBR",)


def test_an_office_that_nobody_holds_in_the_text_stays_open() -> None:
    assert offices("A president came. The governor stayed.").get("governor", ()) == ()


def test_a_place_is_not_a_ministers_country() -> None:
    text = "In Turkey Minister Tobias Ellwood met the mayor."
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    assert not any(m.actors == ("TUR",) and "Ellwood" in m.words for m in prepared.sentences[0].mentions)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("OSLO/BERGEN, 15 May 2001 (Fjord Wire) - Norway signed it. Sweden left.", "Norway signed it."),
        ("OSLO (FW) — Norway signed it. Sweden left.", "Norway signed it."),
        ("NATO - an alliance - signed it. Sweden left.", "NATO - an alliance - signed it."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(text: str, first: str) -> None:
    document = Document(id="sha256:x", text=text, uri="x")
    sentences = [text[start:end] for start, end in sentence_spans(document)]
    assert first in sentences
