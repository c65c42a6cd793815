"""Promises beside deeds, one test a rule."""

from __future__ import annotations

import datetime as dt

import pytest
from pair_building import ON, REGISTER, TREATIES, Maker, entry, event, on, promise, series, with_promise

from servanda.analysis.ledger import ledger
from servanda.analysis.pair_treaties import treaties_between
from servanda.analysis.register import Register, read_instrument


def test_silence_is_no_evidence() -> None:
    maker = with_promise("nonaggression", "They shall not use force.", force="must_not")
    assert entry(maker).verdict == "no evidence"


def test_a_dated_deed_of_the_right_kind_keeps_a_duty_so_far() -> None:
    maker = with_promise("contact", "They shall meet every year.")
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.", when=on(2010, 5))
    assert entry(maker).verdict == "kept so far"


def test_trade_of_the_two_as_a_whole_does_not_keep_a_duty_to_trade_between_their_regions() -> None:
    maker = with_promise("economic", "They shall encourage trade between border regions.")
    maker.add(event("COOPERATE", "TCD TGO", "TCD TGO"), "Trade between the two came to $3 million.", when=on(2010, 5))
    assert entry(maker).verdict == "no evidence"
    maker.add(event("COOPERATE", "TCD TGO", "TCD TGO"), "Border regions of both held a trade fair.", when=on(2010, 6))
    assert entry(maker).verdict == "kept so far"


@pytest.mark.parametrize(
    ("words", "values", "verdict"),
    [
        ("They shall cooperate in trade, transport and mining.", {2001: 5e9, 2003: 6e9, 2020: 90e9}, "kept so far"),
        ("They shall cooperate in trade, transport and mining.", {2001: 5e9, 2003: 60e9, 2020: 9e9}, "no evidence"),
        ("They shall cooperate in trade, transport and mining.", {2000: 5e9, 2001: 60e9}, "no evidence"),
        ("They shall encourage trade between border regions.", {2003: 6e9, 2020: 90e9}, "no evidence"),
        ("They shall cooperate in transport and mining.", {2003: 6e9, 2020: 90e9}, "no evidence"),
    ],
)
def test_trade_that_grew_keeps_a_promise_of_trade_in_general(words: str, values: dict[int, float], verdict: str) -> None:
    maker = with_promise("economic", words)
    series(maker, values)
    assert entry(maker).verdict == verdict
    assert [fact.when.earliest.year for fact in entry(maker).kept if fact.when and fact.when.earliest] == (
        [2003, 2020] if verdict != "no evidence" else []
    )


def test_a_veto_of_anything_is_no_refusal_of_an_alliance() -> None:
    maker = with_promise("no_hostile_alliance", "Neither shall join a bloc against the other or harm its territory.", force="must_not")
    maker.add(event("REJECT", "TCD", "MLI"), "Chad blocked sanctions against Mali.", when=on(2007))
    assert entry(maker).verdict == "no evidence"
    maker.add(event("REJECT", "TCD", "MLI"), "Chad refused to join the bloc of Mali.", when=on(2008))
    assert (entry(maker).verdict, entry(maker).alone) == ("no evidence", "TCD")
    maker.add(event("REJECT", "TGO", "MLI"), "Togo refused to join the bloc of Mali.", when=on(2008))
    assert entry(maker).verdict == "kept so far"


def test_fewer_troops_at_the_border_settle_no_dispute() -> None:
    maker = with_promise("dispute_settlement", "They shall settle their disputes by negotiation alone.")
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "They agreed on fewer armed forces in the border area.", when=on(2007))
    assert entry(maker).verdict == "no evidence"


def test_a_deed_without_a_time_earns_nothing_but_is_shown() -> None:
    maker = with_promise("contact", "They shall meet every year.")
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.")
    assert entry(maker).verdict == "no evidence"
    assert len(entry(maker).undated) == 1


def test_a_deed_before_the_promise_counts_for_nothing() -> None:
    maker = with_promise("contact", "They shall meet every year.")
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.", when=on(1999, 5))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met before.", told=dt.date(2000, 1, 1))
    one = entry(maker)
    assert (one.verdict, one.kept, one.undated) == ("no evidence", (), ())


def test_a_deed_after_the_day_of_the_ledger_counts_for_nothing() -> None:
    maker = with_promise("contact", "They shall meet every year.")
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.", when=on(2010, 5))
    assert entry(maker, dt.date(2009, 1, 1)).verdict == "no evidence"


def test_a_breach_told_is_broken_whatever_keeps_it_besides() -> None:
    maker = with_promise("dispute_settlement", "They shall settle disputes in peace.")
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "They signed a protocol on the border.", when=on(2005))
    maker.add(event("ASSAULT", "TCD", "TGO"), "Guns of one side hit a village of the other.", when=on(2009))
    one = entry(maker)
    assert one.verdict == "broken"
    assert len(one.kept) == 1


