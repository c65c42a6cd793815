"""Every page speaks another language as soon as there are catalogues of it; only names, documents, word lists and the law keep their own words."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from made_language import MADE

from servanda.analysis.register import load_register
from servanda.errors import UsageError
from servanda.law.explain import meaning
from servanda.presenting import texts
from servanda.presenting.dossier import write_dossier
from servanda.presenting.exports import FORMATS
from servanda.store import FactQuery
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_types import event_types
from servanda.vocabulary.subjects import load_subjects

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring", "spoken_record")

PAIR = "/pair/CHN/RUS"
SIDES = ("subjects", "promises", "positions", "figures", "disagreements", "outlook", "around")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-label", "aria-valuetext")
VOID = ("input", "meta", "link", "br", "path", "rect", "circle", "line")
# What people and documents wrote, times, codes, keys; and the values of records that a form lets choose from.
OTHERS_WORDS = {"bdi", "q", "blockquote", "time", "code", "kbd", "pre", "script", "style", "meter", "option", "textarea"}
SAME = {"JSON", "CSV", "Servanda", "CHN", "RIS", "BibTeX", "CSL-JSON", "JSON-LD"}
# What this record and the word lists say of it: coder, reader and amounts, what keeps its promises, what its matter is.
OF_THE_RECORD = {
    "any 1", "text 1", "US$15", "missile defence", "contact and consultation when peace or one side's security is threatened",
    "no force, no threat of force and no pressure against each other", "defences against ballistic missiles", "treaty_act",
    "not a date of the form 2001, 2001-07 or 2001-07-16: 'x'",
}  # fmt: skip
# Pages whose own words are those of the law of treaties and of the export formats.
OF_THE_LAW = re.compile(r"/treat|/export|/actor/")


class Words(HTMLParser):
    """What a page says: the texts between tags and those read out, without what others wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag not in VOID:
            self.inside.append("bdi" if told.get("class") in ("text", "uri") else tag)
        self.told += [value for name, value in attrs if name in SPOKEN and value]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not OTHERS_WORDS & set(self.inside):
            self.told.append(data)


def pages_of(explorer: Explorer) -> list[str]:
    facts = [fact.id for fact in explorer.store.facts(FactQuery())]
    document = next(explorer.store.facts(FactQuery())).document
    return [
        "/", "/search", "/search?kind=event&since=2003&until=2004", "/search?q=trade", "/search?q=nothingthere", "/actors", "/actor/CHN",
        "/pairs", PAIR, f"{PAIR}?since=2003&until=2003", "/pair/BRA/KEN", *(f"{PAIR}/{side}" for side in SIDES), "/treaties",
        "/treaty/cn-ru-2001", "/documents", f"/document/{document}", *(f"/fact/{fact}" for fact in facts),
        *(f"/review/{fact}" for fact in facts), *(f"/review/{fact}/correct" for fact in facts), "/judgements", "/export", "/review",
        "/review?order=consequence", "/review?skip=99", "/review/second", "/review/second?who=Cid", "/disagreements", "/agreement",
        f"/document/{document}/add", f"/document/{document}/add?words=the", *(f"/document/{document}/add?start=0&end=9&kind={kind}" for kind in ("event", "statement", "figure")),
        "/nothing", "/fact/x", "/search?since=x", "/pair/CHN/CHN", "/static/x",
    ]  # fmt: skip


def leaves(told: Any) -> Iterator[str]:
    match told:
        case dict():
            for key, value in told.items():
                yield from leaves([key, value])
        case list():
            for value in told:
                yield from leaves(value)
        case str():
            yield told


def words_of_others(explorer: Explorer) -> set[str]:
    """Whole phrases that are no text of the explorer: names, labels of the word lists, and what the pages hold as data."""
    actors, register = load_actors(), load_register()
    told = {actors.label(code) for code in actors.state_codes()} | OF_THE_RECORD
    told |= {one.called for one in register.instruments.values()} | {one.id for one in register.instruments.values()}
    told |= {one.label for one in event_types().values()} | {
        part for one in load_subjects().rows.values() for part in (one.name, one.definition)
    }
    told |= {part for form in FORMATS.values() for part in (form.title, "; ".join(form.leaves_out))}
    for path in pages_of(explorer):
        address, _, asked = path.partition("?")
        reply = explorer.get(f"{address}.json?{asked}") if address != "/" else explorer.get("/overview.json")
        if reply.status == 200:
            told |= set(leaves(json.loads(reply.body)))
    statuses = {one["status"] for one in json.loads(explorer.get("/treaties.json").body)["instruments"]}
    return {one.replace("_", " ").strip(" .") for one in told | statuses | {meaning(word) for word in statuses}}


def unspoken(page: str, others: set[str]) -> list[str]:
    """What a page says that stands neither in brackets nor is a phrase of others."""
    words = Words()
    words.feed(page)
    found = []
    for told in words.told:
        for phrase in re.split(r"⟦[^⟧]*⟧", told):
            bare = " ".join(phrase.split()).strip(" .,:;·()[]→…–—-")
            pieces = [re.sub("^(?:China|Russia) ", "", piece.strip(" .,:;·()[]")) for piece in re.split(r"[:,;·→(]| × ", bare)]
            if bare not in others and any(re.search("[A-Za-z]{2,}", piece) and piece not in others | SAME for piece in pieces):
                found.append(bare)
    return found


