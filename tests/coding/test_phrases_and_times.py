"""What coders share: whom a noun phrase stands for, who does what, when it was, and how sure it is."""

import datetime as dt

import pytest

from servanda.coding.aims import stated_certainty
from servanda.coding.engine import Engine
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.records import Document, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())
PUBLISHED = When(earliest=dt.date(2010, 6, 15), latest=dt.date(2010, 6, 15), words="15 June 2010")


def parsed(text: str) -> tuple[Sentence, Parse]:
    sentence = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x", published=PUBLISHED)).sentences[0]
    sentence.parse = ENGINE.parser.parse([(sentence.plain, sentence.start)])[0]
    assert sentence.parse is not None
    return sentence, sentence.parse


def token(parse: Parse, word: str) -> int:
    return parse.lowers.index(word)


@pytest.mark.parametrize(
    ("text", "head", "codes"),
    [
        ("Kenya and Ghana signed the pact.", "kenya", ["KEN", "GHA"]),
        ("Members of the Kenyan parliament left.", "members", ["KEN"]),
        ("Italy's foreign minister resigned.", "minister", ["ITA"]),
        ("The river rose.", "river", []),
        ("A group of Chinese fishermen landed.", "group", ["CHN"]),
    ],
)
def test_actors_of_a_phrase(text: str, head: str, codes: list[str]) -> None:
    sentence, parse = parsed(text)
    assert [actor.actor for actor in actors_of(sentence, token(parse, head)) if actor.actor] == codes


def test_the_owner_of_a_thing_is_found_only_when_asked_for() -> None:
    sentence, parse = parsed("Jets bombed Iranian sites.")
    assert actors_of(sentence, token(parse, "sites")) == ()
    assert [actor.actor for actor in actors_of(sentence, token(parse, "sites"), loose=True)] == ["IRN"]


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Kenya agreed to send troops.", "send", "kenya"),
        ("Kenya signed the pact and recalled its envoy.", "recalled", "kenya"),
        ("Kenya urged Ghana to send troops.", "send", "ghana"),
        ("The pact was signed in Accra.", "signed", None),
    ],
)
def test_subject_of_a_verb(text: str, verb: str, subject: str | None) -> None:
    _, parse = parsed(text)
    found = subject_of(parse, token(parse, verb))
    assert (None if found is None else parse.lowers[found]) == subject


@pytest.mark.parametrize(
    ("text", "word", "first", "last"),
    [
        ("Kenya signed the pact in May 2009.", "signed", dt.date(2009, 5, 1), dt.date(2009, 5, 31)),
        ("Ghana joined the bloc last year.", "joined", dt.date(2009, 1, 1), dt.date(2009, 12, 31)),
        ("On 3 March 2008 Kenya protested and recalled its envoy.", "recalled", dt.date(2008, 3, 3), dt.date(2008, 3, 3)),
    ],
)
def test_when_something_took_place(text: str, word: str, first: dt.date, last: dt.date) -> None:
    sentence, parse = parsed(text)
    when = when_of(sentence, token(parse, word))
    assert when is not None
    assert (when.earliest, when.latest) == (first, last)


def test_the_date_of_saying_is_not_the_date_of_doing() -> None:
    sentence, parse = parsed("Kenya said on 4 May 2010 that Ghana had signed the pact.")
    assert when_of(sentence, token(parse, "signed")) is None


@pytest.mark.parametrize(
    ("text", "word", "certainty"),
    [
        ("Kenya wants to double trade.", "double", "planned"),
        ("Kenya urged Ghana to double trade.", "double", "possible"),
        ("Kenya doubled trade.", "doubled", "actual"),
        ("They signed a statement on deepening trade.", "deepening", "planned"),
        ("Kenya may double trade.", "double", "possible"),
        ("With Kenya calling this a success, trade will grow.", "calling", "actual"),
    ],
)
def test_own_aims_are_plans(text: str, word: str, certainty: str) -> None:
    _, parse = parsed(text)
    assert stated_certainty(parse, token(parse, word)) == certainty


def test_a_day_before_what_is_said_is_the_day_of_saying() -> None:
    _, told = parsed("Chile said in a letter to the UN on Friday its ships had been attacked.")
    assert told.heads[token(told, "on")] == token(told, "said")
    _, kept = parsed("Peru said that on Monday it had signed the treaty with Chile.")
    assert kept.heads[token(kept, "on")] == token(kept, "signed")
