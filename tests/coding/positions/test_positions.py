"""Who is for, against or neutral on what, from verbs, nouns, adjectives, negation and quoted speech."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.parsing import Parser
from servanda.coding.positions import PositionCoder
from servanda.coding.positions.examples import check_examples
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Fact, Position
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.issues import check_issues, issue_rows, load_issues
from servanda.vocabulary.stances import check_stances

ENGINE = Engine([StatementCoder(), PositionCoder()], load_actors())


def positions(text: str) -> list[Fact]:
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    return [fact for fact in coded.facts if fact.kind == "position"]


def told(text: str) -> list[tuple[str, str, str | None]]:
    found: list[tuple[str, str, str | None]] = []
    for fact in positions(text):
        assert isinstance(fact.claim, Position)
        found.append((" ".join(sorted(fact.claim.holders)), fact.claim.stance, fact.claim.target.issue))
    return found


@pytest.mark.parametrize(
    ("text", "holders", "stance", "issue"),
    [
        ("Norway does not support the sanctions.", "NOR", "oppose", "economic-sanctions"),
        ("Norway sanctioned Chad for undermining democracy.", "TCD", "oppose", "democracy"),
        ("Norway does not believe that the arms embargo is the answer.", "NOR", "oppose", "arms-embargo"),
        ("Norway voted for the resolution on the arms embargo, and Sweden voted against.", "SWE", "oppose", None),
        ("The arms embargo is unjust, and Norway opposes it.", "NOR", "oppose", "arms-embargo"),
        ("Norway said that the arms embargo was a mistake and that it stood with Chad in condemning it.", "NOR", "oppose", "arms-embargo"),
        ("Norway will not lift the sanctions.", "NOR", "support", "economic-sanctions"),
        ("Norway believes that the arms embargo should be lifted.", "NOR", "oppose", "arms-embargo"),
        ("Norway said that the arms embargo should remain in place.", "NOR", "support", "arms-embargo"),
        ("Norway and Sweden agreed that nuclear war must never be fought.", "NOR SWE", "oppose", "nuclear-weapons-use"),
        ("Norway's position on the arms embargo is clear: Norway opposes it.", "NOR", "oppose", "arms-embargo"),
        ("Norway described the arms embargo as indefensible.", "NOR", "oppose", "arms-embargo"),
        ("Norway rejected all criticism of the arms embargo.", "NOR", "oppose", None),
        ("The arms embargo enjoys the full support of Norway.", "NOR", "support", "arms-embargo"),
        ("Norway does not oppose the sanctions.", "NOR", "neutral", "economic-sanctions"),
        ("Norway refused to support the sanctions.", "NOR", "oppose", "economic-sanctions"),
        ("Norway no longer supports the sanctions.", "NOR", "oppose", "economic-sanctions"),
        ("Norway dropped its opposition to the sanctions.", "NOR", "neutral", "economic-sanctions"),
        ("Norway withdrew its support for the sanctions.", "NOR", "oppose", "economic-sanctions"),
        ("The embargo was rejected by Norway.", "NOR", "oppose", "economic-sanctions"),
        ("Both Norway and Sweden oppose the arms race.", "NOR SWE", "oppose", "arms-race"),
        ("Norway urged Sweden to support the test ban.", "NOR", "support", "nuclear-test-ban"),
        ("Norway agreed to work for a nuclear-weapon-free zone.", "NOR", "support", "nuclear-free-zone"),
        ("Norway took a neutral stance on the border dispute.", "NOR", "neutral", "border-dispute"),
        ("The draft on the arms embargo was adopted; Norway abstained.", "NOR", "neutral", "arms-embargo"),
        ("Norway voted against the arms embargo and Sweden abstained on the cease-fire.", "SWE", "neutral", "ceasefire"),
        ("Norway is neither for nor against the arms embargo.", "NOR", "neutral", "arms-embargo"),
        ("Norway once opposed the arms embargo but now supports it.", "NOR", "support", "arms-embargo"),
        ("Norway, which had long resisted the arms embargo, gave way.", "NOR", "oppose", "arms-embargo"),
        ("Norway rejected the claims of China and reaffirmed its commitment to the test ban.", "NOR", "support", "nuclear-test-ban"),
        ("Norway spoke in favour of free trade.", "NOR", "support", "free-trade"),
        ("Norway and Sweden formed an alliance against terrorism.", "NOR SWE", "oppose", "terrorism"),
        ("Norway has consistently opposed the arms embargo.", "NOR", "oppose", "arms-embargo"),
        ("Norway neither welcomed nor rejected the arms embargo.", "NOR", "neutral", "arms-embargo"),
        ("Norway neither rejected nor welcomed the arms embargo.", "NOR", "neutral", "arms-embargo"),
        ("Norway is not opposed to the arms embargo.", "NOR", "neutral", "arms-embargo"),
        ("Norway lifted its veto on the arms embargo.", "NOR", "neutral", "arms-embargo"),
        ("Norway and Sweden, together with Finland, oppose the arms embargo.", "FIN NOR SWE", "oppose", "arms-embargo"),
        ("Norway, a sharp critic of the arms embargo, left the room.", "NOR", "oppose", "arms-embargo"),
        ("Norway is among the champions of free trade.", "NOR", "support", "free-trade"),
        ("Norway attaches great importance to free trade.", "NOR", "support", "free-trade"),
        ("Norway has thrown its weight behind the arms embargo.", "NOR", "support", "arms-embargo"),
        ("Norway urged both camps to return to the peace talks.", "NOR", "support", "peace-talks"),
        ("Norway insisted that the arms embargo be lifted.", "NOR", "oppose", "arms-embargo"),
        ("The arms embargo must be lifted, Norway said.", "NOR", "oppose", "arms-embargo"),
        ("Norway said that there is no alternative to free trade.", "NOR", "support", "free-trade"),
        ("Norway said that there can be no military solution.", "NOR", "oppose", "use-of-force"),
        ("Norway said that only a political solution can end the war.", "NOR", "support", "peaceful-settlement"),
        ("Norway said that the only way out was a ceasefire.", "NOR", "support", "ceasefire"),
        ("Norway said that the arms embargo was a mistake.", "NOR", "oppose", "arms-embargo"),
        ("Norway considers the arms embargo unjust.", "NOR", "oppose", "arms-embargo"),
        ("The arms embargo is unacceptable to Norway.", "NOR", "oppose", "arms-embargo"),
        ("The arms embargo has Norway's backing.", "NOR", "support", "arms-embargo"),
        ("The arms embargo met with opposition from Norway.", "NOR", "oppose", "arms-embargo"),
        ("Norway's stance on the arms embargo is neutral.", "NOR", "neutral", "arms-embargo"),
        ("Norway's call for a ceasefire went unheard.", "NOR", "support", "ceasefire"),
        ("Norway joined Sweden in condemning the arms embargo.", "NOR SWE", "oppose", "arms-embargo"),
        ("Norway, like Sweden, opposes the arms embargo.", "NOR SWE", "oppose", "arms-embargo"),
        ("Norway sees no alternative to free trade.", "NOR", "support", "free-trade"),
        ("Norway cannot but welcome the ceasefire.", "NOR", "support", "ceasefire"),
        ("Norway wants an end to the arms embargo.", "NOR", "support", None),
        ("Norway opposes the whaling moratorium.", "NOR", "oppose", None),
        ("Norway said that the guns must fall silent so that the ceasefire can hold.", "NOR", "support", "ceasefire"),
    ],
)
def test_stance_and_issue(text: str, holders: str, stance: str, issue: str | None) -> None:
    assert (holders, stance, issue) in told(text)


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Norway would have vetoed the arms embargo.", "conditional"),
        ("Norway said that it would have vetoed the arms embargo.", "conditional"),
        ("Norway said that it would veto the arms embargo.", "planned"),
        ("Norway may veto the arms embargo.", "possible"),
        ("Norway opposes the arms embargo.", "actual"),
        ("Norway denied that it opposed the arms embargo.", "denied"),
        ("It is not true that Norway opposes the arms embargo.", "denied"),
    ],
)
def test_how_sure_a_stance_is(text: str, certainty: str) -> None:
    assert [fact.certainty for fact in positions(text)] == [certainty]


@pytest.mark.parametrize(
    "text",
    [
        "Norway has yet to endorse the arms embargo.",
        "The port will be shut until Norway endorses the arms embargo.",
        "Norway hesitates to support the arms embargo.",
        "Norway demanded evidence.",
        "Norway used to oppose the arms embargo.",
        "A Norwegian supporter in the hospital slept.",
        "Norway recognised the epidemic.",
        "Norway and Sweden agreed on 12 August.",
        "Does Norway support the arms embargo?",
        "Norway has not yet accepted the arms embargo.",
        "Norway has not endorsed the arms embargo either.",
        "Norway has not endorsed or accepted the arms embargo yet.",
        "The pact does not oblige Norway to support the arms embargo.",
        "Norway has more need of Swedish loans than of advice.",
    ],
)
def test_no_stance_is_taken(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("who", ["Tromsø fishermen", "Norwegian rebels", "Norwegian protesters", "Inhabitants of Bergen"])
def test_a_state_does_not_hold_what_people_in_it_say(who: str) -> None:
    assert [holders for holders, _, _ in told(f"{who} condemned the arms embargo.")] in ([], [""])


def test_of_two_verbs_that_share_a_not_both_are_denied() -> None:
    assert told("Norway has not welcomed or approved the arms embargo.") == [("NOR", "oppose", "arms-embargo")]


def test_who_rejects_a_call_does_not_give_up_the_callers_stance() -> None:
    assert ("NOR", "support", "ceasefire") in told("Sweden rejected Norway's call for a ceasefire.")


def test_what_must_not_be_undermined_is_supported() -> None:
    assert told("The sovereignty of Syria must not be undermined, Norway said.") == [("NOR", "support", "sovereignty")]


def test_a_bare_target_keeps_what_says_of_which_kind_it_is() -> None:
    (fact,) = positions("Norway and Sweden plead for a world with several poles.")
    assert isinstance(fact.claim, Position)
    assert fact.claim.target.words == "a world with several poles"


def test_the_two_countries_are_no_alliance() -> None:
    found = positions("Norway, Sweden and NATO left. The two countries opposed the arms embargo.")
    assert all("NATO" not in fact.claim.holders for fact in found if isinstance(fact.claim, Position))


def test_being_against_talks_on_an_issue_is_not_being_against_the_issue() -> None:
    assert told("Norway rejected trilateral talks on arms control.") == [("NOR", "oppose", None)]
    assert told("Norway refused to join trilateral arms control talks.") == [("NOR", "oppose", None)]
    assert told("Norway rejected the peace talks.") == [("NOR", "oppose", "peace-talks")]


def test_a_judgement_on_what_a_verb_condemns_is_not_told_twice() -> None:
    assert told("Norway said: 'We condemn the heinous attack on the market.'") == [("NOR", "oppose", None)]


def test_joined_targets_with_issues_of_their_own_are_two_positions() -> None:
    assert told("Norway opposes hegemony and protectionism.") == [("NOR", "oppose", "hegemony"), ("NOR", "oppose", "protectionism")]


def test_a_second_verb_that_looks_like_a_noun_is_a_position_of_its_own() -> None:
    found = told("Norway opposes unilateral sanctions and supports multilateralism.")
    assert found == [("NOR", "oppose", "economic-sanctions"), ("NOR", "support", "multilateralism")]


@pytest.mark.parametrize(
    ("text", "stance", "issue"),
    [
        ("Norway supports Taiwan's independence.", "support", "taiwan-independence"),
        ("Norway supports the Taiwan question being raised.", "support", None),
        ("Norway stayed neutral on the Kosovo question.", "neutral", "kosovo"),
        ("Norway welcomed the independence of Kosovo.", "support", "kosovo-independence"),
        ("Norway supports the fight against climate change.", "support", "climate-action"),
        ("Norway is in favour of acting on climate change.", "support", None),
        ("Norway opposes Iran's nuclear programme.", "oppose", "iran-nuclear-programme"),
        ("Norway supports the nuclear deal with Iran.", "support", "iran-nuclear-deal"),
        ("Norway supports the lifting of the sanctions on Cuba.", "support", "sanctions-relief"),
        ("Norway supports a ban on landmines.", "support", "landmine-ban"),
    ],
)
def test_an_issue_says_on_which_side_somebody_is(text: str, stance: str, issue: str | None) -> None:
    assert [(found, about) for _, found, about in told(text)] == [(stance, issue)]


def test_being_against_a_breach_is_not_being_against_the_treaty() -> None:
    assert told("Norway condemned the violation of the INF Treaty.") == [("NOR", "oppose", None)]
    assert told("Norway criticised the decision to leave the ABM Treaty.") == [("NOR", "oppose", None)]


def test_an_unknown_issue_keeps_its_words() -> None:
    (fact,) = positions("Norway welcomes the new lighthouse.")
    assert isinstance(fact.claim, Position)
    assert (fact.claim.target.issue, fact.claim.target.words) == (None, "the new lighthouse")


def test_a_judgement_is_the_speakers() -> None:
    (fact,) = positions("Norway said that the blockade was unacceptable.")
    assert isinstance(fact.claim, Position)
    assert fact.claim.holders == ("NOR",)
    assert fact.asserted_by is not None
    assert fact.asserted_by.actor == "NOR"


def test_a_government_speaks_in_the_first_person() -> None:
    text = "Norway strongly condemns the shelling of the port. We also call for a ceasefire. We welcome the talks."
    assert ("NOR", "support", "ceasefire") in told(text)


def test_nobody_is_guessed_for_a_we_without_a_name() -> None:
    assert all(holders == "" for holders, _, _ in told("We welcome the ceasefire. We hope that it lasts."))


def test_a_government_that_publishes_speaks_in_the_first_person() -> None:
    document = Document(id="sha256:x", text="We welcome the ceasefire. It must hold.", uri="x", publisher="U.S. Department of State")
    (coded,) = ENGINE.code([document])
    held = [fact.claim for fact in coded.facts if isinstance(fact.claim, Position)]
    assert [(claim.holders, claim.stance) for claim in held] == [(("USA",), "support")]


def test_a_newspaper_is_not_its_country() -> None:
    document = Document(id="sha256:x", text="We welcome the ceasefire.", uri="x", publisher="China Daily")
    (coded,) = ENGINE.code([document])
    assert all(claim.holders == () for claim in (fact.claim for fact in coded.facts) if isinstance(claim, Position))


def test_a_purpose_is_the_position_of_those_who_pursue_it() -> None:
    assert ("CHN RUS", "oppose", "terrorism") in told("China and Russia formed a league to fight terrorism.")


@pytest.mark.parametrize("text", ["The bridge is supported by two pillars.", "Norway built a school.", "Norway stopped the train."])
def test_no_position(text: str) -> None:
    assert told(text) == []


def test_all_examples() -> None:
    problems, count = check_examples(Parser())
    assert problems == []
    assert count >= 45


def test_stance_words_are_sound() -> None:
    assert check_stances() == []


def test_issues_are_sound_and_many() -> None:
    assert check_issues() == []
    assert len(issue_rows()) >= 150


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("The Anti–Ballistic Missile Treaty", "abm-treaty"),
        ("national missile defence", "missile-defence"),
        ("a multi-polar world", "multipolarity"),
        ("the world's organised crime", "organised-crime"),
        ("tariffs", "protectionism"),
        ("the tariff’s end", "protectionism"),
        ("natoism", None),
        ("a lighthouse", None),
    ],
)
def test_issue_wordings_allow_for_spelling(words: str, issue: str | None) -> None:
    assert load_issues().find(words) == issue


@pytest.mark.parametrize(
    "text",
    [
        "Had Chad accepted the arms embargo, the war would have ended.",
        "Norway regretted nothing.",
        "Norway opposed nothing in the plan.",
        "Norway built the dam over the objections of Chad.",
        "Norway signed the treaty despite opposition in Chad to the arms embargo.",
    ],
)
def test_what_was_not_held_is_no_stance_of_the_doer(text: str) -> None:
    assert told(text) == []


def test_who_acts_over_its_own_concerns_holds_them() -> None:
    assert told("Norway left the talks over its concerns about the dam.") == [("NOR", "oppose", None)]
    assert told("Norway voted no despite its opposition to the dam.") == [("NOR", "oppose", None)]
