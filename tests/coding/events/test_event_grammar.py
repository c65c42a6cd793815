"""Who did what to whom, in the ways in which English tells it."""

import pytest

from servanda.coding import events, treaty_acts
from servanda.coding.coder import Declined
from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.events.examples import told_as
from servanda.coding.parsing import Parser
from servanda.coding.treaty_acts import TreatyActCoder
from servanda.records import Document, Event, Fact, TreatyAct
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_patterns import load_event_patterns


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def engine(parser: Parser) -> Engine:
    return Engine([EventCoder()], load_actors(), parser)


def coded(engine: Engine, text: str) -> list[Fact]:
    return list(next(engine.code([Document(id="sha256:test", text=text, uri="test")])).facts)


def told(engine: Engine, text: str) -> set[str]:
    return {reading for fact in coded(engine, text) for reading in told_as(fact)}


GRAMMAR = [
    ("active", "Chad bombed Libya.", "TCD ASSAULT LBY actual"),
    ("passive", "Libya was bombed by Chad.", "TCD ASSAULT LBY actual"),
    ("agentless", "Three Libyan soldiers were killed.", "_ ASSAULT LBY actual"),
    ("nominal with of", "The withdrawal of Russian troops from Georgia was completed.", "RUS RETREAT GEO actual"),
    ("nominal with an adjective", "Israeli air strikes on Syria killed nobody.", "ISR ASSAULT SYR actual"),
    ("talks between", "Talks between Oman and Iran went on.", "IRN,OMN CONSULT IRN,OMN actual"),
    ("joined sources", "Poland and Spain imposed sanctions on Belarus.", "ESP,POL SANCTION BLR actual"),
    ("joined targets", "Poland imposed sanctions on Belarus and Syria.", "POL SANCTION BLR,SYR actual"),
    ("joined verbs", "Chad expelled the Sudanese ambassador and condemned Khartoum.", "TCD ACCUSE SDN actual"),
    ("relative clause", "Kenya, which had invaded Somalia, denied it.", "KEN ASSAULT SOM actual"),
    ("reduced relative", "The troops sent to Mali by France in May were praised.", "FRA MOBILIZE MLI actual"),
    ("control", "Chile agreed to send aid to Haiti.", "CHL AGREE[AID] HTI actual"),
    ("raising", "Turkey continued to shell Syria.", "TUR ASSAULT SYR actual"),
    ("light verb", "The Indian prime minister paid a visit to Nepal.", "IND CONSULT NPL actual"),
    ("light verb in the passive", "Sanctions were imposed on Mali by France.", "FRA SANCTION MLI actual"),
    ("ditransitive", "Norway gave Malawi food.", "NOR AID MWI actual"),
    ("dative with to", "Norway gave food to Malawi.", "NOR AID MWI actual"),
    ("possessive", "Russia's foreign minister met Japan's prime minister.", "JPN,RUS CONSULT JPN,RUS actual"),
    ("supporting verb", "Russia launched an attack on Ukraine.", "RUS ASSAULT UKR actual"),
    ("supporting verb in the passive", "An attack on Ukraine was launched by Russia.", "RUS ASSAULT UKR actual"),
    ("pronoun", "Ghana praised Togo. It thanked Benin.", "GHA SUPPORT BEN actual"),
    ("the two sides", "China and Vietnam held talks. The two sides signed an agreement.", "CHN,VNM SUPPORT CHN,VNM actual"),
    ("target inside a phrase", "Israel struck positions of Hezbollah in Lebanon.", "ISR ASSAULT HEZBOLLAH actual"),
    ("nationality of victims", "Sudan arrested two French journalists.", "SDN COERCE FRA actual"),
    ("will", "Denmark will send aid to Nepal.", "DNK AGREE[AID] NPL planned"),
    ("will, of conflict", "Canada will impose sanctions on Belarus.", "CAN THREATEN[SANCTION] BLR planned"),
    ("will not", "Israel will not lift the blockade of Lebanon.", "ISR REJECT[RETREAT] LBN actual"),
    ("may", "Germany may invade France.", "DEU ASSAULT FRA possible"),
    ("refusal", "Serbia refused to meet France.", "SRB REJECT[CONSULT] FRA actual"),
    ("threat", "Iran threatened to attack Israel.", "IRN THREATEN[ASSAULT] ISR actual"),
    ("request", "France urged Libya to release the sailors.", "FRA REQUEST[RETREAT] LBY actual"),
    ("demand with that", "Japan demanded that Russia withdraw its troops.", "JPN REQUEST[RETREAT] RUS actual"),
    ("duty", "Paris said Israel must withdraw from Lebanon.", "FRA REQUEST[RETREAT] ISR actual"),
    ("accusation", "Chad accused Sudan of bombing a village.", "TCD ACCUSE SDN actual"),
    ("ended aid", "Sweden suspended aid to Rwanda.", "SWE SANCTION RWA actual"),
    ("lifted sanctions", "Japan lifted sanctions against Myanmar.", "JPN RETREAT MMR actual"),
    ("host", "Tokyo hosted the Kenyan president.", "KEN CONSULT JPN actual"),
    ("demand in a speaker's mouth", '"It failed," the French minister said. "Chad must release the crew."', "FRA REQUEST TCD actual"),
    (
        "demand on those included",
        '"It failed," the French minister said. "All states, including Chad, must help."',
        "FRA REQUEST TCD actual",
    ),
    ("parties of a means", "France modernised the Chadian army through arms sales.", "FRA COOPERATE TCD actual"),
    ("shared noun", "Chad kept contact with and influence in Sudan.", "SDN,TCD CONSULT SDN,TCD actual"),
    ("help from an owner's stock", "Chad depends on French air support.", "FRA AID TCD actual"),
    ("the regime's owner", "Peru called for an end to the Assad regime's attacks on Aleppo.", "PER REQUEST[RETREAT] SYR actual"),
    (
        "blamed is the doer, not the place",
        "Peru condemned Friday's blasts in Tripoli, for which ISIL claimed responsibility.",
        "PER ACCUSE ISIL actual",
    ),
    ("who feels the blame", "Canada is appalled by the brutality of Syria.", "CAN ACCUSE SYR actual"),
    ("whose", "Chad, whose army shelled Sudanese villages, denied it.", "TCD ASSAULT SDN actual"),
    ("told by another", "Iran attacked a tanker, according to Washington.", "IRN ASSAULT _ actual"),
    ("a sea's name", "North Korea fired two missiles that fell into the Sea of Japan.", "PRK MOBILIZE _ actual"),
    (
        "two agree with each other",
        "Chad and Niger agreed to share water data after a dispute over wells near Libya.",
        "NER,TCD AGREE NER,TCD actual",
    ),
    (
        "finite verb after an infinitive",
        "Norway urged both sides to show restraint and offered to mediate between Chad and Sudan.",
        "NOR AGREE[CONSULT] SDN,TCD actual",
    ),
    (
        "visitor after the inviter",
        "At the invitation of the President of Ghana, Dr. Kofi Mensah, the President of Togo, Mr. Jean Kodjo, paid an official visit.",
        "TGO CONSULT GHA actual",
    ),
    ("by telephone", "The Swedish minister conferred by telephone with the Norwegian minister.", "NOR,SWE CONSULT NOR,SWE actual"),
    ("timetable", "The Kenyan foreign minister leaves tonight for Kampala.", "KEN AGREE[CONSULT] UGA planned"),
    ("regret for one's own deed", "Israel expressed regret for its own attack on the Lebanese village.", "ISR CONCEDE LBN actual"),
    ("regret at another's deed", "Mexico voiced regret at the Peruvian veto.", "MEX ACCUSE PER actual"),
    ("a government protests", "Argentina protests against the British exercise off the islands.", "ARG ACCUSE GBR actual"),
    ("citizens protest", "Thousands of Chileans protested against Argentina in Santiago.", "CHL PROTEST ARG actual"),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in GRAMMAR], ids=[row[0] for row in GRAMMAR])
