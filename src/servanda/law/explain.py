"""A status report in plain words, for a reader who has never opened the Vienna Convention."""

from __future__ import annotations

from servanda.law.reasons import PartyStatus, Reason, StatusReport
from servanda.moments import Day

# What each status word means, in one sentence; docs/law-of-treaties.md holds the same list.
MEANINGS = {
    "not_yet_concluded": "the text had not been signed or adopted",
    "not_in_force": "it is concluded but binds nobody yet",
    "open_for_signature": "the state may still sign; it has not",
    "signatory": "the state has signed but is not bound; it may not defeat the treaty's object and purpose",
    "consented": "the state has agreed to be bound, and waits for the treaty to enter into force for it",
    "provisionally_applied": "it is applied before its entry into force",
    "bound": "the treaty is in force for the state, which must keep it",
    "in_force": "it binds its parties",
    "in_force_extended": "it binds its parties beyond its first term",
    "in_force_indefinite": "its parties have made it last without end",
    "suspended": "the treaty is in force, but its operation is suspended by this state",
    "withdrawal_pending": "notice of withdrawal is given; the state is bound until it takes effect",
    "nonrenewal_pending": "notice against renewal is given; the treaty binds until the end of its term",
    "withdrawn": "the state has left",
    "expired": "its term has run out",
    "superseded": "a later treaty has taken its place",
    "terminated": "it has ended",
    "contested": "the parties disagree whether it still binds; each claim is told below",
    "not_a_party": "the state has not joined",
    "unknown": "the record does not tell, and does not let it be worked out",
    "non_binding": "it is a political commitment; law does not bind its authors to it",
}


def explain(report: StatusReport) -> str:
    """Tell a report in sentences: the answer first, then every step with its rule and source, then the dates ahead."""
    lines = [f"{report.title}", f"On {report.on.isoformat()}: {report.status} - {meaning(report.status)}.", ""]
    if report.since:
        lines[1] = f"{lines[1][:-1]}; so since {_bounds(report.since_earliest, report.since)}{_until(report)}."
    lines.append("How this follows:")
    lines.extend(_steps(report.reasons))
    shared = _shared(report)
    if shared:
        lines.extend(["", "For each of the parties:", *_steps(shared)])
    if report.parties:
        lines.append("")
    for state, part in sorted(report.parties.items()):
        lines.append(_part(state, part))
        if len(report.parties) <= 2:
            lines.extend(_steps(tuple(step for step in part.reasons if step not in shared and step not in report.reasons)))
    if report.claims:
        lines.extend(["", "What is claimed (none of it is taken as settled):"])
        lines.extend(f"  - {claim.by} ({claim.date}): {claim.says} [{claim.source}]" for claim in report.claims)
    if report.next:
        lines.extend(["", "Dates ahead:"])
        lines.extend(f"  {one.date.isoformat()}  {one.what}" for one in report.next)
    lines.extend(
        [
            "",
            "VCLT: Vienna Convention on the Law of Treaties, 1969. VCSSRT: Vienna Convention on Succession of States in respect of Treaties, 1978.",
        ]
    )
    return "\n".join(lines)


def _until(report: StatusReport) -> str:
    """Until when the status holds; the end of a term that is to be renewed is told as such."""
    if report.until is None:
        return "" if report.status in ("expired", "superseded", "terminated") else ", with no end in sight"
    day = _bounds(report.until_earliest, report.until)
    ends = any(
        one.date in (report.until, report.until_earliest) and "end of the term" in one.what and "renewed" in one.what for one in report.next
    )
    if ends:
        return f"; the term that runs ends on {day}, and the next begins on that day unless notice was given in time"
    return f", until {day} (the first day on which that no longer holds)"


def _bounds(earliest: Day | None, day: Day) -> str:
    """A day, or the two between which it lies."""
    return f"some day from {earliest.isoformat()} to {day.isoformat()}" if earliest else day.isoformat()


def explain_territory(territory: str, part: PartyStatus) -> list[str]:
    """How the treaty stands for one territory of a state, with the declarations that decide it."""
    return [_part(territory, part), *_steps(part.reasons)]


def _shared(report: StatusReport) -> tuple[Reason, ...]:
    """The steps that all of two parties share and that the treaty's own steps do not tell."""
    parts = list(report.parties.values())
    if len(parts) != 2:
        return ()
    return tuple(step for step in parts[0].reasons if step in parts[1].reasons and step not in report.reasons)


def meaning(word: str) -> str:
    """What a status word means; a word joined of several is explained part by part."""
    if word in MEANINGS:
        return MEANINGS[word]
    parts = [part for part in ("withdrawal_pending", "nonrenewal_pending", "suspended") if part in word]
    told = {
        "withdrawal_pending": "notice of withdrawal is running",
        "nonrenewal_pending": "notice against renewal is given, so that it ends with its term",
        "suspended": "its operation is suspended by a party, which does not end it",
    }
    return "it binds its parties, but " + " and ".join(told[part] for part in parts)


def _part(state: str, part: PartyStatus) -> str:
    """One line on one state."""
    since = f" since {_bounds(part.since_earliest, part.since)}" if part.since else ""
    until = f" until {part.until.isoformat()}" if part.until else ""
    return f"{state}: {part.status}{since}{until} - {MEANINGS[part.status]}."


def _steps(reasons: tuple[Reason, ...]) -> list[str]:
    """Each step on its line, with its rule and source."""
    return [f"  {step.date.isoformat() if step.date else 'no date':<10}  {step.what} [{step.rule}; {step.source}]" for step in reasons]
