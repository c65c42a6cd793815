"""The tables of a store, said once: their columns make both the tables and the shape in which rows are inserted.

Rows are only ever added. What is current is a question asked of them (the views below), never a change to them.
"""

from __future__ import annotations

import msgspec

SCHEMA_VERSION = 2
# Stores of these versions hold the same tables: one is read as it is, and brought up to date when it is next written to.
READ_TOO = frozenset({1})

TABLES: dict[str, dict[str, str]] = {
    "meta": {"name": "VARCHAR", "value": "VARCHAR"},
    "runs": {
        "seq": "INTEGER",
        "started": "VARCHAR",
        "servanda": "VARCHAR",
        "coders": "VARCHAR",
        "vocabulary": "VARCHAR",
        "model": "VARCHAR",
        "options": "VARCHAR",
    },
    "documents": {
        "seq": "INTEGER",
        "id": "VARCHAR",
        "text": "VARCHAR",
        "uri": "VARCHAR",
        "title": "VARCHAR",
        "author": "VARCHAR",
        "publisher": "VARCHAR",
        "published_earliest": "DATE",
        "published_latest": "DATE",
        "published_words": "VARCHAR",
        "published_held": "BOOLEAN",
        "language": "VARCHAR",
        "media_type": "VARCHAR",
        "reader": "VARCHAR",
        "reader_version": "VARCHAR",
        "source_id": "VARCHAR",
        "regions": "VARCHAR",
        "status": "VARCHAR",
        "problems": "VARCHAR[]",
        "sentence_starts": "INTEGER[]",
        "sentence_ends": "INTEGER[]",
        "run": "INTEGER",
        "text_sha256": "VARCHAR",
        "record_sha256": "VARCHAR",
    },
    "document_uris": {"document": "VARCHAR", "uri": "VARCHAR", "source_id": "VARCHAR", "run": "INTEGER"},
    "codings": {
        "seq": "INTEGER",
        "document_seq": "INTEGER",
        "coder": "VARCHAR",
        "version": "VARCHAR",
        "run": "INTEGER",
        "facts": "INTEGER",
        "facts_sha256": "VARCHAR",
    },
    # A row stems from a coding (then judgement is 0) or from a human judgement (then coding is 0).
    "facts": {
        "document_seq": "INTEGER",
        "coding": "INTEGER",
        "judgement": "INTEGER",
        "ordinal": "INTEGER",
        "id": "VARCHAR",
        "kind": "VARCHAR",
        "type": "VARCHAR",
        "certainty": "VARCHAR",
        "earliest": "DATE",
        "latest": "DATE",
        "actors": "VARCHAR[]",
        "start": "INTEGER",
        "coder": "VARCHAR",
        "json": "VARCHAR",
    },
    "judgements": {
        "seq": "INTEGER",
        "fact": "VARCHAR",
        "document": "VARCHAR",
        "verdict": "VARCHAR",
        "who": "VARCHAR",
        "judged_at": "VARCHAR",
        "why": "VARCHAR",
        "snapshot": "VARCHAR",
        "corrected": "VARCHAR",
        "record_sha256": "VARCHAR",
    },
    "inputs": {"uri": "VARCHAR", "status": "VARCHAR", "reason": "VARCHAR", "run": "INTEGER", "document": "VARCHAR"},
    "near_duplicates": {"document": "VARCHAR", "other": "VARCHAR", "similarity": "DOUBLE", "run": "INTEGER"},
}

_VIEWS = (
    "CREATE VIEW current_documents AS SELECT * FROM documents WHERE seq IN (SELECT max(seq) FROM documents GROUP BY id)",
    """CREATE VIEW current_codings AS SELECT * FROM codings WHERE seq IN
         (SELECT max(c.seq) FROM codings c JOIN current_documents d ON c.document_seq = d.seq GROUP BY c.document_seq, c.coder)""",
    # Each person has one word on a fact: the last that was not taken back. A note is none.
    """CREATE VIEW standing_judgements AS SELECT * FROM judgements WHERE verdict <> 'withdraw' AND seq IN
         (SELECT max(seq) FROM judgements WHERE verdict <> 'note' GROUP BY fact, who)""",
    # Of several people's words the last holds.
    """CREATE VIEW last_judgements AS SELECT * FROM standing_judgements WHERE seq IN
         (SELECT max(seq) FROM standing_judgements GROUP BY fact)""",
    # What puts a row of its own into the record: a confirmation that stands, a correction that holds, an addition not taken back.
    """CREATE VIEW backing_judgements AS
         SELECT seq FROM standing_judgements WHERE verdict = 'confirm'
         UNION ALL SELECT seq FROM last_judgements WHERE verdict = 'correct'
         UNION ALL SELECT a.seq FROM judgements a WHERE a.verdict = 'add' AND NOT EXISTS
           (SELECT 1 FROM judgements w WHERE w.fact = a.fact AND w.who = a.who AND w.verdict = 'withdraw' AND w.seq > a.seq)""",
    # A later judgement on a fact outweighs the row it judged; a corrected or confirmed row stands in for the coder's own, and what two
    # coders found alike is one fact. The choice is made on narrow rows: with the JSON in it, it took twice the time.
    """CREATE VIEW kept_facts AS
       SELECT facts.*, chosen.verdict
       FROM (SELECT f.document_seq, f.coding, f.judgement, f.ordinal, coalesce(own.verdict, made.verdict) AS verdict
             FROM (SELECT * FROM facts WHERE coding IN (SELECT seq FROM current_codings)
                   UNION ALL
                   SELECT f.* FROM facts f SEMI JOIN backing_judgements j ON f.judgement = j.seq
                                           SEMI JOIN current_documents d ON f.document_seq = d.seq) f
             LEFT JOIN last_judgements own ON own.fact = f.id AND own.seq > f.judgement
             LEFT JOIN judgements made ON made.seq = f.judgement
             WHERE own.verdict IS DISTINCT FROM 'correct'
             QUALIFY row_number() OVER (PARTITION BY f.document_seq, f.id ORDER BY f.judgement DESC, f.coder, f.ordinal) = 1) chosen
       JOIN facts USING (document_seq, coding, judgement, ordinal)""",
)

_INDEXES = (
    "CREATE INDEX documents_by_id ON documents (id)",
    "CREATE INDEX codings_by_document ON codings (document_seq)",
    "CREATE INDEX uris_by_document ON document_uris (document)",
)


def statements() -> list[str]:
    """Every statement that makes an empty store, in order."""
    made = []
    for table, columns in TABLES.items():
        inner = ", ".join(f"{name} {kind}{' PRIMARY KEY' if name == 'seq' else ''}" for name, kind in columns.items())
        made.append(f"CREATE TABLE {table} ({inner})")
    return [*made, *_INDEXES, *_VIEWS]


def newer_views() -> list[str]:
    """Every statement that gives the views of this version to a store of one of `READ_TOO`, in order."""
    names = [view.split()[2] for view in _VIEWS]
    return [*(f"DROP VIEW IF EXISTS {name}" for name in reversed(names)), *_VIEWS]


def insertion(table: str) -> str:
    """The statement that adds rows given as one JSON array of objects; a value of a wrong type is refused.

    One JSON parameter instead of many values: 5000 facts in 0.24 s where single rows take 6 s.
    """
    shape = {name: [kind[:-2]] if kind.endswith("[]") else kind for name, kind in TABLES[table].items()}
    quoted = msgspec.json.encode([shape]).decode().replace("'", "''")
    return f"INSERT INTO {table} SELECT unnest(from_json_strict(?, '{quoted}'), recursive := true)"
