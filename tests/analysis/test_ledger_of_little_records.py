"""Little records of several pairs; what a lawyer would say of each was written down before the ledger was asked."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from pair_building import ON, Maker, event, on

from servanda.analysis.ledger import Entry, accusers, ledger
from servanda.analysis.one_deed import by_deed, deed_numbers
from servanda.analysis.pair_treaties import PairTreaty, treaties_between
from servanda.analysis.register import Register, read_instrument
from servanda.records import Actor, Claim, Event, Fact, Force, Provision, Speaker, Statement, TreatyAct, When

DAY = dt.date(1999, 7, 1)


def laid_down(
    kind: str, bearers: str, toward: str, *, force: Force = "must", trigger: str | None = None, text: str | None = None
) -> Provision:
    return Provision(
        instrument=text, article=None, bearers=tuple(bearers.split()), toward=tuple(toward.split()), force=force, type=kind, trigger=trigger
    )


def said(speaker: str, cue: str, content: str, audience: str = "") -> Statement:
    heard = tuple(Actor(code, "GOV", code) for code in audience.split())
    return Statement(speakers=(Speaker(speaker, "GOV", None, speaker),), audience=heard, cue=cue, content=content, direct=False)


def by_sector(kind: str, source: str, sector: str, target: str) -> Event:
    plain = event(kind, source, target)  # type: ignore[arg-type] # an event type
    return msgspec.structs.replace(plain, sources=(Actor(source, sector, source),))


def told(maker: Maker, treaties: tuple[PairTreaty, ...] = (), day: dt.date = ON) -> list[tuple[str, str]]:
    return [(kind, one.verdict) for one in ledger(maker.record, treaties, day) for kind in one.types]


def only(maker: Maker, treaties: tuple[PairTreaty, ...] = ()) -> Entry:
    (one,) = ledger(maker.record, treaties, ON)
    return one


def exactly(year: int, month: int, day: int) -> When:
    one = dt.date(year, month, day)
    return When(earliest=one, latest=one, words=one.isoformat())


def test_turkey_and_greece_what_was_done_before_a_pledge_does_not_break_it() -> None:
    maker = Maker(("GRC", "TUR"))
    words = "Turkey pledged that it would never use force against Greece."
    maker.add(said("TUR", "pledged", words, "GRC"), words, told=DAY)
    maker.add(event("ASSAULT", "TUR", "GRC"), "Turkish soldiers took two Greek rocks.", when=on(1996, 1), told=DAY)
    assert ("nonaggression", "no evidence") in told(maker)
    assert not any(one.broken for one in ledger(maker.record, (), ON))


def test_turkey_and_greece_a_threat_after_the_pledge_is_claimed_to_break_it() -> None:
    maker = Maker(("GRC", "TUR"))
    words = "Turkey pledged that it would never use force against Greece."
    maker.add(said("TUR", "pledged", words, "GRC"), words, told=DAY)
    maker.add(event("THREATEN", "TUR", "GRC"), "Ankara said that its army might come at night.", when=on(2022, 9))
    assert ("nonaggression", "broken") in told(maker)
    # It is Turkey alone that pledged.
    other = Maker(("GRC", "TUR"))
    other.add(said("TUR", "pledged", words, "GRC"), words, told=DAY)
    other.add(event("THREATEN", "GRC", "TUR"), "Athens said that it might come at night.", when=on(2022, 9))
    assert ("nonaggression", "broken") not in told(other)


def test_a_hope_and_an_offer_are_no_undertaking() -> None:
    for cue in ("hoped", "offered", "said"):
        maker = Maker(("GRC", "TUR"))
        words = "Turkey was of the view that neither should use force against Greece."
        maker.add(said("TUR", cue, words, "GRC"), words, told=DAY)
        assert told(maker) == []


def test_bolivia_and_chile_what_the_one_does_does_not_keep_the_promise_of_the_other() -> None:
    maker = Maker(("BOL", "CHL"))
    maker.add(laid_down("economic", "CHL", "BOL"), "Chile promised Bolivia free passage of its goods through the port of Arica.", told=DAY)
    maker.add(event("COOPERATE", "BOL", "CHL"), "Bolivia sent its goods to the port.", when=on(2005))
    assert told(maker) == [("economic", "no evidence")]
    maker.add(event("COOPERATE", "CHL", "BOL"), "Chile opened the port to all goods of its neighbour.", when=on(2006))
    assert told(maker) == [("economic", "kept so far")]


def test_bolivia_and_chile_an_agreement_of_both_keeps_what_one_has_promised() -> None:
    maker = Maker(("BOL", "CHL"))
    maker.add(laid_down("dispute_settlement", "CHL", "BOL"), "Chile promised to settle the dispute by talks.", told=DAY)
    maker.add(event("AGREE", "BOL CHL"), "The two signed an agreement on the boundary.", when=on(2010))
    assert told(maker) == [("dispute_settlement", "kept so far")]


def accused(*, answer: bool) -> Maker:
    maker = Maker(("ERI", "ETH"))
    maker.add(laid_down("nonaggression", "ERI ETH", "ERI ETH", force="must_not"), "Neither will use force against the other.", told=DAY)
    words = "Eritrea accused Ethiopia of violating the ceasefire at Badme."
    maker.add(event("ACCUSE", "ERI", "ETH"), words, when=on(2003, 5), told=dt.date(2003, 5, 20))
    if answer:
        refused = "Ethiopia rejected the allegations of a violated ceasefire."
        maker.add(event("REJECT", "ETH", "ERI"), refused, told=dt.date(2003, 5, 22))
    return maker


def test_eritrea_and_ethiopia_an_accusation_is_a_claim_of_the_one_who_accuses() -> None:
    one = only(accused(answer=False))
    assert one.verdict == "broken"
    assert [accusers(fact) for fact in one.broken] == [("ERI",)]


def test_eritrea_and_ethiopia_an_accusation_that_the_accused_rejects_is_disputed() -> None:
    one = only(accused(answer=True))
    assert (one.verdict, len(one.denied)) == ("disputed", 1)


def test_eritrea_and_ethiopia_what_is_denied_by_the_accuser_or_years_later_disputes_nothing() -> None:
    maker = accused(answer=False)
    maker.add(event("REJECT", "ERI", "ETH"), "Eritrea rejected the allegations of a violated ceasefire.", told=dt.date(2003, 5, 22))
    maker.add(event("REJECT", "ETH", "ERI"), "Ethiopia rejected the allegations of a violated ceasefire.", told=dt.date(2016, 5, 22))
    assert only(maker).verdict == "broken"


def test_ecuador_and_peru_the_denial_of_another_attack_disputes_nothing() -> None:
    maker = Maker(("ECU", "PER"))
    maker.add(
        laid_down("nonaggression", "ECU PER", "ECU PER", force="must_not"), "Neither shall attack the other.", told=dt.date(1980, 1, 1)
    )
    maker.add(event("ASSAULT", "PER", "ECU"), "Peruvian guns shelled a post on the Cenepa.", when=on(1995, 1))
    maker.add(event("ASSAULT", "PER", "ECU"), "No Peruvian gun fired at Paquisha.", when=on(1981, 1), certainty="denied")
    maker.add(event("MOBILIZE", "PER", "ECU"), "Peru massed no troops along the border.", when=on(1995, 1), certainty="denied")
    assert (only(maker).verdict, only(maker).denied) == ("broken", ())
    maker.add(event("ASSAULT", "PER", "ECU"), "Peru did not shell the post.", when=on(1995, 1), certainty="denied")
    assert only(maker).verdict == "disputed"
    maker.add(event("ASSAULT", "ECU", "PER"), "Ecuador bombed a camp.", when=on(1995, 2))
    # Of two breaches one is denied by nobody.
    assert only(maker).verdict == "broken"


def test_belarus_and_poland_what_allies_and_organisations_do_is_not_theirs() -> None:
    maker = Maker(("BLR", "POL"))
    maker.add(laid_down("territory", "BLR POL", "BLR POL"), "They shall respect the border between them.", told=DAY)
    maker.add(event("ASSAULT", "RUS", "POL"), "A Russian rocket fell on a barn.", when=on(2022, 11))
    maker.add(event("COERCE", "NATO", "BLR"), "The alliance closed the sky to Belarusian planes.", when=on(2021, 6))
    maker.add(event("ASSAULT", "BLR", "UKR"), "Belarus let rockets fly at Ukraine.", when=on(2022, 2))
    assert told(maker) == [("territory", "no evidence")]


@pytest.mark.parametrize(("sector", "verdict"), [("REB", "no evidence"), ("CRM", "no evidence"), ("MIL", "broken"), ("GOV", "broken")])
def test_congo_and_rwanda_rebels_break_no_promise_of_their_state(sector: str, verdict: str) -> None:
    maker = Maker(("COD", "RWA"))
    maker.add(laid_down("nonaggression", "COD RWA", "COD RWA", force="must_not"), "Neither will attack the other.", told=DAY)
    maker.add(by_sector("ASSAULT", "COD", sector, "RWA"), "Men with guns crossed the river and burned a village.", when=on(2012, 8))
    assert told(maker) == [("nonaggression", verdict)]


def alliance() -> Maker:
    maker = Maker(("IRQ", "JOR"))
    words = "If either is attacked by a third state, the other shall help to defend it."
    maker.add(laid_down("defense", "IRQ JOR", "IRQ JOR", trigger="either is attacked by a third state"), words, told=DAY)
    return maker


def test_iraq_and_jordan_an_alliance_waits_for_its_case() -> None:
    maker = alliance()
    maker.add(event("AID", "IRQ", "JOR"), "Iraq lent weapons to its neighbour.", when=on(2001, 1))
    maker.add(event("REJECT", "IRQ", "JOR"), "Iraq refused to send troops to a parade.", when=on(2001, 2))
    assert told(maker) == [("defense", "not triggered")]
    maker.add(event("ASSAULT", "ISR", "JOR"), "Planes struck Jordanian soil.")
    # The record tells of a case, and not when it was.
    assert told(maker) == [("defense", "no evidence")]


def test_iraq_and_jordan_help_after_the_case_keeps_and_its_refusal_is_claimed_to_break() -> None:
    helped, refused = alliance(), alliance()
    for maker in (helped, refused):
        maker.add(event("ASSAULT", "ISR", "JOR"), "Planes struck Jordanian soil.", when=on(2004, 3))
    helped.add(event("AID", "IRQ", "JOR"), "Iraq sent two brigades of soldiers.", when=on(2004, 4))
    assert told(helped) == [("defense", "kept so far")]
    refused.add(event("REJECT", "IRQ", "JOR"), "Iraq refused to send troops.", when=on(2004, 4))
    assert told(refused) == [("defense", "broken")]


def treaty(code: str, acts: str, term: str = "{length: P10Y, renewal: none}") -> tuple[PairTreaty, ...]:
    one, other = code.split()
    text = f"""
