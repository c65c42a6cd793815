"""Words of signature in the traditions of many states and a century; every text is made up."""

import pytest

from servanda.coding.treaty_text import read_treaty

BODY = """The Contracting Parties have agreed as follows:

Article 1
Each Party shall keep its beacons burning by night and shall mend them by day whenever the weather allows such work.

Article 2
Each Party shall tell the other of every beacon that has gone out, and of the hour at which it was lit again.
"""
WITNESS = "\nIN WITNESS WHEREOF the undersigned, being duly authorised, have signed the present Agreement.\n"


@pytest.mark.parametrize(
    ("lead", "closing", "day", "place"),
    [
        (
            WITNESS,
            "Done in duplicate at Bogotá, this twenty-second day of the month of March of the year nineteen hundred and forty-seven.",
            "1947-03-22",
            "Bogotá",
        ),
        (
            WITNESS,
            "Done at Washington in duplicate, in the English and Spanish languages, both equally authentic, this 5th day of September 1977.",
            "1977-09-05",
            "Washington",
        ),
        (
            "\nIN FAITH WHEREOF the respective Plenipotentiaries have signed the present Treaty, and have affixed thereto the seal of their arms.\n",
            "Done at Berlin, the 1st July, 1891.",
            "1891-07-01",
            "Berlin",
        ),
        (
            WITNESS,
            "Done in double original at Peking, on the 27th day of May in the year one thousand nine hundred and seventy-three, in the Chinese and French languages.",
            "1973-05-27",
            "Peking",
        ),
        (
            WITNESS,
            "Done at Tehran in duplicate in the Persian and Russian languages on 12 Esfand 1351, corresponding to 3 March 1973.",
            "1973-03-03",
            "Tehran",
        ),
        (
            WITNESS,
            "DONE at Riyadh on 14 Rajab 1415H, corresponding to 17 December 1994G, in two originals in the Arabic and English languages.",
            "1994-12-17",
            "Riyadh",
        ),
        (
            WITNESS,
            "Done at Kuwait on Thursday, 7 Jumada I 1407 A.H., corresponding to 8 January 1987 A.D., in two originals.",
            "1987-01-08",
            "Kuwait",
        ),
        (
            WITNESS,
            "Signed at Jerusalem on the 5th day of Sivan 5750, which corresponds to the 29th day of May 1990, in two originals.",
            "1990-05-29",
            "Jerusalem",
        ),
        (
            WITNESS,
            "Done at Bangkok, in duplicate, on the thirteenth day of March in the two thousand five hundred and thirty-fifth year of the Buddhist Era, corresponding to the one thousand nine hundred and ninety-second year of the Christian Era.",
            "1992-03-13",
            "Bangkok",
        ),
        (WITNESS, 'Done in Moscow on "14" July 1993 in two copies, each in the Russian and Kazakh languages.', "1993-07-14", "Moscow"),
        (WITNESS, "Done in Beijing on the 17th of May, 1996, in two copies.", "1996-05-17", "Beijing"),
        (WITNESS, "Paris, the eleventh of April, nineteen hundred and fifty-three.", "1953-04-11", "Paris"),
        (
            "\nGIVEN under our hands and seals at Apia",
            "this 4th day of August in the year of our Lord One thousand nine hundred and sixty-two.",
            "1962-08-04",
            "Apia",
        ),
        (WITNESS, "Concluded at Ankara, on February the 9th, 1936.", "1936-02-09", "Ankara"),
        (WITNESS, "Done at Vienna, the 20th of May in the year two thousand and nine.", "2009-05-20", "Vienna"),
        (WITNESS, "Done at Brussels on the third day of June in the year two thousand and one.", "2001-06-03", "Brussels"),
        (WITNESS, "Signed at Managua, Nicaragua, on the seventh day of August, two thousand and one.", "2001-08-07", "Managua"),
        (WITNESS, "Signed in duplicate at Vientiane on 13 August 1987 and at Hanoi on 20 August 1987.", "1987-08-20", "Hanoi"),
        (WITNESS, "Done at Berne this l2th day of 0ctober 1936.", "1936-10-12", "Berne"),
        (WITNESS, "D O N E at Suva this 9th day of March 1979.", "1979-03-09", "Suva"),
        (WITNESS, "Done at Nairobi this 30th Day of May, One Thousand Nine Hundred and Eighty.", "1980-05-30", "Nairobi"),
        (WITNESS, "SIGNED at Washington, D.C., this 3rd day of May 2006, in duplicate.", "2006-05-03", "Washington"),
        (WITNESS, "Made and signed in Havana, on February 21, 1929.", "1929-02-21", "Havana"),
        (
            "\n",
            "Made in Ashgabat on 21 December 1992 in one original copy in the Russian language. The original shall be kept in the archive.",
            "1992-12-21",
            "Ashgabat",
        ),
        ("\n", "Executed in the city of Minsk, on December 9, 1992.", "1992-12-09", "Minsk"),
        (WITNESS, "Done on the eighth day of December 1991 at Viskuli in three copies.", "1991-12-08", "Viskuli"),
        (
            WITNESS,
            "DONE in triplicate at Maseru this twenty fourth (24th) day of October in the year of Our Lord one thousand nine hundred and eighty six.",
            "1986-10-24",
            "Maseru",
        ),
        (WITNESS, "In Madrid, on the 26th of November of 1976.", "1976-11-26", "Madrid"),
        (
            WITNESS,
            "Done at Santiago, Chile, on the 29th (twenty-ninth) day of the month of November, nineteen eighty-four.",
            "1984-11-29",
            "Santiago",
        ),
        (WITNESS, "Adopted at Banjul on the twenty-seventh day of June 1982.", "1982-06-27", "Banjul"),
        (WITNESS, "Done at Kampala on 30/11/1999.", "1999-11-30", "Kampala"),
        (
            WITNESS,
            "Done at Kuala Lumpur on the Twenty-Ninth day of November in the year Two Thousand and Four.",
            "2004-11-29",
            "Kuala Lumpur",
        ),
        (WITNESS, "Done at Copenhagen, the 3. February 1932.", "1932-02-03", "Copenhagen"),
        (WITNESS, "Done in Stockholm, 19th May, nineteen hundred and twenty-six.", "1926-05-19", "Stockholm"),
        ("\n", "Dated this 15th day of May 1981.\nFor the Government of Fiji", "1981-05-15", None),
        ("\nAS WITNESS the hands of the duly authorised representatives of the Parties", "this 14th day of June 1950.", "1950-06-14", None),
        ("\n", "Thus done and signed at Paramaribo on this 12th day of March 1978.", "1978-03-12", "Paramaribo"),
        (
            WITNESS,
            "Done at Lisbon, on the twelfth of August of the year two thousand, in two originals, in the Portuguese language.",
            "2000-08-12",
            "Lisbon",
        ),
        (
            "\nIN TESTIMONY WHEREOF the Plenipotentiaries have signed the present Convention at",
            "Sofia, October 1, 1923.",
            "1923-10-01",
            "Sofia",
        ),
        (
            WITNESS,
            "Done at Geneva, the thirtieth day of November one thousand nine hundred and ninety in a single copy.",
            "1990-11-30",
            "Geneva",
        ),
        (
            WITNESS,
            "For the Government of Japan:\nTaro Yama\nTokyo, 12 August 1982\n\nFor the Government of India:\nR. Das\nNew Delhi, 14 August 1982\n",
            "1982-08-14",
            None,
        ),
        (
            WITNESS,
            "DONE in two copies at the city of Panama, Republic of Panama, on the first (1st) day of the month of October of the year two thousand two (2002).",
            "2002-10-01",
            "Panama",
        ),
        (
            WITNESS,
            "Done at Prague this 4th May 1930\nin two copies, one of which shall be remitted to each of the Contracting Parties.",
            "1930-05-04",
            "Prague",
        ),
        (
            WITNESS,
            "Done at Colombo, in two originals, each in the Sinhala, Chinese and English languages, all texts being equally authentic, on this Fourth Day of April Nineteen Eighty Six.",
            "1986-04-04",
            "Colombo",
        ),
        (
            WITNESS,
            "DONE IN BRASÍLIA, ON THE 5TH DAY OF JULY 1996, IN TWO ORIGINALS, IN THE PORTUGUESE AND ENGLISH LANGUAGES.",
            "1996-07-05",
            "Brasília",
        ),
        (WITNESS, "Done at Ulaanbaatar on the 29th day of April, 1994\n(Signed) A\n(Signed) B", "1994-04-29", "Ulaanbaatar"),
        (WITNESS, "Signed in Astana on 10 June 2009 in six originals.", "2009-06-10", "Astana"),
        (
            WITNESS,
            "Done and signed at Port-au-Prince, Haiti, in four authentic texts, the fourth of August, 1943.",
            "1943-08-04",
            "Port-au-Prince",
        ),
        (WITNESS, "Done at London, in a single copy, the 10th day of February, 195O.", "1950-02-10", "London"),
        (WITNESS, "Done at Rabat on 6 Shawwal 1392 (13 November 1972) in two originals.", "1972-11-13", "Rabat"),
        (WITNESS, "Done in Pyongyang on September 12, Juche 90 (2001).", "2001-09-12", "Pyongyang"),
        (WITNESS, "Done at Port Moresby on the 18th day of December 1978.", "1978-12-18", "Port Moresby"),
        (
            WITNESS,
            "Done in Taipei on the third day of the twelfth month of the forty-third year of the Republic of China, corresponding to the third day of December of the year one thousand nine hundred and fifty-four.",
            "1954-12-03",
            "Taipei",
        ),
    ],
)
def test_the_day_and_place_are_read(lead: str, closing: str, day: str, place: str | None) -> None:
    gap = "" if lead.endswith("\n") else " "
    found = read_treaty(f"{BODY}{lead}{gap}{closing}\n").signed
    assert found is not None
    assert found.date == day
    assert place is None or found.place == place
