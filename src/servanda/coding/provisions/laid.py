"""What an instrument lays down, before it is a fact."""

from __future__ import annotations

import msgspec

from servanda.records import Certainty, Force


class Laid(msgspec.Struct, frozen=True, kw_only=True):
    """One thing laid down: `sentence` and `place` are the evidence and the clause in the document."""

    instrument: str | None
    article: str | None
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    force: Force
    type: str
    trigger: str | None
    rule: str
    sentence: tuple[int, int]
    place: tuple[int, int]
    by_article: bool
    certainty: Certainty | None = None