def test_every_page_takes_its_words_from_the_catalogue(spoken: Explorer) -> None:
    others = words_of_others(spoken)
    left: dict[str, list[str]] = {}
    for path in pages_of(spoken):
        reply = spoken.get(path)
        assert reply.status in (200, 400, 404), path
        assert f'<html lang="{MADE}">' in reply.text
        if not OF_THE_LAW.match(path):
            for phrase in unspoken(reply.text, others):
                left.setdefault(phrase, []).append(path)
    assert left == {}


@pytest.mark.parametrize(("page", "found"), [("<p>⟦Show⟧ all</p>", ["all"]), ('<p title="⟦A⟧ hint">⟦Show⟧ <bdi>words</bdi></p>', ["hint"]), ("<p>China ⟦and⟧ Russia</p>", [])])  # fmt: skip
def test_what_goes_past_the_catalogue_is_found(page: str, found: list[str]) -> None:
    assert unspoken(page, {"China", "Russia"}) == found


def test_pages_of_the_law_speak_it_too_beside_the_words_of_the_law(spoken: Explorer) -> None:
    page = spoken.get("/treaty/cn-ru-2001").text
    for text in ("⟦Dates⟧ ⟦ahead⟧", "⟦Calendar⟧", "⟦Entry⟧ ⟦into⟧ ⟦force⟧", "⟦Takes⟧ ⟦effect⟧", "⟦Slide⟧ ⟦to⟧ ⟦a⟧ ⟦day⟧", "3 ⟦articles⟧"):
        assert text in page


def test_a_form_is_judged_and_answered_in_it(spoken: Explorer) -> None:
    fact = list(spoken.store.facts(FactQuery()))[3].id
    refused = spoken.post(f"/review/{fact}", {"verdict": "confirm", "seen": "0"})
    assert refused.status == 400
    assert "⟦a⟧ ⟦judgement⟧ ⟦needs⟧ ⟦your⟧ ⟦name⟧" in refused.text
    assert (
        "⟦write⟧ ⟦came⟧ ⟦from⟧ ⟦another⟧"
        in spoken.post(f"/review/{fact}", {"verdict": "confirm"}, headers={"Origin": "http://evil.test"}).text
    )
    done = spoken.post(f"/review/{fact}", {"verdict": "confirm", "seen": "0", "who": "Cid"})
    assert done.status == 303
    assert "⟦Confirmed⟧" in spoken.get(done.headers["location"]).text


def test_the_dossier_of_the_explorer_speaks_it(spoken: Explorer) -> None:
    page = spoken.get(f"{PAIR}/dossier").text
    assert f'<html lang="{MADE}">' in page
    assert "⟦Promises⟧ ⟦beside⟧ ⟦deeds⟧" in page


def test_english_is_what_is_spoken_unless_another_is_asked_for(spoken: Explorer, tmp_path: Path) -> None:
    english, made = tmp_path / "en.html", tmp_path / "made.html"
    write_dossier(spoken.store, "CHN", "RUS", english, on=dt.date(2026, 2, 1))
    with texts.speaking(MADE):
        write_dossier(spoken.store, "CHN", "RUS", made, on=dt.date(2026, 2, 1))
    assert "⟦" not in english.read_text(encoding="utf-8")
    assert "⟦Summary⟧" in made.read_text(encoding="utf-8")
    assert texts.language() == "en"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("texts.xx.yml", "filter: Filter\n", "", "filter is missing"),
        ("explorer.xx/pairs.yml", "binding: binding\n", "bound_by: binding\n", "pairs.bound_by is unknown"),
        ("explorer.xx/frame.yml", "{first:,}", "{erste:,}", "has the places"),
        ("texts.xx.yml", "one and other", "East Slavic", "has no form “few”"),
        ("texts.xx.yml", "one and other", "as in Klingon", "plural_rule is one of"),
    ],
)
def test_catalogues_that_do_not_match_are_refused_with_every_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str, told: str
) -> None:
    for code in ("en", "xx"):
        shutil.copy(texts.ASSETS / "texts.en.yml", tmp_path / f"texts.{code}.yml")
        shutil.copytree(texts.ASSETS / "explorer.en", tmp_path / f"explorer.{code}")
    changed = (tmp_path / file).read_text(encoding="utf-8")
    assert old in changed
    (tmp_path / file).write_text(changed.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(texts, "ASSETS", tmp_path)
    for kept in (texts._file, texts._found, texts._plural_form, texts._demand):
        kept.cache_clear()
    with pytest.raises(UsageError) as refused, texts.speaking("xx"):
        pass
    assert told in (refused.value.why or "")
    with pytest.raises(UsageError, match="not there"), texts.speaking("tlh"):
        pass
    for kept in (texts._file, texts._found, texts._plural_form, texts._demand):
        kept.cache_clear()


@pytest.mark.parametrize(
    ("rule", "forms"),
    [
        ("one and other", {0: "other", 1: "one", 2: "other"}),
        ("one to below two", {0: "one", 1: "one", 2: "other"}),
        ("one form", {1: "other", 2: "other"}),
        ("East Slavic", {1: "one", 2: "few", 4: "few", 5: "other", 11: "other", 12: "other", 21: "one", 22: "few", 111: "other"}),
    ],
)
def test_each_rule_of_numbers_gives_the_forms_of_its_languages(rule: str, forms: dict[int, str]) -> None:
    assert {number: texts.PLURAL_RULES[rule](number) for number in forms} == forms
