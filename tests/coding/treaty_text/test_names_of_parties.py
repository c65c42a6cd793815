"""The parties that titles and preambles name; every text is made up."""

import pytest

from servanda.coding.treaty_text import outline, read_treaty

BODY = """

Article 1
The Parties shall keep their harbours open to each other in every season of the year.

Article 2
This instrument shall be ratified and shall enter into force when that is done.

Done at Rome on 4 May 1950.
"""


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Franco-Italian Convention on Harbours", ("FRA", "ITA")),
        ("FINNISH-SOVIET AGREEMENT ON HARBOURS", ("FIN", "SUN")),
        ("Sino-Indian Agreement on Harbours", ("CHN", "IND")),
        ("Anglo-Egyptian Treaty of Alliance", ("GBR", "EGY")),
        ("Norwegian–Swedish Boundary and Grazing Convention", ("NOR", "SWE")),
        ("United States-Japan Harbours Treaty", ("USA", "JPN")),
        ("Agreement between the Swiss Federal Council and the Government of the Italian Republic", ("CHE", "ITA")),
        ("Agreement between Burma and Thailand on Harbours", ("MMR", "THA")),
    ],
)
def test_titles_name_the_parties(title: str, codes: tuple[str, ...]) -> None:
    assert read_treaty(title + BODY).parties == codes
    assert read_treaty(BODY, title=title).parties == codes


def test_a_hyphen_that_joins_no_two_states_names_no_parties() -> None:
    assert read_treaty("Franco-German friends of the harbour met here\n" + BODY).parties is None
    assert read_treaty("Agreement on the Trans-Siberian Railway" + BODY).parties is None


def test_the_preamble_is_surer_than_a_name_in_the_title() -> None:
    text = "Agreement on the Finnish-Norwegian Border Agreement\n\nThe Government of the Kingdom of Sweden and the Government of the Kingdom of Denmark,\n\nHave agreed as follows:"
    assert read_treaty(text + BODY).parties == ("SWE", "DNK")


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("TREATY BETWEEN THE REPUBLIC OF RURITANIA AND THE KINGDOM OF GRAUSTARK\n\nThe Republic of Ruritania and the Kingdom of Graustark,\n", ("Republic of Ruritania", "Kingdom of Graustark")),
        ("Agreement between the Government of Ruritania and the Government of the Grand Duchy of Gerolstein\n\n", ("Ruritania", "Grand Duchy of Gerolstein")),
        ("Agreement between Ruritania and Graustark\n\n", ("Ruritania", "Graustark")),
        ("Agreement between the French Republic and the Republic of Ruritania\n\n", ("French Republic", "Republic of Ruritania")),
        ("Agreement between the French Republic and the Italian Republic\n\n", ()),
    ],
)  # fmt: skip
def test_parties_that_no_table_knows_keep_their_names(heading: str, names: tuple[str, ...]) -> None:
    text = f"{heading}Article 1\nThey shall trade in grain and wool as before.\n\nArticle 2\nThis Agreement shall enter into force on signature.\n\nDone on 4 May 1990.\n"
    reading = read_treaty(text)
    assert reading.party_names == names
    assert not names or " and ".join(names) in outline(reading)
