"""What people's judgements teach: rows that change what the coder does with sentences it has not seen, and break nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.teaching import Taught, teach, written
from servanda.coding.events.examples import check_examples, told_as
from servanda.coding.parsing import Parser
from servanda.errors import VocabularyError
from servanda.pipeline import Broken, code_documents
from servanda.pipeline.checking import check_everything
from servanda.pipeline.ingest import add_inputs
from servanda.records import Actor, Document, Event, Fact, make_fact
from servanda.store import FactQuery, Store
from servanda.vocabulary.overlay import BARS, PATTERNS, BarRow, Overlay, OwnRow, load_overlay, overlay_fingerprint, read_overlay

SAYS: dict[str, Any] = {"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "who": "Ann Lee"}
CHARM = "Norway launched a charm offensive against Sweden."
SCANDAL = "The scandal hit Cuba."
FEES = "Peru slapped fees on Chilean ships."
MEETING = "Fiji greeted Samoa with a broadside."
TRADE = "Trade between China and Russia reached 10 billion dollars in 2001."
TALKS = "Talks between Chad and Niger lasted a day."


def document(text: str) -> Document:
    return Document(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text, uri=f"{text[:9]}.txt")


def coded(text: str, overlay: Path | None = None) -> set[str]:
    """What is coded in one sentence: who, what, whom, and the row."""
    (outcome,) = code_documents([document(text)], kinds=("event",), overlay=overlay)
    assert not isinstance(outcome, Broken)
    return {f"{told} by {(fact.rule or '').partition(' ')[0]}" for fact in outcome.facts for told in told_as(fact)}


def event(text: str, source: str, kind: Any, target: str, trigger: str | None = None) -> Fact:
    """An event as somebody adds it by hand."""
    one = document(text)
    sides = ((Actor(source, None, None),), (Actor(target, None, None),))
    claim = Event(
        sources=sides[0], targets=sides[1], type=kind, of=None, mode=None, contexts=(), cameo=None, reciprocal=False, location=None
    )
    spans = [one.span(0, len(text))]
    if trigger:
        spans.append(one.span(text.index(trigger), text.index(trigger) + len(trigger)))
    return make_fact(
        one, claim, tuple(spans), certainty="actual", when=None, asserted_by=None, coder=("reviewer", "1"), confidence=1, rule=None
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        list(add_inputs(opened, [document(text) for text in (CHARM, SCANDAL, FEES, MEETING, TRADE, TALKS)]))
        yield opened


def found(store: Store, text: str, kind: Any = "event") -> Fact:
    return next(fact for fact in store.facts(FactQuery(kinds=(kind,), rejected=True)) if fact.document == document(text).id)


def kept_in(folder: Path, taught: Taught, known: Overlay | None = None) -> Path:
    """The rows written to a folder, as the command does."""
    folder.mkdir(exist_ok=True)
    for name, text in written(taught.overlay, known or Overlay()).items():
        path = folder / name
        path.write_text((path.read_text() if path.exists() else "") + text, encoding="utf-8")
    return folder


def test_a_rejected_reading_is_not_coded_in_another_sentence_of_its_frame_and_is_in_all_others(store: Store, tmp_path: Path) -> None:
    store.judge(found(store, CHARM).id, "reject", why="courtesies", **SAYS)
    store.judge(found(store, SCANDAL).id, "reject", **SAYS)
    taught = teach(store, least=1)
    assert taught.untaught == ()
    assert [(row.rule, row.forms) for row in taught.overlay.bars] == [
        ("attack", ("launch <offensive> <charm>",)),
        ("attack", ("<scandal> hit",)),
    ]
    own = kept_in(tmp_path / "own", taught)
    for text in ("Kenya has launched another charm offensive against Ghana.", "A political scandal hit Mexico on Friday."):
        assert any(told.endswith("by attack") for told in coded(text)), text
        assert not any(told.endswith("by attack") for told in coded(text, own)), text
    for text in ("Kenya launched a new offensive against Ghana.", "Kenyan jets hit Ghana."):
        assert coded(text, own) == coded(text) != set()


def test_one_rejected_sentence_takes_nothing_away_and_a_second_of_its_frame_does(store: Store) -> None:
    again = "Kenya launched a charm offensive against Ghana."
    charm = found(store, CHARM)
    for who in ("Ann Lee", "Bo Berg"):
        store.judge(charm.id, "reject", at=SAYS["at"], who=who)
    alone = teach(store)
    assert alone.overlay == Overlay()
    (told,) = alone.untaught
    assert (
        told.why == "one judgement: not enough to take 'launch <offensive> <charm>' away from attack, which asks for 2 sentences (--from)"
    )
    list(add_inputs(store, [document(again)]))
    store.judge(found(store, again).id, "reject", **SAYS)
    (bar,) = teach(store).overlay.bars
    assert bar.not_examples == (CHARM, again)
    three = teach(store, least=3)
    assert three.overlay == Overlay()
    assert [one.why.partition(":")[0] for one in three.untaught] == ["judgements of 2 sentences"] * 2
    # A row that the folder has already needs no more.
    assert teach(store, Overlay((), (bar,)), least=9).untaught == ()


def test_an_added_event_is_coded_in_another_sentence_of_its_frame(store: Store, tmp_path: Path) -> None:
    store.add_fact(event(FEES, "PER", "SANCTION", "CHL"), **SAYS)
    taught = teach(store)
    (row,) = taught.overlay.patterns
    assert (row.type, row.forms) == ("SANCTION", ("S slap <fee> on T",))
    own = kept_in(tmp_path / "own", taught)
    new = "On Monday Ecuador slapped a fee on Colombia."
    assert not any(" SANCTION " in told for told in coded(new))
    assert f"ECU SANCTION COL actual by {row.id}" in coded(new, own)
    assert coded("Ecuador slapped a label on the box.", own) == coded("Ecuador slapped a label on the box.")


def test_a_corrected_type_takes_the_place_of_the_wrong_one(store: Store, tmp_path: Path) -> None:
    wrong = found(store, CHARM)
    assert isinstance(wrong.claim, Event)
    claim = msgspec.structs.replace(wrong.claim, type="SUPPORT", of=None, mode=None, cameo=None, contexts=())
    right = make_fact(
        document(CHARM), claim, wrong.spans, certainty="actual", when=None, asserted_by=None, coder=("events", "1"), confidence=0.5, rule=wrong.rule
    )  # fmt: skip
    store.judge(wrong.id, "correct", corrected=right, **SAYS)
    own = kept_in(tmp_path / "own", teach(store))
    new = coded("Kenya launched a charm offensive against Ghana.", own)
    assert [told.rpartition(" by ")[0] for told in new] == ["KEN SUPPORT GHA actual"]
    assert any("KEN ASSAULT GHA" in told for told in coded("Kenya launched an offensive against Ghana.", own))


def test_a_corrected_target_is_learnt_by_the_words_that_lead_to_it_and_no_others(store: Store, tmp_path: Path) -> None:
    """ "… praised Chile in a speech" is rightly read; only "against Peru" was read wrong."""
    text = "Bolivia praised Chile in a speech against Peru."
    list(add_inputs(store, [document(text)]))
    wrong = found(store, text)
    assert isinstance(wrong.claim, Event)
    claim = msgspec.structs.replace(wrong.claim, targets=(Actor("PER", None, "Peru"),))
    right = make_fact(
        document(text), claim, wrong.spans, certainty="actual", when=None, asserted_by=None, coder=("events", "1"), confidence=0.5, rule=wrong.rule
    )  # fmt: skip
    store.judge(wrong.id, "correct", corrected=right, **SAYS)
    taught = teach(store)
    assert taught.untaught == ()
    assert [row.forms for row in taught.overlay.patterns] == [("S praise against T",)]
    assert taught.overlay.bars == ()
    own = kept_in(tmp_path / "own", taught)
    new = coded("Cuba praised Mexico in a speech against Haiti.", own)
    assert {told.rpartition(" by ")[0] for told in new} == {"CUB SUPPORT HTI actual"}
    plain = "Cuba praised Mexico in a speech."
    assert coded(plain, own) == coded(plain) != set()


def test_what_cannot_be_taught_is_told_with_the_reason(store: Store) -> None:
    figure, deal, scandal, charm = found(store, TRADE, "figure"), found(store, TALKS), found(store, SCANDAL), found(store, CHARM)
    for one in (figure, deal, charm):
        store.judge(one.id, "reject", **SAYS)
    store.judge(charm.id, "confirm", at=SAYS["at"], who="Bo")
    store.judge(charm.id, "reject", at=SAYS["at"], who="Ann Lee")
    later = make_fact(
        document(SCANDAL), scandal.claim, scandal.spans, certainty="denied", when=None, asserted_by=None, coder=("events", "1"), confidence=0.5, rule=scandal.rule
    )  # fmt: skip
    store.judge(scandal.id, "correct", corrected=later, **SAYS)
    store.add_fact(event(MEETING, "CHN", "ASSAULT", "RUS"), **SAYS)
    taught = teach(store)
    assert taught.overlay == Overlay()
    why = {one.fact: one.why for one in taught.untaught}
    assert "one sentence alone was found wrong of trade" in why[figure.id]
    assert "nothing but the word itself" in why[deal.id]
    assert why[charm.id] == "people differ on it"
    assert "neither the type nor an actor" in why[scandal.id]
    assert "by itself the sentence does not come out so" in next(
        told for fact, told in why.items() if fact not in (figure.id, deal.id, charm.id, scandal.id)
    )


def test_nothing_is_taught_that_breaks_a_bundled_example_or_what_was_confirmed(store: Store) -> None:
    text = "Norway launched a charm offensive against Denmark."
    list(add_inputs(store, [document(text)]))
    store.judge(found(store, text).id, "confirm", **SAYS)
    store.judge(found(store, CHARM).id, "reject", **SAYS)
    taught = teach(store, least=1)
    assert taught.overlay == Overlay()
    assert f"would break what was confirmed: {text}" in taught.untaught[0].why
    bundled = "China imposed sanctions on Taiwan."
    list(add_inputs(store, [document(bundled)]))
    store.judge(found(store, bundled).id, "reject", **SAYS)
    why = {one.words: one.why for one in teach(store, least=1).untaught}
    assert "would break a bundled example" in why[bundled]


def test_rows_that_are_there_stay_and_a_judgement_taken_back_teaches_nothing(store: Store, tmp_path: Path) -> None:
    charm = found(store, CHARM).id
    store.judge(charm, "reject", **SAYS)
    own = kept_in(tmp_path / "own", teach(store, least=1))
    before = (own / BARS).read_text()
    edited = before.replace("not a case of attack", "written anew by hand")
    (own / BARS).write_text(edited)
    store.add_fact(event(FEES, "PER", "SANCTION", "CHL"), **SAYS)
    known = read_overlay(own)
    kept_in(own, teach(store, known), known)
    assert (own / BARS).read_text() == edited
    assert len(read_overlay(own).patterns) == 1
    store.judge(charm, "withdraw", **SAYS)
    assert teach(store).overlay.bars == ()


def test_the_folder_is_checked_with_the_bundled_lists(store: Store, tmp_path: Path) -> None:
    store.judge(found(store, CHARM).id, "reject", **SAYS)
    store.add_fact(event(FEES, "PER", "SANCTION", "CHL"), **SAYS)
    own = kept_in(tmp_path / "own", teach(store, least=1))
    problems, count = check_everything(own)
    assert problems == []
    assert count > 100
    (own / PATTERNS).write_text((own / PATTERNS).read_text().replace("-> PER SANCTION CHL", "-> PER AID CHL"))
    (wrong,) = check_examples(Parser(), *load_overlay(own.rename(tmp_path / "other")))[0]
    assert "event_patterns.yml:1" in wrong
    assert "should give 'PER AID CHL actual'" in wrong


def test_a_folder_that_is_none_and_rows_that_are_wrong_are_told(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="problem"):
        read_overlay(tmp_path)
    (tmp_path / BARS).write_text('- id: x\n  definition: y\n  forms: ["launch <@nothing>"]\n  rule: nobody\n  not_examples: ["A."]\n')
    with pytest.raises(VocabularyError) as refused:
        load_overlay(tmp_path)
    assert any("no row of the event patterns is called 'nobody'" in one for one in refused.value.problems)
    assert any("no list @nothing" in one for one in refused.value.problems)


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=80))
def test_rows_are_read_back_as_they_were_whatever_the_words(words: str) -> None:
    import tempfile  # noqa: PLC0415 - hypothesis and function-scoped folders do not go together

    row = OwnRow(
        file=PATTERNS, line=1, id="taught-1", definition=words, type="AID", forms=("S hand T",), needs="both", examples=(f"{words} -> CHN AID RUS actual",), facts=("f",)
    )  # fmt: skip
    bar = BarRow(file=BARS, line=1, id="not-1", definition=words, forms=("hand <bill>",), rule="give-aid", at=words, not_examples=(words,))
    with tempfile.TemporaryDirectory() as folder:
        for name, text in written(Overlay((row,), (bar,)), Overlay()).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        read = read_overlay(Path(folder))
        (own,), (other,) = read.patterns, read.bars
        assert msgspec.structs.replace(own, file=PATTERNS) == row
        assert msgspec.structs.replace(other, file=BARS) == bar
        assert len(overlay_fingerprint(Path(folder))) == 16
