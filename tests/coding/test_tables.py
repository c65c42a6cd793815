"""Tables of figures and votes: a fact a row, and a reason for every row that gives none."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.engine import Coded, Engine
from servanda.coding.table_rows import cells, row_spans
from servanda.coding.tables import TableCoder
from servanda.reading.record_tables import is_record_table, read_record_table
from servanda.records import Figure, Position
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([TableCoder()], load_actors())


def coded(text: str) -> Coded:
    document = read_record_table(text.encode(), "trade.csv", tabs="\t" in text)
    assert document is not None
    return next(ENGINE.code([document]))


TRADE = """year,actor1,actor2,measure,value,unit,note,source
2010,CHL,PER,trade,4.2,USD billion,rounded,Customs of Chile
2011,CHL,PER,trade,4 300,USD million,,
2012,CHL,PER,trade,,USD million,,
2013,CHL,PER,trade,5,moons,,
unknown,CHL,PER,trade,5,USD million,,
2014,CHL,PER
2015-Q2,CHL,PER,trade,1.5,USD billion,,
"""


def test_rows_of_figures() -> None:
    found = coded(TRADE).facts
    figures = [fact.claim for fact in found if isinstance(fact.claim, Figure)]
    assert [(f.value, f.unit, f.measure, f.about) for f in figures] == [
        (4.2e9, "USD", "trade", ("CHL", "PER")),
        (4.3e9, "USD", "trade", ("CHL", "PER")),
        (1.5e9, "USD", "trade", ("CHL", "PER")),
    ]
    assert [figure.approximate for figure in figures] == [True, False, False]
    assert found[0].asserted_by is not None
    assert found[0].asserted_by.name == "Customs of Chile"
    assert found[1].asserted_by is None


def test_periods_are_as_exact_as_written() -> None:
    bounds = [(fact.when.earliest, fact.when.latest) for fact in coded(TRADE).facts if fact.when]
    assert bounds[0] == (dt.date(2010, 1, 1), dt.date(2010, 12, 31))
    assert bounds[2] == (dt.date(2015, 4, 1), dt.date(2015, 6, 30))


def test_rows_that_give_nothing_say_why() -> None:
    reasons = [one.reason for one in coded(TRADE).declined]
    assert len(reasons) == 4
    for words in ("no number", "not known: 'moons'", "no year or date", "3 cells, its header 8"):
        assert any(words in reason for reason in reasons), words


def test_rows_of_votes() -> None:
    votes = "date,resolution,document,CHN,RUS,USA,FRA\n2014-03-15,Territorial integrity of Ukraine,S/2014/189,abstain,no,yes,\n"
    positions = [fact.claim for fact in coded(votes).facts if isinstance(fact.claim, Position)]
    assert {(p.stance, p.holders) for p in positions} == {("support", ("USA",)), ("oppose", ("RUS",)), ("neutral", ("CHN",))}
    assert all("S/2014/189" in p.target.words for p in positions)


def test_spans_are_the_rows() -> None:
    result = coded(TRADE)
    assert all(fact.spans[0].words in TRADE.splitlines() for fact in result.facts)


def test_other_tables_are_no_record_tables() -> None:
    assert not is_record_table(["id", "text", "title", "date"])
    assert not is_record_table(["year", "value"])
    assert is_record_table(["Year", "Value", "Unit"])
    assert is_record_table(["date", "subject", "CHN", "RUS"])
    assert read_record_table(b"a,b\n1,2\n", "x.csv", tabs=False) is None


CELL = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters='"\n\r\x85\x0b\x0c\x1c\x1d\x1e'), max_size=8
)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6))
def test_rows_keep_their_places(rows: list[list[str]]) -> None:
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    found = list(row_spans(text))
    assert [cells(text[a:b], ",") for a, b in found] == rows


def test_a_quoted_cell_may_hold_line_ends() -> None:
    text = 'a,b\n"one\ntwo",3\n4,5\n'
    assert [text[a:b] for a, b in row_spans(text)] == ["a,b", '"one\ntwo",3', "4,5"]
