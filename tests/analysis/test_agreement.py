"""Krippendorff's alpha against his own worked examples, and what counts as a word."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.agreement import agreement, disagreements, first_words, judged_by_others, last_words, nominal_alpha
from servanda.records import Document, Fact, Figure, Relation, make_fact
from servanda.store import Judgement, Verdict

# Krippendorff (2011), sections A, B and C: numbers only. A dot is a value that is missing.
TWO_BINARY = ("0100000010", "1110010000")
TWO_NOMINAL = ("aabbdcccedda", "babbbccceddd")
FOUR_WITH_GAPS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(rows: tuple[str, ...]) -> list[list[str]]:
    assert len({len(row) for row in rows}) == 1
    return [[value for value in column if value != "."] for column in zip(*rows, strict=True)]


@pytest.mark.parametrize(("rows", "alpha"), [(TWO_BINARY, 0.095), (TWO_NOMINAL, 0.692), (FOUR_WITH_GAPS, 0.743)])
def test_the_published_examples_come_out(rows: tuple[str, ...], alpha: float) -> None:
    assert nominal_alpha(units(rows)).alpha == pytest.approx(alpha, abs=0.0005)


def test_a_value_without_a_second_one_does_not_count() -> None:
    found = nominal_alpha(units(FOUR_WITH_GAPS))
    assert (found.units, found.values) == (11, 40)
    assert sum(found.coincidences.values()) == pytest.approx(40)
    assert found == nominal_alpha([*units(FOUR_WITH_GAPS), ["9"], []])


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=5), min_size=1))
def test_alpha_is_at_most_one_and_cares_neither_for_order_nor_for_names(given_units: list[list[str]]) -> None:
    found = nominal_alpha(given_units)
    turned = nominal_alpha([[value.upper() for value in reversed(unit)] for unit in reversed(given_units)])
    if found.alpha is None:
        assert turned.alpha is None
        assert len({value for unit in given_units for value in unit}) == 1
    else:
        assert found.alpha <= 1
        assert turned.alpha == pytest.approx(found.alpha)
        assert (found.alpha == 1) == all(len(set(unit)) == 1 for unit in given_units)


def test_without_variation_or_a_second_person_it_is_not_defined() -> None:
    assert nominal_alpha([]).alpha is None
    assert "two people" in nominal_alpha([["a"], ["b"]]).why
    same = nominal_alpha([["a", "a"], ["a", "a"]])
    assert same.alpha is None
    assert "one and the same verdict" in same.why


TEXT = "Trade came to 5 million dollars. Their ties are good."
DOCUMENT = Document(id="sha256:0", text=TEXT, uri="trade.txt")


def fact(claim: Any, start: int, end: int) -> Fact:
    return make_fact(
        DOCUMENT, claim, (DOCUMENT.span(start, end),), certainty="actual", when=None, asserted_by=None, coder=("any", "1"), confidence=1, rule=None
    )  # fmt: skip


def trade(value: float) -> Fact:
    claim = Figure(value=value, unit="USD", measure="trade", about=("CHN",), change=None, approximate=False, bound=None)
    return fact(claim, 0, 32)


FIGURE = trade(5)
TIE = fact(Relation(pair=("CHN", "RUS"), trend="stable", domain=None), 33, 53)


def said(*words: tuple[Fact, str, Verdict] | tuple[Fact, str, Verdict, Fact]) -> list[Judgement]:
    return [
        Judgement(
            seq=number,
            fact=word[0].id,
            document=DOCUMENT.id,
            verdict=word[2],
            who=word[1],
            at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            why=None,
            snapshot=word[0],
            corrected=word[3] if len(word) > 3 else None,
        )
        for number, word in enumerate(words, start=1)
    ]


def test_the_first_word_counts_for_agreement_and_the_last_for_disagreement() -> None:
    given_words = said((FIGURE, "Ann", "confirm"), (FIGURE, "Bo", "reject"), (FIGURE, "Bo", "confirm"), (FIGURE, "Ann", "note"))
    assert [one.verdict for one in first_words(given_words)[FIGURE.id].values()] == ["confirm", "reject"]
    assert {who: one.verdict for who, one in last_words(given_words)[FIGURE.id].items()} == {"Ann": "confirm", "Bo": "confirm"}
    assert disagreements(given_words) == []
    assert [one.fact for one in disagreements(given_words[:2])] == [FIGURE.id]


def test_a_word_taken_back_was_never_said() -> None:
    given_words = said(
        (FIGURE, "Ann", "reject"), (FIGURE, "Ann", "withdraw"), (FIGURE, "Ann", "confirm"), (TIE, "Bo", "reject"), (TIE, "Bo", "withdraw")
    )
    assert {fact: {who: one.verdict for who, one in words.items()} for fact, words in first_words(given_words).items()} == {
        FIGURE.id: {"Ann": "confirm"}
    }


def test_two_corrections_that_differ_are_a_disagreement() -> None:
    same = said((FIGURE, "Ann", "correct", trade(6)), (FIGURE, "Bo", "correct", trade(6)))
    assert disagreements(same) == []
    assert len(disagreements(said((FIGURE, "Ann", "correct", trade(6)), (FIGURE, "Bo", "correct", trade(7))))) == 1


def test_agreement_is_told_by_kind_and_what_one_alone_judged_is_counted_apart() -> None:
    found = agreement(said((FIGURE, "Ann", "confirm"), (FIGURE, "Bo", "confirm"), (TIE, "Ann", "reject"), (trade(9), "Ann", "add")))
    assert [(one.kind, one.alpha.units, one.alone, one.people, one.told) for one in found] == [
        (None, 1, 2, ("Ann", "Bo"), "not defined"),
        ("figure", 1, 1, ("Ann", "Bo"), "not defined"),
        ("relation", 0, 1, ("Ann",), "not defined"),
    ]
    whole = agreement(said((FIGURE, "Ann", "confirm"), (FIGURE, "Bo", "confirm"), (TIE, "Ann", "reject"), (TIE, "Bo", "reject")))[0]
    assert (whole.alpha.alpha, whole.told) == (1.0, "reliable")


def test_what_others_judged_waits_for_a_second_person() -> None:
    given_words = said((TIE, "Ann", "reject"), (FIGURE, "Ann", "confirm"), (FIGURE, "Bo", "confirm"), (TIE, "Cy", "confirm"))
    assert [one.fact for one in judged_by_others(given_words, "Bo")] == [TIE.id]
    assert [(one.fact, one.who) for one in judged_by_others(given_words, "Di")] == [(TIE.id, "Ann"), (FIGURE.id, "Ann")]
    assert judged_by_others(given_words, "Ann") == []
