"""What lines of the dossier say when several facts make one line: who to whom, from when to when, and what is the same act."""

from __future__ import annotations

import datetime as dt

import pytest

from presenting.dossier.pair_of_states import ON, REGISTER, document, event, fact, on, store_of
from servanda.presenting.dossier.gathering import gather
from servanda.presenting.dossier.views import Dossier
from servanda.presenting.dossier.wording import figure_in_words, issue_called
from servanda.records import Change, Fact, Figure, Position, Speaker, Statement, Target, TreatyAct, When
from servanda.store import Store

WORDS = (
    "China rejects the plan of Russia, and Russia rejects that of China. "
    "The treaty came into force in February 2002. "
    "China opposes the sanctions on Russia. India opposes the sanctions on Iran. "
    "Both governments said that talks would follow."
)
TEXT = document(WORDS, "A note", dt.date(2004, 5, 9))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    both = "China rejects the plan of Russia, and Russia rejects that of China."
    found: list[Fact] = [
        fact(TEXT, event("REJECT", "CHN", "RUS"), both, "the plan of Russia"),
        fact(TEXT, event("REJECT", "RUS", "CHN"), both, "that of China"),
        fact(
            TEXT,
            TreatyAct(instrument="the treaty", parties=("CHN", "RUS"), act="entry_into_force"),
            "The treaty came into force in February 2002.",
            when=When(earliest=dt.date(2002, 2, 1), latest=dt.date(2002, 2, 28), words="February 2002"),
        ),
        fact(TEXT, _against("CHN", "the sanctions on Russia"), "China opposes the sanctions on Russia."),
        fact(TEXT, _against("IND", "the sanctions on Iran"), "India opposes the sanctions on Iran."),
        fact(
            TEXT,
            event("CONSULT", "CHN", "RUS"),
            "Both governments said that talks would follow.",
            when=on(2004, 6, 1),
            certainty="planned",
            by=Speaker(None, "GOV", None, "Both governments"),
        ),
        fact(
            TEXT,
            Statement(speakers=(Speaker("CHN", "GOV", None, "China"),), audience=(), cue="said", content="talks", direct=False),
            "Both governments said that talks would follow.",
        ),
    ]
    path = store_of(tmp_path_factory.mktemp("words") / "record.duckdb", (TEXT,), found)
    with Store.open(path, write=False) as store:
        return gather(store, REGISTER, "CHN", "RUS", ON)


def _against(holder: str, words: str) -> Position:
    return Position(holders=(holder,), holder_words=None, stance="oppose", target=Target("economic-sanctions", words))


def test_acts_of_one_sentence_keep_who_acts_on_whom(dossier: Dossier) -> None:
    lines = [one.who for one in (*dossier.timeline, *dossier.timeline_more) if one.words.startswith("China rejects")]
    assert len(lines) == 1
    assert sorted(lines[0].split("; ")) == ["rejection: China → Russia", "rejection: Russia → China"]


def test_an_act_told_to_the_month_is_the_step_of_the_register(dossier: Dossier) -> None:
    steps = [one for one in (*dossier.timeline, *dossier.timeline_more) if "entered into force" in one.words]
    assert [(one.day, one.told) for one in steps] == [("28 February 2002", 1)]


def test_others_stand_beside_the_matter_that_they_speak_of(dossier: Dossier) -> None:
    rows = {one.name: one.others for group in (*dossier.issues, *dossier.issues_more) for one in group.issues}
    assert rows == {"Economic sanctions (Russia)": ""}


def test_who_speaks_is_written_as_within_a_sentence(dossier: Dossier) -> None:
    assert {one.voice for one in (*dossier.prospects, *dossier.prospects_more)} == {"both governments"}


def test_names_of_issues_are_those_that_people_use() -> None:
    named = ("one-china", "south-china-sea", "abm-treaty", "nuclear-weapons-use", "missile-defence")
    assert [issue_called(one)[0] for one in named] == [
        "One China",
        "South China Sea",
        "ABM Treaty",
        "Use of nuclear weapons",
        "Missile defence",
    ]


def test_a_change_names_what_it_is_compared_with() -> None:
    change = Change("up", "in 2017")
    told = Figure(value=27.0, unit="percent", measure="trade", about=("CHN", "RUS"), change=change, approximate=False, bound=None)
    assert figure_in_words(told) == "up by 27 percent, compared with 2017"
