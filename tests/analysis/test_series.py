"""Series in the shapes in which they are given out, and figures checked against them."""

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.series import Loaded, Series, check_fact, load_series
from servanda.analysis.series.points import read_period, year_before
from servanda.errors import InputError
from servanda.moments import Moment
from servanda.records import Change, Document, Fact, Figure, When, make_fact
from servanda.vocabulary.series_indicators import check_indicators, indicators


def loaded(folder: Path, text: str, name: str = "source.csv", **options: str) -> Loaded:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_series(path, **options)


def year(number: int) -> tuple[dt.date, dt.date]:
    moment = Moment.year(number)
    return moment.earliest, moment.latest


def figure(
    value: float,
    *,
    unit: str = "USD",
    measure: str = "trade",
    about: tuple[str, ...] = ("CHL", "PER"),
    period: tuple[dt.date, dt.date] | None = None,
    words: str = "Trade was so much.",
    approximate: bool = False,
    change: Change | None = None,
) -> Fact:
    document = Document(id="sha256:x", text=words, uri="x")
    claim = Figure(value=value, unit=unit, measure=measure, about=about, change=change, approximate=approximate, bound=None)
    when = When(earliest=period[0], latest=period[1], words="then", held=True) if period else None
    return make_fact(
        document,
        claim,
        (document.span(0, len(words)),),
        certainty="actual",
        when=when,
        asserted_by=None,
        coder=("c", "1"),
        confidence=1.0,
        rule=None,
    )


COW = "ccode1,ccode2,year,importer1,importer2,flow1,flow2\n135,155,2010,Peru,Chile,1000,2000\n135,155,2011,Peru,Chile,-9,2100\n2,365,1985,US,USSR,400,2400\n2,365,1995,US,Russia,4000,2800\n"
WORLD_BANK = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-01-01",\n\n"Country Name","Country Code","Indicator Name","Indicator Code","2009","2010","2011"\n"Chile","CHL","GDP","NY.GDP.MKTP.CD","170000000000","217000000000",""\n"Chile","CHL","Odd","XX.YY","1","2","3"\n"Euro area","EMU","GDP","NY.GDP.MKTP.CD","1","2","3"\n'
COMTRADE = "refYear,period,reporterISO,partnerISO,flowCode,cmdCode,primaryValue\n2010,2010,CHL,PER,X,TOTAL,1500000\n2010,2010,CHL,PER,M,TOTAL,900000\n2010,2010,CHL,PER,X,27,400\n2010,201005,PER,CHL,X,TOTAL,70000\n"
IMF = "Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,Counterpart Country Code,Attribute,2010,2010Q1,2010M1\nChile,228,Exports,TXG_FOB_USD,Peru,293,Value,1500.5,300,\n"
LONG = 'year,actor1,actor2,measure,value,unit,source\n2010,CHL,PER,trade,3,USD billion,Customs\n2011,CHL,PER,trade,"3,300",USD million,Customs\n2012,CHL,PER,trade,..,USD million,Customs\n2013,CHL,PER,trade,"3,3",USD million,Customs\n2010,CHL,PER,trade,2.5,EUR billion,Customs\n'
WIDE = "country;measure;unit;2009;2010\nChile;population;persons;16900000;17100000\n"


def test_cow_trade(tmp_path: Path) -> None:
    found = loaded(tmp_path, COW)
    assert found.shape == "cow-trade"
    by_side = {(one.flow, one.actors): one.points for one in found.series}
    assert by_side["imports", ("PER", "CHL")] == {year(2010): 1e9}
    assert by_side["imports", ("CHL", "PER")] == {year(2010): 2e9, year(2011): 2.1e9}
    # The year in which one flow is missing has no total.
    assert by_side[None, ("CHL", "PER")] == {year(2010): 3e9}


def test_a_cow_number_is_the_state_that_bore_it_then(tmp_path: Path) -> None:
    totals = {one.actors: one.points for one in loaded(tmp_path, COW).series if one.flow is None}
    assert year(1985) in totals["SUN", "USA"]
    assert year(1995) in totals["RUS", "USA"]


def test_world_bank(tmp_path: Path) -> None:
    found = loaded(tmp_path, WORLD_BANK)
    assert found.shape == "worldbank"
    assert [(one.measure, one.unit, one.actors) for one in found.series] == [("gdp", "USD", ("CHL",))]
    assert found.series[0].points == {year(2009): 1.7e11, year(2010): 2.17e11}
    assert len(found.problems) == 2


def test_comtrade_takes_totals_and_keeps_reporters_apart(tmp_path: Path) -> None:
    found = loaded(tmp_path, COMTRADE)
    assert found.shape == "comtrade"
    total = next(one for one in found.series if one.flow is None)
    assert total.points == {year(2010): 2.4e6}
    assert total.source == "source: CHL"
    monthly = next(one for one in found.series if one.actors == ("PER", "CHL"))
    assert list(monthly.points) == [(dt.date(2010, 5, 1), dt.date(2010, 5, 31))]


def test_imf_periods_and_millions(tmp_path: Path) -> None:
    found = loaded(tmp_path, IMF)
    assert found.shape == "imf"
    assert [(one.flow, one.actors) for one in found.series] == [("exports", ("CHL", "PER"))]
    assert found.series[0].points == {year(2010): 1.5005e9, (dt.date(2010, 1, 1), dt.date(2010, 3, 31)): 3e8}


