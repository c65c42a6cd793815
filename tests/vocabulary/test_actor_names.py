"""Names and dates of states, bodies and persons resolve to actors as docs/code-book.md says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.moments import Moment
from servanda.vocabulary.actors import ActorTable, NameEntry, Resolution, explain, load_actors

TABLE = load_actors()
MOMENTS = st.dates().map(lambda day: Moment(day, day))


def resolve(name: str, on: str | None = None) -> Resolution:
    return TABLE.resolve(name, Moment.parse(on) if on else None)


def actors(resolution: Resolution) -> set[str]:
    return {code for candidate in resolution.candidates for code in candidate.actors}


@pytest.mark.parametrize(
    ("name", "on", "codes"),
    [
        ("USSR", "1980", {"SUN"}),
        ("U.S.S.R.", "1962-10", {"SUN"}),
        ("Soviet Union", "2015", {"SUN"}),
        ("Soviet", "1999", {"SUN"}),
        ("Russia", "1914-08", {"RUS"}),
        ("Russia", "1980", {"SUN"}),
        ("Russia", "1991-12-24", {"SUN"}),
        ("Russia", "1991-12-26", {"RUS"}),
        ("Russia", None, {"RUS"}),
        ("Moscow", "1975", {"SUN"}),
        ("Moscow", "2001-07-16", {"RUS"}),
        ("the Kremlin", "2001", {"RUS"}),
        ("Zhongnanhai", "1998", {"CHN"}),
        ("10 Downing Street", "2003", {"GBR"}),
        ("Macedonia", "2001", {"MKD"}),
        ("Macedonia", None, {"MKD"}),
        ("Serbia and Montenegro", "2004", {"SCG"}),
        ("Serbia", "1999", {"SRB"}),
        ("Serbia", "2010", {"SRB"}),
        ("Germany", "2001", {"DEU"}),
        ("Germany", None, {"DEU"}),
        ("East German", "1970", {"DDR"}),
        ("Burma", "2007", {"MMR"}),
        ("Zaire", "1990", {"COD"}),
        ("Swaziland", "1990", {"SWZ"}),
        ("Türkiye", "2023", {"TUR"}),
        ("Ottoman Empire", "1880", {"TUR"}),
        ("Holland", "1990", {"NLD"}),
        ("Ivory Coast", "2002", {"CIV"}),
        ("China", "1930", {"CHN"}),
        ("Republic of China", "1930", {"CHN"}),
        ("Republic of China", "1960", {"TWN"}),
        ("Sino-", "2001", {"CHN"}),
        ("Russo-", "1905", {"RUS"}),
        ("Anglo-", "1902", {"GBR"}),
        ("Indo-", "1971", {"IND"}),
        ("Pentagon", "2001", {"USA"}),
        ("UN Security Council", "2001", {"UN"}),
        ("Россия", "2001", {"RUS"}),
        ("中国", "2001", {"CHN"}),
        ("RUSSIA", "2001", {"RUS"}),
        ("CHN", None, {"CHN"}),
        ("PLA", "2001", {"CHN"}),
        ("US", "2001", {"USA"}),
        ("Iran (Islamic Republic of)", "2001", {"IRN"}),
        ("Korea, Republic of", "2001", {"KOR"}),
        ("Netherlands (Kingdom of the)", "2001", {"NLD"}),
    ],
)
def test_a_name_on_a_date_is_known(name: str, on: str | None, codes: set[str]) -> None:
    answer = resolve(name, on)
    assert (answer.status, actors(answer)) == ("known", codes)


@pytest.mark.parametrize(
    ("name", "on", "codes"),
    [
        ("Germany", "1970", {"DEU", "DDR"}),
        ("German", "1970", {"DEU", "DDR"}),
        ("Korea", "2001", {"KOR", "PRK"}),
        ("Korean", None, {"KOR", "PRK"}),
        ("Congo", "2001", {"COD", "COG"}),
        ("Vietnam", "1965", {"VDR", "RVN"}),
        ("Russia", "1991", {"SUN", "RUS"}),
        ("Dominican", "2001", {"DOM", "DMA"}),
        ("Korea", "1930", {"KRE", "KOR", "PRK"}),
    ],
)
def test_doubt_is_an_answer(name: str, on: str | None, codes: set[str]) -> None:
    answer = resolve(name, on)
    assert (answer.status, actors(answer)) == ("ambiguous", codes)
    assert len(answer.candidates) >= 2


@pytest.mark.parametrize("name", ["us", "it", "turkey", "Ruritania", "", "the", "china", "'s", "of"])
def test_what_no_table_lists_is_unknown(name: str) -> None:
    answer = resolve(name)
    assert (answer.status, answer.candidates) == ("unknown", ())
    assert answer.why


def test_a_name_without_its_capital_is_only_suggested() -> None:
    assert "'Russia'" in resolve("russia").why


def test_several_states_under_one_name_are_one_candidate() -> None:
    answer = resolve("the two Koreas", "2000-06")
    assert answer.status == "known"
    assert [set(candidate.actors) for candidate in answer.candidates] == [{"PRK", "KOR"}]


@pytest.mark.parametrize("written", ["U.S.", "US", "U.S", "the US", "the U.S.", "U.S.'s", "United States", "the United States’"])
def test_dots_articles_and_possessives_do_not_matter(written: str) -> None:
    assert actors(resolve(written, "2001")) == {"USA"}


@pytest.mark.parametrize(
    ("name", "sector"), [("Moscow", "GOV"), ("the White House", "GOV"), ("Pentagon", "MIL"), ("Capitol Hill", "LEG"), ("Russia", None)]
)
def test_seats_and_capitals_imply_a_sector(name: str, sector: str | None) -> None:
    assert [candidate.sector for candidate in resolve(name, "2001").candidates] == [sector]


@pytest.mark.parametrize(
    ("words", "on", "expected"),
    [
        ("Chinese Foreign Minister Tang Jiaxuan", "2001", ("CHN", "GOV", "Tang Jiaxuan")),
        ("China’s Foreign Minister Tang Jiaxuan", "2001", ("CHN", "GOV", "Tang Jiaxuan")),
        ("Tang Jiaxuan, the Chinese foreign minister", "2001", ("CHN", "GOV", "Tang Jiaxuan")),
        ("Ruthenian-born Foreign Minister Jan Novak", "2001", None),
        ("Peruvian Foreign Minister Ada Quispe", "2001", ("PER", "GOV", "Ada Quispe")),
        ("Foreign Minister Ada Quispe of Peru", "2001", ("PER", "GOV", "Ada Quispe")),
        ("President of Peru Ada Quispe", "2001", ("PER", "GOV", "Ada Quispe")),
        ("Peruvian ambassador to the United States Ada Quispe", "2001", ("PER", "GOV", "Ada Quispe")),
        ("UN Secretary-General Kofi Annan", "2001", ("UN", "IGO", "Kofi Annan")),
        ("the Minister of Foreign Affairs of the Republic of Peru, Ada Quispe", "2001", ("PER", "GOV", "Ada Quispe")),
        ("Mr. Putin", "2001", ("RUS", "GOV", "Vladimir Putin")),
        ("Mr. Quispe", "2001", None),
        ("former Peruvian President Ada Quispe", "2001", ("PER", None, "Ada Quispe")),
        ("Peruvian Foreign Minister", "2001", ("PER", "GOV", None)),
        ("Peruvian Foreign Minister said nothing", "2001", None),
    ],
)
def test_a_person_introduced_by_state_and_office(words: str, on: str, expected: tuple[str, str | None, str | None] | None) -> None:
    answer = resolve(words, on)
    found = [(candidate.actors[0], candidate.sector, candidate.person) for candidate in answer.candidates]
    assert found == ([expected] if expected else [])


def test_an_office_is_asserted_only_in_its_term() -> None:
    serving = resolve("Vladimir Putin", "2001-07-16").candidates
    before = resolve("Vladimir Putin", "1985").candidates
    assert [(one.actors, one.office) for one in serving] == [(("RUS",), "President")]
    assert [(one.actors, one.office) for one in before] == [(("RUS",), None)]


def test_the_date_tells_two_persons_of_one_name_apart() -> None:
    assert [one.person for one in resolve("Bush", "1991").candidates] == ["George H. W. Bush"]
    assert [one.person for one in resolve("Bush", "2003").candidates] == ["George W. Bush"]


def test_the_explanation_names_the_row_and_the_end_of_the_state() -> None:
    told = explain(resolve("USSR", "2010"))
    assert "actors/state_names.csv:" in told
    assert "ceased on 1991-12-25" in told
    assert "continued by RUS" in told
    assert told.startswith("USSR on 2010: known")


@settings(deadline=None)
@given(st.sampled_from(TABLE.entries()))
def test_every_listed_name_is_found_as_written(entry: NameEntry) -> None:
    assert entry.actors in {found.actors for found in TABLE.named(entry.name)}


@settings(deadline=None)
@given(st.sampled_from([entry for entry in TABLE.entries() if entry.form in ("name", "capital", "person")]))
def test_a_possessive_and_an_article_change_nothing(entry: NameEntry) -> None:
    for written in (f"{entry.name}'s", f"{entry.name}’s", f"the {entry.name}", f" {entry.name},"):
        assert {found.actors for found in TABLE.named(written)} == {found.actors for found in TABLE.named(entry.name)}


@settings(deadline=None)
@given(st.text(max_size=60), st.none() | MOMENTS)
def test_any_text_gets_an_answer(text: str, on: Moment | None) -> None:
    answer = TABLE.resolve(text, on)
    assert (answer.status == "unknown") == (not answer.candidates)
    assert explain(answer)


@settings(deadline=None)
@given(st.sampled_from(TABLE.entries()), st.none() | MOMENTS)
def test_a_listed_name_is_never_unknown_and_its_codes_are_known(entry: NameEntry, on: Moment | None) -> None:
    answer = TABLE.resolve(entry.name, on)
    assert answer.candidates
    assert all(TABLE.knows(code) and TABLE.label(code) for code in actors(answer))
    assert (answer.status == "known") == (len({candidate.actors for candidate in answer.candidates}) == 1)


def test_the_table_is_read_once() -> None:
    assert load_actors() is TABLE
    assert isinstance(TABLE, ActorTable)
