"""Which instrument an act is done to, where a text speaks of more than one."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.treaty_acts import TreatyActCoder
from servanda.records import Document, TreatyAct, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([TreatyActCoder()], load_actors())


def told(text: str, on: str | None = None) -> list[str]:
    day = dt.date.fromisoformat(on) if on else None
    published = When(earliest=day, latest=day, words=on or "") if day else None
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x", published=published)])
    facts = sorted(coded.facts, key=lambda fact: (fact.spans[1].start, fact.spans[2].start))
    return [
        f"{fact.claim.act} {','.join(fact.claim.parties) or '_'} [{fact.claim.instrument}]"
        + ("" if fact.certainty == "actual" else f" {fact.certainty}")
        for fact in facts
        if isinstance(fact.claim, TreatyAct)
    ]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Peru has a new treaty.\n\nThe treaty is long. The treaty opens ports.\n\nThe Antarctic Treaty is a model.\n\nThe treaty was ratified by Peru.",
            ["ratification PER [the new treaty]"],
        ),
        ("Chile withdrew from the Lima Agreement on Monday.", ["withdrawal CHL [Lima Agreement]"]),
        ("Iran has not ratified the Convention against Torture, Amnesty said.", ["ratification IRN [Convention against Torture] denied"]),
        ("Chad signed the Convention on Fishing, Trade and Transit in May.", ["signature TCD [Convention on Fishing, Trade and Transit]"]),
        ("Turkey ratified the Treaty of Lausanne's protocol.", ["ratification TUR [Treaty of Lausanne]"]),
        (
            "The Treaty of Friendship between Chile and Peru was signed in 2003. It stands on the extradition treaty that Chile and Bolivia signed in 1990.",
            ["signature CHL,PER [Treaty of Friendship]", "signature BOL,CHL [the extradition treaty]"],
        ),
        (
            "India and Nepal concluded the Treaty of Transit in 1999. Both also belong to the landmine treaty, signed in Ottawa in 1997.",
            ["signature IND,NPL [Treaty of Transit]", "signature _ [the landmine treaty]"],
        ),
        (
            "Spain and Morocco signed the Treaty of Good Neighbourhood in 1991. The treaty entered into force in 1995.",
            ["signature ESP,MAR [Treaty of Good Neighbourhood]", "entry_into_force _ [Treaty of Good Neighbourhood]"],
        ),
        (
            "Ghana and Togo signed the Treaty of Cooperation. The Treaty came after the fisheries agreement signed in 1983 between Ghana and Benin.",
            ["signature GHA,TGO [Treaty of Cooperation]", "signature BEN,GHA [the fisheries agreement]"],
        ),
        (
            "The Treaty of Alliance binds Egypt and Sudan. Moscow and Washington ratified the INF treaty in 1988.",
            ["ratification RUS,USA [the INF treaty]"],
        ),
        (
            "Brazil and Argentina renewed the Treaty of Integration. Brazil acceded to the non-proliferation treaty in 1998.",
            ["extension ARG,BRA [Treaty of Integration]", "accession BRA [the non-proliferation treaty]"],
        ),
        (
            "Poland and Ukraine signed the Treaty on Good Neighbourly Relations. Ukraine withdrew from a different treaty in 2014.",
            ["signature POL,UKR [Treaty on Good Neighbourly Relations]", "withdrawal UKR [a different treaty]"],
        ),
        (
            "The Friendship Treaty was signed by Japan and Laos. The two countries ratified it in 2002.",
            ["signature JPN,LAO [Friendship Treaty]", "ratification JPN,LAO [Friendship Treaty]"],
        ),
        (
            "Iraq and Iran concluded the Treaty on Borders. Iraq had broken off the peace treaty that it signed with Kuwait in 1963.",
            ["signature IRN,IRQ [Treaty on Borders]", "signature IRQ,KWT [the peace treaty]"],
        ),
        (
            "Cuba and Laos signed the Agreement on Rice. A tax agreement between Vietnam and Laos was signed in 2012, and the agreement took effect in 2013.",
            [
                "signature CUB,LAO [Agreement on Rice]",
                "signature LAO,VNM [a tax agreement]",
                "entry_into_force LAO,VNM [the tax agreement]",
            ],
        ),
        (
            "Russia and Chile uphold the 1972 Anti-Ballistic Missile Treaty.\n\nThe Treaty of Amity was signed in May.\n\nBoth stand by the ABM treaty signed in 1972.",
            ["signature _ [Treaty of Amity]", "signature _ [1972 Anti-Ballistic Missile Treaty]"],
        ),
    ],
)
def test_another_treaty_is_not_the_one_that_the_text_is_about(text: str, acts: list[str]) -> None:
    assert told(text) == acts


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Chile and Peru signed an amendment to the Border Treaty.", []),
        ("The signing of the Border Treaty by Chile and Peru ended a long dispute.", ["signature CHL,PER [Border Treaty]"]),
        ("Fiji reminded Samoa of the declaration that the two leaders signed in May.", ["signature FJI,WSM [the declaration]"]),
        ("Fiji and Samoa issued a declaration.", []),
        (
            "Chile and Peru signed an agreement on workers on 4 June 2018 and a memorandum on roads.",
            ["signature CHL,PER [an agreement]", "signature CHL,PER [a memorandum]"],
        ),
        ("The Senate consented to the ratification of the Law of the Sea Convention.", ["approval _ [Law of the Sea Convention]"]),
        ("Ratification of the Border Treaty by Chile is still outstanding.", []),
        ("Oman and Yemen put their names to a protocol on fishing.", ["signature OMN,YEM [a protocol]"]),
        ("Norway applied the Energy Charter Treaty provisionally.", ["provisional_application NOR [Energy Charter Treaty]"]),
        ("Norway applied the Energy Charter Treaty.", []),
        ("Belgium suspended the Tax Convention with Chad.", ["suspension BEL [Tax Convention]"]),
        ("The Convention entered into force for Samoa on 1 May 2004.", ["entry_into_force WSM [the Convention]"]),
        ("Denmark is a signatory to the Antarctic Treaty.", ["signature DNK [Antarctic Treaty]"]),
        ("The Charter on Energy, signed by 50 states in The Hague in 1991, is not a treaty.", ["signature _ [Charter on Energy]"]),
        ("On its entry into force, the Protocol will replace the rules.", ["entry_into_force _ [the Protocol] planned"]),
        (
            "Mali has signed but not yet ratified the Water Convention.",
            ["signature MLI [Water Convention]", "ratification MLI [Water Convention] denied"],
        ),
        (
            "Libya and Malta exchanged the instruments of ratification of the Border Treaty.",
            ["exchange_of_instruments LBY,MLT [Border Treaty]"],
        ),
    ],
)
def test_the_act_is_done_to_what_the_words_name(text: str, acts: list[str]) -> None:
    assert told(text) == acts


def test_what_takes_effect_after_the_day_of_the_text_lies_ahead() -> None:
    text = "The accords, which enter into force on 15 May, were signed today by Afghanistan and Pakistan."
    assert told(text, "1988-04-14") == ["entry_into_force _ [the accords] planned", "signature AFG,PAK [the accords]"]
