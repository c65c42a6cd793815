"""Writes a dossier: one file that needs nothing else, the same bytes for the same record and day."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
import msgspec

from servanda import __version__
from servanda.analysis.register import Register, load_register
from servanda.errors import UsageError
from servanda.presenting.dossier.citing import Place
from servanda.presenting.dossier.collecting import collection_put_off
from servanda.presenting.dossier.compacting import compacted, compacted_script, compacted_style
from servanda.presenting.dossier.gathering import gather
from servanda.presenting.dossier.network import DRAWN
from servanda.presenting.dossier.numbers import tallied
from servanda.presenting.dossier.views import Dossier
from servanda.presenting.dossier.wording import name_of
from servanda.presenting.texts import ASSETS, catalogue, language, say
from servanda.store import Store

# What to ask the record for, to see what a section does not list; of the others the facts of all kinds.
_KIND_OF_SECTION = {
    "timeline": "event",
    "statements": "statement",
    "figures": "figure",
    "relations": "relation",
    "subjects": "position",
    "positions": "position",
}
# Links to sentences that are shown at once.
_OPEN = 6
PRESENTING = Path(__file__).resolve().parents[1]


class DossierReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was written: where, how large, and how much it rests on; `parts` are the sections that list so many of so many only."""

    path: Path
    size: int
    documents: int
    facts: int
    sentences: int
    parts: dict[str, tuple[int, int]]


def write_dossier(store: Store, a: str, b: str, path: Path, *, on: dt.date, register: Register | None = None) -> DossierReport:
    """Write the dossier of two actors (codes) as of a day to a file, whole or not at all.

    The treaties are those of the register, by default of the one that comes with Servanda.
    Where no document of the store joins the two, the dossier says so and tells the treaties alone. UsageError where the two are one.
    """
    if a == b:
        raise UsageError("a dossier is of two actors", where=a, todo="name two different ones")
    with collection_put_off():
        dossier = gather(store, register or load_register(), a, b, on)
        size = _written(rendered(dossier, on), path)
    return DossierReport(
        path=path,
        size=size,
        documents=dossier.counts["documents"],
        facts=dossier.counts["facts"],
        sentences=len(dossier.numbers),
        parts=dossier.parts,
    )


def _written(pieces: Iterable[str], path: Path) -> int:
    """Write a page piece by piece beside its place, and move it there when it is whole; gives its size."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            size = sum(file.write(piece.encode()) for piece in pieces)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return size


def rendered(dossier: Dossier, on: dt.date) -> Iterator[str]:
    """The page as text, section by section: of a large record it is many times as large in memory as on disk."""
    style, script = compacted_style(_asset("dossier.css")), compacted_script(_asset("dossier.js"))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(PRESENTING / "templates"), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    texts = catalogue()
    environment.globals |= {
        "t": texts,
        "say": say,
        "tallied": tallied,
        "svg": _svg,
        "part": partial(_part, dossier),
        "refs": partial(_refs, dossier.numbers),
        "drawn": DRAWN,
        "figure_head": partial(_head, texts, ("measure", "value", "period", "check", "words")),
        "prospect_head": partial(_head, texts, ("said_on", "what", "by", "came")),
    }
    pieces = environment.get_template("dossier.html.j2").generate(
        d=dossier,
        version=__version__,
        language=language(),
        style=markupsafe.Markup(style),  # noqa: S704 - our own file
        script=markupsafe.Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        manifest=markupsafe.Markup(_manifest(dossier, on)),  # noqa: S704 - `<` is escaped there
        bibliography=markupsafe.Markup(_harmless_json(dossier.bibliography)),  # noqa: S704 - as above
        missing=[name_of(code) for code in dossier.world.missing],
    )
    section: list[str] = []
    for piece in pieces:
        section.append(piece)
        if "</section>" in piece:
            yield compacted("".join(section))
            section.clear()
    yield compacted("".join(section))


def _refs(numbers: Mapping[Place, str], places: Sequence[Place]) -> markupsafe.Markup:
    """Links to sentences, the first few open. They make up a third of a page: they are written as short as HTML allows, without quotes."""
    links = [f"<a href=#{numbers[place]}>{numbers[place]}</a>" for place in places]
    told = " ".join(links[:_OPEN])
    if len(links) > _OPEN:
        more = markupsafe.escape(say("more_places", shown=_OPEN, all=len(links)))
        told += f' <details class="inline"><summary>{more}</summary>{" ".join(links[_OPEN:])} </details>'
    return markupsafe.Markup(told)  # noqa: S704 - numbers and our own words


def _part(dossier: Dossier, section: str) -> markupsafe.Markup:
    """What a section says where it cannot list all: how many of how many, and where the rest is; nothing where it does."""
    if section not in dossier.parts:
        return markupsafe.Markup("")
    shown, every = (f"{many:,}" for many in dossier.parts[section])
    listed = say(
        {"subjects": "parts.positions", "sources": "parts.sources", "positions": "parts.last"}.get(section, "parts.listed"),
        shown=shown,
        all=every,
    )
    kind = _KIND_OF_SECTION.get(section)
    written = "<code>servanda facts --pair {} {} --kind {}</code>" if kind else "<code>servanda facts --pair {} {}</code>"
    command = markupsafe.Markup(written).format(*dossier.codes, kind)  # noqa: S704 - our own words
    rest = markupsafe.escape(say("parts.rest", command="{}")).format(command)
    return markupsafe.Markup('<p class="note">{} {}</p>').format(listed, rest)


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash that a Content Security Policy names."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _head(texts: dict[str, Any], names: tuple[str, ...]) -> markupsafe.Markup:
    """The head of a table that stands in the page twice."""
    cells = markupsafe.Markup("").join(markupsafe.Markup('<th scope="col">{}</th>').format(texts[name]) for name in names)
    return markupsafe.Markup("<tr>{}</tr>").format(cells)


def _svg(drawing: str, name: str, title: str) -> markupsafe.Markup:
    """A chart with its title, which is what a screen reader says of it; its words are our own and numbers."""
    head = markupsafe.Markup('<svg role="img" aria-labelledby="{0}"').format(name)
    opened = markupsafe.Markup('<title id="{0}">{1}</title>').format(name, title)
    start, end = drawing.split(">", 1)
    return markupsafe.Markup(f"{start.replace('<svg', str(head), 1)}>{opened}{end}")  # noqa: S704 - drawn from numbers and our own words


def _manifest(dossier: Dossier, on: dt.date) -> str:
    """What the file was made from, for machines; nothing in it can end the script element or a line of it."""
    content = {
        "servanda": __version__,
        "pair": dossier.codes,
        "on": on.isoformat(),
        "counts": dossier.counts,
        "documents": [{"sha256": one.sha256, "title": one.title, "cited": len(one.sentences)} for one in dossier.documents],
    }
    return _harmless_json(content)


def _harmless_json(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
