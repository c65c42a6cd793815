"""Which date words tell when an act took place, and which tell the time of something else."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.prepared import Prepared
from servanda.coding.timing import when_of
from servanda.records import Document, When
from servanda.vocabulary.actors import load_actors


class _Asking:
    """A coder that only notes the time of one word."""

    name, version, needs_actor = "asking", "1", False
    cues = frozenset("abcdefghijklmnopqrstuvwxyz")

    def __init__(self) -> None:
        self.word = ""
        self.found: When | None = None

    def code(self, prepared: Prepared) -> tuple[()]:
        for sentence in prepared.sentences:
            assert sentence.parse is not None
            if self.word in sentence.parse.words:
                self.found = when_of(sentence, sentence.parse.words.index(self.word))
        return ()


ASKING = _Asking()
ENGINE = Engine([ASKING], load_actors())


def when(text: str, word: str, published: str) -> str | None:
    day = dt.date.fromisoformat(published)
    ASKING.word, ASKING.found = word, None
    next(ENGINE.code([Document(id="sha256:x", text=text, uri="x", published=When(earliest=day, latest=day, words=published))]))
    return _told(ASKING.found)


def _told(found: When | None) -> str | None:
    if found is None:
        return None
    return f"{found.earliest}" if found.earliest == found.latest else f"{found.earliest}/{found.latest}"


@pytest.mark.parametrize(
    ("text", "published", "word", "day"),
    [
        ("The Government today condemned the shelling of a market in Sarajevo.", "1994-02-06", "condemned", "1994-02-06"),
        ("In the early hours of 5 July, North Korea launched a rocket.", "2006-07-06", "launched", "2006-07-05"),
        ("In their joint statement of 20 May, the two presidents called for peace.", "2014-05-25", "called", "2014-05-20"),
        ("The ministers confirmed this in a joint declaration of 28 June 2021.", "2022-01-01", "confirmed", "2021-06-28"),
        ("In a letter dated 9 May, Ukraine protested to the Council.", "2014-05-12", "protested", "2014-05-09"),
        ("At its meeting of 12 June the Council extended the sanctions.", "2018-06-20", "extended", "2018-06-12"),
        ("The Council, meeting on 17 March 2011, authorised the use of force.", "2011-04-01", "authorised", "2011-03-17"),
        ("Speaking in Paris on 4 June, the minister accused Syria of theft.", "2012-06-06", "accused", "2012-06-04"),
        ("Turkey bombed the camps overnight.", "2019-10-10", "bombed", "2019-10-09/2019-10-10"),
        ("Overnight raids by rebels killed five in Goma.", "2012-11-20", "raids", "2012-11-19/2012-11-20"),
        ("Japan condemned Friday's attack on its embassy.", "2019-10-08", "attack", "2019-10-04"),
        ("The attack of 4 April killed nine soldiers.", "2008-04-10", "killed", "2008-04-04"),
        ("On 15 March it abstained in the Council when Russia vetoed a draft.", "2014-05-21", "vetoed", "2014-03-15"),
        ("China had promised this in 1964, when it tested its first bomb.", "1994-09-04", "tested", "1964-01-01/1964-12-31"),
        ("On 27 March it abstained in the General Assembly, where 100 states voted for the text.", "2014-05-21", "voted", "2014-03-27"),
        ("The ministers signed a declaration on 3 June in which they condemned the blockade.", "2017-06-30", "condemned", "2017-06-03"),
        (
            "On 27 August, the day after President Dmitry Medvedev signed the decrees, the spokesman of the Ministry, Qin Gang, voiced concern.",
            "2008-08-29",
            "voiced",
            "2008-08-27",
        ),
        ("The Council, in its resolution of 9 October, authorised the mission.", "2004-10-12", "authorised", "2004-10-09"),
        ("When they met in Quito on 8 May, the two Presidents agreed to open the border.", "1999-05-11", "agreed", "1999-05-08"),
        ("Following talks in Doha on 29 February 2020, the two sides signed a deal.", "2020-03-04", "signed", "2020-02-29"),
        ("The accord entered into force in 1995.", "2008-08-29", "entered", "1995-01-01/1995-12-31"),
        ("In the twentieth century the two fought three wars.", "2021-06-08", "fought", "1901-01-01/2000-12-31"),
    ],
)
def test_the_day_of_an_act(text: str, published: str, word: str, day: str) -> None:
    assert when(text, word, published) == day


@pytest.mark.parametrize(
    ("text", "published", "word"),
    [
        ("The Government today condemned the shelling of a market in Sarajevo.", "1994-02-06", "shelling"),
        ("Japan condemned Friday's attack on its embassy.", "2019-10-08", "condemned"),
        ("The two sides discussed last week's clashes on the border.", "2020-06-24", "discussed"),
        ("In their statement of 20 May the two called for a broad dialogue.", "2014-05-25", "dialogue"),
        ("Kenya signed a contract on Wednesday under which Uganda will supply electricity.", "2014-05-22", "supply"),
        ("The Treaty opens a stage of cooperation in the new century.", "2001-07-16", "opens"),
        ("They pledged to build friendship in the 21st century.", "2001-07-16", "pledged"),
        ("Iran said on Tuesday that it would resume talks when sanctions were lifted.", "2011-02-03", "lifted"),
        ("The Emir took the overnight train to Aswan.", "2012-11-20", "took"),
        ("After the attack of 17 July in Goma Chad withdrew its troops.", "2015-07-20", "withdrew"),
        ("When Ghana had met its debts in 1999, the bank lent it more.", "2015-07-20", "lent"),
        ("Having met on 3 June, the ministers signed the accord.", "2015-06-30", "signed"),
        ("Malta signed the Convention of 7 May.", "2021-06-08", "signed"),
        ("The statement of 5 May was welcomed by Sweden.", "2013-08-22", "welcomed"),
    ],
)
def test_the_day_of_something_else(text: str, published: str, word: str) -> None:
    assert when(text, word, published) is None
