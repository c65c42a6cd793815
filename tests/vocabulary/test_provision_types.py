import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.vocabulary.provision_types import check_provision_types, classify, force_of, made_for_a_case, rules, trigger_of
from servanda.vocabulary.word_patterns import fits, may_fit, stems


def test_every_rule_fires_on_its_examples_and_not_on_the_others() -> None:
    assert check_provision_types() == []


def test_a_ban_on_hostile_alliances_is_told_from_a_ban_on_attack() -> None:
    first = classify("Neither side shall enter into any alliance that is directed against the other.")[0]
    assert (first.type, first.force) == ("no_hostile_alliance", "must_not")


def test_help_when_attacked_is_defense_and_staying_out_is_neutrality() -> None:
    assert classify("If one Party is the victim of an armed attack, the other shall help it with all means.")[0].type == "defense"
    assert classify("Each shall remain neutral while the other is at war.")[0].type == "neutrality"


def test_the_condition_of_a_duty_is_told() -> None:
    assert trigger_of("In the event of a threat of war, they shall consult.") == "a threat of war"
    assert trigger_of("They shall trade.") is None


@pytest.mark.parametrize(
    ("words", "trigger", "case"),
    [
        ("Unless one side gives notice, the pact runs on.", "Unless one side gives notice", False),
        ("Until the survey is finished, they shall leave the marsh alone.", "Until the survey is finished", False),
        ("They shall not enter without prior consent of the host.", "without prior consent of the host", False),
        ("They shall trade, provided that the road is open.", "provided that the road is open", False),
        ("Should the dam break, they shall help.", "the dam break", True),
        ("They shall help if the dam breaks.", "the dam breaks", True),
    ],
)
def test_a_condition_keeps_the_word_that_turns_it_round(words: str, trigger: str, *, case: bool) -> None:
    assert trigger_of(words) == trigger
    assert made_for_a_case(trigger_of(words)) == case


def test_forces_follow_the_drafting() -> None:
    assert force_of("The Parties undertake never to test such devices.") == "must_not"
    assert force_of("Each shall have the right to leave.") == "may"
    assert force_of("They shall endeavour to widen trade.") == "intends"
    assert force_of("Nothing in this Treaty shall weaken earlier promises.") == "declares"


def test_a_gap_never_reaches_into_the_next_sentence_far_away() -> None:
    far = "not " + "and so on with further words that say nothing at all about it " * 3 + "attack"
    assert not fits("not ... attack", far)


@given(st.text(max_size=300))
def test_any_text_can_be_classified(words: str) -> None:
    for match in classify(words):
        assert words[match.start : match.end]


def test_the_quick_look_never_passes_over_words_that_a_rule_fits() -> None:
    sentences = [words.lower() for rule in rules() for words in (*rule.examples, *rule.not_examples)]
    for rule in rules():
        for pattern in (rule.words, *rule.without):
            assert not [words for words in sentences if not may_fit(pattern, words) and fits(pattern, words)], pattern
    assert stems("(not|never) ... aggress* against (the)? other") == (("not", "never"), ("aggress",), ("against",), ("other",))
    assert stems("reservations?") == (("reservation",),)
    assert stems("war|(state of|at) peace") == (("war", "peace"),)