def test_grammar(engine: Engine, text: str, expected: str) -> None:
    assert expected in told(engine, text)


@pytest.mark.parametrize(
    "text",
    [
        "France wants Libya to attack Chad.",
        "Serbia refused to meet France.",
        "Germany may invade France.",
        "Libya did not attack Chad.",
        "If Libya attacks Chad, France will respond.",
        "Egypt sent a message to Libya to stop the fighting.",
        "Iran threatened to attack Israel.",
        "Poland will visit Spain.",
    ],
)
def test_what_did_not_happen_is_never_told_as_done(engine: Engine, text: str) -> None:
    done = [
        fact.claim.type
        for fact in coded(engine, text)
        if isinstance(fact.claim, Event) and fact.certainty == "actual" and fact.claim.type in ("ASSAULT", "CONSULT", "RETREAT")
    ]
    assert done == []


@pytest.mark.parametrize(
    "text",
    [
        "Iran seized a tanker in the Gulf of Oman.",
        "Chile took the floor; its draft would impose a curfew.",
        "Turkey was accused of bombing Syria.",
        "Ireland is horrified by the cruelty of the Burmese army.",
    ],
)
def test_nobody_acts_on_himself_unless_the_text_says_so(engine: Engine, text: str) -> None:
    for fact in coded(engine, text):
        assert isinstance(fact.claim, Event)
        assert not {a.actor for a in fact.claim.sources} & {a.actor for a in fact.claim.targets}


