"""The questions asked of a pair: which treaty words mean; figures checked; disagreements; what came of plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
import pytest
from pair_building import ON, TREATIES, Maker, event, figure, on, series

from servanda.analysis.at_odds.versions import Disagreement
from servanda.analysis.disagreements import disagreements
from servanda.analysis.figures_checked import check_figures, same_value
from servanda.analysis.outlook import prospects
from servanda.analysis.pair_treaties import meant
from servanda.records import Actor, Change, Claim, Figure, Position, Stance, Statement, Target, TreatyAct, When

# --- which treaty words mean


@pytest.mark.parametrize(
    ("words", "told", "found"),
    [
        ("the treaty", dt.date(2010, 1, 1), True),
        ("the pact", dt.date(2010, 1, 1), True),
        ("the treaty of 2001", None, True),
        ("the treaty", dt.date(1999, 1, 1), False),
        ("the treaty of 1999", dt.date(2010, 1, 1), False),
        ("the agreement", dt.date(2010, 1, 1), False),
        ("the Antarctic Treaty", dt.date(2010, 1, 1), False),
        (None, dt.date(2010, 1, 1), False),
    ],
)
def test_which_treaty_is_meant(words: str | None, told: dt.date | None, *, found: bool) -> None:
    assert (meant(TREATIES, words, told) is not None) == found


# --- figures


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        (figure(95.3e9), "agrees"),
        (figure(95e9), "agrees"),
        (figure(98e9), "contradicts"),
        (figure(98e9, approximate=True), "agrees"),
        (figure(95.3e9, unit="EUR"), "no series"),
        (figure(95.3e9, measure="aid"), "no series"),
        (figure(6.8, unit="percent", change=Change("up", None)), "agrees"),
        (figure(9, unit="percent", change=Change("up", None)), "contradicts"),
        (figure(6.8, unit="percent", change=Change("down", None)), "contradicts"),
    ],
)
def test_stated_figures_against_a_series(stated: Figure, outcome: str) -> None:
    maker = Maker()
    series(maker, {2013: 89.21e9, 2014: 95.28e9})
    maker.add(stated, "A figure.", when=on(2014))
    (check,) = check_figures(maker.record)
    assert check.outcome == outcome


def test_a_part_of_a_year_is_not_compared_with_the_year() -> None:
    maker = Maker()
    series(maker, {2014: 95.28e9})
    maker.add(figure(40e9), "A figure.", when=on(2014, 6))
    assert check_figures(maker.record)[0].outcome == "no series"


def test_the_gap_says_by_how_much() -> None:
    maker = Maker()
    series(maker, {2014: 100e9})
    maker.add(figure(110e9), "A figure.", when=on(2014))
    assert check_figures(maker.record)[0].gap == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("one", "other", "same"), [(107.1, 107.06, True), (107.06, 108.28, False), (8.0, 8.003, True), (227, 240.11, False)]
)
def test_values_are_the_same_as_far_as_they_are_written(one: float, other: float, *, same: bool) -> None:
    assert same_value(figure(one), figure(other)) == same
    assert same_value(figure(other), figure(one)) == same


# --- disagreements


def matters(facts: Sequence[tuple[Claim, str, dict[str, object]]]) -> list[str]:
    maker = Maker()
    for claim, words, more in facts:
        maker.add(claim, words, **more)  # type: ignore[arg-type] # fields of `add`
    return [one.matter for one in disagreements(maker.record, TREATIES)]


def test_two_values_for_one_thing_disagree_and_two_roundings_do_not() -> None:
    assert matters([(figure(107.06), "One.", {"when": on(2018)}), (figure(108.28), "Two.", {"when": on(2018)})]) == ["figure"]
    assert matters([(figure(107.06), "One.", {"when": on(2018)}), (figure(107.1), "Two.", {"when": on(2018)})]) == []
    assert matters([(figure(107.06), "One.", {"when": on(2018)}), (figure(108.28), "Two.", {"when": on(2019)})]) == []


def test_a_bound_disagrees_with_a_value_beyond_it_alone() -> None:
    more = msgspec.structs.replace(figure(2e9), bound="at_least")
    assert matters([(more, "One.", {"when": on(2018)}), (figure(1.2e9), "Two.", {"when": on(2018)})]) == ["figure"]
    assert matters([(more, "One.", {"when": on(2018)}), (figure(2.3e9), "Two.", {"when": on(2018)})]) == []
    most = msgspec.structs.replace(figure(2e9), bound="at_most")
    assert matters([(most, "One.", {"when": on(2018)}), (figure(1.2e9), "Two.", {"when": on(2018)})]) == []
    assert matters([(more, "One.", {"when": on(2018)}), (most, "Two.", {"when": on(2018)})]) == []


def day(month: int, number: int) -> dict[str, object]:
    one = dt.date(2016, month, number)
    return {"when": When(earliest=one, latest=one, words=f"{number} March 2016"), "told": dt.date(2016, 3, 9)}


SIGNED = "Leaders of the two lands signed an agreement on a railway through the desert on {day} March 2016."


def test_one_signing_told_of_two_days_is_a_disagreement_and_two_meetings_are_none() -> None:
    signed = event("AGREE", "TCD TGO", "TCD TGO")
    assert matters([(signed, SIGNED.format(day=1), day(3, 1)), (signed, SIGNED.format(day=2), day(3, 2))]) == ["day"]
    assert matters([(signed, SIGNED.format(day=1), day(3, 1)), (signed, "They signed a paper on fish.", day(3, 2))]) == []
    assert matters([(signed, SIGNED.format(day=1), day(3, 1)), (signed, SIGNED.format(day=20), day(3, 20))]) == []
    met = event("CONSULT", "TCD TGO", "TCD TGO")
    assert matters([(met, SIGNED.format(day=1), day(3, 1)), (met, SIGNED.format(day=2), day(3, 2))]) == []
    shelled = event("ASSAULT", "TCD", "TGO")
    assert matters([(shelled, SIGNED.format(day=1), day(3, 1)), (shelled, SIGNED.format(day=2), day(3, 2))]) == []
    planned = {**day(3, 2), "certainty": "planned"}
    assert matters([(signed, SIGNED.format(day=1), day(3, 1)), (signed, SIGNED.format(day=2), planned)]) == []


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [("Kampala", "Nairobi", ["place"]), ("Kampala", "Entebbe", []), ("Kampala", "the palace", []), ("Kampala", None, [])],
)
def test_one_act_told_in_two_states_is_a_disagreement(first: str, second: str | None, found: list[str]) -> None:
    plain = event("AGREE", "TCD TGO", "TCD TGO")
    one, other = (msgspec.structs.replace(plain, location=place) for place in (first, second))
    assert matters([(one, SIGNED.format(day=1), day(3, 1)), (other, SIGNED.format(day=1), day(3, 1))]) == found


def test_each_state_ratifies_for_itself() -> None:
    acts = [TreatyAct(instrument="the Lake Treaty", parties=(party,), act="ratification") for party in ("TCD", "TGO", "TCD")]
    assert matters([(acts[0], "One.", {"when": on(2005)}), (acts[1], "Two.", {"when": on(2008)})]) == []
    assert matters([(acts[0], "One.", {"when": on(2005)}), (acts[2], "Two.", {"when": on(2008)})]) == ["treaty act"]


def test_the_end_that_texts_give_a_treaty_is_set_against_its_clauses() -> None:
    ends = TreatyAct(instrument="the treaty", parties=(), act="termination")
    assert matters([(ends, "It runs out in 2021.", {"when": on(2021)})]) == ["term"]
    assert matters([(ends, "It runs out in 2022.", {"when": on(2022)})]) == []


def test_an_act_told_on_another_day_than_the_register_has_it() -> None:
    signed = TreatyAct(instrument="the treaty", parties=(), act="signature")
    assert matters([(signed, "It was signed in 2003.", {"when": on(2003)})]) == ["register"]
    assert matters([(signed, "It was signed in 2001.", {"when": on(2001)})]) == []


def test_what_one_asserts_and_another_denies() -> None:
    says = Statement(speakers=(), audience=(), cue=None, content="", direct=False)
    yes, no = "Under the pact they agreed to assist each other in war.", "Neither has promised to defend the other."
    assert matters([(says, yes, {}), (says, no, {})]) == ["reading"]
    assert matters([(says, yes, {}), (says, "They met again.", {})]) == []


def test_a_reading_of_others_and_one_of_another_time_are_no_contradiction() -> None:
    says = Statement(speakers=(), audience=(), cue=None, content="", direct=False)
    yes, no = "Under the pact they agreed to assist each other in war.", "Neither has promised to defend the other."
    assert matters([(says, "In the press it was hailed as the birth of an alliance.", {}), (says, no, {})]) == []
    assert matters([(says, yes, {"told": dt.date(1990, 5, 1)}), (says, no, {})]) == []


def test_joining_an_organisation_is_held_against_the_treaty_that_founds_it() -> None:
    def joined(number: int) -> list[Disagreement]:
        maker = Maker()
        words = f"Sweden became the {number}th member of NATO."
        sides = (Actor("SWE", "GOV", "Sweden"),), (Actor("NATO", "IGO", "NATO"),)
        claim = msgspec.structs.replace(event("AGREE", "SWE"), sources=sides[0], targets=sides[1])
        day = dt.date(2024, 3, 7)
        maker.add(claim, words, when=When(earliest=day, latest=day, words="7 March"), told=dt.date(2024, 3, 8))
        return list(disagreements(maker.record, TREATIES))

    (one,) = joined(30)
    assert (one.matter, one.treaty) == ("register", None)
    assert one.sums[-1] == "32 parties are bound on 2024-03-07"


def test_a_deed_told_as_done_and_as_not_done() -> None:
    sold = event("AID", "TCD", "TGO")
    done, not_done = "Weapons were delivered across the border.", "No weapons were delivered across the border."
    assert matters([(sold, done, {"when": on(2010)}), (sold, not_done, {"when": on(2010), "certainty": "denied"})]) == ["deed"]
    assert matters([(sold, done, {"when": on(2010)}), (sold, not_done, {"when": on(2012), "certainty": "denied"})]) == []
    assert matters([(sold, done, {}), (sold, not_done, {"certainty": "denied"})]) == ["deed"]


def test_a_change_of_mind_over_years_is_no_disagreement() -> None:
    def stand(stance: Stance, words: str) -> Position:
        return Position(holders=("TCD",), holder_words=None, stance=stance, target=Target("missile-defence", words))

    near: dict[str, object] = {"told": dt.date(2010, 6, 1)}
    far: dict[str, object] = {"told": dt.date(2018, 6, 1)}
    assert matters(
        [(stand("support", "the northern shield"), "For.", near), (stand("oppose", "the northern shield"), "Against.", near)]
    ) == ["stance"]
    assert (
        matters([(stand("support", "the northern shield"), "For.", near), (stand("oppose", "the northern shield"), "Against.", far)]) == []
    )


# --- what was to come


def test_a_stance_that_two_hold_together_is_set_against_its_opposite_once() -> None:
    maker = Maker()
    both = ("TCD", "TGO")
    told: tuple[tuple[Stance, str], ...] = (("support", "They are for the embargo."), ("oppose", "They are against the embargo."))
    for stance, words in told:
        maker.add(Position(holders=both, holder_words=None, stance=stance, target=Target("arms-embargo", "the embargo")), words)
    assert [one.matter for one in disagreements(maker.record)] == ["stance"]


def outcome(maker: Maker) -> str:
    (one,) = prospects(maker.record, ON)
    return one.outcome


@pytest.mark.parametrize(("aim", "expected"), [(20e9, "reached"), (20.05e9, "reached"), (25e9, "not reached")])
def test_an_aim_is_held_against_the_series(aim: float, expected: str) -> None:
    maker = Maker()
    series(maker, {2004: 15e9, 2005: 20e9})
    maker.add(figure(aim), "They hope for more.", when=on(2005), certainty="planned", told=dt.date(2004, 3, 1))
    assert outcome(maker) == expected


def test_an_aim_of_a_day_to_come_is_still_ahead() -> None:
    maker = Maker()
    series(maker, {2004: 15e9})
    maker.add(figure(1e12), "They hope for more.", when=on(2030), certainty="planned")
    assert outcome(maker) == "ahead"


def test_a_visit_announced_and_told_is_followed_and_else_not_on_record() -> None:
    maker = Maker()
    maker.add(event("CONSULT", "TCD TGO"), "They will meet in May.", when=on(2010, 5), certainty="planned", told=dt.date(2010, 1, 1))
    assert outcome(maker) == "nothing on record"
    maker.add(event("CONSULT", "TCD TGO"), "They met.", when=on(2010, 5))
    assert outcome(maker) == "followed"


def test_a_promise_kept_in_like_words_is_followed_and_another_act_is_not_its_fulfilment() -> None:
    maker = Maker()
    maker.add(event("AGREE", "TCD", "TGO", of="COOPERATE"), "Chad vowed to build a railway to Togo in 2012.", when=on(2012))
    assert outcome(maker) == "nothing on record"
    maker.add(event("COOPERATE", "TCD", "TGO"), "Chad sold frigates to Togo.", when=on(2012, 3), told=dt.date(2012, 4, 1))
    assert outcome(maker) == "nothing on record"
    maker.add(event("COOPERATE", "TCD", "TGO"), "Chad built the railway to Togo.", when=on(2012, 5), told=dt.date(2012, 6, 1))
    assert outcome(maker) == "followed"


def test_a_promise_told_not_to_have_been_kept_has_failed() -> None:
    maker = Maker()
    maker.add(event("AGREE", "TCD", "TGO", of="MOBILIZE"), "Chad promised to send soldiers to Togo in 2012.", when=on(2012))
    told = dt.date(2013, 2, 1)
    denied = maker.add(event("MOBILIZE", "TCD", "TGO"), "Chad never sent the soldiers.", certainty="denied", told=told)
    (one,) = prospects(maker.record, ON)
    assert (one.outcome, one.after) == ("failed", (denied,))


def test_a_denial_of_another_promise_does_not_make_a_promise_fail() -> None:
    maker = Maker()
    pledge = "Chad and Togo pledged that neither of them would be the first to mine the river."
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), pledge, certainty="planned", told=dt.date(2004, 1, 1))
    other = "Neither of the two has pledged to guard the other's mine."
    maker.add(event("AGREE", "TCD TGO", "TCD TGO", of="AID"), "They did not pledge to mine the river.", certainty="denied")
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "Neither has pledged to guard the other.", certainty="denied")
    assert outcome(maker) == "no date"
    maker.add(
        event("AGREE", "TCD TGO", "TCD TGO"), other.replace("guard", "clear the river near"), certainty="denied", told=dt.date(2003, 1, 1)
    )
    assert outcome(maker) == "no date"
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "Neither was pledged to be the first to mine the river.", certainty="denied")
    assert outcome(maker) == "failed"


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("In February 2009 the bank of Chad agreed to lend money to Togo; in return, Togo sends oil for twenty years.", None),
        ("Chad agreed in February 2009 to lend money to Togo.", None),
        ("Chad agreed to lend money to Togo at a meeting of the two in February 2009.", None),
        ("Chad agreed to lend money to Togo in February 2009.", dt.date(2009, 2, 28)),
    ],
)
def test_a_promise_is_due_when_its_fulfilment_is_dated_and_not_when_it_was_given(words: str, by: dt.date | None) -> None:
    when = When(earliest=dt.date(2009, 2, 1), latest=dt.date(2009, 2, 28), words="February 2009")
    maker = Maker()
    maker.add(event("AGREE", "TCD", "TGO", of="AID"), words, when=when, told=dt.date(2008, 12, 1))
    (one,) = prospects(maker.record, ON)
    assert (one.by, one.outcome) == (by, "nothing on record" if by else "no date")
    assert one.since == (dt.date(2008, 12, 1) if by else dt.date(2009, 2, 28))


def test_a_denial_from_before_a_promise_says_nothing_of_it() -> None:
    maker = Maker()
    maker.add(event("AGREE", "TCD", "TGO", of="MOBILIZE"), "Chad promised to send soldiers to Togo in 2012.", when=on(2012))
    told = dt.date(2009, 2, 1)
    maker.add(event("MOBILIZE", "TCD", "TGO"), "Chad did not send soldiers.", certainty="denied", told=told)
    assert outcome(maker) == "nothing on record"


def test_a_value_that_a_text_tells_later_answers_a_forecast_without_a_table() -> None:
    maker = Maker()
    maker.add(figure(20e9), "They hope for more.", when=on(2005), certainty="expected", told=dt.date(2004, 3, 1))
    later = maker.add(figure(21e9), "It came to this.", when=on(2005), told=dt.date(2006, 3, 1))
    (one,) = prospects(maker.record, ON)
    assert (one.outcome, one.after) == ("reached", (later,))


def test_a_plan_without_a_date_is_said_to_have_none() -> None:
    maker = Maker()
    maker.add(event("CONSULT", "TCD TGO"), "They will meet.", certainty="planned")
    assert outcome(maker) == "no date"
