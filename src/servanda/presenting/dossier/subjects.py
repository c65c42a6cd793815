"""The index of a dossier: on each subject, what was promised, who is for and against, what figures say, and where sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from servanda.presenting.dossier.placing import subject_anchor
from servanda.presenting.dossier.views import DisagreementRow, FigureRow, LedgerRow, ProvisionGroup, ProvisionRow, Stand, Subject
from servanda.vocabulary.subjects import SubjectRow, load_subjects

Row = TypeVar("Row", LedgerRow, ProvisionRow, Stand, FigureRow, DisagreementRow)


def subject_index(
    ledger: Sequence[LedgerRow],
    groups: Sequence[ProvisionGroup],
    stands: Sequence[Stand],
    figures: Sequence[FigureRow],
    disagreements: Sequence[DisagreementRow],
) -> tuple[Subject, ...]:
    """Every subject on which something is on record, by name; what obliges is told with its verdict, other provisions beside it."""
    obliging = {row.target for row in ledger}
    declared = [row for group in groups for row in group.rows if row.anchor not in obliging]

    def subject(row: SubjectRow) -> Subject:
        return Subject(
            id=row.id,
            anchor=subject_anchor(row.id),
            name=row.name,
            definition=row.definition,
            promises=_under(row.id, ledger),
            declared=_under(row.id, declared),
            stands=_under(row.id, stands),
            figures=_under(row.id, figures),
            disagreements=_under(row.id, disagreements),
        )

    found = (subject(row) for row in load_subjects().rows.values())
    return tuple(sorted((one for one in found if one.many), key=lambda one: one.name))


def _under(subject: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if subject in row.subjects)
