"""Example sentences for dates, and the check that the date grammar reads each of them so."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from servanda.dating import Anchor, DateMention, find_dates
from servanda.moments import Moment
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class DateExample(TableRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence, the words in it that make a date, and the days between which that date lies.

    `words` is None where the sentence has no date of any event; `published` and `context` are what relative words count from.
    """

    text: str
    words: str | None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    held: bool = False
    published: Moment | None = None
    context: Moment | None = None
    order: Literal["mdy", "dmy"] | None = None
    narrative: bool = False

    def found(self) -> tuple[DateMention, ...]:
        """The dates that the grammar finds in the sentence."""
        return find_dates(self.text, Anchor(self.published, self.context, self.order, self.narrative))

    def problem(self) -> str | None:
        """What the grammar makes of the sentence where it differs from the row, in words; else None."""
        mentions = self.found()
        if self.words is None:
            return f"reads {[mention.words for mention in mentions]} as dates" if mentions else None
        mention = next((one for one in mentions if one.words == self.words), None)
        if mention is None:
            return f"does not find {self.words!r}, but {[one.words for one in mentions]}"
        got = _told(mention.earliest, mention.latest, held=mention.held)
        wanted = _told(self.earliest, self.latest, held=self.held)
        return None if got == wanted else f"{self.words!r} comes to {got}, not {wanted}"


def date_examples() -> tuple[DateExample, ...]:
    """The rows as written; VocabularyError names every row that is not readable."""
    return read_yaml(data_file("dates.yml"), DateExample)


def check_dates() -> list[str]:
    """Every example sentence that the date grammar reads otherwise, one line each; empty where all agree."""
    return [f"{row.place}: {row.text!r}: {problem}" for row in date_examples() if (problem := row.problem())]


def _told(earliest: dt.date | None, latest: dt.date | None, *, held: bool) -> str:
    return f"{earliest or '(open)'} to {latest or '(open)'}{', held' if held else ''}"
