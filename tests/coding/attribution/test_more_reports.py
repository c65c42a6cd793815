"""Reports that the parser hides: after questions, over sentence ends, in joined clauses, signed with a dash, in talks written down."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.positions import PositionCoder
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Fact, Position, Statement
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([StatementCoder(), PositionCoder()], load_actors())


def facts(text: str) -> tuple[Fact, ...]:
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    return coded.facts


def told(text: str) -> list[tuple[str, str, str]]:
    return [
        (fact.claim.speakers[0].words or "", fact.claim.cue or "", fact.claim.content)
        for fact in facts(text)
        if isinstance(fact.claim, Statement)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“Who would pay for such a dam?” Berg said, looking at the hall.", "Berg", "said", "“Who would pay for such a dam?”"),
        ("Said Berg: “I do not get the sense that she listens.”", "Berg", "Said", "“I do not get the sense that she listens.”"),
        ('"The rain was a gift to us all." — Olga Lind, farmer', "Olga Lind", "—", '"The rain was a gift to us all."'),
        ("The ministers said in a joint statement that the strait was shut.", "The ministers", "said", "that the strait was shut"),
        ("The mayor has not said when she would leave.", "The mayor", "has not said", "when she would leave"),
        ("The envoy went on to explain how the ferry sank.", "The envoy", "explain", "how the ferry sank"),
        ("The envoy appeared to suggest that the ferry sank.", "The envoy", "suggest", "that the ferry sank"),
        ("Berg was quoted by the agency as saying that the dam was safe.", "Berg", "saying", "that the dam was safe"),
        ("The agency quoted Berg as saying that the dam was safe.", "Berg", "saying", "that the dam was safe"),
        ("He proposes closing the dam.", "He", "proposes", "closing the dam"),
    ],
)
def test_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    assert any(source == found[0] and cue in found[1] and content == found[2] for found in told(text)), told(text)


def test_a_second_verb_is_not_part_of_what_is_said() -> None:
    found = told("Berg said this week that the country would leave and suggested that it would close the port.")
    assert ("Berg", "said", "that the country would leave") in found
    assert ("Berg", "suggested", "that it would close the port") in found


@pytest.mark.parametrize("text", ["The mayor could not explain why the dam broke.", "The mayor has yet to explain why the dam broke."])
def test_what_was_not_said_is_denied(text: str) -> None:
    assert [fact.certainty for fact in facts(text)] == ["denied"]


@pytest.mark.parametrize(
    "text", ["Does Norway support the embargo?", "The mayor could explain why the dam broke.", "Anyone wanting a loan may ask."]
)
def test_no_report(text: str) -> None:
    assert told(text) == []


def test_a_question_is_not_the_officers() -> None:
    text = "QUESTION: Does Norway support the embargo?\n\nCOLONEL BERG: We oppose the embargo on Cuba."
    said = told(text)
    assert ("QUESTION", ":", "Does Norway support the embargo?") in said
    assert ("COLONEL BERG", ":", "We oppose the embargo on Cuba.") in said
    assert [fact.claim.stance for fact in facts(text) if isinstance(fact.claim, Position)] in (["oppose"], [])


def test_every_line_of_a_talk_is_speech() -> None:
    found = told("Q. Will the fleet leave?\nColonel Berg: The fleet will stay in the port.")
    assert ("Colonel Berg", ":", "The fleet will stay in the port.") in found


def test_what_somebody_denies_is_not_told_by_them() -> None:
    found = facts("Norway has long accused Sweden of spying, a charge Sweden denies.")
    assert all(fact.asserted_by is None for fact in found)


def test_markup_is_nobody() -> None:
    assert told('> "We will stay," the minister said.') == [("the minister", "said", '"We will stay,"')]
    assert told("> : We will stay here.") == []


def test_joint_speakers_are_all_kept_and_the_first_asserts() -> None:
    found = facts("Norway and Sweden said that the embargo must be lifted.")
    (statement,) = [fact.claim for fact in found if isinstance(fact.claim, Statement)]
    (position,) = [fact for fact in found if isinstance(fact.claim, Position)]
    assert [speaker.actor for speaker in statement.speakers] == ["NOR", "SWE"]
    assert position.asserted_by is not None
    assert position.asserted_by.actor == "NOR"
    assert isinstance(position.claim, Position)
    assert position.claim.holders == ("NOR", "SWE")


def test_a_list_of_sources_goes_on_after_its_commas() -> None:
    found = facts("Chad, Peru and Fiji said they would take in the children. Norway, which borders Sweden, said it would wait.")
    statements = [fact.claim for fact in found if isinstance(fact.claim, Statement)]
    assert [[speaker.actor for speaker in statement.speakers] for statement in statements] == [["TCD", "PER", "FJI"], ["NOR"]]
    assert [statement.speakers[0].words for statement in statements] == ["Chad, Peru and Fiji", "Norway"]
