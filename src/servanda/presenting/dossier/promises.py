"""The treaties between the two, what they lay down, and the ledger of promises and deeds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from servanda.analysis.ledger import Entry, accusers, ledger
from servanda.analysis.one_deed import by_deed, deed_numbers
from servanda.analysis.pair_treaties import PairTreaty
from servanda.analysis.promises import Promise
from servanda.law.explain import meaning
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.placing import provision_subjects
from servanda.presenting.dossier.views import LedgerRow, ProvisionGroup, ProvisionRow, Treaty
from servanda.presenting.dossier.wording import condition_in_words, day_in_words, listed, name_of, plain_law, status_words
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Fact, Provision
from servanda.vocabulary.ledger import load_ledger

TONES = {
    "kept": "good", "kept so far": "good", "broken": "bad", "disputed": "doubt", "not triggered": "plain", "no evidence": "plain",
}  # fmt: skip
# From the gravest down: what a reader must not miss comes first in the summary.
VERDICTS = ("broken", "disputed", "kept", "kept so far", "not triggered", "no evidence")
EVIDENCE = ("kept", "broken", "denied", "triggered")


def treaty_views(context: Context) -> tuple[Treaty, ...]:
    """Each treaty with its status on the day and how it follows."""
    return tuple(_treaty(one, index) for index, one in enumerate(context.treaties, 1))


def _treaty(treaty: PairTreaty, index: int) -> Treaty:
    report, instrument = treaty.report, treaty.instrument
    signed = instrument.signed()
    steps = tuple(
        (day_in_words(step.date) if step.date else say("plain.no_date"), plain_law(step.what), f"{step.rule}; {step.source}")
        for step in report.reasons
    )
    return Treaty(
        anchor=f"treaty-{index}",
        title=report.title,
        status=status_words(report.status),
        tone="good" if report.status.startswith("in_force") else "doubt" if report.status == "contested" else "plain",
        meaning=meaning(report.status),
        since=_bounds(report.since_earliest, report.since),
        until=_bounds(report.until_earliest, report.until),
        signed=day_in_words(signed) if signed else "",
        steps=steps,
        ahead=tuple((day_in_words(one.date), plain_law(one.what)) for one in report.next),
        claims=tuple((name_of(claim.by), claim.says, claim.source) for claim in report.claims),
        notes=instrument.notes,
    )


def _bounds(earliest: dt.date | None, day: dt.date | None) -> str:
    """A day, or the two between which it lies; nothing where none is known."""
    if day is None:
        return ""
    return say("plain.range", first=day_in_words(earliest), last=day_in_words(day)) if earliest else day_in_words(day)


def provision_groups(context: Context) -> tuple[ProvisionGroup, ...]:
    """Every provision on record: those of a text with articles in its order, those told elsewhere by date."""
    groups: dict[str, list[ProvisionRow]] = {}
    for number, promise in enumerate(context.promised, 1):
        provision = promise.provision
        where = context.record.documents[promise.facts[0].document].title or ""
        title = harmless(where) if provision.article else say("ledger.told_elsewhere")
        anchor = f"p{number}"
        groups.setdefault(title, []).append(
            ProvisionRow(
                anchor=anchor,
                article=harmless(provision.article) if provision.article else None,
                words=context.words(promise.facts[0]),
                force=say(f"forces.{provision.force}"),
                kinds=tuple(kind.replace("_", " ") for kind in promise.types),
                who=_who(context, provision),
                trigger=harmless(condition_in_words(provision.trigger)) if provision.trigger else None,
                subjects=provision_subjects(promise.types, context.words(promise.facts[0])),
                places=context.citations.cite(promise.facts, anchor, "provisions"),
            )
        )
    return tuple(ProvisionGroup(title=title, rows=tuple(rows)) for title, rows in groups.items())


def ledger_rows(context: Context) -> tuple[tuple[LedgerRow, ...], tuple[tuple[str, str, int], ...]]:
    """The ledger, and how often each verdict stands in it with its tone."""
    entries = ledger(context.record, context.treaties, context.on, context.promised)
    most = context.parts.beside(len(entries))
    deeds = _Deeds(context, entries, most)
    numbers = {id(promise.facts[0]): number for number, promise in enumerate(context.promised, 1)}
    # A promise on several things can have several verdicts, each a row of its own.
    seen: Counter[int] = Counter()
    rows = []
    for entry in entries:
        number = numbers[id(entry.promise.facts[0])]
        seen[number] += 1
        rows.append(_row(context, entry, (f"p{number}", f"l{number}" if seen[number] == 1 else f"l{number}-{seen[number]}"), deeds))
    rows.sort(key=lambda row: VERDICTS.index(row.verdict))
    counted = Counter(row.verdict for row in rows)
    return tuple(rows), tuple((verdict, TONES[verdict], counted[verdict]) for verdict in VERDICTS if counted[verdict])


class _Deeds:
    """Which facts tell one deed: reports of one event, and readings of one sentence."""

    def __init__(self, context: Context, entries: Sequence[Entry], most: int | None) -> None:
        """Of each kind of evidence for a promise the `most` facts that are told last are listed; None lists all."""
        self._context, self._most = context, most
        facts = [fact for entry in entries for name in EVIDENCE for fact in self.listed(getattr(entry, name))]
        self._numbers = deed_numbers(context.record, facts)

    def listed(self, facts: Sequence[Fact]) -> Sequence[Fact]:
        """Those that the page lists."""
        return facts if self._most is None else facts[-self._most :]

    def left(self, entry: Entry) -> str:
        """How many of how many facts are listed, kind by kind, where not all are; else nothing."""
        told = [
            say(f"parts.{name}", shown=self._most, all=len(facts))
            for name in (*EVIDENCE, "undated")
            if len(facts := getattr(entry, name)) > len(self.listed(facts))
        ]
        return " " + say("parts.beside", told="; ".join(told)) if told else ""

    def joined(self, facts: Sequence[Fact]) -> list[list[Fact]]:
        """The facts that are listed by deed, in order of time."""
        return by_deed(sorted(self.listed(facts), key=self._context.order), self._numbers)


def _row(context: Context, entry: Entry, anchors: tuple[str, str], deeds: _Deeds) -> LedgerRow:
    """One row; `anchors` are that of the promise among the provisions and its own."""
    (target, anchor), promise = anchors, entry.promise
    found = {
        name: tuple(context.evidence(tellings, anchor, "ledger") for tellings in deeds.joined(getattr(entry, name))) for name in EVIDENCE
    }
    claimed = listed(list(dict.fromkeys(_claimant(context, fact) for fact in deeds.listed(entry.broken))))
    return LedgerRow(
        anchor=anchor,
        promise=context.words(promise.facts[0]),
        target=target,
        heading=_heading(promise),
        silent=entry.verdict == "no evidence" and entry.alone is None,
        duty="; ".join(load_ledger()[kind].duty for kind in entry.types),
        who=_who(context, promise.claim(entry.types[0])),
        since=day_in_words(promise.since) if promise.since else "",
        subjects=provision_subjects(entry.types, context.words(promise.facts[0])),
        verdict=entry.verdict,
        tone=TONES[entry.verdict],
        why=_why(entry) + deeds.left(entry),
        claimed_by=claimed,
        undated=context.citations.cite(deeds.listed(entry.undated), anchor, "ledger"),
        places=context.citations.cite(promise.facts, anchor, "ledger"),
        **found,
    )


def _heading(promise: Promise) -> str:
    """Where the promise stands."""
    treaty = promise.treaty.instrument.called if promise.treaty else ""
    if promise.provision.article:
        return say("ledger.article_of" if treaty else "ledger.article", article=promise.provision.article, treaty=treaty)
    return say("ledger.without_article", treaty=treaty) if treaty else say("ledger.undertaking")


def _why(entry: Entry) -> str:
    """The rule that gave the verdict, in a sentence."""
    since = entry.promise.since
    period = say("ledger.since", day=day_in_words(since)) if since else ""
    silent = " " + say("ledger.silent_on", things=listed([harmless(thing) for thing in entry.silent])) if entry.silent else ""
    if entry.alone:
        return say("ledger.alone", who=name_of(entry.alone), period=period)
    return say(f"why.{entry.verdict}", period=period) + silent


def _claimant(context: Context, breach: Fact) -> str:
    """Who claims a breach: who accuses, else who says so, else the text that tells it."""
    accusing = [name_of(code) for code in accusers(breach)]
    return listed(accusing) if accusing else context.voice(breach) or _teller(context, breach.document)


def _teller(context: Context, document: str) -> str:
    whole = context.record.documents[document]
    return harmless(whole.publisher or whole.title or whole.uri.rsplit("/", 1)[-1])


def _who(context: Context, provision: Provision) -> str:
    """Who owes it."""
    names = [name_of(code) for code in provision.bearers]
    return say("plain.both") if len(context.record.touched(provision.bearers)) == 2 and len(names) == 2 else listed(names)
