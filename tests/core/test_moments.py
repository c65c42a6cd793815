"""Interval arithmetic: nothing is made more exact than it was, and doubt is an answer."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.moments import Held, Moment
from strategies import DAYS, held, moments


@st.composite
def days_in(draw: st.DrawFn, moment: Moment) -> dt.date:
    """A true day that the bounds allow."""
    return draw(st.dates(moment.earliest, moment.latest))


@given(DAYS, DAYS)
def test_bounds_keep_their_order(first: dt.date, second: dt.date) -> None:
    if first <= second:
        assert Moment(first, second).exact == (first == second)
    else:
        with pytest.raises(ValueError, match="cannot begin after it ends"):
            Moment(first, second)


@given(moments())
def test_what_is_written_reads_back(moment: Moment) -> None:
    if moment.precision == "interval":
        with pytest.raises(ValueError, match="not a date"):
            Moment.parse(moment.isoformat())
    else:
        assert Moment.parse(moment.isoformat()) == moment


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_and_years_know_their_precision(year: int, month: int) -> None:
    assert Moment.month(year, month).precision == "month"
    assert Moment.year(year).precision == "year"
    assert Moment.month(year, month).within(Moment.year(year))
    assert Moment.parse(Moment.month(year, month).isoformat()) == Moment.month(year, month)
    assert Moment.parse(Moment.year(year).isoformat()) == Moment.year(year)


@pytest.mark.parametrize("text", ["", "2001-13", "2001-02-30", "1999-02-29", "0000", "01-02-2003", "2001-7", "2001/07/16", "July 2001"])
def test_no_date_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        Moment.parse(text)


def test_29_february_is_a_day_of_leap_years() -> None:
    assert Moment.parse("2000-02-29") == Moment.day(2000, 2, 29)
    assert Moment.month(2000, 2).latest == dt.date(2000, 2, 29)
    assert Moment.month(1900, 2).latest == dt.date(1900, 2, 28)


@given(moments(), moments())
def test_overlap_goes_both_ways(one: Moment, other: Moment) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.within(other):
        assert one.overlaps(other)


@given(moments(), moments())
def test_the_span_of_two_covers_both_and_no_more(one: Moment, other: Moment) -> None:
    both = one.spanning(other)
    assert both == other.spanning(one)
    assert one.within(both)
    assert other.within(both)
    assert both.earliest in {one.earliest, other.earliest}
    assert both.latest in {one.latest, other.latest}


@given(moments(), moments(), st.data())
def test_before_is_sure_whatever_the_true_days(one: Moment, other: Moment, data: st.DataObject) -> None:
    first, second = data.draw(days_in(one)), data.draw(days_in(other))
    match one.before(other):
        case True:
            assert first < second
        case False:
            assert first >= second
        case None:
            assert one.earliest < other.latest
            assert one.latest >= other.earliest


@given(moments(), moments())
def test_no_state_ends_before_it_begins(since: Moment, until: Moment) -> None:
    if until.latest < since.earliest:
        with pytest.raises(ValueError, match="cannot end before it begins"):
            Held(since, until)
    else:
        assert Held(since, until).until == until


@given(held(), DAYS, st.data())
def test_a_state_is_sure_whatever_its_true_bounds(state: Held, day: dt.date, data: st.DataObject) -> None:
    begun = data.draw(days_in(state.since))
    ended = data.draw(days_in(state.until)) if state.until else dt.date.max
    answer = state.on(day)
    if answer is True:
        assert begun <= day
    if answer is False:
        assert day < begun or day > ended


def test_a_state_is_open_where_its_bounds_are() -> None:
    state = Held(Moment.month(1996, 4), Moment.year(2001))
    assert state.on(dt.date(1996, 3, 31)) is False
    assert state.on(dt.date(1996, 4, 15)) is None
    assert state.on(dt.date(1998, 1, 1)) is True
    assert state.on(dt.date(2001, 6, 1)) is None
    assert state.on(dt.date(2002, 1, 1)) is False
    assert Held(Moment.year(1996), None).on(dt.date(2100, 1, 1)) is True
