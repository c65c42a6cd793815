"""What is set right in parses: subjects that a joined clause takes, nouns read as verbs, and whose a spoken verb is."""

from __future__ import annotations

import pytest

from servanda.coding.parsing import Parse, Parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def parsed(parser: Parser, text: str) -> Parse:
    parse = parser.parse([(text, 0)])[0]
    assert parse is not None
    return parse


def test_a_clause_takes_the_noun_before_it_where_nothing_joins_it(parser: Parser) -> None:
    parse = parsed(parser, "Spain has moved 900 troops to Chad and Portugal will send two helicopters to Mali.")
    send = parse.lowers.index("send")
    assert [parse.words[child] for child in parse.of(send, "nsubj")] == ["Portugal"]
    assert parse.conjuncts(parse.lowers.index("chad")) == [parse.lowers.index("chad")]


def test_a_measure_before_a_preposition_is_a_noun(parser: Parser) -> None:
    parse = parsed(parser, "Canada has today imposed asset freezes and travel bans on nine Chadian officials.")
    imposed = parse.lowers.index("imposed")
    assert [parse.words[child] for child in parse.of(imposed, "dobj")] == ["freezes"]


def test_what_we_say_is_not_asked_of_others(parser: Parser) -> None:
    parse = parsed(parser, "We call on all groups to refrain from violence and urge the militias to free the nurses.")
    assert parse.words[parse.heads[parse.lowers.index("urge")]] == "call"


def test_what_others_shall_do_stays_theirs(parser: Parser) -> None:
    parse = parsed(parser, "We call on Chad to leave the town and open the road.")
    opened = parse.lowers.index("open")
    assert parse.words[parse.heads[opened]] != "call"


def test_a_plural_that_speaks_for_its_subject_is_a_verb(parser: Parser) -> None:
    parse = parsed(parser, "The Embassy of the Republic of Georgia protests against the violation of its airspace by a military aircraft.")
    assert parse.tags[parse.lowers.index("protests")].startswith("VB")


def test_a_past_form_with_an_object_is_the_verb_of_its_sentence(parser: Parser) -> None:
    parse = parsed(parser, "The Foreign Secretary, Jane Holt, yesterday condemned in the strongest terms the bombing of a school in Nyala.")
    condemned = parse.lowers.index("condemned")
    assert parse.deps[condemned] == "ROOT"
    assert [parse.words[child] for child in parse.of(condemned, "nsubj")] == ["Secretary"]


def test_a_later_by_names_who_did_the_harm(parser: Parser) -> None:
    parse = parsed(parser, "Denmark deplores the killing of ten marchers on Sunday by the Sudanese army.")
    assert parse.words[parse.heads[parse.lowers.index("by")]] == "killing"


def test_a_by_of_another_verb_stays_with_it(parser: Parser) -> None:
    parse = parsed(parser, "The killing of ten marchers on Sunday was condemned by the Chadian parliament.")
    assert parse.words[parse.heads[parse.lowers.index("by")]] == "condemned"