def test_an_accused_act_is_told_beside_the_accusation(engine: Engine) -> None:
    found = told(engine, "Chad accused Sudan of bombing a village.")
    assert any(one.startswith("SDN ASSAULT") for one in found)


def test_evidence_and_trigger_are_the_documents_own_words(engine: Engine) -> None:
    text = "Rain fell. “At dawn” Chad bombed Libya’s port."
    for fact in coded(engine, text):
        for span in fact.spans:
            assert text[span.start : span.end] == span.words
    assert coded(engine, text)


def test_each_event_names_its_rule_with_file_and_line(engine: Engine) -> None:
    rows = {row.place for row in load_event_patterns().rows}
    fact = coded(engine, "Chad bombed Libya.")[0]
    assert fact.rule is not None
    assert fact.rule.partition("(")[2].rstrip(")") in rows


def test_what_was_looked_at_and_left_has_a_reason(engine: Engine) -> None:
    outcome = next(engine.code([Document(id="sha256:test", text="The Libyan army hopes to attack Chad.", uri="test")]))
    assert all(isinstance(one, Declined) and one.reason for one in outcome.declined)
    assert outcome.declined


def test_domestic_events_are_kept(engine: Engine) -> None:
    assert "EGY COERCE EGY actual" in told(engine, "Egyptian police arrested twelve protesters.")


def test_organs_of_an_organisation_bear_its_sector(engine: Engine) -> None:
    event = coded(engine, "The UN envoy praised Chad.")[0].claim
    assert isinstance(event, Event)
    assert [(a.actor, a.sector) for a in event.sources] == [("UN", "IGO")]


def test_every_example_of_the_event_patterns_holds(parser: Parser) -> None:
    problems, count = events.check_examples(parser)
    assert problems == []
    assert count >= 75


def test_every_row_of_the_event_patterns_is_whole() -> None:
    rows = load_event_patterns().rows
    assert {row.type for row in rows} == set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
    )
    assert all(row.examples and row.definition and row.cameo for row in rows)


def acts(parser: Parser, text: str) -> list[tuple[str, tuple[str, ...], str]]:
    engine = Engine([TreatyActCoder()], load_actors(), parser)
    outcome = next(engine.code([Document(id="sha256:test", text=text, uri="test")]))
    return [(f.claim.act, f.claim.parties, f.certainty) for f in outcome.facts if isinstance(f.claim, TreatyAct)]


def test_treaty_acts(parser: Parser) -> None:
    assert ("signature", ("LAO", "VNM"), "actual") in acts(parser, "Laos and Vietnam signed the Treaty of Friendship in 1977.")
    assert ("withdrawal", ("USA",), "planned") in acts(parser, "The United States will withdraw from the Open Skies Treaty.")
    assert ("ratification", ("PER",), "denied") in acts(parser, "Peru has not ratified the Escazu Agreement.")
    assert acts(parser, "The Treaty of Lisbon entered into force.") == [("entry_into_force", (), "actual")]


def test_every_example_of_the_treaty_acts_holds(parser: Parser) -> None:
    problems, count = treaty_acts.check_examples(parser)
    assert problems == []
    assert count >= 15


def test_each_stop_of_a_journey_has_its_own_day(engine: Engine) -> None:
    found = coded(engine, "The Polish minister visited Chad on 4 April 2016 and Mali from 5 to 6 April 2016.")
    stops = {(fact.claim.targets[0].actor, str(fact.when and fact.when.earliest)) for fact in found if isinstance(fact.claim, Event)}
    assert stops == {("TCD", "2016-04-04"), ("MLI", "2016-04-05")}
