"""Reservations and objections, pair by pair (VCLT 19-23)."""

from __future__ import annotations

from typing import Literal

import msgspec

from servanda.law.acts import CONSENTS, Act
from servanda.law.instruments import Instrument
from servanda.law.periods import Period
from servanda.law.reasons import Reason, by_act
from servanda.law.succession import person
from servanda.moments import Day

# Silence for this long after notice of the reservation is acceptance, and not before the other's own consent (VCLT 20(5)).
SILENCE = Period(months=12)
_OBJECTIONS = ("objection", "objection_precluding")

Effect = Literal["open", "accepted", "objected", "precluded", "without_effect"]


class ReservationEffect(msgspec.Struct, frozen=True):
    """What a reservation does between the state that made it and another.

    `open`: the other may still object until `until`. `accepted`: the provision is modified between the two, both ways. `objected`: the
    provision does not apply between them to the extent of the reservation. `precluded`: the treaty is not in force between them.
    `without_effect`: it changes nothing, being forbidden, not confirmed, or late and opposed.
    """

    reservation: Act
    effect: Effect
    until: Day | None
    reason: Reason


def reservations_between(instrument: Instrument, one: str, other: str, on: Day) -> tuple[ReservationEffect, ...]:
    """The effect of every reservation that either of two states has made and not withdrawn by a day, towards the other.

    A reservation made when signing and confirmed with the consent is told once, as confirmed (VCLT 23(2)).
    """
    return tuple(
        _effect(instrument, act, towards, on)
        for maker, towards in ((one, other), (other, one))
        for act in instrument.acts
        if act.kind == "reservation"
        and person(act.party) == person(maker)
        and act.day <= on
        and not _withdrawn(instrument, act, on)
        and not _repeated(instrument, act, on)
    )


def in_force_between(instrument: Instrument, one: str, other: str, on: Day) -> bool:
    """Whether no objection keeps the treaty from being in force between two states that it binds (VCLT 20(4)(b))."""
    return all(effect.effect != "precluded" for effect in reservations_between(instrument, one, other, on))


def _withdrawn(instrument: Instrument, reservation: Act, on: Day) -> bool:
    """Whether its maker has withdrawn the reservation by a day (VCLT 22(1))."""
    return any(
        act.kind == "reservation_withdrawal" and person(act.party) == person(reservation.party) and reservation.day <= act.effective <= on
        for act in instrument.acts
    )


def _effect(instrument: Instrument, reservation: Act, towards: str, on: Day) -> ReservationEffect:
    """The effect of one reservation towards one state."""
    void = _void(instrument, reservation, on)
    if void is not None:
        return ReservationEffect(reservation, "without_effect", None, void)
    joined = _consented(instrument, towards)
    ends = max(SILENCE.after(reservation.day), joined) if joined is not None and joined <= on else None
    objection, taken_back = _objection(instrument, reservation, towards, ends, on)
    if objection is not None and taken_back is None:
        if objection.kind == "objection_precluding":
            told = f"{towards} objected and holds the treaty not in force with {reservation.party}"
            return ReservationEffect(reservation, "precluded", None, by_act(objection, told, "VCLT 20(4)(b)"))
        told = f"{towards} objected: the provision does not apply between the two to the extent of the reservation"
        return ReservationEffect(reservation, "objected", None, by_act(objection, told, "VCLT 21(3)"))
    if taken_back is not None:
        told = f"{towards} took its objection back: the provision is modified between the two"
        return ReservationEffect(reservation, "accepted", None, by_act(taken_back, told, "VCLT 21(1), 22(2)"))
    if ends is None:
        told = f"{towards} may object until it consents to be bound itself"
        return ReservationEffect(reservation, "open", None, by_act(reservation, told, "VCLT 20(5)"))
    if on <= ends:
        told = f"{towards} may object until {ends.isoformat()}"
        return ReservationEffect(reservation, "open", ends, by_act(reservation, told, "VCLT 20(5)"))
    how = "was silent for twelve months" if ends == SILENCE.after(reservation.day) else "consented to be bound without objecting"
    told = f"{towards} {how}: accepted, and the provision is modified between the two"
    return ReservationEffect(reservation, "accepted", None, Reason(ends, told, "VCLT 20(5), 21(1)", reservation.source))


def _objection(instrument: Instrument, reservation: Act, towards: str, ends: Day | None, on: Day) -> tuple[Act | None, Act | None]:
    """The objection of one state in time, and the act that took it back by a day (VCLT 22(2)); one that came late changes nothing."""
    about = [
        act
        for act in instrument.acts
        if person(act.party) == person(towards) and person(act.about) == person(reservation.party) and act.day <= on
    ]
    begun = min(act.day for act in _same(instrument, reservation))
    made = next((act for act in about if act.kind in _OBJECTIONS and begun <= act.day and (ends is None or act.day <= ends)), None)
    back = [act for act in about if made is not None and act.kind == "objection_withdrawal" and made.day <= act.effective <= on]
    return made, next(iter(back), None)


def _void(instrument: Instrument, reservation: Act, on: Day) -> Reason | None:
    """Why a reservation changes nothing, where that is so; whether its maker is bound without it is another question."""
    if instrument.reservations == "forbidden":
        return by_act(reservation, f"{reservation.party} made a reservation, which the treaty forbids", "VCLT 19(a)")
    before = _consented(instrument, str(reservation.party))
    if before is None:
        return None
    if reservation.day < before <= on and instrument.acts_complete:
        told = f"{reservation.party} made its reservation when signing and did not confirm it with its consent"
        return Reason(before, told, "VCLT 23(2)", reservation.source)
    again = any(
        act.kind in CONSENTS and act.day == reservation.day and person(act.party) == person(reservation.party) for act in instrument.acts
    )
    if before < reservation.day and not again:
        last = SILENCE.after(reservation.day)
        for act in instrument.acts:
            against = act.kind in _OBJECTIONS and person(act.about) == person(reservation.party)
            if against and reservation.day <= act.day <= min(last, on):
                told = f"{reservation.party} made its reservation after its consent, and {act.party} opposed it"
                return by_act(act, told, "VCLT 2(1)(d), 19")
    return None


def _repeated(instrument: Instrument, reservation: Act, on: Day) -> bool:
    """Whether the same reservation was made again by a day, when its maker expressed its consent."""
    return any(reservation.day < act.day <= on for act in _same(instrument, reservation))


def _same(instrument: Instrument, reservation: Act) -> list[Act]:
    """A reservation and its repetitions: by the same state, in the same words where the record keeps them."""
    return [
        act
        for act in instrument.acts
        if act.kind == "reservation"
        and person(act.party) == person(reservation.party)
        and (act.words is None or reservation.words is None or act.words == reservation.words)
    ]


def _consented(instrument: Instrument, state: str) -> Day | None:
    """The first day on which a state consented to be bound."""
    return min((act.day for act in instrument.acts if act.kind in CONSENTS and person(act.party) == person(state)), default=None)
