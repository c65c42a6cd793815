"""What counts as keeping, breaking or setting off a promise: the lists `data/ledger.yml` and `data/ledger_words.yml`, and their examples run."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from servanda.records import EventType, Force
from servanda.vocabulary.provision_types import force_of
from servanda.vocabulary.provision_types import types as provision_types
from servanda.vocabulary.tables import TableRow, data_file, read_yaml
from servanda.vocabulary.word_patterns import compile_words, fits

Signals = Literal["kept", "broken", "triggered"]
SIGNALS: tuple[Signals, ...] = ("kept", "broken", "triggered")

# Types of deeds that lay a burden on another.
_BURDENS = frozenset({"SANCTION", "COERCE"})


class Signal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of deed that speaks for one of the three."""

    types: tuple[EventType, ...]
    by: Literal["bearer", "both", "either", "partner", "outsider", "anyone"]
    to: Literal["partner", "partner_or_nobody", "bearer", "outsider", "anyone"]
    words: str | None = None
    without: str | None = None
    asked: str | None = None
    unasked: str | None = None
    forces: tuple[Force, ...] = ()

    def speaks_for(self, promise: str, force: Force) -> bool:
        """Whether it is a signal for a promise in these words and of this force."""
        if self.forces and force not in self.forces:
            return False
        return (self.asked is None or fits(self.asked, promise)) and not (self.unasked and fits(self.unasked, promise))

    def worded(self, words: str) -> bool:
        """Whether a deed told in these words is meant; to refuse to undo something refuses nothing, and to lift a burden lays none."""
        if ("REJECT" in self.types and fits(ledger_words()["undoing_refused"].words, words)) or (
            not _BURDENS.isdisjoint(self.types) and fits(ledger_words()["relief"].words, words)
        ):
            return False
        return (self.words is None or fits(self.words, words)) and not (self.without and fits(self.without, words))