def test_long_and_wide_tables(tmp_path: Path) -> None:
    found = loaded(tmp_path, LONG)
    by_unit = {one.unit: one.points for one in found.series}
    assert by_unit == {"USD": {year(2010): 3e9, year(2011): 3.3e9}, "EUR": {year(2010): 2.5e9}}
    assert ["'3,3'" in problem for problem in found.problems] == [True]
    wide = loaded(tmp_path, WIDE)
    assert wide.shape == "wide"
    assert wide.series[0].actors == ("CHL",)
    assert wide.series[0].points[year(2010)] == 1.71e7


def test_parquet(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    table = duckdb.sql("SELECT 2010 AS year, 'CHL' AS actor1, 'PER' AS actor2, 3.5 AS value")
    assert table is not None
    table.write_parquet(str(path))
    found = load_series(path, measure="trade", unit="USD billion")
    assert [(one.source, one.points) for one in found.series] == [("table", {year(2010): 3.5e9})]


def test_two_values_for_one_period_are_told_and_left_out(tmp_path: Path) -> None:
    found = loaded(tmp_path, "year,actor,value\n2010,CHL,1\n2010,CHL,2\n2011,CHL,3\n", measure="gdp", unit="USD")
    assert found.series[0].points == {year(2011): 3.0}
    assert "two values" in found.problems[0]


def test_tables_of_another_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        loaded(tmp_path, "name,colour\nx,red\n")
    assert "name, colour" in caught.value.why


TRADE = Series(
    measure="trade", flow=None, unit="USD", actors=("CHL", "PER"), source="s", points={year(2009): 2e9, year(2010): 3e9, year(2011): 3.3e9}
)
EXPORTS = Series(measure="trade", flow="exports", unit="USD", actors=("CHL", "PER"), source="s", points={year(2010): 1.8e9})


@pytest.mark.parametrize(
    ("stated", "outcome"),
    [
        (figure(3e9, period=year(2010)), "agrees"),
        (figure(3.02e9, period=year(2010)), "agrees"),
        (figure(3.1e9, period=year(2010)), "contradicts"),
        (figure(3.1e9, period=year(2010), approximate=True), "agrees"),
        (figure(10, unit="percent", period=year(2011), change=Change("up", None)), "agrees"),
        (figure(10, unit="percent", period=year(2011), change=Change("down", None)), "contradicts"),
        (figure(3e8, period=year(2011), change=Change("up", None)), "agrees"),
        (figure(1.8e9, period=year(2010), words="Chile's exports to Peru."), "agrees"),
        (figure(1.8e9, about=("PER", "CHL"), period=year(2010), words="Peru's imports from Chile."), "agrees"),
    ],
)
def test_agreement(stated: Fact, outcome: str) -> None:
    assert check_fact(stated, [TRADE, EXPORTS]).outcome == outcome


def test_a_contradiction_says_by_how_much() -> None:
    check = check_fact(figure(3.3e9, period=year(2010)), [TRADE])
    assert check.expected == 3e9
    assert check.gap == pytest.approx(0.1)
    assert check.against is TRADE


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        (figure(3e9, unit="EUR", period=year(2010)), "nothing is converted"),
        (figure(3e9, measure="aid", period=year(2010)), "measures aid"),
        (figure(3e9, about=("CHL", "ARG"), period=year(2010)), "about CHL and ARG"),
        (figure(3e9, period=year(1990)), "period"),
        (figure(3e9), "which period"),
        (figure(3e9, about=("PER", "CHL"), period=year(2010), words="Peru's exports to Chile."), "exports"),
    ],
)
def test_without_a_series_the_reason_is_told(stated: Fact, words: str) -> None:
    check = check_fact(stated, [TRADE, EXPORTS])
    assert check.outcome == "no series"
    assert words in check.reason


def test_months_add_up_only_when_all_are_there_and_for_what_adds_up() -> None:
    months = {(m.earliest, m.latest): 1.0 for m in (Moment.month(2010, n) for n in range(1, 13))}
    whole = Series(measure="trade", flow=None, unit="USD", actors=("CHL",), source="s", points=months)
    assert whole.at(year(2010)) == 12.0
    part = Series(measure="trade", flow=None, unit="USD", actors=("CHL",), source="s", points=dict(list(months.items())[:11]))
    assert part.at(year(2010)) is None
    level = Series(measure="population", flow=None, unit="persons", actors=("CHL",), source="s", points=months)
    assert level.at(year(2010)) is None


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2010", dt.date(2010, 1, 1), dt.date(2010, 12, 31)),
        ("2010 [YR2010]", dt.date(2010, 1, 1), dt.date(2010, 12, 31)),
        ("2010M2", dt.date(2010, 2, 1), dt.date(2010, 2, 28)),
        ("2010-11", dt.date(2010, 11, 1), dt.date(2010, 11, 30)),
        ("2010Q4", dt.date(2010, 10, 1), dt.date(2010, 12, 31)),
    ],
)
def test_periods(words: str, first: dt.date, last: dt.date) -> None:
    assert read_period(words) == (first, last)


@given(st.text(max_size=12))
def test_other_words_are_no_period(words: str) -> None:
    found = read_period(words)
    assert found is None or found[0] <= found[1]


@given(st.integers(1700, 2090), st.integers(1, 12))
def test_the_year_before(number: int, month: int) -> None:
    moment, before = Moment.month(number, month), Moment.month(number - 1, month)
    assert year_before((moment.earliest, moment.latest)) == (before.earliest, before.latest)
    assert year_before(year(number)) == year(number - 1)


def test_the_list_of_indicators_holds() -> None:
    assert check_indicators() == []
    assert indicators()["NY.GDP.MKTP.CD"].measure == "gdp"