def test_a_breach_told_and_denied_is_disputed() -> None:
    maker = with_promise("nonaggression", "They shall not use force.", force="must_not")
    maker.add(event("ASSAULT", "TCD", "TGO"), "Guns hit a village.", when=on(2009))
    maker.add(event("ASSAULT", "TCD", "TGO"), "No gun was fired.", when=on(2009), certainty="denied")
    assert entry(maker).verdict == "disputed"


def test_a_denial_alone_is_no_evidence_of_keeping() -> None:
    maker = with_promise("nonaggression", "They shall not use force.", force="must_not")
    maker.add(event("ASSAULT", "TCD", "TGO"), "No gun was fired.", when=on(2009), certainty="denied")
    assert entry(maker).verdict == "no evidence"


def test_what_a_third_state_does_breaks_no_promise() -> None:
    maker = with_promise("nonaggression", "They shall not use force.", force="must_not")
    maker.add(event("ASSAULT", "NER", "TGO"), "A neighbour struck.", when=on(2009))
    maker.add(event("ASSAULT", "TCD", "NER"), "A neighbour was struck.", when=on(2009))
    assert entry(maker).verdict == "no evidence"


def test_a_promise_for_a_case_that_never_came_is_not_triggered() -> None:
    maker = with_promise("consultation", "If threatened, they shall consult.", trigger="threatened")
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "They spoke of a crisis elsewhere.", when=on(2010, 5))
    assert entry(maker).verdict == "not triggered"


def test_a_promise_that_holds_until_something_is_made_for_no_case() -> None:
    maker = with_promise("consultation", "Until the line is drawn, they shall consult.", trigger="Until the line is drawn")
    assert entry(maker).verdict == "no evidence"


def test_a_promise_whose_case_came_is_kept_by_a_deed_soon_after() -> None:
    maker = with_promise("consultation", "If threatened, they shall consult.", trigger="threatened")
    maker.add(event("THREATEN", "NER", "TCD"), "A neighbour threatened war.", when=on(2010, 4))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "They spoke of the crisis.", when=on(2010, 5))
    assert entry(maker).verdict == "kept so far"


def test_a_promise_whose_case_came_is_not_kept_by_a_deed_long_before_or_after() -> None:
    maker = with_promise("consultation", "If threatened, they shall consult.", trigger="threatened")
    maker.add(event("THREATEN", "NER", "TCD"), "A neighbour threatened war.", when=on(2010, 4))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "They spoke of the crisis.", when=on(2009, 5))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "They spoke of the crisis again.", when=on(2012, 5))
    assert entry(maker).verdict == "no evidence"


def test_before_its_entry_into_force_a_treaty_promises_nothing() -> None:
    maker = with_promise("contact", "They shall meet every year.")
    early = dt.date(2001, 12, 1)
    assert ledger(maker.record, treaties_between(REGISTER, "TCD", "TGO", early), early) == ()


def test_kept_is_said_only_of_a_promise_that_has_ended() -> None:
    text = """
id: a-b-1990
title: Treaty of Friendship between Chad and Togo of 1990
parties: [TCD, TGO]
entry: {rule: on_signature}
term: {length: P10Y, renewal: none, article: "9"}
acts:
  - {date: "1990-03-01", kind: definitive_signature, source: "signature clause"}
"""
    ended = treaties_between(Register({"a-b-1990": read_instrument(text, "test")}), "TCD", "TGO", ON)
    assert ended[0].report.status == "expired"
    maker = Maker()
    maker.add(promise("contact"), "They shall meet every year.", told=dt.date(1995, 1, 1))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.", when=on(1996, 5))
    assert entry(maker, ON, ended).verdict == "kept"


def test_a_permission_is_no_promise() -> None:
    assert ledger(with_promise("contact", "They may meet.", force="may").record, TREATIES, ON) == ()


def test_a_deed_of_a_wide_field_must_be_about_what_was_promised() -> None:
    maker = with_promise("economic", "They shall build a bridge over the river.")
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "They signed a contract on gas.", when=on(2010))
    assert entry(maker).verdict == "no evidence"
    maker.add(event("AGREE", "TCD TGO", "TCD TGO"), "They signed a contract on the bridge.", when=on(2011))
    assert entry(maker).verdict == "kept so far"


def test_an_undertaking_without_a_treaty_binds_from_the_day_it_is_told() -> None:
    maker = Maker()
    maker.add(promise("contact", instrument=None), "They pledged to meet.", told=dt.date(2005, 1, 1))
    maker.add(event("CONSULT", "TCD TGO", "TCD TGO"), "The ministers met.", when=on(2003, 5))
    assert entry(maker).verdict == "no evidence"
