"""The record: an append-only store of documents and facts, with judgements, full text and a check of everything kept."""

from servanda.store.asking import Counted, FactQuery, Kind
from servanda.store.entries import (
    CodedDocument,
    Counts,
    DocumentHead,
    FactSketch,
    Hit,
    InputOutcome,
    Judgement,
    KeptFact,
    Problem,
    RunManifest,
    Verdict,
)
from servanda.store.record import Store

__all__ = [
    "CodedDocument",
    "Counted",
    "Counts",
    "DocumentHead",
    "FactQuery",
    "FactSketch",
    "Hit",
    "InputOutcome",
    "Judgement",
    "KeptFact",
    "Kind",
    "Problem",
    "RunManifest",
    "Store",
    "Verdict",
]
