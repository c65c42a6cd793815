"""Code or read a key's texts, and score what comes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from servanda.analysis.evaluation.anchored import score_anchored
from servanda.analysis.evaluation.attributions import score_statements
from servanda.analysis.evaluation.events import Coded, Found, score_dyads, score_every_event, score_quad_class
from servanda.analysis.evaluation.keys import Key, Row
from servanda.analysis.evaluation.measures import Report
from servanda.analysis.evaluation.treaty_texts import score_final_clauses, score_signatures
from servanda.coding.treaty_text import read_treaty
from servanda.errors import InputError
from servanda.pipeline import Broken, code_documents
from servanda.reading import ReadOptions, read_bytes
from servanda.records import Document, Fact

_CODED: dict[str, tuple[tuple[str, ...], Callable[[Key, Coded], Found]]] = {
    "events": (("event",), score_dyads),
    "exhaustive": (("event",), score_every_event),
    "quad": (("event",), score_quad_class),
    "statements": (("statement",), score_statements),
    "facts": ((), score_anchored),
}


def evaluate(key: Key, *, jobs: int = 1, overlay: Path | None = None) -> Report:
    """Score the coders, or the reading of treaties, against a key; InputError where a text cannot be read or coded.

    `overlay` is a folder of rows of one's own for the coders.
    """
    wanted = [key.texts[row["id"]] for row in key.rows] if key.kind in ("treaties", "dates") else list(key.texts.values())
    if key.kind in _CODED:
        kinds, score = _CODED[key.kind]
        measures, misses = score(key, _coded(wanted, kinds, jobs, overlay))
    else:
        read = {row["id"]: read_treaty(row["text"], row.get("title"), row["id"]).to_json() for row in wanted}
        measures, misses = (score_final_clauses if key.kind == "treaties" else score_signatures)(key, read)
    return Report(key=key.name, kind=key.kind, documents=len(wanted), measures=tuple(measures), misses=tuple(misses))


def _coded(texts: Sequence[Row], kinds: Sequence[str], jobs: int, overlay: Path | None) -> dict[str, Sequence[Fact]]:
    """The facts of each text by its id, read and coded as `servanda code` does with JSON Lines."""
    lines = "\n".join(
        json.dumps({"id": row["id"], "text": row["text"], "date": row.get("date"), "title": row.get("title")}, ensure_ascii=False)
        for row in texts
    )
    documents: list[Document] = []
    problems: list[str] = []
    for answer in read_bytes(lines.encode(), "key.jsonl", ReadOptions(input_format="jsonl")):
        if isinstance(answer, Document):
            documents.append(answer)
        else:
            problems.append(f"{answer.uri}: {answer.what}: {answer.why}")
    coded: dict[str, Sequence[Fact]] = {str(row["id"]): () for row in texts}
    for outcome in code_documents(documents, jobs=jobs, kinds=kinds, overlay=overlay):
        if isinstance(outcome, Broken):
            problems.append(f"{outcome.document.uri}: {outcome.why}")
        elif outcome.document.source_id is not None:
            coded[outcome.document.source_id] = outcome.facts
    if problems:
        raise InputError(
            "texts of the key cannot be coded", where="the key", why="; ".join(problems[:10]), todo="mend or leave out these texts"
        )
    return coded
