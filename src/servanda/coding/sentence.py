"""One sentence of a document, and what was found in it before any coder looked."""

from __future__ import annotations

from servanda.coding.mentions import Mention
from servanda.coding.parsing import NORMAL, Parse
from servanda.dating import DateMention


class Sentence:
    """One sentence: offsets in the document, words as the parser saw them, and what was found in it.

    `cues` names the coders that find a word of theirs in it; `parse` is None where none asked for one.
    """

    __slots__ = ("cues", "dates", "end", "index", "mentions", "parse", "plain", "start")

    def __init__(self, index: int, start: int, end: int, text: str) -> None:
        self.index, self.start, self.end = index, start, end
        self.plain = text[start:end].translate(NORMAL)
        self.mentions: list[Mention] = []
        self.dates: tuple[DateMention, ...] = ()
        self.cues: frozenset[str] = frozenset()
        self.parse: Parse | None = None

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The mention that overlaps a stretch; the longest where several do."""
        found = [m for m in self.mentions if m.start < end and start < m.end]
        return max(found, key=lambda m: m.end - m.start) if found else None
