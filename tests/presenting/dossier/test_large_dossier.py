"""A record too large for one page: what is listed, what is told of the rest, and that what fits is listed whole."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from presenting.dossier.pair_of_states import ON, REGISTER, document, event, fact, on, promise, small_store, store_of
from servanda.coding.sentences import sentence_spans
from servanda.presenting.dossier import parts, write_dossier
from servanda.presenting.dossier.citing import Citations
from servanda.records import Position, Target
from servanda.store import Store

MANY = 40


def _store(folder: Path) -> Path:
    """A promise and forty talks that keep it, on forty days, each with a stance beside it."""
    told = [document("China and Russia shall meet regularly.", "the pledge", dt.date(2001, 7, 16))]
    found = [fact(told[0], promise("contact", None), told[0].text)]
    for number in range(MANY):
        text = f"China and Russia consulted on security for the {number}. time. Both oppose shield {number}."
        one = document(text, f"talks {number}", dt.date(2010, 1, 1) + dt.timedelta(days=40 * number))
        first, second = text.split(". Both")
        told.append(one)
        found.append(fact(one, event("CONSULT", "CHN RUS"), first, when=on(2010 + number // 9, 1 + number % 9, 5)))
        stance = Position(holders=("CHN", "RUS"), holder_words=None, stance="oppose", target=Target(None, f"shield {number}"))
        found.append(fact(one, stance, "Both" + second))
    return store_of(folder / "record.duckdb", tuple(told), found)


def _page(folder: Path) -> tuple[str, dict[str, tuple[int, int]]]:
    with Store.open(_store(folder), write=False) as store:
        report = write_dossier(store, "CHN", "RUS", folder / "dossier.html", on=ON, register=REGISTER)
    return report.path.read_text(encoding="utf-8"), report.parts


def test_a_record_that_fits_is_listed_whole(tmp_path: Path) -> None:
    page, told = _page(tmp_path)
    assert told == {}
    assert "The rest is" not in page
    assert all(f"for the {number}. time" in page for number in range(MANY))


def test_each_section_tells_how_many_of_how_many_and_where_the_rest_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("WHOLE", 10), ("LISTED", 12), ("BESIDE", 7), ("FEWEST", 7)):
        monkeypatch.setattr(parts, name, value)
    page, told = _page(tmp_path)
    assert told == {"timeline": (12, MANY), "subjects": (12, MANY)}
    timeline = page.split('id="timeline-heading"')[-1] if 'id="timeline-heading"' in page else page.split("id=timeline-heading")[-1]
    assert f"12 of {MANY} are listed here" in timeline
    assert "<code>servanda facts --pair CHN RUS --kind event</code>" in timeline
    assert f"Listed are those told last: 7 of {MANY} facts for it." in page
    # The latest talks stand beside the promise, and no link of the page leads nowhere.
    assert f"for the {MANY - 1}. time" in page
    ids = set(re.findall(r'\sid="?([^"\s>]+)', page))
    assert not [link for link in re.findall(r'href="?#([^"\s>]+)', page) if link not in ids]


def test_of_too_many_the_heaviest_are_kept_in_the_order_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LISTED", 3)
    large, small = parts.Parts(parts.WHOLE + 1), parts.Parts(parts.WHOLE)
    assert list(large.of("timeline", [5, 1, 4, 2, 3], float)) == [5, 4, 3]
    assert list(large.of("timeline", [7], float)) == [7]
    assert large.told() == {"timeline": (4, 6)}
    assert list(small.of("timeline", [5, 1, 4, 2, 3], float)) == [5, 1, 4, 2, 3]
    assert small.told() == {}


def test_a_sentence_is_found_without_cutting_the_whole_text(tmp_path: Path) -> None:
    with Store.open(small_store(tmp_path / "record.duckdb"), write=False) as store:
        documents = {one.id: one for one in store.documents() if one.reader == "text"}
    for key, one in documents.items():
        for start, end in sentence_spans(one):
            # Any words of a sentence lead to the whole of it.
            assert Citations({key: one})._place(key, one.span(start, start + 2)) == (key, start, end)
            assert Citations({key: one})._place(key, one.span(end - 1, end)) == (key, start, end)


def test_a_stance_told_often_is_counted_whole_and_shows_its_last_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, found = [], []
    for number in range(MANY):
        one = document(f"China opposes the shield once more, for the {number}. time.", f"no {number}", dt.date(2001 + number // 4, 1, 9))
        told.append(one)
        stance = Position(holders=("CHN",), holder_words=None, stance="oppose", target=Target("missile-defence", "the shield"))
        found.append(fact(one, stance, one.text))
    both = document("China and Russia oppose the shield together.", "the last no", dt.date(2020, 5, 9))
    stance = Position(holders=("CHN", "RUS"), holder_words=None, stance="oppose", target=Target("missile-defence", "the shield"))
    meeting = event("CONSULT", "CHN", "RUS")
    # A document is one of the pair where one of its facts names both.
    found += [fact(both, stance, both.text)] + [fact(one, meeting, one.text) for one in told]
    for name, value in (("WHOLE", 10), ("BESIDE", 6), ("FEWEST", 3)):
        monkeypatch.setattr(parts, name, value)
    with Store.open(store_of(tmp_path / "record.duckdb", (*told, both), found), write=False) as store:
        report = write_dossier(store, "CHN", "RUS", tmp_path / "dossier.html", on=ON, register=REGISTER)
    page = report.path.read_text(encoding="utf-8")
    positions = page[page.index("id=positions-heading") : page.index("id=figures-heading")]
    assert report.parts["positions"] == (4, MANY + 2)
    assert f"4 of {MANY + 2} sentences are listed here, each time those told last." in positions
    assert f"9 January 2001 to 9 May 2020 · {MANY + 1} times, 1 of them jointly" in positions
    assert "9 May 2020, jointly" in positions
