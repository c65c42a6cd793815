"""What a person says of a fact, as rows of the tables, and back."""

from __future__ import annotations

import datetime as dt

from servanda.errors import UsageError
from servanda.records import Fact, fact_from_text, fact_id, fact_to_json
from servanda.store.entries import Judgement, Verdict
from servanda.store.rows import Row, document_from_row, encoded, fact_row, row_digest
from servanda.store.tables import Tables

Rows = dict[str, list[Row]]


def judged(
    tables: Tables, fact: str, verdict: Verdict, *, who: str, at: dt.datetime, why: str | None, corrected: Fact | None
) -> tuple[Judgement, Rows]:
    """A judgement on a fact (by id) with the rows that keep it; UsageError for what makes none."""
    where = f"fact {fact}"
    if (verdict == "correct") != (corrected is not None):
        raise UsageError(what="a correction needs the corrected fact, and only a correction has one", where=where)
    if verdict == "add":
        raise UsageError(what="what is added is a whole fact, not one that is there", where=where)
    if verdict == "note" and not why:
        raise UsageError(what="a note without a verdict needs its words", where=where)
    last = "SELECT json, document_seq FROM facts WHERE id = ? ORDER BY document_seq DESC, judgement DESC, coding DESC LIMIT 1"
    held = tables.rows(last, [fact])
    if not held:
        raise UsageError(what="the store has no such fact", where=where, todo="list ids with: servanda facts --format jsonl")
    if verdict == "withdraw" and _word_of(tables, fact, who) in (None, "withdraw"):
        raise UsageError(what=f"there is no judgement of {who} on this fact to take back", where=where)
    snapshot = fact_from_text(held[0]["json"])
    if corrected is not None and (corrected.document != snapshot.document or not _stands(tables, corrected)):
        raise UsageError(what="the corrected fact is none of the same document", where=where, todo="make it with make_fact")
    row = _row(tables, snapshot, verdict, who=who, at=at, why=why, corrected=corrected)
    stands = {"confirm": snapshot, "correct": corrected}.get(verdict)
    return judgement_from_row(row), _rows(row, stands, held[0]["document_seq"])


def note_taken_back(tables: Tables, fact: str, *, who: str, at: dt.datetime) -> tuple[Judgement, Rows]:
    """The row by which a person's last note on a fact is taken back: a note without words. UsageError where none of theirs stands."""
    notes = tables.rows("SELECT why, snapshot FROM judgements WHERE fact = ? AND who = ? AND verdict = 'note' ORDER BY seq", [fact, who])
    standing = 0
    for note in notes:
        standing = standing + 1 if note["why"] else max(0, standing - 1)
    if not standing:
        raise UsageError(what=f"there is no note of {who} on this fact to take back", where=f"fact {fact}")
    row = _row(tables, fact_from_text(notes[-1]["snapshot"]), "note", who=who, at=at, why=None, corrected=None)
    return judgement_from_row(row), _rows(row, None, 0)


def added(tables: Tables, fact: Fact, *, who: str, at: dt.datetime, why: str | None) -> tuple[Judgement, Rows]:
    """The addition of a fact that no coder found; UsageError where its words are not its document's."""
    held = tables.rows("SELECT max(seq) AS seq FROM documents WHERE id = ?", [fact.document])
    if held[0]["seq"] is None or not _stands(tables, fact):
        raise UsageError(what="the added fact does not rest on words of its document", where=fact.uri, todo="make it with make_fact")
    row = _row(tables, fact, "add", who=who, at=at, why=why, corrected=None)
    return judgement_from_row(row), _rows(row, fact, held[0]["seq"])


def judgement_from_row(row: Row) -> Judgement:
    """A judgement from its row."""
    return Judgement(
        **{name: row[name] for name in ("seq", "fact", "document", "verdict", "who", "why")},
        at=dt.datetime.fromisoformat(row["judged_at"]),
        snapshot=fact_from_text(row["snapshot"]),
        corrected=fact_from_text(row["corrected"]) if row["corrected"] else None,
    )


def _row(tables: Tables, snapshot: Fact, verdict: Verdict, *, who: str, at: dt.datetime, why: str | None, corrected: Fact | None) -> Row:
    row: Row = {
        "seq": tables.next("judgements"),
        "fact": snapshot.id,
        "document": snapshot.document,
        "verdict": verdict,
        "who": who,
        "judged_at": at.isoformat(),
        "why": why,
        "snapshot": encoded(fact_to_json(snapshot), where=snapshot.uri),
        "corrected": encoded(fact_to_json(corrected), where=snapshot.uri) if corrected else None,
    }
    row["record_sha256"] = row_digest("judgements", row)
    return row


def _rows(row: Row, stands: Fact | None, document_seq: int) -> Rows:
    """The judgement's own row, and that of the fact which it puts into the record."""
    facts = [fact_row(stands, document_seq=document_seq, coding=0, judgement=row["seq"], ordinal=0)] if stands else []
    return {"judgements": [row], "facts": facts}


def _word_of(tables: Tables, fact: str, who: str) -> str | None:
    """What a person last said of a fact, notes aside; None where they said nothing."""
    last = "SELECT verdict FROM judgements WHERE fact = ? AND who = ? AND verdict <> 'note' ORDER BY seq DESC LIMIT 1"
    return next((str(row["verdict"]) for row in tables.rows(last, [fact, who])), None)


def _stands(tables: Tables, fact: Fact) -> bool:
    """Whether a fact is whole and rests on words of its document as last read."""
    rows = tables.rows("SELECT * FROM documents WHERE id = ? ORDER BY seq DESC LIMIT 1", [fact.document])
    if not rows or fact.id != fact_id(fact.document, fact.claim, fact.spans):
        return False
    text = document_from_row(rows[0])
    return all(text.holds(span) for span in fact.spans)