class FigureSignal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure whose series speaks for promises with the words `asked` and without others."""

    measure: str
    asked: str
    without: str


class LedgerWords(TableRow, frozen=True, kw_only=True):
    """Words by which the ledger knows something, whatever the type of promise."""

    id: Literal["undertaking", "signing", "undoing_refused", "relief", "denial"]
    words: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class LedgerRow(TableRow, frozen=True, kw_only=True):
    """A type of provision with the deeds that count."""

    type: str
    duty: str
    forces: tuple[Force, ...]
    shared: bool = False
    kept: tuple[Signal, ...]
    broken: tuple[Signal, ...]
    triggered: tuple[Signal, ...]
    figures: tuple[FigureSignal, ...] = ()
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]

    def speaks(self, signals: Signals, deed: Deed) -> bool:
        """Whether a deed counts as one of these signals."""
        return any(one.worded(deed.words) for one in self.acting(signals, deed))

    def acting(self, signals: Signals, deed: Deed) -> tuple[Signal, ...]:
        """Those of these signals that a deed is by its kind and by who acts on whom, whatever its words."""
        rows: tuple[Signal, ...] = getattr(self, signals)
        return tuple(one for one in rows if deed.type in one.types and _acts(one, deed))

    def asked_by(self, promise: str, force: Force) -> LedgerRow:
        """The row with those signals alone that speak for a promise in these words and of this force."""
        own = {name: tuple(one for one in getattr(self, name) if one.speaks_for(promise, force)) for name in SIGNALS}
        return self if all(own[name] == getattr(self, name) for name in SIGNALS) else msgspec.structs.replace(self, **own)

    def settled_by(self, kind: str, words: str) -> bool:
        """Whether a deed of one keeps the promise of each, since it settles what is between them."""
        return any(one.by == "either" and kind in one.types and one.worded(words) for one in self.kept)

    def measures(self, promise: str) -> tuple[str, ...]:
        """The measures that speak for a promise in such words."""
        return tuple(one.measure for one in self.figures if fits(one.asked, promise) and not fits(one.without, promise))


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the ledger sees it: codes of those who act and of those acted upon, and who owes the promise to whom."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    words: str


def _acts(signal: Signal, deed: Deed) -> bool:
    """Whether the right ones act, on the right ones."""
    bearing = [code for code in deed.sources if code in deed.bearers]
    owed = {*deed.toward, *deed.bearers}
    # Who owes nothing to the two and is owed nothing by them: the partner of a promise that only one has given is no outsider.
    outside = [code for code in deed.sources if code not in owed]
    partnered = [code for code in deed.sources if code in deed.toward]
    by = {
        "bearer": bool(bearing),
        "both": bool(bearing),
        "either": bool(bearing),
        "partner": bool(partnered),
        "outsider": bool(outside) and len(outside) == len(deed.sources),
        "anyone": True,
    }[signal.by]
    acting = partnered if signal.by == "partner" else deed.sources
    partner = any(source != target and target in owed for source in bearing for target in deed.targets)
    to = {
        "partner": partner,
        "partner_or_nobody": partner or not deed.targets,
        "bearer": any(target in deed.bearers and target != source for source in acting for target in deed.targets),
        "outsider": any(target not in owed for target in deed.targets),
        "anyone": True,
    }[signal.to]
    # Whether each of those who owe it has acted is asked of all deeds together, by the ledger.
    if signal.by in ("both", "either") and signal.to == "partner" and not to:
        # Two who act together without an object of their act ("they signed a contract") act on each other.
        to = len(owed.intersection(deed.sources)) > 1 and not deed.targets
    return by and to


@functools.cache
def load_ledger() -> dict[str, LedgerRow]:
    """The rows by type of provision; read once."""
    return {row.type: row for row in read_yaml(data_file("ledger.yml"), LedgerRow)}


@functools.cache
def ledger_words() -> dict[str, LedgerWords]:
    """The words of `ledger_words.yml` by id; read once."""
    return {row.id: row for row in read_yaml(data_file("ledger_words.yml"), LedgerWords)}


def undertakes(words: str) -> bool:
    """Whether a state binds itself in these words."""
    return undertaking_at(words) is not None


def undertaking_at(words: str) -> int | None:
    """Where the words begin by which a state binds itself; None where it does not."""
    hit = compile_words(ledger_words()["undertaking"].words).search(words)
    return hit.start() if hit else None


def signs(words: str) -> bool:
    """Whether these words tell that a paper was signed or concluded: that is to agree, whatever is signed."""
    return fits(ledger_words()["signing"].words, words)


def denies_all(words: str) -> bool:
    """Whether these words deny whatever was said against one, without repeating it."""
    return fits(ledger_words()["denial"].words, words)


def denied_matter(words: str) -> str:
    """What a denial denies: the words after those that deny; all of them where none do."""
    hit = compile_words(ledger_words()["denial"].words).search(words)
    return words[hit.end() :] if hit else words


_EXAMPLE = re.compile(
    r"(?P<signals>kept|broken|triggered): (?P<source>[ABX]+) (?P<type>[A-Z]+) (?P<target>[ABX]*): (?P<words>.+?)(?: <- (?P<promise>.+))?"
)


def check_ledger() -> list[str]:
    """Everything that is wrong with the list: unknown types, patterns that cannot be read, examples that come out otherwise."""
    known = {row.type for row in provision_types()}
    problems: list[str] = []
    for row in load_ledger().values():
        if row.type not in known:
            problems.append(f"{row.place}: unknown type of provision {row.type!r}")
        problems += [f"{row.place}: the pattern {pattern!r} cannot be read" for pattern in _unreadable(row)]
        if not row.examples or not row.not_examples:
            problems.append(f"{row.place}: a row needs examples and not_examples")
        for text, wanted in [*((one, True) for one in row.examples), *((one, False) for one in row.not_examples)]:
            match = _EXAMPLE.fullmatch(text)
            if match is None:
                problems.append(f"{row.place}: not of the form `kept: A CONSULT B: words`: {text!r}")
            elif _asked(row, match).speaks(match["signals"], example_deed(match)) != wanted:  # type: ignore[arg-type] # the pattern allows only these
                problems.append(f"{row.place}: {text!r} should {'count' if wanted else 'not count'}")
    for said in ledger_words().values():
        for text, wanted in [*((one, True) for one in said.examples), *((one, False) for one in said.not_examples)]:
            if fits(said.words, text) != wanted:
                problems.append(f"{said.place}: {text!r} should {'fit' if wanted else 'not fit'} {said.words!r}")
    return problems


def _asked(row: LedgerRow, match: re.Match[str]) -> LedgerRow:
    """The row as it stands for the promise that an example names, if it names one."""
    return row.asked_by(match["promise"], force_of(match["promise"])) if match["promise"] else row


def example_deed(match: re.Match[str]) -> Deed:
    """The deed that an example tells; A and B owe each other the promise."""
    return Deed(
        type=match["type"],
        sources=tuple(match["source"]),
        targets=tuple(match["target"]),
        bearers=("A", "B"),
        toward=("A", "B"),
        words=match["words"],
    )


def _unreadable(row: LedgerRow) -> Iterator[str]:
    for signal in (*row.kept, *row.broken, *row.triggered):
        for pattern in (signal.words, signal.without, signal.asked, signal.unasked):
            try:
                compile_words(pattern or "")
            except re.error:
                yield pattern or ""
    for measured in row.figures:
        for pattern in (measured.asked, measured.without):
            try:
                compile_words(pattern)
            except re.error:
                yield pattern
