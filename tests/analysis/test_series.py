"""Series in the shapes in which they are given out, and figures checked against them."""

import datetime as dt
from pathlib import Path

import duckdb
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.series import Loaded, Series, check_fact, load_series
from servanda.analysis.series.points import read_period, written_period, year_before
from servanda.errors import InputError
from servanda.moments import Moment
from servanda.records import Change, Document, Fact, Figure, Flow, Speaker, When, make_fact
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
    flow: Flow | None = None,
    share_of: str | None = None,
    goods: str | None = None,
) -> Fact:
    document = Document(id="sha256:x", text=words, uri="x")
    claim = Figure(
        value=value,
        unit=unit,
        measure=measure,
        about=about,
        change=change,
        approximate=approximate,
        bound=None,
        flow=flow,
        share_of=share_of,
        goods=goods,
    )
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
    with duckdb.connect() as connection:
        table = connection.sql("SELECT 2010 AS year, 'CHL' AS actor1, 'PER' AS actor2, 3.5 AS value")
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

GDP = Series(measure="gdp", flow=None, unit="USD", actors=("CHL",), source="s", points={year(2009): 2e11, year(2010): 2.1e11})


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
        (figure(1.8e9, period=year(2010), flow=Flow("exports", "CHL", "PER")), "agrees"),
        (figure(1.8e9, about=("PER", "CHL"), period=year(2010), flow=Flow("imports", "PER", "CHL")), "agrees"),
        (figure(3e9, period=year(2010), flow=Flow("total", None, None)), "agrees"),
        # "$3 billion" is told to half a billion, of which a twentieth of the value is allowed at most.
        (figure(2e9, period=year(2009)), "agrees"),
        (figure(2.9e9, period=year(2010)), "contradicts"),
    ],
)
def test_agreement(stated: Fact, outcome: str) -> None:
    assert check_fact(stated, [TRADE, EXPORTS, GDP]).outcome == outcome


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
        (figure(5, unit="percent", measure="gdp", about=("CHL",), period=year(2010), change=Change("up", None)), "period"),
        (figure(3e9), "which period"),
        (figure(3e9, about=("PER", "CHL"), period=year(2010), flow=Flow("exports", "PER", "CHL")), "exports of PER"),
        (figure(3, period=year(2010)), "another scale"),
        (figure(10, unit="percent", period=year(2010), share_of="Chile's exports"), "a share"),
        (figure(3e9, period=year(2010), goods="wheat"), "of wheat alone"),
    ],
)
def test_without_a_series_the_reason_is_told(stated: Fact, words: str) -> None:
    check = check_fact(stated, [TRADE, EXPORTS, GDP])
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


SDMX = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
    "X:IMTS(1.0),CHL,XG_FOB_USD,PER,M,2010-M05,1700000,6\nX:IMTS(1.0),CHL,XG_FOB_USD,G001,A,2010,90000000,6\n"
    "X:IMTS(1.0),CHL,XG_FOB_USD,PER,A,2011,NaN,6\n"
)
PANEL = (
    "Country Name,Country Code,Counterpart Country Name,Counterpart Country Code,Time Period,"
    '"Goods, Value of Exports, US Dollars (TXG_FOB_USD)","Goods, Value of Trade Balance, US Dollars (TBG_USD)"\n'
    "Chile,228,Peru,293,2010,1500.5,3\n"
)
DATABANK = (
    "Country Name,Country Code,Series Name,Series Code,2009 [YR2009],2010 [YR2010]\n"
    'Chile,CHL,Armed forces,MS.MIL.TOTL.P1,..,107000\n,,,,,\n"Data from database: World Development Indicators",,,,,\nLast Updated: 01/01/2024,,,,,\n'
)
OLD_COMTRADE = (
    "Classification,Year,Period,Trade Flow Code,Trade Flow,Reporter,Reporter ISO,Partner,Partner ISO,2nd Partner Code,Commodity Code,Trade Value (US$)\n"
    "H4,2010,2010,2,Export,Chile,CHL,Peru,PER,,TOTAL,1500000\nH4,2010,2010,3,Re-Export,Chile,CHL,Peru,PER,,TOTAL,90\n"
    "H4,2010,2010,2,Export,Chile,CHL,World,WLD,,TOTAL,70000000\nH4,2010,201003,1,Import,Chile,CHL,Peru,PER,,TOTAL,80000\n"
)
NATIONAL = "ccode,statename,stateabb,year,imports,exports,alt_imports\n155,Chile,CHL,2010,59000,71000,-9\n155,Chile,CHL,2011,-9,80000,-9\n"
BREAKDOWN = (
    "period,reporterISO,partnerISO,partner2Code,flowCode,cmdCode,motCode,customsCode,primaryValue\n"
    "2010,CHL,PER,0,X,TOTAL,0,C00,1500000\n2010,CHL,PER,0,X,TOTAL,2100,C00,1200000\n2010,CHL,PER,76,X,TOTAL,0,C00,5\n"
)


