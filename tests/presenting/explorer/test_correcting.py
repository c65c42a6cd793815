"""A fact as a form, and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UsageError
from servanda.presenting.explorer.correcting import corrected, fields_of
from servanda.records import Actor, Document, Event, Fact, Figure, Flow, Poll, Position, Speaker, Target, make_fact
from strategies import documents, facts

TEXT = "China sold 20 ships to Russia on 3 May 2001, an agency said."
DOCUMENT = Document(id="sha256:0", text=TEXT, uri="ships.txt")


def fact_of(claim: Any) -> Fact:
    spans = (DOCUMENT.span(0, 43),)
    return make_fact(
        DOCUMENT, claim, spans, certainty="actual", when=None, asserted_by=None, coder=("any", "1"), confidence=0.4, rule="sell"
    )


EVENT = fact_of(
    Event(
        sources=(Actor("CHN", "GOV", "China"),),
        targets=(Actor("RUS", None, "Russia"),),
        type="COOPERATE",
        of=None,
        mode=None,
        contexts=("economic",),
        cameo="061",
        reciprocal=False,
        location=None,
    )
)
FIGURE = fact_of(Figure(value=20, unit="ships", measure=None, about=("CHN",), change=None, approximate=False, bound=None))
POSITION = fact_of(Position(holders=("CHN",), holder_words="China", stance="support", target=Target(None, "sales")))


def sent(fact: Fact, **changed: str) -> dict[str, str]:
    """What a browser sends for the form of a fact: line ends as CR LF."""
    filled = {field.name: field.value for field in fields_of(fact)} | {name.replace("__", "."): value for name, value in changed.items()}
    return {name: value.replace("\n", "\r\n") for name, value in filled.items()}


def known(code: str) -> bool:
    return code in ("CHN", "RUS", "USA")


@given(st.data())
def test_a_form_sent_back_as_it_came_changes_nothing_whatever_the_fact(data: st.DataObject) -> None:
    document = data.draw(documents())
    fact = data.draw(facts(document))
    with pytest.raises(UsageError, match="cannot be kept") as refused:
        corrected(fact, document, {field.name: field.value for field in fields_of(fact)}, bool)
    assert refused.value.why == "nothing was changed: confirm the fact instead"


@given(st.data())
def test_a_new_certainty_leaves_the_claim_as_it_was(data: st.DataObject) -> None:
    document = data.draw(documents())
    fact = data.draw(facts(document))
    other = "denied" if fact.certainty != "denied" else "actual"
    form = {field.name: field.value for field in fields_of(fact)} | {"certainty": other}
    right = corrected(fact, document, form, bool)
    assert (right.certainty, right.claim, right.spans, right.when) == (other, fact.claim, fact.spans, fact.when)


def test_roles_are_turned_round_with_their_words() -> None:
    right = corrected(EVENT, DOCUMENT, sent(EVENT, sources="RUS: Russia", targets="CHN/GOV: China\nUSA"), known)
    assert isinstance(right.claim, Event)
    assert right.claim.sources == (Actor("RUS", None, "Russia"),)
    assert right.claim.targets == (Actor("CHN", "GOV", "China"), Actor("USA", None, None))
    assert (right.claim.type, right.claim.cameo, right.confidence, right.rule) == ("COOPERATE", "061", 0.4, "sell")


def test_time_number_source_and_target_are_corrected() -> None:
    dated = corrected(EVENT, DOCUMENT, sent(EVENT, earliest="2001-05-03", latest="2001-05-03", when_words="3 May 2001"), known)
    assert dated.when is not None
    assert dated.when.as_moment() is not None
    counted = corrected(FIGURE, DOCUMENT, sent(FIGURE, value="2,000", approximate="yes", bound="at_least", change__direction="up"), known)
    assert isinstance(counted.claim, Figure)
    assert (counted.claim.value, counted.claim.approximate, counted.claim.bound) == (2000.0, True, "at_least")
    assert counted.claim.change is not None
    told = corrected(EVENT, DOCUMENT, sent(EVENT, asserted_by="USA/MED: Ann Lee | an agency"), known)
    assert told.asserted_by == Speaker("USA", "MED", "Ann Lee", "an agency")
    aimed = corrected(POSITION, DOCUMENT, sent(POSITION, target__issue="arms-sales", stance="oppose"), known)
    assert isinstance(aimed.claim, Position)
    assert (aimed.claim.stance, aimed.claim.target) == ("oppose", Target("arms-sales", "sales"))


def test_every_field_that_does_not_hold_is_named_at_once() -> None:
    form = sent(EVENT, type="SELL", sources="QQQ", earliest="3 May", reciprocal="maybe", certainty="sure")
    with pytest.raises(UsageError) as refused:
        corrected(EVENT, DOCUMENT, form, known)
    for told in (
        "type is one of AGREE",
        "QQQ is no actor's code",
        "earliest day: '3 May' is not a day",
        "reciprocal is yes or no",
        "certainty is",
    ):
        assert told in refused.value.why


def test_a_number_that_is_none_is_refused() -> None:
    for value in ("", "many", "nan", "1e999"):
        with pytest.raises(UsageError):
            corrected(FIGURE, DOCUMENT, sent(FIGURE, value=value), known)


def test_what_a_poll_asked_and_whose_exports_are_counted_is_corrected_and_a_part_that_lacks_is_named() -> None:
    polled = corrected(FIGURE, DOCUMENT, sent(FIGURE, poll__sample="1,200", poll__question="Are ships good?"), known)
    assert isinstance(polled.claim, Figure)
    assert polled.claim.poll == Poll(question="Are ships good?", population=None, sample=1200, pollster=None)
    flowing = corrected(FIGURE, DOCUMENT, sent(FIGURE, flow__side="exports", flow__of="CHN", flow__partner="RUS"), known)
    assert isinstance(flowing.claim, Figure)
    assert flowing.claim.flow == Flow("exports", "CHN", "RUS")
    for changed, told in (
        ({"poll__sample": "12.5"}, "is not a whole number: '12.5'"),
        ({"flow__of": "CHN"}, "is empty"),
        ({"change__base": "last year"}, "is empty"),
        ({"held": "yes"}, "needs a day, or the words that give the time"),
    ):
        with pytest.raises(UsageError) as refused:
            corrected(FIGURE, DOCUMENT, sent(FIGURE, **changed), known)
        assert told in refused.value.why
        assert "$" not in refused.value.why
