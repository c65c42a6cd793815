"""Tables in running text: what a cell counts is told by its column, its row and the caption."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.engine import Coded, Engine
from servanda.coding.table_periods import read_when
from servanda.coding.tables import TableCoder
from servanda.coding.tables_in_text import find_tables
from servanda.records import Document, Fact, Figure, Flow, Region
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([TableCoder()], load_actors())
BARS = "Trade between Chile and Peru (US$ million)\n\n| Year | Exports to Peru | Imports from Peru |\n|---|---|---|\n| 2009 | 1,200 | 900 |\n| 2010 | 1,500 | .. |\n"
GAPS = "Trade of Kenya with Uganda, in millions of US dollars\n\nYear    Total    Change\n2009    2,100    -4.0%\n2010    2,500    19.0%\n"
WIDE = "Aid to Malawi (EUR million)\nDonor\t2011\t2012\nNorway\t40\t42.5\nJapan\t11\t9\n"


def coded(text: str, *, regions: tuple[Region, ...] = ()) -> Coded:
    return next(ENGINE.code([Document(id="sha256:x", text=text, uri="x", regions=regions)]))


def figure(fact: Fact) -> Figure:
    assert isinstance(fact.claim, Figure)
    return fact.claim


def told(text: str) -> list[tuple[float, str, str | None, tuple[str, ...], int | None]]:
    rows = [(figure(fact), fact.when.earliest if fact.when else None) for fact in sorted(coded(text).facts, key=lambda f: f.spans[1].start)]
    return [(one.value, one.unit, one.measure, tuple(sorted(one.about)), day.year if day else None) for one, day in rows]


def test_columns_of_a_table_with_bars_have_sides() -> None:
    assert told(BARS) == [
        (1.2e9, "USD", "trade", ("CHL", "PER"), 2009),
        (9e8, "USD", "trade", ("CHL", "PER"), 2009),
        (1.5e9, "USD", "trade", ("CHL", "PER"), 2010),
    ]
    flows = [figure(fact).flow for fact in sorted(coded(BARS).facts, key=lambda f: f.spans[1].start)]
    assert flows == [Flow("exports", "CHL", "PER"), Flow("imports", "CHL", "PER"), Flow("exports", "CHL", "PER")]


def test_a_column_of_changes_is_no_level() -> None:
    changes = [(figure(fact).value, figure(fact).change) for fact in coded(GAPS).facts if figure(fact).unit == "percent"]
    assert sorted((value, change.direction) for value, change in changes if change) == [(4.0, "down"), (19.0, "up")]
    assert [row[0] for row in told(GAPS) if row[1] == "USD"] == [2.1e9, 2.5e9]


def test_a_column_a_year_with_actors_as_rows() -> None:
    assert told(WIDE) == [
        (4e7, "EUR", "aid", ("MWI", "NOR"), 2011),
        (4.25e7, "EUR", "aid", ("MWI", "NOR"), 2012),
        (1.1e7, "EUR", "aid", ("JPN", "MWI"), 2011),
        (9e6, "EUR", "aid", ("JPN", "MWI"), 2012),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Trade between Chile and Peru\n| Year | Total |\n|---|---|\n| 2009 | 1,200 |\n", "unit"),
        ("Chile and Peru (US$ million)\n| Year | Total |\n|---|---|\n| 2009 | 1,200 |\n", "what is measured"),
        ("Trade (US$ million)\n| Year | Total |\n|---|---|\n| 2009 | 1,200 |\n", "whom it is about"),
        (
            "Trade of Chile (US$ million)\n| Year | Total |\n|---|---|\n| 2009 | 1,200 to 1,300 |\n| 2010 | 7 |\n| 2011 | .. |\n",
            "no number",
        ),
    ],
)
def test_what_a_table_does_not_tell_is_not_guessed(text: str, reason: str) -> None:
    result = coded(text)
    assert any(reason in one.reason for one in result.declined)
    assert len(result.facts) < 2


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru met.  They traded.  They left.\nPeru and Chile met again in 2001.  They stayed.\n",
        "Trade of Chile (US$ million)\n2009    alpha    beta\n2010    gamma    delta\n2011    one    two\n",
        "| Chile | Peru |\n",
    ],
)
def test_prose_and_lists_are_no_tables(text: str) -> None:
    assert list(find_tables(text)) == []


def test_a_table_among_page_furniture_is_left_alone() -> None:
    assert coded(BARS, regions=(Region(0, len(BARS), "link list"),)).facts == ()


def test_each_figure_stands_on_its_row_its_cell_and_the_caption() -> None:
    for fact in coded(BARS).facts:
        row, cell, caption = fact.spans
        assert row.start <= cell.start < cell.end <= row.end
        assert caption.words.startswith("Trade between")
        assert all(BARS[span.start : span.end] == span.words for span in fact.spans)


@given(st.text(alphabet="ab1 |\t\n.,%-–$2009", max_size=120))
def test_any_text_gives_tables_with_cells_at_their_words(text: str) -> None:
    for table in find_tables(text):
        for row in (table.header, *table.rows):
            assert len(row.cells) == len(table.header.cells)
            assert all(text[cell.start : cell.end] == cell.words for cell in row.cells)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2009", dt.date(2009, 1, 1), dt.date(2009, 12, 31)),
        ("2009*", dt.date(2009, 1, 1), dt.date(2009, 12, 31)),
        ("Q2 2009", dt.date(2009, 4, 1), dt.date(2009, 6, 30)),
        ("May 2009", dt.date(2009, 5, 1), dt.date(2009, 5, 31)),
    ],
)
def test_periods_in_cells(words: str, first: dt.date, last: dt.date) -> None:
    when = read_when(words)
    assert when is not None
    assert (when.earliest, when.latest) == (first, last)


@pytest.mark.parametrize("words", ["Total", "1,200", "in 2009 and 2010", "Chile 2009"])
def test_other_cells_are_no_periods(words: str) -> None:
    assert read_when(words) is None
