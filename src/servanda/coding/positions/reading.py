"""One stance word of a sentence, with what it is about and who owns it."""

from __future__ import annotations

import msgspec

from servanda.records import Stance
from servanda.vocabulary.stances import StanceWord


class Reading(msgspec.Struct, frozen=True):
    """A stance word with the heads of its target; `holder` is the token of its owner, `clause` the token that negation hangs on.

    `judged` readings belong to whoever speaks ("… is unacceptable"); `flips` counts what turns the stance round.
    A `settled` stance is read with its negation ("there is no alternative to X").
    """

    token: int
    clause: int
    holder: int | None
    targets: tuple[int, ...]
    stance: Stance
    word: StanceWord
    judged: bool = False
    flips: int = 0
    settled: bool = False
