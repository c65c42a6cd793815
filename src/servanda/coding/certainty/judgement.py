"""What a text makes of an act, and the order of claims from the weakest."""

from __future__ import annotations

import msgspec

from servanda.records import Certainty


class Judgement(msgspec.Struct, frozen=True):
    """What a text makes of an act, and the word that decides it.

    `aim`: only wished, asked for, weighed or named as a purpose. `refused`: told as what will not be done.
    `supposed`: the condition of something else, whatever its own negation.
    """

    certainty: Certainty
    why: str | None = None
    aim: bool = False
    refused: bool = False
    supposed: bool = False


ACTUAL = Judgement("actual")
# The act is there, whatever is said further up of its end.
GOING_ON = Judgement("actual", "going on")
# The weakest claim on the way from the act to the root holds; `actual` says nothing against another.
ORDER: tuple[Certainty, ...] = ("denied", "conditional", "possible", "expected", "planned", "actual")
