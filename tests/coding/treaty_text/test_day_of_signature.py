"""Where treaties state the day and place of their signature, and days that only look like it; every text is made up."""

import pytest

from servanda.coding.treaty_text import read_treaty
from servanda.coding.treaty_text.closing_words import SignedRead

BODY = """The Contracting Parties have agreed as follows:

Article 1
Each Party shall keep its beacons burning by night and shall mend them by day whenever the weather allows such work.

Article 2
Each Party shall tell the other of every beacon that has gone out, and of the hour at which it was lit again.
"""
WITNESS = "\nIn witness whereof the undersigned have signed the present Agreement.\n"


def signature(text: str) -> SignedRead | None:
    return read_treaty(text).signed


@pytest.mark.parametrize(
    ("closing", "day", "place"),
    [
        ("DONE at The Hague on 4 May 1960.", "1960-05-04", "The Hague"),
        ("DONE AT GENEVA ON\n9 JUNE 1971.", "1971-06-09", "Geneva"),
        ("Done at Lima this 4th (fourth) day of May, 1960.", "1960-05-04", "Lima"),
        ("Done at Lima, in the year one thousand nine hundred and sixty, on the fourth day of May.", "1960-05-04", "Lima"),
        ("LIMA, May 4, 1960.", "1960-05-04", "Lima"),
        ("Drawn up in Lima on 4 May 1960, in two copies.", "1960-05-04", "Lima"),
        ("Done at Oslo on 04.05.1960 in two copies.", "1960-05-04", "Oslo"),
        ("Done at Oslo this second day of June, one thou-\nsand nine hundred and fifty-five.", "1955-06-02", "Oslo"),
    ],
)
def test_closing_words(closing: str, day: str, place: str) -> None:
    found = signature(BODY + WITNESS + closing)
    assert found is not None
    assert (found.date, found.place) == (day, place)


def test_in_witness_thereof_begins_the_closing_words_too() -> None:
    found = signature(
        BODY
        + "\nIN WITNESS THEREOF the undersigned have signed this Convention, opened\nfor signature at Quito on the third day of May 1962.\n"
    )
    assert found is not None
    assert (found.date, found.place) == ("1962-05-03", "Quito")


@pytest.mark.parametrize(
    "closing", ["Done at ........ this ..... day of ...... 1996.", "Done at the capitals of both Parties on the dates indicated."]
)
def test_a_blank_for_the_day_is_no_day(closing: str) -> None:
    assert signature(BODY + WITNESS + closing) is None


def test_the_day_of_a_resolution_that_the_signatories_recall_is_not_theirs() -> None:
    closing = "In witness whereof the undersigned sign this Agreement.\n\nAnnex\nConvinced of the aims of the resolution 7 (II) of 4 May 1959, they hope for more."
    assert signature(f"{BODY}\n{closing}") is None


@pytest.mark.parametrize(
    ("under", "day"), [("Lima, 4 May 1960", "1960-05-04"), ("4 May 1960", "1960-05-04"), ("Entry into force: 4 May 1960", None)]
)
def test_a_bare_day_under_the_title(under: str, day: str | None) -> None:
    found = signature(f"AGREEMENT ON BEACONS\n{under}\n{BODY}")
    assert (found.date if found else None) == day
    assert found is None or found.quote == under


def test_the_heading_of_notes_gives_their_day_and_not_that_of_the_treaty_that_they_concern() -> None:
    text = (
        "EXCHANGE OF NOTES CONSTITUTING AN AGREEMENT BETWEEN NORWAY AND SWEDEN ON THE REPAIR OF A DAM UNDER THE TREATY ON THE RIVER, "
        "SIGNED AT OSLO, ON 3 MAY 1951. STOCKHOLM, 8 JUNE 1954\nI\nThe Ambassador of Norway to the Minister\n\nExcellency,\n"
        "I have the honour to refer to the Treaty and to propose that the dam be repaired.\n"
    )
    assert signature(text) == SignedRead("1954-06-08", "Stockholm", "STOCKHOLM, 8 JUNE 1954")


def test_the_note_of_a_treaty_series_names_the_day_before_the_entry_into_force() -> None:
    text = f"AGREEMENT ON BEACONS\n\n(Apia, 6 July 1976)\n\nENTRY INTO FORCE: 9 March 1980\n\n{BODY}{WITNESS}Done at Apia on 9 March 1980."
    assert signature(text) == SignedRead("1976-07-06", "Apia", "Apia, 6 July 1976")


def test_the_day_of_a_parent_treaty_is_not_that_of_what_changed_it() -> None:
    text = "AGREEMENT ON THE SAFETY OF LAMPS. DONE AT BERN ON 2 MAY 1958\nENTRY INTO FORCE of Regulation No. 7 on signal lamps\n" + BODY
    assert signature(text) is None


def test_a_reason_after_the_recitals_began_is_no_day_of_signature() -> None:
    text = "DECISION ON THE SIGNING OF AN AGREEMENT\n\nTHE COUNCIL,\nHaving regard to the proposal of the board 1\n,\n\nWhereas:\n(1) On 7 May 1996, the board began to talk.\n"
    assert signature(text) is None


def test_a_statute_says_itself_when_it_was_adopted() -> None:
    closing = "\nArticle 3\nThe text of this Statute, drawn up in English and French, was approved by the Assembly of the Union on the fifth day of May 1957.\n"
    found = signature(BODY + closing)
    assert found is not None
    assert found.date == "1957-05-05"


def test_the_main_text_may_be_shorter_than_the_agreement_that_it_approves() -> None:
    text = f"Resolution of the presidents on the statute of the lake fund\nThe presidents have resolved to approve the statute.\nMade in the city of Osh on 6 May 1997 in one copy.\n\nSTATUTE\n{BODY}"
    assert signature(text) == SignedRead("1997-05-06", "Osh", "Made in the city of Osh on 6 May 1997")
