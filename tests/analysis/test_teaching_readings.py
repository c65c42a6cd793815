"""What people's judgements of positions, figures, relations, acts and provisions teach, and what is told where nothing can be."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from servanda.analysis.teaching import teach, written
from servanda.coding.amending_examples import check_amendments
from servanda.coding.parsing import Parser
from servanda.errors import VocabularyError
from servanda.pipeline import Broken, code_documents
from servanda.pipeline.ingest import add_inputs, kept_versions
from servanda.records import Document, Fact, Position, Target, make_fact
from servanda.store import FactQuery, Store
from servanda.vocabulary.overlay import AMENDMENTS, Overlay, read_overlay

SAYS: dict[str, Any] = {"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "who": "Ann Lee"}
TOAST = "Norway welcomed the new envoy of Sweden with a toast."
CAKE = "Peru welcomed the new envoy of Chile with cake."
ACCORD = "Kenya welcomed the accord of May."
UMBRELLA = "Poland backs the umbrella plan of Denmark."
TEXTS = (TOAST, CAKE, ACCORD, UMBRELLA)


def document(text: str) -> Document:
    return Document(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text, uri=f"{text[:9]}.txt")


def coded(text: str, kind: str, overlay: Path | None = None) -> list[Fact]:
    (outcome,) = code_documents([document(text)], kinds=(kind,), overlay=overlay)
    assert not isinstance(outcome, Broken)
    return list(outcome.facts)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        list(add_inputs(opened, [document(text) for text in TEXTS]))
        yield opened


def found(store: Store, text: str, kind: Any = "position") -> Fact:
    return next(fact for fact in store.facts(FactQuery(kinds=(kind,), rejected=True)) if fact.document == document(text).id)


def issue_of(fact: Fact) -> str | None:
    assert isinstance(fact.claim, Position)
    return fact.claim.target.issue


def corrected(store: Store, fact: Fact, **claim: Any) -> Fact:
    return make_fact(
        store.document(fact.document), msgspec.structs.replace(fact.claim, **claim), fact.spans, certainty=fact.certainty, when=fact.when,
        asserted_by=fact.asserted_by, coder=(fact.coder, fact.coder_version), confidence=fact.confidence, rule=fact.rule,
    )  # fmt: skip


def kept_in(folder: Path, overlay: Overlay, known: Overlay | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in written(overlay, known or Overlay()).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_what_was_rejected_twice_is_read_no_more(store: Store, tmp_path: Path) -> None:
    for text in (TOAST, CAKE):
        store.judge(found(store, text).id, "reject", **SAYS)
    store.judge(found(store, ACCORD).id, "confirm", **SAYS)
    taught = teach(store)
    assert taught.untaught == ()
    (row,) = taught.overlay.amendments
    assert (row.kind, row.words, row.becomes) == ("position", "welcomed the new envoy of", {})
    assert [text[:12] for text in row.not_examples] == [TOAST[:12], CAKE[:12]]
    folder = kept_in(tmp_path / "own", taught.overlay)
    new = "Fiji welcomed the new envoy of Samoa."
    assert coded(new, "position") != []
    assert coded(new, "position", folder) == []
    assert coded(ACCORD, "position", folder) == coded(ACCORD, "position")
    assert check_amendments(read_overlay(folder).amendments, Parser())[0] == []
    assert teach(store, read_overlay(folder)).overlay == read_overlay(folder)


def test_the_lesson_of_a_position_holds_words_of_what_it_is_about(store: Store) -> None:
    """Whatever else two sentences share, "strongly opposes the", is shared by all that are read right."""
    apart = ("Norway strongly opposes the fishing pact.", "Peru strongly opposes the railway ban.")
    alike = ("Kenya firmly opposes smoking.", "Ghana opposed smoking in the hall.")
    list(add_inputs(store, [document(text) for text in (*apart, *alike)]))
    for text in (*apart, *alike):
        store.judge(found(store, text).id, "reject", **SAYS)
    taught = teach(store)
    assert [(row.rule, row.words) for row in taught.overlay.amendments] == [("reject", "smoking")]
    assert {one.words.split()[0] for one in taught.untaught} == {"Norway", "Peru"}
    assert all("stance_words.yml" in one.why for one in taught.untaught)


def test_of_the_words_by_which_a_row_reads_alone_nothing_is_learnt(store: Store) -> None:
    texts = ("Togo said that trade grew.", "Gabon said that rains fell.")
    list(add_inputs(store, [document(text) for text in texts]))
    for text in texts:
        store.judge(found(store, text, "statement").id, "reject", **SAYS)
    taught = teach(store)
    assert taught.overlay == Overlay()
    assert [one.why.partition(":")[0] for one in taught.untaught] == ["2 sentences were found wrong of say"] * 2


def test_once_is_not_enough(store: Store) -> None:
    store.judge(found(store, TOAST).id, "reject", **SAYS)
    (untaught,) = teach(store).untaught
    assert "one sentence alone was found wrong of back" in untaught.why
    assert "stance_words.yml" in untaught.why


def test_words_of_what_was_confirmed_are_no_mark_of_what_is_wrong(store: Store) -> None:
    for text in (TOAST, CAKE):
        store.judge(found(store, text).id, "reject" if text == TOAST else "confirm", **SAYS)
    store.judge(found(store, ACCORD).id, "reject", **SAYS)
    taught = teach(store)
    assert taught.overlay == Overlay()
    assert len(taught.untaught) == 2


def test_a_corrected_issue_is_read_in_other_sentences_too(store: Store, tmp_path: Path) -> None:
    wrong = found(store, UMBRELLA)
    assert issue_of(wrong) is None
    target = Target("missile-defence", "the umbrella plan of Denmark")
    store.judge(wrong.id, "correct", corrected=corrected(store, wrong, target=target), **SAYS)
    taught = teach(store)
    assert taught.untaught == ()
    folder = kept_in(tmp_path / "own", taught.overlay)
    (row,) = read_overlay(folder).amendments
    assert row.becomes == {"target.issue": "missile-defence"}
    assert [issue_of(fact) for fact in coded("Spain backs the umbrella plan of Denmark.", "position", folder)] == ["missile-defence"]
    (fact,) = coded(UMBRELLA, "position", folder)
    assert fact.rule is not None
    assert fact.rule.startswith(row.id)
    assert check_amendments(read_overlay(folder).amendments, Parser())[0] == []


def test_what_cannot_be_taught_is_told_with_the_list_to_edit(store: Store) -> None:
    wrong = found(store, UMBRELLA)
    store.judge(wrong.id, "correct", corrected=corrected(store, wrong, holders=("DEU",)), **SAYS)
    added = corrected(store, found(store, TOAST), holders=("FIN",))
    store.add_fact(msgspec.structs.replace(added, coder="reviewer", rule=None), **SAYS)
    why = {one.fact: one.why for one in teach(store).untaught}
    assert why[wrong.id] == "holders was corrected, which follows from other lists; of a position can be taught: stance, target.issue"
    assert why[added.id].startswith("no rule can be made of an added position: give its words to stance_words.yml or issues.yml")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("kind: event\n  becomes: {}", "events have files of their own"),
        ("kind: rumour", "a kind is one of"),
        ("kind: figure\n  becomes: {value: '5'}\n  examples: [x]", "value cannot be set for a figure; what can: measure"),
        ("kind: figure\n  becomes: {measure: 'trade'}", "needs examples"),
        ("kind: figure", "needs not_examples"),
    ],
)
def test_a_row_that_is_wrong_is_named(tmp_path: Path, row: str, why: str) -> None:
    (tmp_path / AMENDMENTS).write_text(f"- id: a\n  {row}\n  rule: back\n  words: 'a plan'\n  definition: d\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"other_readings\.yml:1") as told:
        read_overlay(tmp_path)
    assert why in str(told.value.problems)


def test_a_value_that_is_none_is_found_by_the_check(tmp_path: Path) -> None:
    (tmp_path / AMENDMENTS).write_text(
        f"- id: a\n  kind: position\n  rule: back\n  words: umbrella plan\n  becomes: {{stance: 'warm'}}\n  definition: d\n  examples: ['{UMBRELLA}']\n",
        encoding="utf-8",
    )
    problems, _ = check_amendments(read_overlay(tmp_path).amendments, Parser())
    assert len(problems) == 1
    assert "a position cannot be so" in problems[0]


def test_rows_for_other_kinds_code_anew_what_they_speak_of(tmp_path: Path) -> None:
    before = kept_versions()
    (tmp_path / AMENDMENTS).write_text("", encoding="utf-8")
    after = kept_versions(tmp_path)
    assert {name for name in before if before[name] != after[name]} == set(before)