id: pair-1990
title: Treaty of Good Neighbourhood
parties: [{one}, {other}]
entry: {{rule: on_signature}}
term: {term}
acts:
  - {{date: "1990-03-01", kind: definitive_signature, source: "signature clause"}}
{acts}"""
    return treaties_between(Register({"pair-1990": read_instrument(text, "test")}), one, other, ON)


def visit(maker: Maker, when: When) -> None:
    maker.add(event("CONSULT", "LAO THA", "LAO THA"), f"Their ministers met ({when.words}).", when=when, told=dt.date(2010, 1, 1))


def test_laos_and_thailand_a_treaty_that_ended_is_kept_by_deeds_of_its_days_alone() -> None:
    treaties = treaty("LAO THA", "")
    maker = Maker(("LAO", "THA"))
    maker.add(laid_down("contact", "LAO THA", "LAO THA", text="the treaty"), "Their ministers shall meet.", told=dt.date(1995, 1, 1))
    visit(maker, exactly(2000, 3, 1))
    visit(maker, on(2003, 5))
    assert told(maker, treaties) == [("contact", "no evidence")]
    visit(maker, exactly(2000, 2, 29))
    assert told(maker, treaties) == [("contact", "kept")]


def test_laos_and_thailand_a_suspended_treaty_is_not_kept_meanwhile() -> None:
    acts = """  - {date: "1992-01-01", kind: suspension, party: LAO, source: "a note"}
  - {date: "1994-01-01", kind: resumption, party: LAO, source: "a note"}
