"""What a sentence promises, and which deeds and denials count for it: little records of Chad and Togo and of other pairs."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from pair_building import ON, Maker, event, on

from servanda.analysis.ledger import Entry, ledger
from servanda.analysis.promises import promises
from servanda.records import Actor, Event, Force, Provision, Speaker, Statement

DAY = dt.date(1999, 7, 1)
BOTH = ("TCD", "TGO")


def owed(kind: str, force: Force = "must", bearers: tuple[str, ...] = BOTH, trigger: str | None = None) -> Provision:
    return Provision(instrument=None, article=None, bearers=bearers, toward=BOTH, force=force, type=kind, trigger=trigger)


def pledged(speaker: str, cue: str, content: str, audience: str) -> Statement:
    heard = (Actor(audience, "GOV", audience),)
    return Statement(speakers=(Speaker(speaker, "GOV", None, speaker),), audience=heard, cue=cue, content=content, direct=False)


def one_sentence(maker: Maker, words: str, *claims: Provision) -> None:
    """Several claims that rest on one sentence, the surest first."""
    first = maker.add(claims[0], words, told=DAY)
    for number, claim in enumerate(claims[1:], 1):
        again = msgspec.structs.replace(first, id=f"{first.id}-{number}", claim=claim, confidence=first.confidence - number / 10)
        maker.facts.append(again)


def told(maker: Maker) -> dict[str, str]:
    return {kind: one.verdict for one in ledger(maker.record, (), ON) for kind in one.types}


def of(maker: Maker, kind: str) -> Entry:
    return next(one for one in ledger(maker.record, (), ON) if kind in one.types)


def test_a_sentence_that_declares_one_thing_and_obliges_to_another_is_a_promise_of_that() -> None:
    maker = Maker()
    words = "Both undertook to consult each other at once should a third country threaten either of them."
    case = "a third country threaten either of them"
    one_sentence(maker, words, owed("third_party", "declares"), owed("consultation", trigger=case))
    assert told(maker) == {"consultation": "not triggered"}


def test_a_sentence_that_forbids_and_commands_has_both_lines() -> None:
    maker = Maker()
    one_sentence(maker, "Neither shall attack the other; both shall meet every year.", owed("nonaggression", "must_not"), owed("contact"))
    maker.add(event("CONSULT", "TCD TGO"), "Their foreign ministers met.", when=on(2005))
    assert told(maker) == {"nonaggression": "no evidence", "contact": "kept so far"}


def test_the_same_words_of_bearers_in_another_order_are_one_promise() -> None:
    maker = Maker()
    words = "The two sides shall meet every year."
    maker.add(owed("contact"), words, told=DAY)
    maker.add(owed("contact", bearers=("TGO", "TCD")), words, told=DAY)
    (one,) = promises(maker.record, ())
    assert len(one.facts) == 2


ATTACK = "Soldiers of Chad attacked the village of Aneho on the coast."


@pytest.mark.parametrize(
    ("denial", "verdict"),
    [
        ("Chad denied any part in the bombing of a coast hotel in Togo.", "broken"),
        ("Chad denied any part in a raid.", "broken"),
        ("Chad denied any role in Aneho, where a village was burnt.", "broken"),
        ("Chad rejected the accusation that its soldiers attacked the village of Aneho.", "disputed"),
        ("Chad denied any part in what happened to the village of Aneho on the coast.", "disputed"),
    ],
)
def test_a_denial_disputes_the_deed_that_it_speaks_of(denial: str, verdict: str) -> None:
    maker = Maker()
    maker.add(owed("nonaggression", "must_not"), "Neither shall attack the other.", told=DAY)
    maker.add(event("ASSAULT", "TCD", "TGO"), ATTACK, when=on(2005, 5), told=dt.date(2005, 5, 6))
    maker.add(event("REJECT", "TCD", "TGO"), denial, told=dt.date(2005, 7, 20))
    assert told(maker) == {"nonaggression": verdict}


@pytest.mark.parametrize("kind", ["SUPPORT", "AGREE"])
def test_to_sign_a_declaration_on_a_matter_keeps_no_promise_of_it(kind: str) -> None:
    maker = Maker(("NER", "TCD"))
    bearers = ("NER", "TCD")
    for type_of, words in (
        ("recognition", "Each shall recognise the other."),
        ("non_interference", "Neither shall meddle with the other."),
    ):
        claim = Provision(instrument=None, article=None, bearers=bearers, toward=bearers, force="must", type=type_of, trigger=None)
        maker.add(claim, words, told=DAY)
    signed = "Chad and Niger signed a declaration on sovereignty and territorial integrity on 2 July 2001."
    maker.add(event(kind, "TCD NER", "TCD NER"), signed, when=on(2001, 7))  # type: ignore[arg-type] # an event type
    assert told(maker) == {"recognition": "no evidence", "non_interference": "no evidence"}
    for own, other in (bearers, bearers[::-1]):
        words = f"{own} backed the territorial integrity and sovereignty of {other} before the assembly."
        maker.add(event("SUPPORT", own, other), words, when=on(2003))
    assert told(maker) == {"recognition": "kept so far", "non_interference": "kept so far"}


def test_to_promise_once_more_keeps_nothing() -> None:
    maker = Maker()
    maker.add(owed("economic"), "Both shall widen their trade in cotton.", told=DAY)
    again = "The two agreed to widen the trade in cotton by contracts."
    maker.add(event("AGREE", "TCD TGO"), again, when=on(2004), told=dt.date(2004, 12, 31))
    assert set(told(maker).values()) == {"no evidence"}
    maker.add(event("COOPERATE", "TCD TGO"), "Traders of both opened the market for cotton exports.", when=on(2006))
    assert told(maker)["economic"] == "kept so far"


def test_what_stands_around_a_pledge_is_not_pledged() -> None:
    maker = Maker(("BWA", "NAM"))
    content = "not to send troops to the islet that Namibia claims"
    words = f"Botswana pledged in Gaborone on Monday {content}."
    maker.add(pledged("BWA", "pledged", content, "NAM"), words, told=DAY)
    assert {claim.force for one in promises(maker.record, ()) for claim in one.claims} == {"must_not"}
    # A ban binds nobody to work together.
    assert told(maker) == {}


def test_who_pledges_where_is_not_what_is_pledged() -> None:
    maker = Maker(("BWA", "NAM"))
    content = "to withdraw its troops from the island"
    words = f"After a visit to the court for extradition, Botswana pledged in Gaborone {content}."
    maker.add(pledged("BWA", "pledged", content, "NAM"), words, told=DAY)
    (one,) = promises(maker.record, ())
    assert "legal_cooperation" not in one.types
    assert one.provision.force == "must"


def test_a_condition_before_an_agreement_is_its_case() -> None:
    maker = Maker()
    words = "In the event of an attack by a third state, the two agreed to come to each other's aid."
    sides = tuple(Actor(code, "GOV", code) for code in BOTH)
    agreed: Event = msgspec.structs.replace(event("AGREE", "TCD TGO"), sources=sides)
    maker.add(agreed, words, told=DAY)
    (one,) = promises(maker.record, ())
    assert one.claim("defense").trigger == "an attack by a third state"


@pytest.mark.parametrize(
    ("kind", "force", "deed", "words"),
    [
        ("territory", "must_not", "COERCE", "Togolese police arrested two traders from Chad in Lome."),
        ("nonaggression", "must_not", "THREATEN", "Togo threatened to recall its ambassador."),
        ("contact", "must", "REJECT", "Togo refused to suspend the talks."),
        ("recognition", "must", "REJECT", "Togo rejected a demand of some deputies to deny the sovereignty of Chad."),
        ("economic", "must", "SANCTION", "Togo suspended the tariff on gas."),
    ],
)
def test_what_is_no_force_or_no_refusal_or_a_relief_breaks_nothing(kind: str, force: Force, deed: str, words: str) -> None:
    maker = Maker()
    maker.add(owed(kind, force), "Neither shall violate the border; they shall trade in gas.", told=DAY)
    maker.add(event(deed, "TGO", "TCD"), words, when=on(2005))  # type: ignore[arg-type] # an event type
    assert told(maker) == {kind: "no evidence"}


def test_what_both_owe_is_kept_only_where_each_has_acted() -> None:
    maker = Maker()
    maker.add(owed("arms_limitation"), "Both sides shall reduce their troops.", told=DAY)
    maker.add(event("RETREAT", "TCD", "TGO"), "Chad reduced its troops by a third.", when=on(2005))
    one = of(maker, "arms_limitation")
    assert (one.verdict, one.alone, len(one.kept)) == ("no evidence", "TCD", 1)
    maker.add(event("RETREAT", "TGO", "TCD"), "Togo reduced its troops by half.", when=on(2006))
    one = of(maker, "arms_limitation")
    assert (one.verdict, one.alone, len(one.kept)) == ("kept so far", None, 2)


def test_a_promise_that_one_has_given_is_kept_by_its_deed_alone() -> None:
    maker = Maker()
    maker.add(owed("arms_limitation", bearers=("TCD",)), "Chad shall reduce its troops.", told=DAY)
    maker.add(event("RETREAT", "TCD", "TGO"), "Chad reduced its troops by a third.", when=on(2005))
    assert told(maker) == {"arms_limitation": "kept so far"}


def test_land_handed_over_settles_the_dispute_of_both() -> None:
    maker = Maker()
    maker.add(owed("dispute_settlement"), "They shall settle their disputes by peaceful means alone.", told=DAY)
    maker.add(event("RETREAT", "TCD", "TGO"), "Chad handed a disputed island over.", when=on(2005))
    assert told(maker) == {"dispute_settlement": "kept so far"}
