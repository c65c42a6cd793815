"""Reading treaty texts, in several drafting traditions; every text here is made up."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.treaty_text import outline, read_treaty
from servanda.coding.treaty_text.passages import passages
from servanda.coding.treaty_text.structure import skeleton

MODERN = """AGREEMENT BETWEEN THE GOVERNMENT OF THE REPUBLIC OF FINLAND AND THE GOVERNMENT OF JAPAN ON LAKES

The Government of the Republic of Finland and the Government of Japan,

Desiring to study lakes together,

Have agreed as follows:

Article 1
Scope
1. The Parties shall exchange scientific data on lakes.
2. Neither Party shall use force against the other.

Article 2
Settlement of disputes
Any dispute concerning the interpretation of this Agreement shall be settled by negotiation and, failing that, by arbitration.

Article 3
Final provisions
1. This Agreement shall enter into force on the first day of the third month following the date on which the Parties have
notified each other in writing that their internal procedures are complete.
2. It shall remain in force for a period of seven years and shall be tacitly renewed for successive periods of two years
unless either Party gives notice in writing at least four months before the expiry of the period then running.

DONE at Turku, on 4 March 2003, in two originals in the Finnish, Japanese and English languages, all texts being equally authentic.

For the Government of the Republic of Finland        For the Government of Japan
"""

OLD = """CONVENTION BETWEEN DENMARK AND ITALY REGARDING LIGHTHOUSES.

The Kingdom of Denmark and the Kingdom of Italy, wishing to make the seas safer, have agreed as follows:

Article I.
Each of the High Contracting Parties shall keep its lighthouses burning by night.

Article II.
The present Convention shall be ratified. It shall come into force on the exchange of ratifications, which shall take place at Rome,
and shall remain in force for ten years.

In witness whereof the Plenipotentiaries have signed the present Convention.
Done at Copenhagen, this twenty-first day of June, one thousand nine hundred and twenty-seven.
"""

OPEN = """CONVENTION ON THE MARKING OF BUOYS

The States Parties to this Convention,
Have agreed as follows:

Article 1
Buoys shall be red.

Article 2
This Convention shall be open for accession by all States.

Article 3
1. This Convention shall enter into force on the thirtieth day after the date of deposit of the twelfth instrument of ratification.
2. For each State ratifying after the deposit of the twelfth instrument, this Convention shall enter into force on the thirtieth
day after the deposit of its own instrument.

Article 4
A Party may denounce this Convention at any time after two years have elapsed. Denunciation shall take effect one year after
receipt of the notification by the Secretary-General of the United Nations. No reservations may be made.

