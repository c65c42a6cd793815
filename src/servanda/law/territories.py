"""To which territories of a party a treaty extends (VCLT 29)."""

from __future__ import annotations

from servanda.law.instrument_life import lives
from servanda.law.instruments import Instrument
from servanda.law.reasons import PartyStatus, Reason, by_act
from servanda.law.succession import person
from servanda.moments import Day


def territory_status(instrument: Instrument, state: str, territory: str, on: Day) -> PartyStatus:
    """How a treaty stands for one territory of a state on a day.

    A treaty binds a party for all of its territory unless it says otherwise; a declaration may exclude a territory, and a later one
    extend the treaty to it. The last declaration by the day decides.
    """
    code = person(state) or state
    life = lives(instrument).parties.get(code)
    word = life.word(on) if life else "not_a_party"
    since, until = life.stretch(on) if life else (None, None)
    declared = [
        act
        for act in instrument.acts
        if act.kind in ("territorial_extension", "territorial_exclusion")
        and (act.territory or "").casefold() == territory.casefold()
        and person(act.party) == code
        and act.effective <= on
    ]
    if not declared:
        told = f"{state} made no declaration on {territory}: the treaty holds for all of its territory"
        return PartyStatus(word, since, until, (Reason(since, told, "VCLT 29", instrument.id),))
    last = max(declared, key=lambda act: act.effective)
    reason = by_act(last, last.described(), "VCLT 29")
    if last.kind == "territorial_exclusion":
        return PartyStatus("not_a_party", last.effective, None, (reason,))
    return PartyStatus(word, max(since, last.effective) if since else last.effective, until, (reason,))
