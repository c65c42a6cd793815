"""The formats in which facts are given out, told once for the command line, the explorer and the manifest."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import msgspec

from servanda.presenting.exports.bibtex import write_bibtex
from servanda.presenting.exports.csl import write_csl
from servanda.presenting.exports.follow_the_money import write_ftm
from servanda.presenting.exports.graph import write_graphml
from servanda.presenting.exports.linked_data import write_jsonld
from servanda.presenting.exports.ris import write_ris
from servanda.presenting.exports.rows import write_csv, write_jsonl, write_parquet
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.exports.stata import write_stata

_ROW = ("the words around the evidence and the documents' texts",)
_FLAT = (*_ROW, "the places of spans after the first, whose words are there", "who judged a fact, when and why: see the judgements")
_CITED = (*_ROW, "times, rules and coders; the codes of actors stand in the note", "who judged a fact, when and why: see the judgements")


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format: its name as typed, as shown, the ending of its files, its media type, and what it has no place for by its nature."""

    name: str
    title: str
    ending: str
    media_type: str
    write: Callable[[Source, BinaryIO], Written]
    leaves_out: tuple[str, ...]
    text: bool = True
    columns: bool = False


_ALL = (
    Format(
        name="jsonl",
        title="JSON Lines",
        ending="jsonl",
        media_type="application/jsonl",
        write=write_jsonl,
        leaves_out=(*_ROW, "who judged a fact, when and why: see the judgements"),
    ),
    Format(name="csv", title="CSV", ending="csv", media_type="text/csv; charset=utf-8", write=write_csv, leaves_out=_FLAT, columns=True),
    Format(
        name="parquet",
        title="Parquet",
        ending="parquet",
        media_type="application/vnd.apache.parquet",
        write=write_parquet,
        leaves_out=_FLAT,
        text=False,
        columns=True,
    ),
    Format(
        name="stata",
        title="Stata 14",
        ending="dta",
        media_type="application/x-stata-dta",
        write=write_stata,
        leaves_out=_FLAT,
        text=False,
        columns=True,
    ),
    Format(
        name="csl",
        title="CSL-JSON",
        ending="csl.json",
        media_type="application/vnd.citationstyles.csl+json",
        write=write_csl,
        leaves_out=_CITED,
    ),
    Format(
        name="bibtex", title="BibTeX", ending="bib", media_type="application/x-bibtex; charset=utf-8", write=write_bibtex, leaves_out=_CITED
    ),
    Format(
        name="ris",
        title="RIS",
        ending="ris",
        media_type="application/x-research-info-systems; charset=utf-8",
        write=write_ris,
        leaves_out=_CITED,
    ),
    Format(
        name="ftm",
        title="FollowTheMoney",
        ending="ftm.jsonl",
        media_type="application/jsonl",
        write=write_ftm,
        leaves_out=(*_ROW, "the fields of claims as such: they stand in words in each description"),
    ),
    Format(
        name="jsonld", title="JSON-LD with PROV-O", ending="jsonld", media_type="application/ld+json", write=write_jsonld, leaves_out=_ROW
    ),
    Format(
        name="graphml",
        title="GraphML",
        ending="graphml",
        media_type="application/graphml+xml",
        write=write_graphml,
        leaves_out=("the facts themselves: an edge has counts and means, and the ids of its facts", "documents and judgements"),
    ),
)
FORMATS = {one.name: one for one in _ALL}
