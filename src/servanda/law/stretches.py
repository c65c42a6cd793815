"""The whole life of an instrument as stretches of one status each, for questions about many days at once."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from servanda.law.instrument_life import lives
from servanda.law.instruments import Instrument
from servanda.moments import Day


class Stretch(msgspec.Struct, frozen=True):
    """A status word (those of `status`) from a day to the first day after it, None without end."""

    word: str
    since: Day
    until: Day | None

    @property
    def binds(self) -> bool:
        """Whether the parties must keep the instrument in it: in force and not suspended, or applied provisionally (VCLT 25, 26, 72)."""
        return (self.word.startswith("in_force") and "suspended" not in self.word) or self.word == "provisionally_applied"

    @property
    def doubtful(self) -> bool:
        """Whether nobody can tell from the record if it binds in it."""
        return self.word in ("unknown", "contested")


def stretches(instrument: Instrument, related: Mapping[str, Instrument] | None = None) -> tuple[Stretch, ...]:
    """Lay out the status of an instrument from its first act on; `related` holds the instruments that may supersede it, by id."""
    life = lives(instrument, related).whole
    turns = life.turns()
    found: list[Stretch] = []
    for since, until in zip(turns, [*turns[1:], None], strict=True):
        word = life.word(since)
        if found and found[-1].word == word:
            since = found.pop().since  # noqa: PLW2901 # the same status goes on over a turn that changes nothing
        found.append(Stretch(word, since, until))
    return tuple(found)
