from hypothesis import given
from hypothesis import strategies as st

from servanda.vocabulary.provision_types import check_provision_types, classify, force_of, trigger_of
from servanda.vocabulary.word_patterns import fits


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
