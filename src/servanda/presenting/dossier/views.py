"""What the page shows, as plain structures: words only, nothing left to work out in the template."""

from __future__ import annotations

from typing import Any

import msgspec

from servanda.presenting.dossier.citing import CitedDocument, Place
from servanda.presenting.dossier.map import WorldMap
from servanda.presenting.dossier.network import Neighbour, Network

Places = tuple[Place, ...]


class View(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all."""


class Card(View, frozen=True, kw_only=True):
    """One answer of the summary: a large word, a line below, and where it leads."""

    label: str
    answer: str
    detail: str
    target: str
    tone: str


class TimelineItem(View, frozen=True, kw_only=True):
    """Something that happened; `day` is empty where only the day of the report is known.

    `scope` says where it is not simply between the two, `told` counts the reports of it.
    """

    anchor: str
    year: str
    day: str
    reported: str
    tone: str
    kind: str
    scope: str
    who: str
    words: str
    certainty: str
    voice: str
    told: int
    source: str | None
    places: Places


class YearRow(View, frozen=True, kw_only=True):
    """A year's events by kind of act."""

    year: int
    counts: tuple[int, ...]


class Treaty(View, frozen=True, kw_only=True):
    """A treaty between the two with its computed status."""

    anchor: str
    title: str
    status: str
    tone: str
    meaning: str
    since: str
    until: str
    signed: str
    steps: tuple[tuple[str, str, str], ...]
    ahead: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str, str], ...]
    notes: str | None


class ProvisionRow(View, frozen=True, kw_only=True):
    """A sentence of a treaty, or an undertaking told."""

    anchor: str
    article: str | None
    words: str
    force: str
    kinds: tuple[str, ...]
    who: str
    trigger: str | None
    subjects: tuple[str, ...]
    places: Places


class ProvisionGroup(View, frozen=True, kw_only=True):
    """The provisions of one instrument, as one document gives them."""

    title: str
    rows: tuple[ProvisionRow, ...]


class Evidence(View, frozen=True, kw_only=True):
    """One deed beside a promise."""

    when: str
    words: str
    voice: str
    places: Places


class LedgerRow(View, frozen=True, kw_only=True):
    """A promise beside deeds."""

    anchor: str
    promise: str
    target: str
    heading: str
    silent: bool
    duty: str
    who: str
    since: str
    subjects: tuple[str, ...]
    verdict: str
    tone: str
    why: str
    claimed_by: str
    kept: tuple[Evidence, ...]
    broken: tuple[Evidence, ...]
    denied: tuple[Evidence, ...]
    triggered: tuple[Evidence, ...]
    undated: Places
    places: Places


class Statement(View, frozen=True, kw_only=True):
    """Somebody's words."""

    anchor: str
    speaker: str
    day: str
    reported: str
    cue: str
    content: str
    direct: bool
    certainty: str
    places: Places


class Stance(View, frozen=True, kw_only=True):
    """Where one of the two stands on an issue, and since when that is on record."""

    stance: str
    tone: str
    days: str
    places: Places


class Issue(View, frozen=True, kw_only=True):
    """An issue with the stances of both, and of others on record."""

    anchor: str
    name: str
    definition: str
    outcome: str
    a: tuple[Stance, ...]
    b: tuple[Stance, ...]
    others: str
    subjects: tuple[str, ...]


class IssueGroup(View, frozen=True, kw_only=True):
    """What is told on one subject; `subject` is its id, empty where the words name none, `anchor` its place in a dossier."""

    subject: str
    anchor: str
    name: str
    issues: tuple[Issue, ...]


class Stand(View, frozen=True, kw_only=True):
    """Who is for or against something, in whose words."""

    who: str
    stance: str
    tone: str
    what: str
    day: str
    words: str
    voice: str
    subjects: tuple[str, ...]
    places: Places


class VoteRow(View, frozen=True, kw_only=True):
    """A recorded vote of both."""

    anchor: str
    day: str
    subject: str
    a: tuple[str, str]
    b: tuple[str, str]
    alike: bool
    others: str
    places: Places


class SeriesTable(View, frozen=True, kw_only=True):
    """A series with its chart and its values."""

    title: str
    source: str
    chart: str
    caption: str
    rows: tuple[tuple[int, str, Places], ...]


class FigureRow(View, frozen=True, kw_only=True):
    """A stated figure and what checking it gave."""

    anchor: str
    what: str
    value: str
    period: str
    voice: str
    outcome: str
    tone: str
    why: str
    words: str
    growth: bool
    subjects: tuple[str, ...]
    places: Places


class DisagreementRow(View, frozen=True, kw_only=True):
    """One thing told in several ways."""

    anchor: str
    matter: str
    about: str
    note: str
    subjects: tuple[str, ...]
    versions: tuple[tuple[str, Places], ...]


class ProspectRow(View, frozen=True, kw_only=True):
    """Something said to come, and what came."""

    anchor: str
    told: str
    by: str
    words: str
    certainty: str
    voice: str
    outcome: str
    tone: str
    after: tuple[tuple[str, Places], ...]
    places: Places


class RelationRow(View, frozen=True, kw_only=True):
    """How a relation is said to be going."""

    anchor: str
    pair: str
    trend: str
    tone: str
    certainty: str
    day: str
    words: str
    voice: str
    places: Places


class Subject(View, frozen=True, kw_only=True):
    """What the record holds on one subject: what was promised and laid down, who is for and against, figures, and where sources differ."""

    id: str
    anchor: str
    name: str
    definition: str
    promises: tuple[LedgerRow, ...]
    declared: tuple[ProvisionRow, ...]
    stands: tuple[Stand, ...]
    figures: tuple[FigureRow, ...]
    disagreements: tuple[DisagreementRow, ...]

    @property
    def many(self) -> int:
        """How much stands under it."""
        return len(self.promises) + len(self.declared) + len(self.stands) + len(self.figures) + len(self.disagreements)


class Dossier(View, frozen=True, kw_only=True):
    """The whole page."""

    title: str
    names: tuple[str, str]
    codes: tuple[str, str]
    on: str
    span: str
    state: tuple[tuple[str, str], ...]
    cards: tuple[Card, ...]
    counts: dict[str, int]
    treaties: tuple[Treaty, ...]
    timeline: tuple[TimelineItem, ...]
    timeline_more: tuple[TimelineItem, ...]
    year_kinds: tuple[tuple[str, str, str], ...]
    years: tuple[YearRow, ...]
    year_chart: str
    undated: int
    provisions: tuple[ProvisionGroup, ...]
    ledger: tuple[LedgerRow, ...]
    verdicts: tuple[tuple[str, str, int], ...]
    statements: tuple[Statement, ...]
    statements_more: tuple[Statement, ...]
    relations: tuple[RelationRow, ...]
    issues: tuple[IssueGroup, ...]
    issues_more: tuple[IssueGroup, ...]
    votes: tuple[VoteRow, ...]
    series: tuple[SeriesTable, ...]
    figures: tuple[FigureRow, ...]
    figures_more: tuple[FigureRow, ...]
    network: Network
    neighbours: tuple[Neighbour, ...]
    world: WorldMap
    disagreements: tuple[DisagreementRow, ...]
    subjects: tuple[Subject, ...]
    prospects: tuple[ProspectRow, ...]
    prospects_more: tuple[ProspectRow, ...]
    documents: tuple[CitedDocument, ...]
    bibliography: tuple[dict[str, Any], ...]
    numbers: dict[Place, str]
    # By section, how many entries of how many it lists, where it does not list all.
    parts: dict[str, tuple[int, int]]
