"""What the letters in a status table mean: the head of each column tells it, and a table of actions names them in words."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from servanda.law.acts import ActKind
from servanda.moments import Moment

# The words of heads and of tables of actions, the longer ones first.
_KINDS: tuple[tuple[str, ActKind], ...] = (
    ("succession to signature", "signature"),
    ("definitive signature", "definitive_signature"),
    ("provisional application", "provisional_application"),
    ("withdrawal of reservation", "reservation_withdrawal"),
    ("formal confirmation", "ratification"),
    ("consent to be bound", "ratification"),
    ("participation", "accession"),
    ("ratification", "ratification"),
    ("acceptance", "acceptance"),
    ("approval", "approval"),
    ("accession", "accession"),
    ("adherence", "accession"),
    ("succession", "succession"),
    ("denunciation", "withdrawal_notice"),
    ("withdrawal", "withdrawal_notice"),
    ("territorial application", "territorial_extension"),
    ("notification", "notification"),
    ("signature", "signature"),
    ("objection", "objection"),
    ("reservation", "reservation"),
    ("declaration", "declaration"),
)
# Letters that mean the same on every page, for tables whose heads do not tell them.
LETTERS: dict[str, ActKind] = {
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive_signature",
    "c": "ratification",
    "n": "provisional_application",
    "P": "provisional_application",
}
_LETTERED = re.compile(r"(?P<words>[^(),]+)\(\s*(?P<letter>[A-Za-z*]{1,2})\s*\)")


class Column(msgspec.Struct, frozen=True):
    """What a column holds: the act of a date without a letter (None where the column holds none), and of each letter."""

    plain: ActKind | None
    letters: dict[str, ActKind]

    def kind(self, letter: str) -> ActKind | None:
        """The act of a date with a letter; "" where none stands with it."""
        if not letter:
            return self.plain
        return self.letters.get(letter) or LETTERS.get(letter)


def column(head: str) -> Column:
    """Read the head of a column: "Signature", or "Ratification, Acceptance(A), Accession(a)"."""
    letters = {hit["letter"]: kind for hit in _LETTERED.finditer(head) if (kind := kind_in(hit["words"]))}
    rest = _LETTERED.sub(" ", head)
    dated = re.search(r"\bdate\b", rest, re.IGNORECASE)
    # Some heads name only acts with letters; a date without one is then the first of them.
    plain = kind_in(rest) or next(iter(letters.values()), None) or ("ratification" if dated or not head.strip() else None)
    return Column(plain, letters)


def kind_in(words: str) -> ActKind | None:
    """The act that words name, None where they name none."""
    lowered = " ".join(words.lower().split())
    return next((kind for name, kind in _KINDS if name in lowered), None)


def day_in(words: str) -> Moment | None:
    """A date as tables of actions write it, day/month/year or 5 May 1999's figures with dashes; None where there is none."""
    hit = re.search(r"\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:18|19|20)\d\d)\b", words)
    try:
        day = dt.date(int(hit[3]), int(hit[2]), int(hit[1])) if hit else None
    except ValueError:
        return None
    return Moment(day, day) if day else None
