"""Words match their places in any text, ids depend on claim and words alone, and JSON gives back what it was given."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.records import KINDS, Document, Fact, Figure, Relation, Span, When, fact_from_json, fact_id, fact_to_json, make_fact
from strategies import CLAIMS, documents, facts, spans, times

PLAIN: dict[str, Any] = {"certainty": "actual", "when": None, "asserted_by": None, "coder": ("any", "1"), "confidence": 1, "rule": None}


@given(documents(), st.data())
def test_a_span_is_its_words(document: Document, data: st.DataObject) -> None:
    span = data.draw(spans(document))
    assert document.text[span.start : span.end] == span.words
    assert document.holds(span)
    assert not document.holds(Span(span.start, span.end, span.words + "x"))
    assert not document.holds(Span(span.start, len(document.text) + 1, span.words))


@given(documents(), st.integers(-5, 205), st.integers(-5, 205))
def test_no_words_stand_outside_the_text(document: Document, start: int, end: int) -> None:
    if 0 <= start < end <= len(document.text):
        assert len(document.span(start, end).words) == end - start
    else:
        with pytest.raises(ValueError, match="no words at"):
            document.span(start, end)


@given(documents(), st.data())
def test_json_gives_the_fact_back(document: Document, data: st.DataObject) -> None:
    fact = data.draw(facts(document))
    written = json.loads(json.dumps(fact_to_json(fact)))
    assert fact_from_json(written) == fact
    assert fact_from_json(msgspec.json.decode(msgspec.json.encode(fact_to_json(fact)))) == fact
    assert written["kind"] == fact.kind
    assert set(KINDS) & set(written) == {fact.kind}


@given(documents(), st.data())
def test_ids_depend_on_claim_and_spans_alone(document: Document, data: st.DataObject) -> None:
    fact, other = data.draw(facts(document)), data.draw(facts(document, coder=("another", "7")))
    again = make_fact(
        document,
        fact.claim,
        fact.spans,
        certainty=other.certainty,
        when=other.when,
        asserted_by=other.asserted_by,
        coder=("another", "7"),
        confidence=other.confidence,
        rule=other.rule,
    )
    assert again.id == fact.id == fact_id(document.id, fact.claim, fact.spans)
    assert (other.id == fact.id) == ((other.claim, other.spans) == (fact.claim, fact.spans))


def test_an_id_is_the_same_in_every_process() -> None:
    document = Document(id="sha256:00", text="ties improved", uri="a.txt")
    claim = Relation(pair=("CHN", "RUS"), trend="improving", domain=None)
    assert fact_id(document.id, claim, (document.span(0, 13),)) == "d8ebc11447b072b94c323a08"


def test_a_whole_number_is_the_same_figure_with_and_without_its_point() -> None:
    document = Document(id="sha256:00", text="5 dollars", uri="a.txt")
    rest: dict[str, Any] = {"unit": "USD", "measure": None, "about": (), "change": None, "approximate": False, "bound": None}
    whole, pointed = (make_fact(document, Figure(value=value, **rest), (document.span(0, 9),), **PLAIN) for value in (5, 5.0))
    assert whole == pointed == fact_from_json(fact_to_json(whole))
    assert json.dumps(fact_to_json(whole)) == json.dumps(fact_to_json(pointed))


@given(documents(), st.data())
def test_a_fact_needs_words_of_its_own_document(document: Document, data: st.DataObject) -> None:
    claim = data.draw(st.one_of(*CLAIMS.values()))
    stranger = Span(0, len(document.text), document.text + "x")
    for wrong in ((), (stranger,), (document.span(0, len(document.text)), stranger)):
        with pytest.raises(ValueError, match="spans of its own document"):
            make_fact(document, claim, wrong, **PLAIN)


@given(documents(), st.data())
def test_a_wrong_field_is_named_by_its_path(document: Document, data: st.DataObject) -> None:
    row = fact_to_json(data.draw(facts(document)))
    with pytest.raises(msgspec.ValidationError, match=r"\$\.certainty"):
        fact_from_json({**row, "certainty": "perhaps"})
    with pytest.raises(msgspec.ValidationError, match=r"\$\.kind"):
        fact_from_json({**row, "kind": "rumour"})
    with pytest.raises(msgspec.ValidationError):
        fact_from_json({name: value for name, value in row.items() if name != row["kind"]})


@given(times())
def test_a_time_is_a_point_or_a_state_and_never_both(when: When) -> None:
    moment, state = when.as_moment(), when.as_held()
    assert moment is None or state is None
    if moment is not None:
        assert (moment.earliest, moment.latest) == (when.earliest, when.latest)
    if state is not None:
        assert state.since.earliest == when.earliest
        assert (state.until is None) == (when.latest is None)


def test_facts_are_hashable_and_frozen() -> None:
    document = Document(id="sha256:00", text="ties improved", uri="a.txt")
    claim = Relation(pair=("CHN", "RUS"), trend="improving", domain=None)
    fact: Fact = make_fact(
        document,
        claim,
        (document.span(0, 4),),
        certainty="actual",
        when=None,
        asserted_by=None,
        coder=("any", "1"),
        confidence=1,
        rule=None,
    )
    assert {fact, fact} == {fact}
    with pytest.raises(AttributeError):
        fact.confidence = 0  # type: ignore[misc]