"""
    treaties = treaty("LAO THA", acts, "{renewal: none}")
    maker = Maker(("LAO", "THA"))
    maker.add(laid_down("contact", "LAO THA", "LAO THA", text="the treaty"), "Their ministers shall meet.", told=dt.date(1995, 1, 1))
    visit(maker, on(1993, 5))
    assert told(maker, treaties) == [("contact", "no evidence")]
    visit(maker, on(1994, 5))
    assert told(maker, treaties) == [("contact", "kept so far")]


def test_laos_and_thailand_each_thing_of_a_promise_has_its_own_verdict() -> None:
    maker = Maker(("LAO", "THA"))
    words = "They shall cooperate in trade, education, sport and research."
    for kind in ("economic", "cultural", "scientific"):
        maker.add(laid_down(kind, "LAO THA", "LAO THA"), words, told=DAY)
    first = maker.facts[0]
    maker.facts = [msgspec.structs.replace(fact, document=first.document) for fact in maker.facts]
    maker.add(event("COOPERATE", "LAO THA", "LAO THA"), "A hundred students went abroad for their education.", when=on(2008))
    entries = ledger(maker.record, (), ON)
    assert [(one.types, one.verdict) for one in entries] == [(("economic", "scientific"), "no evidence"), (("cultural",), "kept so far")]
    assert entries[1].silent == ("trade", "sport", "research")


def test_laos_and_thailand_a_promise_told_again_is_no_deed_that_keeps_it() -> None:
    treaties = treaty("LAO THA", "", "{renewal: none}")
    maker = Maker(("LAO", "THA"))
    sentence = "In the treaty they agreed to settle the border dispute by talks alone."
    maker.add(laid_down("dispute_settlement", "LAO THA", "LAO THA", text="the treaty"), sentence, told=dt.date(1995, 1, 1))
    for claim in (event("AGREE", "LAO THA", "LAO THA"), TreatyAct(instrument="the treaty", parties=("LAO", "THA"), act="signature")):
        fact = maker.add(claim, sentence, when=on(1995, 1), told=dt.date(1995, 1, 1))
        maker.facts[-1] = msgspec.structs.replace(fact, document=maker.facts[0].document)
    assert told(maker, treaties) == [("dispute_settlement", "no evidence")]


def signed_twice() -> tuple[Maker, list[Fact]]:
    maker = Maker(("CHN", "MNG"))
    maker.add(
        laid_down("dispute_settlement", "CHN MNG", "CHN MNG"), "They promised to settle the boundary dispute.", told=dt.date(1955, 1, 1)
    )
    when = exactly(1962, 12, 26)
    signing = TreatyAct(instrument="a treaty", parties=("CHN", "MNG"), act="signature")
    words = (
        "They signed a boundary treaty in Peking.",
        "The boundary treaty was signed by Zhou and Tsedenbal.",
        "China and Mongolia settled the border.",
    )
    claims: tuple[Claim, ...] = (event("AGREE", "CHN MNG", "CHN MNG"), signing, event("AGREE", "MNG CHN"))
    return maker, [maker.add(claim, text, when=when, told=dt.date(1963, 1, 1)) for claim, text in zip(claims, words, strict=True)]


def test_china_and_mongolia_one_signing_told_three_times_is_one_deed() -> None:
    maker, tellings = signed_twice()
    one = only(maker)
    assert (one.verdict, set(one.kept)) == ("kept so far", set(tellings))
    assert len(by_deed(one.kept, deed_numbers(maker.record, one.kept))) == 1


def test_china_and_mongolia_a_promise_of_a_year_binds_for_certain_from_its_end() -> None:
    maker = Maker(("CHN", "MNG"))
    words = "In 1955 both had promised to settle their disputes by peaceful means."
    maker.add(said("CHN", "promised", words, "MNG"), words, when=on(1955), told=dt.date(1970, 1, 1))
    maker.add(event("AGREE", "CHN MNG", "CHN MNG"), "They signed a paper on the border in spring.", when=on(1955, 4))
    (one,) = ledger(maker.record, (), ON)
    assert (one.verdict, len(one.undated), one.promise.since) == ("no evidence", 1, dt.date(1955, 12, 31))
    maker.add(event("AGREE", "CHN MNG", "CHN MNG"), "They signed a treaty on the border.", when=on(1962))
    assert only(maker).verdict == "kept so far"


def test_france_and_russia_a_breach_is_not_told_of_a_third_place() -> None:
    maker = Maker(("FRA", "RUS"))
    maker.add(laid_down("arms_limitation", "FRA RUS", "FRA RUS"), "They shall reduce their armed forces in Europe.", told=DAY)
    maker.add(event("RETREAT", "RUS", "SYR"), "Russia withdrew its forces from Syria.", when=on(2016, 3))
    maker.add(event("AID", "RUS", "SYR"), "Russia armed rebels on an island.", when=on(2016, 3))
    assert told(maker) == [("arms_limitation", "no evidence")]


@pytest.mark.parametrize(
    ("words", "force", "verdict"),
    [
        ("They shall respect the border between them.", "must", "kept so far"),
        ("They shall maintain the status quo on the islands of the border.", "must", "no evidence"),
        ("Neither shall violate the border.", "must_not", "no evidence"),
    ],
)
def test_china_and_russia_an_island_handed_over_keeps_what_it_is_about(words: str, force: Force, verdict: str) -> None:
    maker = Maker(("CHN", "RUS"))
    maker.add(laid_down("territory", "CHN RUS", "CHN RUS", force=force), words, told=DAY)
    maker.add(event("RETREAT", "RUS", "CHN"), "Russia handed over an island on the border.", when=on(2008, 10))
    assert told(maker) == [("territory", verdict)]


def test_china_and_russia_talks_on_the_border_withdraw_no_troops() -> None:
    maker = Maker(("CHN", "RUS"))
    maker.add(laid_down("territory", "RUS", "CHN"), "Russia undertook to withdraw its troops from the border with China.", told=DAY)
    maker.add(event("CONSULT", "RUS", "CHN"), "They held talks on the border.", when=on(2008, 10))
    maker.add(event("AGREE", "RUS CHN", "RUS CHN"), "They signed a protocol on the border.", when=on(2008, 11))
    assert told(maker) == [("territory", "no evidence")]
    maker.add(event("RETREAT", "RUS", "CHN"), "Russia pulled its soldiers back from the border.", when=on(2009, 1))
    assert told(maker) == [("territory", "kept so far")]


def test_armenia_and_azerbaijan_gas_promised_and_supplies_cut_off_are_one_matter() -> None:
    maker = Maker(("ARM", "AZE"))
    words = "Azerbaijan promised to supply gas to Armenia"
    maker.add(said("AZE", "promised", words, "ARM"), words, told=DAY)
    maker.add(event("SANCTION", "AZE", "ARM"), "Azerbaijan closed its market to the fruit of its neighbour.", when=on(2013))
    assert told(maker) == [("economic", "no evidence")]
    maker.add(event("SANCTION", "AZE", "ARM"), "Azerbaijan cut off its supplies.", when=on(2014))
    assert told(maker) == [("economic", "broken")]
