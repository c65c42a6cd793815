import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.dating.legal_dates import find_legal_dates, number_in_words, ordinal_in_words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("the eleventh day of August, two thousand and four", dt.date(2004, 8, 11)),
        ("this 3rd day of\nMay, 1951", dt.date(1951, 5, 3)),
        ("on May 3, 1951,", dt.date(1951, 5, 3)),
        ("the twenty-second of June in the year nineteen hundred and thirty-six", dt.date(1936, 6, 22)),
        ("10 april 1999the parties", dt.date(1999, 4, 10)),
        ("the fourth (4th) day of March, 1950", dt.date(1950, 3, 4)),
        ("in the year one thousand nine hundred and fifty, on the fourth day of March", dt.date(1950, 3, 4)),
        ("this 4th day of March A.D. 1950", dt.date(1950, 3, 4)),
        ("the fourth day of March, in the year of grace nineteen hundred and fifty", dt.date(1950, 3, 4)),
        ("31st day of Decem-\nber 1999", dt.date(1999, 12, 31)),
        ("the sixth of May, one thou-\nsand nine hun-\ndred and two", dt.date(1902, 5, 6)),
        ("4 March l990", dt.date(1990, 3, 4)),
        ("4-March-1990", dt.date(1990, 3, 4)),
        ("4° March 1990", dt.date(1990, 3, 4)),
        ("04.03.1990", dt.date(1990, 3, 4)),
        ("1990-03-04", dt.date(1990, 3, 4)),
    ],
)
def test_dates_as_treaties_write_them(words: str, day: dt.date) -> None:
    assert [one.day for one in find_legal_dates(words)] == [day]


def test_an_impossible_day_is_no_date() -> None:
    assert find_legal_dates("31 June 1999") == []
    assert find_legal_dates("section 31.6.1999") == []
    assert find_legal_dates("4/3/1990") == [], "the day may be the fourth or the third"


def test_numbers_in_words() -> None:
    assert number_in_words("two thousand and one") == 2001
    assert number_in_words("nineteen hundred and fifty-nine") == 1959
    assert number_in_words("several") is None
    assert ordinal_in_words("thirty-first") == 31
    assert ordinal_in_words("21st") == 21


@given(st.dates(min_value=dt.date(1815, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_every_day_written_out_is_read_back(day: dt.date) -> None:
    assert [one.day for one in find_legal_dates(f"Done at Lima, {day.day} {day:%B} {day.year}.")] == [day]
