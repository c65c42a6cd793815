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

# Silence for this long, from the notice of the reservation or from the other's own consent, is acceptance (VCLT 20(5)).
SILENCE = Period(months=12)

Effect = Literal["open", "accepted", "objected", "precluded"]


class ReservationEffect(msgspec.Struct, frozen=True):
    """What a reservation does between the state that made it and another.

    `open`: the other may still object until `until`. `accepted`: the provision is modified between the two, both ways. `objected`: the
    provision does not apply between them to the extent of the reservation. `precluded`: the treaty is not in force between them.
    """

    reservation: Act
    effect: Effect
    until: Day | None
    reason: Reason


def reservations_between(instrument: Instrument, one: str, other: str, on: Day) -> tuple[ReservationEffect, ...]:
    """The effect of every reservation that either of two states has made and not withdrawn by a day, towards the other."""
    return tuple(
        _effect(instrument, act, towards, on)
        for maker, towards in ((one, other), (other, one))
        for act in instrument.acts
        if act.kind == "reservation" and person(act.party) == person(maker) and act.day <= on and not _withdrawn(instrument, act, on)
    )


def in_force_between(instrument: Instrument, one: str, other: str, on: Day) -> bool:
    """Whether no objection keeps the treaty from being in force between two states that it binds (VCLT 20(4)(b))."""
    return all(effect.effect != "precluded" for effect in reservations_between(instrument, one, other, on))


def _withdrawn(instrument: Instrument, reservation: Act, on: Day) -> bool:
    """Whether its maker has withdrawn the reservation by a day (VCLT 22)."""
    return any(
        act.kind == "reservation_withdrawal" and person(act.party) == person(reservation.party) and reservation.day <= act.effective <= on
        for act in instrument.acts
    )


def _effect(instrument: Instrument, reservation: Act, towards: str, on: Day) -> ReservationEffect:
    """The effect of one reservation towards one state."""
    ends = SILENCE.after(max(reservation.day, _consented(instrument, towards) or reservation.day))
    for act in instrument.acts:
        if act.kind not in ("objection", "objection_precluding") or person(act.party) != person(towards):
            continue
        if person(act.about) != person(reservation.party) or act.day > on:
            continue
        if act.day > ends:
            continue  # a late objection changes nothing: silence had become acceptance
        if act.kind == "objection_precluding":
            told = f"{towards} objected and holds the treaty not in force with {reservation.party}"
            return ReservationEffect(reservation, "precluded", None, by_act(act, told, "VCLT 20(4)(b)"))
        told = f"{towards} objected: the provision does not apply between the two to the extent of the reservation"
        return ReservationEffect(reservation, "objected", None, by_act(act, told, "VCLT 21(3)"))
    if on < ends:
        told = f"{towards} may object until {ends.isoformat()}"
        return ReservationEffect(reservation, "open", ends, by_act(reservation, told, "VCLT 20(5)"))
    told = f"{towards} was silent for twelve months: accepted, and the provision is modified between the two"
    return ReservationEffect(reservation, "accepted", None, Reason(ends, told, "VCLT 20(5), 21(1)", reservation.source))


def _consented(instrument: Instrument, state: str) -> Day | None:
    """The first day on which a state consented to be bound."""
    return min((act.day for act in instrument.acts if act.kind in CONSENTS and person(act.party) == person(state)), default=None)
