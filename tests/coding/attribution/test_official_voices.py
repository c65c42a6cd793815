"""Whose words official texts are where no address or publisher tells: titles, joint openings, talks written down, ministers and their pronouns."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.positions import PositionCoder
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Position, Statement
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([StatementCoder(), PositionCoder()], load_actors())


def coded(text: str, title: str | None = None) -> tuple[list[Statement], list[Position]]:
    (result,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x", title=title)])
    claims = [fact.claim for fact in result.facts]
    return [c for c in claims if isinstance(c, Statement)], [c for c in claims if isinstance(c, Position)]


def actors(statements: list[Statement], words: str) -> set[str | None]:
    return {speaker.actor for s in statements for speaker in s.speakers if speaker.words == words}


@pytest.mark.parametrize(
    ("text", "title", "holders"),
    [
        ("We condemn the raid.", "Norway condemns raid on aid workers", {"NOR"}),
        ("We condemn the raid.", "Norway statement on the raid", {"NOR"}),
        ("We condemn the raid.", "Norway in winter", set()),
        ("We condemn the raid. Norway remains committed to peace.", None, {"NOR"}),
        ("We condemn the raid. Chad has agreed to help.", None, set()),
        ("We condemn the raid. Chad condemns it. Norway supports talks.", None, set()),
        ("We, the Foreign Ministers of Norway and Chad, condemn the raid.", None, {"NOR", "TCD"}),
        ("The governments of Norway and Chad deplore the coup. We condemn the raid.", None, {"NOR", "TCD"}),
        ("We condemn the raid.", "Joint statement by Norway and Chad on Mali", {"NOR", "TCD"}),
        ("Mr President, Norway is deeply concerned by the vote. We condemn the raid.", None, {"NOR"}),
        ("Minister for Africa Ann Field met the envoy. We condemn the raid.", None, {"GBR"}),
    ],
)
def test_whose_we_it_is(text: str, title: str | None, holders: set[str]) -> None:
    _, positions = coded(text, title)
    raid = [p for p in positions if "raid" in p.target.words]
    assert {code for p in raid for code in p.holders} == holders


def test_who_answers_is_of_the_state_that_the_answers_name_as_their_own() -> None:
    text = "MR. HALE: Norway welcomes the truce.\n\nQUESTION: Does Chad support it?\n\nMR. HALE: We condemned the raid."
    statements, positions = coded(text)
    assert actors(statements, "MR. HALE") == {"NOR"}
    assert actors(statements, "QUESTION") == {None}
    assert all("CHD" not in p.holders for p in positions)
    assert actors(coded(text.replace("Norway welcomes", "Norway left"))[0], "MR. HALE") == {None}


def test_a_city_in_which_the_speaker_is_tells_whose_office_it_is() -> None:
    text = "MR. HALE: The talks will be held here in Oslo.\n\nQUESTION: When?\n\nMR. HALE: Soon."
    assert actors(coded(text)[0], "MR. HALE") == {"NOR"}


def test_a_farmer_who_praises_a_state_does_not_speak_for_it() -> None:
    statements, _ = coded('The farmer said: "Norway supports us, and we thank it."')
    assert actors(statements, "The farmer") == {None}


def test_an_answer_bears_the_name_in_the_title() -> None:
    statements, _ = coded(
        "Q: Is it over?\n\nA: Norway supports the truce. We will send tents.", "Foreign Ministry Spokesman Nils Berg on the truce"
    )
    assert {(s.speakers[0].actor, s.speakers[0].name) for s in statements if s.speakers[0].words == "A"} == {("NOR", "Nils Berg")}


def test_a_president_who_meets_a_president_is_another() -> None:
    text = "The President spoke by phone with President Erdogan of Turkey. The President said that the talks were good."
    assert actors(coded(text)[0], "The President") == {None}
    assert actors(coded(text, "Statement by the American Press Secretary")[0], "The President") == {"USA"}


def test_the_ambassador_of_the_title_speaks_for_her_state() -> None:
    statements, _ = coded("The Ambassador, Ann Field-Wood, said that talks would help.", "Norwegian Ambassador to Chad on the talks")
    assert [(s.speakers[0].actor, s.speakers[0].name) for s in statements] == [("NOR", "Ann Field-Wood")]


def test_a_spokesperson_for_an_embassy_is_its_states() -> None:
    statements, _ = coded("A spokesperson for the Norwegian Embassy said that talks would help.")
    assert {s.speakers[0].actor for s in statements} == {"NOR"}


def test_he_and_she_go_with_mr_and_ms() -> None:
    text = 'Norwegian minister Ann Field met Chadian minister Paul Wood. Ms Field spoke. Mr Wood thanked Norway.\n\n"It is good," she said.'
    statements, _ = coded(text)
    assert actors(statements, "she") == {"NOR"}


def test_words_in_a_speech_are_the_speakers() -> None:
    statements, _ = coded('The Norwegian minister said: "I told them that we need talks. We urge Chad to go home."')
    assert actors(statements, "I") | actors(statements, "We") <= {"NOR"}


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The Norwegian minister made clear that talks would help.", "made clear", "that talks would help"),
        ("The UN updated council members on Monday that talks had begun.", "updated", "that talks had begun"),
        ("Norway took the view that talks would help.", "took the view", "that talks would help"),
    ],
)
def test_cues_of_official_prose(text: str, cue: str, content: str) -> None:
    statements, _ = coded(text)
    assert [(s.cue, s.content) for s in statements] == [(cue, content)]


def test_what_leads_in_a_statement_is_none() -> None:
    statements, _ = coded("Commenting on the vote, the Norwegian minister said that talks would help.")
    assert [s.cue for s in statements] == ["said"]


def test_who_issues_a_statement_says_what_it_says() -> None:
    statements, positions = coded("The Norwegian minister issued a statement condemning the coup.")
    assert [s.speakers[0].actor for s in statements] == ["NOR"]
    assert [p.holders for p in positions] == [("NOR",)]


def test_the_evidence_of_a_quotation_begins_with_it() -> None:
    text = '"Talks will help," the Norwegian minister said.'
    (result,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    (fact,) = [f for f in result.facts if f.kind == "statement"]
    assert fact.spans[0].start == 0


def test_he_is_not_the_company_he_is_in() -> None:
    text = "Norwegian minister Nils Berg spoke. Speaking alongside Chadian minister Paul Wood, he said that talks would help."
    assert actors(coded(text)[0], "he") == {"NOR"}


def test_a_verb_before_a_colon_opens_a_speech() -> None:
    text = "Responding to the vote of 300 members in Lima, Minister for Africa Ann Field said:\n\nI condemn the raid."
    statements, positions = coded(text)
    assert [s.content for s in statements if s.direct] == ["I condemn the raid."]
    assert [p.holders for p in positions] == [("GBR",)]


def test_unnamed_officials_are_of_the_government_that_they_name() -> None:
    text = "SENIOR OFFICIAL ONE: Norway will not accept a bad deal.\n\nQUESTION: Why?\n\nSENIOR OFFICIAL TWO: It would be bad."
    statements, _ = coded(text)
    assert actors(statements, "SENIOR OFFICIAL TWO") == {"NOR"}


def test_a_minister_for_a_region_is_the_minister_of_the_next_sentence() -> None:
    statements, _ = coded("Minister for Africa Ann Field came. The Minister said that talks would help.")
    assert actors(statements, "The Minister") == {"GBR"}


def test_an_acting_office_that_opens_a_text_speaks_in_it() -> None:
    _, positions = coded("Secretary Kerry told Chadian Foreign Minister Paul Wood that talks would help. We support the Kuwaiti plan.")
    assert {code for p in positions for code in p.holders} == {"USA"}


def test_a_name_behind_an_office_is_known_from_then_on() -> None:
    statements, _ = coded("The Foreign Minister of Peru, Ana Ruiz, met the envoy. Ms Ruiz said that talks would help.")
    assert actors(statements, "Ms Ruiz") == {"PER"}


def test_all_who_release_a_statement_speak_in_it() -> None:
    text = "The following statement was released by the Governments of Norway and Chad.\n\nWe condemn the raid. The mission remains ready."
    _, positions = coded(text)
    assert {code for p in positions for code in p.holders} == {"NOR", "TCD"}


def test_a_turn_goes_on_to_the_next_name() -> None:
    text = "MS. HALE: Norway welcomes the vote.\n\nWe regret the raid.\n\nQUESTION: Why?\n\nMS. HALE: It was wrong."
    statements, _ = coded(text)
    assert next(s.content for s in statements if s.direct).endswith("We regret the raid.")
