"""What a reader of a pair is told: all its treaties and from when they bind both, what the two do to each other, and words for codes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_record import document_of, fact_on, fill

from servanda.analysis.pair_record import on_each_other
from servanda.analysis.pair_treaties import treaties_between, treaties_shared
from servanda.analysis.positions import compare_positions
from servanda.analysis.register import load_register
from servanda.presenting.dossier.wording import condition_in_words, states_named
from servanda.presenting.plain_words import evidence_told, what_told, who_told
from servanda.records import Actor, Event, Figure, Position, Provision, Target, TreatyAct, When
from servanda.store import Store

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)
PAIR = "/pair/CHN/RUS"
TODAY = dt.date(2026, 2, 1)
CHINA, RUSSIA, AMERICA = (Actor(code, "GOV", name) for code, name in (("CHN", "Beijing"), ("RUS", "Moscow"), ("USA", "Washington")))
DAY = When(earliest=dt.date(2018, 5, 1), latest=dt.date(2018, 5, 1), words="1 May 2018")
YEAR = When(earliest=dt.date(2018, 1, 1), latest=dt.date(2018, 12, 31), words="2018")


def event(sources: tuple[Actor, ...], targets: tuple[Actor, ...], kind: Any, *, reciprocal: bool = False) -> Event:
    return Event(
        sources=sources, targets=targets, type=kind, of=None, mode=None, contexts=(), cameo=None, reciprocal=reciprocal, location=None
    )


def provision(**fields: Any) -> Provision:
    both = ("CHN", "RUS")
    told: dict[str, Any] = {"article": None, "force": "must_not", "type": "nuclear_restraint", "trigger": None, "instrument": "abm-treaty"}
    return Provision(**(told | {"bearers": both, "toward": both} | fields))


def figure(**fields: Any) -> Figure:
    told: dict[str, Any] = {"value": 4300, "unit": "square_kilometres", "measure": "territory", "about": ("CHN", "RUS"), "change": None}
    return Figure(**(told | {"approximate": False, "bound": None} | fields))


NEWS = document_of(
    "Beijing met Moscow on 1 May 2018. Beijing and Moscow barred the American draft on 1 May 2018. Beijing thanked Moscow. "
    "Unless one party notifies the other, neither shall aim missiles. 2018,7.68,USD billion. They share 4300 km2.",
    uri="/home/somebody/secret/news.txt", title=None, published=When(earliest=dt.date(2018, 6, 1), latest=dt.date(2018, 6, 1), words="June"),
)  # fmt: skip
TRADE = figure(value=7.68e9, unit="USD", measure="trade")
FACTS = [
    fact_on(NEWS, "Beijing met Moscow on 1 May 2018.", event((CHINA,), (RUSSIA,), "CONSULT"), when=DAY),
    fact_on(NEWS, "Beijing and Moscow barred the American draft on 1 May 2018.", event((CHINA, RUSSIA), (AMERICA,), "REJECT"), when=DAY),
    fact_on(NEWS, "Beijing thanked Moscow.", event((CHINA,), (RUSSIA,), "SUPPORT"), when=None),
    fact_on(NEWS, "Unless one party notifies the other, neither shall aim missiles.",
            provision(trigger="Unless one party notifies the other"), when=None),
    fact_on(NEWS, "2018,7.68,USD billion.", TRADE, when=YEAR, rule="table-row"),
    fact_on(NEWS, "They share 4300 km2.", figure(), when=None),
]  # fmt: skip


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    from exploring import serving  # noqa: PLC0415 - a plugin, read when pytest has rewritten it

    with Store.open(tmp_path_factory.mktemp("read") / "s.duckdb", write=True) as store:
        fill(store, (NEWS, FACTS))
        with serving(store) as running:
            yield running


def test_a_pair_has_the_treaties_of_the_state_that_one_of_them_continues(read: Explorer) -> None:
    rows = {row["instrument"]: row for row in read.data(f"{PAIR}.json")["treaties"]}
    assert (rows["cn-su-1991"]["bilateral"], rows["cn-su-1991"]["status"]) == (True, "in_force")
    assert (rows["su-cn-1950"]["bilateral"], rows["su-cn-1950"]["status"]) == (True, "expired")
    own = {one.instrument.id for one in treaties_between(load_register(), "CHN", "RUS", TODAY)}
    assert {name for name, row in rows.items() if row["bilateral"]} == own
    page = read.get(PAIR).text
    assert "/treaty/cn-su-1991" in page
    assert "in force, extended" in page


def test_a_treaty_with_others_binds_the_two_from_when_the_later_of_them_was_bound(read: Explorer) -> None:
    rows = {row["instrument"]: row for row in read.data(f"{PAIR}.json")["treaties"]}
    assert rows["bwc-1972"]["since"] == "1984-11-15"  # China's accession; the treaty itself is in force since 1975
    assert rows["wto-1994"]["since"] == "2012-08-22"  # Russia's
    covenant = rows["iccpr-1966"]
    assert (covenant["binds_both"], covenant["since"], covenant["stand"]["CHN"]) == (False, None, "signatory")
    assert "binding since <time>1984-11-15</time>" in read.get(PAIR).text
    shared = treaties_shared(load_register(), "CHN", "RUS", dt.date(1980, 1, 1))
    assert not next(one for one in shared if one.instrument.id == "bwc-1972").binds_both


def test_what_the_two_do_together_to_a_third_is_no_conflict_between_them(read: Explorer) -> None:
    assert read.data(f"{PAIR}.json")["acts"] == [{"year": 2018, "cooperation": 1, "conflict": 0}]
    assert read.data(f"{PAIR}.json?type=REJECT")["acts"] == []
    assert read.data(f"{PAIR}.json?kind=event")["total"] == 3
    sides = {"CHN": "CHN", "RUS": "RUS"}
    assert on_each_other(event((CHINA,), (RUSSIA,), "REJECT"), sides)
    assert on_each_other(event((CHINA, RUSSIA), (CHINA, RUSSIA), "ACCUSE", reciprocal=True), sides)
    assert on_each_other(event((CHINA, RUSSIA), (), "COOPERATE"), sides)
    assert not on_each_other(event((CHINA, RUSSIA), (), "PROTEST"), sides)


@pytest.mark.parametrize("path", [PAIR, "/search"])
def test_in_a_period_stands_what_is_dated_and_the_rest_is_counted_and_offered(read: Explorer, path: str) -> None:
    asked = "kind=event&since=2018&until=2018"
    found = read.data(f"{path}.json?{asked}")
    assert (found["total"], found["left_out_undated"]) == (2, 1)
    assert len(read.table(f"{path}.csv?{asked}")) == 2
    page = read.get(f"{path}?{asked}").text
    assert "1 more has no time of its own" in page
    assert "Beijing thanked Moscow" not in page
    every = read.data(f"{path}.json?{asked}&dated=any")
    assert (every["total"], every["left_out_undated"]) == (3, 0)
    assert len(read.table(f"{path}.csv?{asked}&dated=any")) == 3
    assert "Beijing thanked Moscow" in read.get(f"{path}?{asked}&dated=any").text
    assert read.data(f"{path}.json?{asked}&dated=only")["left_out_undated"] == 0


def test_people_read_names_and_words_and_tables_keep_the_codes(read: Explorer) -> None:
    page = read.get(PAIR).text
    assert re.search(r'class="who" title="CHN → RUS"><bdi>China → Russia', page)
    assert "consultation" in page
    assert "nuclear restraint (must not)" in page
    assert "4,300 square kilometres" in page
    shown = re.sub(r"<[^>]*>", " ", page)
    assert not re.search(r"\b[a-z]+_[a-z]+\b", shown)
    assert not re.search(r"\bCHN\b", shown)
    (row,) = (one for one in read.table(f"{PAIR}.csv") if one["kind"] == "provision")
    assert (row["type"], row["force"]) == ("nuclear_restraint", "must_not")
    for address in ("/treaties", "/treaty/cn-ru-2001", "/treaty/abm-1972"):
        assert not re.search(r"\b(in_force|exchange_of|in force extended)\b", re.sub(r"<[^>]*>", " ", read.get(address).text)), address
    assert re.search(r'<span title="[^"]*"|<bdi title="CHN">actor: China', read.get("/search?actor=CHN").text)


def test_acts_and_steps_of_treaties_are_told_by_name() -> None:
    register = load_register().instruments
    act = fact_on(NEWS, "Beijing met Moscow", TreatyAct(act="entry_into_force", instrument="the treaty", parties=("CHN", "RUS")))
    assert (what_told(act, register), who_told(act)) == ("entry into force of the treaty", "China and Russia")
    named = fact_on(NEWS, "Beijing met Moscow", TreatyAct(act="exchange_of_instruments", instrument="abm-1972", parties=("USA", "RUS")))
    assert what_told(named, register) == "exchange of instruments of ABM Treaty"
    assert states_named("USA left the ABM Treaty") == "United States left the ABM Treaty"


def test_a_row_of_a_table_is_told_as_what_it_says(read: Explorer) -> None:
    assert evidence_told(FACTS[4]) == "2018: US$7.68 billion (row of a table)"
    assert evidence_told(FACTS[0]) == "Beijing met Moscow on 1 May 2018."
    page = read.get(f"{PAIR}?kind=figure").text
    assert "2018,7.68,USD billion" not in page
    assert "2018: US$7.68 billion (row of a table)" in page


def test_a_condition_keeps_its_own_conjunction(read: Explorer) -> None:
    page = read.get(f"{PAIR}/promises").text
    assert "<bdi>Unless one party notifies the other</bdi>" in page
    assert "if: " not in page
    assert condition_in_words("until the term ends") == "until the term ends"
    assert condition_in_words("one party notifies") == "in case: one party notifies"


def test_a_subject_outside_the_list_keeps_its_capitals() -> None:
    def position(words: str, stance: Any, holder: str) -> Any:
        claim = Position(holders=(holder,), holder_words=holder, stance=stance, target=Target(None, words))
        return fact_on(NEWS, "Beijing met Moscow", claim)

    told = [position("the Gilded Arch", "oppose", "CHN"), position("the gilded arch", "oppose", "RUS")]
    (one,) = compare_positions(told, ["CHN"], ["RUS"])
    assert (one.words, one.outcome) == ("the Gilded Arch", "agree")


def test_no_folder_of_the_machine_stands_on_a_page(read: Explorer) -> None:
    page = read.get("/documents").text
    assert "news.txt" in page
    assert "/home/somebody" not in page


def test_both_counts_of_a_tie_lead_to_the_pair(tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]]) -> None:
    text = document_of("Beijing met Moscow. Beijing accused Washington. Beijing met Washington.")
    facts = [
        fact_on(text, "Beijing met Moscow.", event((CHINA,), (RUSSIA,), "CONSULT")),
        fact_on(text, "Beijing accused Washington.", event((CHINA,), (AMERICA,), "ACCUSE")),
        fact_on(text, "Beijing met Washington.", event((CHINA,), (AMERICA,), "CONSULT")),
    ]
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, (text, facts))
        with serve(store) as explorer:
            page = explorer.get(f"{PAIR}/around").text
            assert page.count('<a href="/pair/CHN/USA">1</a>') == 2


@pytest.mark.parametrize("path", ["", "/positions", "/figures", "/outlook", "/promises", "/around"])
def test_a_cell_of_a_wide_table_says_its_column_on_a_narrow_screen(read: Explorer, path: str) -> None:
    page = read.get(f"{PAIR}{path}").text
    stacked = re.findall(r'<table class="stack">.*?</table>', page, re.DOTALL)
    for one in stacked:
        for line in re.findall(r"<tr.*?</tr>", one.partition("<tbody>")[2], re.DOTALL):
            assert "data-label=" in line
    assert "@media screen and (max-width: 52rem)" in read.get("/static/explorer.css").text
    if path in ("", "/figures", "/promises"):
        assert stacked