def points_of(found: Loaded) -> dict[tuple[str | None, tuple[str, ...]], list[float]]:
    return {(one.flow, one.actors): list(one.points.values()) for one in found.series}


def test_sdmx_values_are_whole_units_and_the_world_is_no_partner(tmp_path: Path) -> None:
    found = loaded(tmp_path, SDMX)
    assert found.shape == "sdmx"
    assert points_of(found) == {("exports", ("CHL", "PER")): [1.7e6], ("exports", ("CHL",)): [9e7]}


def test_a_panel_of_indicators_and_the_unit_that_the_caller_gives(tmp_path: Path) -> None:
    assert points_of(loaded(tmp_path, PANEL)) == {("exports", ("CHL", "PER")): [1.5005e9]}
    assert points_of(loaded(tmp_path, PANEL, unit="USD")) == {("exports", ("CHL", "PER")): [1500.5]}


def test_databank_export_with_its_closing_lines(tmp_path: Path) -> None:
    found = loaded(tmp_path, DATABANK)
    assert (found.shape, points_of(found), found.problems) == ("worldbank", {(None, ("CHL",)): [107000.0]}, ())


def test_comtrade_of_old_and_national_cow_trade(tmp_path: Path) -> None:
    found = loaded(tmp_path, OLD_COMTRADE)
    assert points_of(found) == {
        ("exports", ("CHL", "PER")): [1.5e6],
        ("exports", ("CHL",)): [7e7],
        ("imports", ("CHL", "PER")): [8e4],
    }
    assert found.problems == ("line 3: neither exports nor imports",)
    assert points_of(loaded(tmp_path, NATIONAL)) == {("imports", ("CHL",)): [5.9e10], ("exports", ("CHL",)): [7.1e10, 8e10]}


def test_parts_of_comtrade_by_transport_and_second_partner_are_left_out_and_told(tmp_path: Path) -> None:
    found = loaded(tmp_path, BREAKDOWN)
    assert points_of(found) == {("exports", ("CHL", "PER")): [1.5e6]}
    assert found.problems == ("line 3 and 1 more: a part by second partner, transport or procedure",)


def test_only_series_among_the_actors_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "cow.csv"
    path.write_text(COW)
    assert {one.actors for one in load_series(path, actors={"CHL", "PER", "USA"}).series} == {("PER", "CHL"), ("CHL", "PER")}


@pytest.mark.parametrize("name", ["data.zip", "data.xlsx", "missing.csv"])
def test_files_that_are_no_tables_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    if "missing" not in name:
        (tmp_path / name).write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError) as caught:
        load_series(tmp_path / name)
    assert caught.value.todo


def test_periods_are_read_as_they_are_written() -> None:
    for words in ("2010", "2010-05", "2010-Q2"):
        found = read_period(words)
        assert found is not None
        assert written_period(found) == words


def test_a_quarter_is_the_sum_of_its_months() -> None:
    months = {(m.earliest, m.latest): 2.0 for m in (Moment.month(2010, n) for n in (4, 5, 6))}
    series = Series(measure="trade", flow=None, unit="USD", actors=("CHL",), source="s", points=months)
    second = read_period("2010Q2")
    assert second is not None
    assert series.at(second) == 6.0
    assert series.at(year(2010)) is None


def test_a_source_does_not_confirm_itself_and_other_sources_that_differ_are_told() -> None:
    customs = Series(measure="trade", flow=None, unit="USD", actors=("CHN", "RUS"), source="Customs of China", points={year(2023): 240e9})
    speech = msgspec.structs.replace(customs, source="Speech of Ivan Petrov", points={year(2023): 227e9})
    stated = figure(227e9, about=("CHN", "RUS"), period=year(2023))
    told = check_fact(stated, [customs, speech])
    assert (told.outcome, told.reason) == ("agrees", "other sources differ: Customs of China")
    own = msgspec.structs.replace(stated, asserted_by=Speaker(actor="RUS", sector="GOV", name="Ivan Petrov", words="Petrov"))
    checked = check_fact(own, [customs, speech])
    assert checked.against is not None
    assert (checked.outcome, checked.against.source, checked.reason) == ("contradicts", "Customs of China", "")
    alone = check_fact(own, [speech])
    assert (alone.outcome, alone.reason) == ("agrees", "the series is of the same source")


def test_without_any_series_that_is_the_reason() -> None:
    assert check_fact(figure(3e9, period=year(2010)), []).reason == "there is no series of these actors"


def test_many_periods_with_two_values_are_told_once(tmp_path: Path) -> None:
    rows = "".join(f"{number},CHL,{value}\n" for number in range(2001, 2005) for value in (1, 2))
    found = loaded(tmp_path, f"year,actor,value\n{rows}", measure="gdp", unit="USD")
    assert found.series == ()
    assert found.problems == ("source: two values for gdp of CHL in 2001: 1 and 2, and 3 more such periods",)
