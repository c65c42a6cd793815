"""States under the names that they bore when they signed: the parties of treaties of the last century."""

import pytest

from servanda.coding.treaty_text import read_treaty
from servanda.vocabulary.actors import load_actors


@pytest.mark.parametrize(
    ("one", "other", "day", "codes"),
    [
        ("Kingdom of the Serbs, Croats and Slovenes", "Czecho-Slovak Republic", "14 August 1920", ("YUG", "CSK")),
        ("Irish Free State", "Union of South Africa", "5 May 1930", ("IRL", "ZAF")),
        ("Ukrainian Soviet Socialist Republic", "Polish People's Republic", "9 September 1954", ("UKR", "POL")),
        ("Byelorussian Soviet Socialist Republic", "People's Republic of Bulgaria", "9 September 1954", ("BLR", "BGR")),
        ("Kingdom of Siam", "Empire of Japan", "1 June 1937", ("THA", "JPN")),
        ("Austro-Hungarian Empire", "Ottoman Empire", "1 March 1910", ("AUH", "TUR")),
        ("Kingdom of the Hejaz and of Nejd and its Dependencies", "Turkish Republic", "3 August 1929", ("SAU", "TUR")),
        ("Republic of Viet-Nam", "Kingdom of Laos", "3 May 1965", ("RVN", "LAO")),
        ("Democratic Republic of Viet-Nam", "Mongolian People's Republic", "18 October 1961", ("VDR", "MNG")),
        ("Russian Socialist Federative Soviet Republic", "Polish Republic", "18 March 1921", ("RUS", "POL")),
        ("Dominion of Ceylon", "Dominion of Pakistan", "3 May 1950", ("LKA", "PAK")),
        ("Empire of Ethiopia", "Mutawakelite Kingdom of Yemen", "22 March 1935", ("ETH", "YEM")),
        ("Spanish State", "Argentine Republic", "9 April 1948", ("ESP", "ARG")),
        ("Chinese People's Republic", "Korean People's Democratic Republic", "11 July 1961", ("CHN", "PRK")),
    ],
)
def test_a_party_under_an_older_name_is_known(one: str, other: str, day: str, codes: tuple[str, str]) -> None:
    head = f"TREATY OF PEACE BETWEEN THE {one.upper()} AND THE {other.upper()}\n\nThe {one} and the {other} have agreed as follows:\n\n"
    text = f"{head}Article 1\nThere shall be peace.\n\nArticle 2\nThis Treaty shall be ratified.\n\nDone at Geneva on {day}.\n"
    assert read_treaty(text).parties == codes


@pytest.mark.parametrize("name", ["Far Eastern Republic", "Free City of Danzig", "Ruanda-Urundi", "State of Viet-Nam", "Manchukuo"])
def test_a_state_that_no_table_lists_is_not_taken_for_another(name: str) -> None:
    assert load_actors().resolve(name, None).status != "known"
