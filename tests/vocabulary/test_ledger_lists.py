"""The lists behind the ledger and the disagreements: all their examples run, and wrong rows are told."""

from __future__ import annotations

from servanda.records import EVENT_TYPES
from servanda.vocabulary.event_types import QUADS, check_event_types, cooperative, event_types
from servanda.vocabulary.ledger import check_ledger, load_ledger
from servanda.vocabulary.provision_types import types
from servanda.vocabulary.readings import check_readings


def test_all_examples_come_out() -> None:
    assert check_ledger() == []
    assert check_readings() == []
    assert check_event_types() == []


def test_every_type_that_obliges_to_deeds_has_a_row() -> None:
    beyond_deeds = {"final_clause", "un_charter", "offense"}
    assert {row.type for row in types()} - set(load_ledger()) == beyond_deeds


def test_no_prohibition_is_kept_by_what_only_shows_activity() -> None:
    for row in load_ledger().values():
        if "must_not" in row.forces:
            assert not any("COOPERATE" in signal.types for signal in row.kept), row.place


def test_every_event_type_has_one_of_four_classes() -> None:
    assert set(event_types()) == set(EVENT_TYPES)
    assert {row.quad for row in event_types().values()} == set(QUADS)
    assert cooperative("AID")
    assert not cooperative("REQUEST")
