"""What the explorer's export and fact pages give: every format that they name, whole, under a safe name, and references that can be read."""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from exploring import Explorer, serving
from reading_back import read_bibtex, read_ris
from small_record import fill, one_of_each_kind

from servanda.presenting.explorer.asking import AskedStore
from servanda.presenting.exports import FORMATS, Source, stream_facts
from servanda.presenting.holding import Holder
from servanda.presenting.notebooks import Record
from servanda.store import FactQuery, Store


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    path: Path = tmp_path_factory.mktemp("explorer") / "s.duckdb"
    with Store.open(path, write=True) as opened:
        fill(opened, one_of_each_kind())
        with serving(opened) as served:
            yield served


def test_the_page_names_every_format_and_each_link_gives_the_whole_file(explorer: Explorer) -> None:
    page = explorer.get("/export?kind=event&kind=figure").text
    links = re.findall(r'href="(/export/facts\.[^"]+)"', page)
    assert [link.split("?")[0] for link in links] == [f"/export/facts.{form.ending}" for form in FORMATS.values()]
    for link, form in zip(links, FORMATS.values(), strict=True):
        reply = explorer.get(link.replace("&amp;", "&"))
        out = io.BytesIO()
        stream_facts(Source(explorer.store, FactQuery(kinds=("event", "figure"))), out, form.name)
        assert (reply.status, reply.body, reply.headers["x-rows"]) == (200, out.getvalue(), "2"), form.name
        assert reply.headers["content-disposition"] == f'attachment; filename="facts.{form.ending}"'
        assert reply.headers["content-type"].split(";")[0] == form.media_type.split(";")[0]
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_every_fact_has_references_that_can_be_read(explorer: Explorer) -> None:
    for kept in explorer.store.kept(FactQuery()):
        page = explorer.get(f"/fact/{kept.fact.id}").text
        links = re.findall(r'href="(/fact/[^"]+/cite\.[^"]+)"', page)
        assert [link.rsplit("/", 1)[1] for link in links] == ["cite.bib", "cite.ris", "cite.csl.json", "cite.jsonld"]
        bibtex, ris, csl, linked = (explorer.get(link).text for link in links)
        assert read_bibtex(bibtex)[0]["key"] == f"servanda-{kept.fact.id}"
        assert read_ris(ris)[0]["ID"] == [f"servanda-{kept.fact.id}"]
        assert json.loads(csl)[0]["id"] == f"servanda-{kept.fact.id}"
        assert f"urn:servanda:fact:{kept.fact.id}" in linked


def test_what_is_not_there_is_told(explorer: Explorer) -> None:
    fact = next(explorer.store.facts(FactQuery())).id
    for path in ("/export/facts.exe", "/export/facts.", f"/fact/{fact}/cite.dta", f"/fact/{fact}/cite.", "/fact/none/cite.bib"):
        assert explorer.get(path).status == 404, path
    assert explorer.get("/export/facts.csv?kind=gossip").status == 400


def test_stata_from_the_browser_can_be_read(explorer: Explorer) -> None:
    frame = pd.read_stata(io.BytesIO(explorer.get("/export/facts.dta").body))
    assert len(frame) == explorer.store.count(FactQuery())


def test_a_record_that_the_explorer_holds_gives_the_same_files(explorer: Explorer) -> None:
    asked = AskedStore(explorer.store.path, Holder(os.getpid(), explorer.root, explorer.token))
    for form in FORMATS:
        here, there = io.BytesIO(), io.BytesIO()
        assert stream_facts(Source(explorer.store, FactQuery()), here, form) == stream_facts(Source(asked, FactQuery()), there, form)
        assert here.getvalue() == there.getvalue(), form
    with Record(asked) as record:
        assert record.facts(kind="event")[0] == next(explorer.store.facts(FactQuery(kinds=("event",))))
        assert record.documents().rows() == Record(explorer.store).documents().rows()