Done at Geneva this 9th day of May 1958 in the French and English languages.
"""


def test_a_modern_bilateral_agreement_is_read_whole() -> None:
    reading = read_treaty(MODERN)
    assert reading.parties == ("FIN", "JPN")
    assert reading.signed is not None
    assert (reading.signed.date, reading.signed.place) == ("2003-03-04", "Turku")
    assert reading.languages == ("Finnish", "Japanese", "English")
    entry = reading.entry_into_force
    assert (entry.rule, entry.delay, entry.delay_from) == ("last_notification", "P2M", "first_day_of_month_following")
    duration = reading.duration
    assert (duration.kind, duration.initial, duration.renewal, duration.renewal_period) == ("fixed_then_renewed", "P7Y", "tacit", "P2Y")
    assert reading.withdrawal is not None
    assert (reading.withdrawal.notice, reading.withdrawal.notice_before_expiry) == ("P4M", True)
    assert reading.settlement_of_disputes is not None
    assert reading.settlement_of_disputes.means == ("negotiation", "arbitration")
    assert [article.title for article in reading.articles] == ["Scope", "Settlement of disputes", "Final provisions"]


def test_an_old_convention_with_roman_articles_and_a_date_in_words() -> None:
    reading = read_treaty(OLD)
    assert reading.parties == ("DNK", "ITA")
    assert reading.signed is not None
    assert reading.signed.date == "1927-06-21"
    assert [article.number for article in reading.articles] == ["I", "II"]
    assert reading.entry_into_force.rule == "exchange_of_instruments"
    assert (reading.duration.kind, reading.duration.initial) == ("fixed", "P10Y")


def test_an_open_convention_with_a_number_of_deposits() -> None:
    reading = read_treaty(OPEN)
    assert reading.open
    assert reading.parties is None
    entry = reading.entry_into_force
    assert (entry.rule, entry.count, entry.delay) == ("nth_deposit", 12, "P30D")
    assert entry.late_joiners is not None
    assert entry.late_joiners.delay == "P30D"
    assert reading.withdrawal is not None
    assert (reading.withdrawal.notice, reading.withdrawal.not_before) == ("P1Y", "P2Y")
    assert reading.reservations == "forbidden"


def test_a_text_that_lost_its_lines_and_capitals_still_has_articles() -> None:
    flat = (
        "an agreement on tuna the parties have agreed as follows: ARTICLE ithe parties shall count tuna. they shall meet yearly. "
        "ARTICLE iithis agreement shall enter into force on the date of its signature. "
        "in witness whereof the undersigned have signed.done at suva this 2nd day of october 1991fiji"
    )
    reading = read_treaty(flat)
    assert [article.number for article in reading.articles] == ["I", "II"]
    assert reading.entry_into_force.rule == "on_signature"
    assert reading.signed is not None
    assert reading.signed.date == "1991-10-02"


def test_a_reference_at_the_start_of_a_line_is_no_heading() -> None:
    text = (
        "Article 1\nThe Parties act under\nArticle 2 of the Charter and wait.\n\nArticle 2\nThey shall meet.\n\nDone at Bonn, 3 May 1990.\n"
    )
    assert [(one.number, text[one.start : one.end].strip()[:10]) for one in skeleton(text).articles] == [
        ("1", "The Partie"),
        ("2", "They shall"),
    ]


def test_a_reference_that_a_line_break_cuts_off_is_no_heading_either() -> None:
    text = "Article 1\nReviews shall be held in accordance with\nArticle 3.\nArticle 2\nAnnexes\nThe annexes belong to it.\nArticle 3\nThey shall meet.\n"
    assert [(one.number, one.title) for one in skeleton(text).articles] == [("1", None), ("2", "Annexes"), ("3", None)]


def test_the_heading_of_the_next_chapter_is_no_part_of_an_article() -> None:
    text = "CHAPTER I\nLamps\nArticle 1\nLamps shall burn.\nCHAPTER II\nBUOYS\nArticle 2\nBuoys shall be red.\n"
    first, second = skeleton(text).articles
    assert (text[first.start : first.end].strip(), first.chapter, second.chapter) == (
        "Lamps shall burn.",
        "CHAPTER I. Lamps",
        "CHAPTER II. BUOYS",
    )


def test_headings_after_other_line_ends_and_long_titles_are_found() -> None:
    text = (
        "Article 1\u2028Lamps shall burn.\u2028Article 2\u2028Buoys shall be red.\nArticle 3\n\n"
        "Elimination of charges of every kind on lamps, buoys and beacons between the member states of the union\n\n1. There shall be none.\n"
    )
    articles = skeleton(text).articles
    assert [one.number for one in articles] == ["1", "2", "3"]
    assert articles[2].title is not None
    assert articles[2].title.startswith("Elimination of charges")
    wrapped = "Article 1\nThe line of the shelf between the two islands and the coast of the republic in the area west of\nthe cape is straight.\n"
    assert skeleton(wrapped + "Article 2\nIt is blue.\n").articles[0].title is None
    short = "Article 1\nIn the first years, aimed at a steady\ngrowth of trade, they shall meet.\nArticle 2\nIt is blue.\n"
    assert skeleton(short).articles[0].title is None
    two_lines = "Article 1\nCharges on imports and dues having\nequivalent effect\n1. There shall be none.\nArticle 2\nIt is blue.\n"
    assert skeleton(two_lines).articles[0].title == "Charges on imports and dues having equivalent effect"


def test_silence_stays_silence() -> None:
    reading = read_treaty("Article 1\nThe Parties shall plant trees along the road.\nArticle 2\nThey shall water them well each year.\n")
    assert reading.signed is None
    assert reading.withdrawal is None
    assert reading.languages is None
    assert (reading.entry_into_force.rule, reading.duration.kind, reading.reservations) == ("absent", "not_stated", "not_stated")


def test_provisions_have_types_forces_and_exact_words() -> None:
    found = {(one.article, one.type, one.force) for one in read_treaty(MODERN).provisions}
    assert ("1(2)", "nonaggression", "must_not") in found
    assert ("1(1)", "scientific", "must") in found
    assert all(one.quote in MODERN for one in read_treaty(MODERN).provisions)


def test_the_outline_names_what_matters() -> None:
    told = outline(read_treaty(MODERN))
    assert "FIN, JPN" in told
    assert "2003-03-04 at Turku" in told


@given(st.text(alphabet="Article 123IVX.\n()abc", max_size=400))
def test_any_text_can_be_read_and_quotes_are_exact(text: str) -> None:
    for one in passages(text, skeleton(text)):
        assert text[one.start : one.end] == one.text
    json.dumps(read_treaty(text).to_json())


@pytest.mark.shared
def test_final_clauses_reach_the_scores_that_were_promised(shared: Path) -> None:
    gold = shared / "gold/treaties"
    texts = {}
    for name in ("texts_with_dates.jsonl", "security_texts.jsonl"):
        for line in (gold / name).read_text(encoding="utf-8").strip().split("\n"):
            row = json.loads(line)
            texts[row["id"]] = row
    rules = duration = total = 0
    for line in (gold / "final_clauses.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        key = json.loads(line)
        reading = read_treaty(texts[key["id"]]["text"], texts[key["id"]]["title"], key["id"]).to_json()
        total += 1
        rules += reading["entry_into_force"]["rule"] == key["entry_into_force"]["rule"]
        duration += reading["duration"]["kind"] == key["duration"]["kind"]
    assert rules >= 0.85 * total
    assert duration >= 0.8 * total
