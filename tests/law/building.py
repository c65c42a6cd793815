"""Small builders: an instrument in a few words."""

from typing import Any

from servanda.law import Act, Instrument
from servanda.moments import Moment


def act(kind: str, day: str, party: str | None = None, **more: Any) -> Act:
    if "effect" in more:
        more["effect"] = Moment.parse(more["effect"])
    return Act(kind=kind, done=Moment.parse(day), party=party, source="made up", **more)  # type: ignore[arg-type]


def pair(*acts: Act, **more: Any) -> Instrument:
    return Instrument(id="pair", title="A treaty between two", parties=("FRA", "ITA"), acts=acts, **more)


def many(*acts: Act, **more: Any) -> Instrument:
    return Instrument(id="many", title="A treaty of many", open=True, acts=acts, **more)
