"""From the text of a treaty to everything that it says about itself, with the words for each."""

from __future__ import annotations

from typing import Any

import msgspec

from servanda.coding.treaty_text.authentic_languages import languages
from servanda.coding.treaty_text.closing_words import SignedRead, as_day, signed
from servanda.coding.treaty_text.duration_clause import DurationRead, duration_clause
from servanda.coding.treaty_text.entry_clause import EntryRead, ProvisionalRead, entry_clause, provisional_application
from servanda.coding.treaty_text.leaving_clause import WithdrawalRead, leaving_clause
from servanda.coding.treaty_text.other_clauses import (
    AmendmentRead,
    DisputesRead,
    amendment,
    depositary,
    open_to_others,
    reservations,
    settlement_of_disputes,
    supersedes,
)
from servanda.coding.treaty_text.parties import names_as_written, parties
from servanda.coding.treaty_text.passages import passages
from servanda.coding.treaty_text.provisions import ProvisionRead, provisions
from servanda.coding.treaty_text.structure import Article, skeleton
from servanda.coding.treaty_text.titles import title_of


class TreatyReading(msgspec.Struct, frozen=True, kw_only=True):
    """What a treaty's text says: parties, signature, final clauses, articles and provisions; None where it is silent.

    `party_names` holds the parties in the words of the text where no table of actors knows them; () where `parties` has their codes.
    """

    source_id: str | None
    title: str | None
    parties: tuple[str, ...] | None
    party_names: tuple[str, ...] = ()
    open: bool
    signed: SignedRead | None
    languages: tuple[str, ...] | None
    depositary: str | None
    entry_into_force: EntryRead
    provisional_application: ProvisionalRead | None
    duration: DurationRead
    withdrawal: WithdrawalRead | None
    amendment: AmendmentRead | None
    settlement_of_disputes: DisputesRead | None
    reservations: str
    supersedes: tuple[str, ...]
    articles: tuple[Article, ...]
    provisions: tuple[ProvisionRead, ...]

    def to_json(self) -> dict[str, Any]:
        """The reading in built-in types, with the field names of docs/treaty-reading.md."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        if built["provisional_application"]:
            built["provisional_application"]["from"] = built["provisional_application"].pop("begins")
        return built


def read_treaty(text: str, title: str | None = None, source_id: str | None = None) -> TreatyReading:
    """Read a treaty's text; every quote is an exact part of it, and what the text does not say stays None."""
    parts = skeleton(text)
    found = passages(text, parts)
    done = signed(text, parts)
    is_open = open_to_others(found)
    states = parties(text, parts, title, as_day(done), is_open=is_open)
    entry = entry_clause(found)
    if entry.rule == "deposit_by_named_states" and is_open:
        founders = parties(text, parts, title, as_day(done), is_open=False)
        if founders and len(founders) > 1:
            entry = msgspec.structs.replace(entry, count=len(founders), named_states=founders)
    return TreatyReading(
        source_id=source_id,
        title=title or title_of(text, parts),
        parties=states,
        party_names=() if states or is_open else names_as_written(text, parts, title, as_day(done)),
        open=is_open,
        signed=done,
        languages=languages(text, found, parts),
        depositary=depositary(found, text[parts.closing : parts.closing + 900]),
        entry_into_force=entry,
        provisional_application=provisional_application(found),
        duration=duration_clause(found),
        withdrawal=leaving_clause(found),
        amendment=amendment(found),
        settlement_of_disputes=settlement_of_disputes(found),
        reservations=reservations(found),
        supersedes=supersedes(found),
        articles=parts.articles,
        provisions=provisions(found, states),
    )
