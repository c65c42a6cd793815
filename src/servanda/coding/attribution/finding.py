"""Attributions of one document: direct quotations, indirect speech and reported attitudes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.prepared import Prepared


class Attribution(msgspec.Struct, frozen=True):
    """A source with its cue and content, each by offsets in the document's text.

    `content` may be in several pieces (a split quotation); `speakers` are the source resolved to actors, one at least.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    direct: bool
    speakers: tuple[Speaker, ...]
    verb: str


def find_attributions(prepared: Prepared) -> tuple[Attribution, ...]:
    """All attributions of a prepared document, in the order of their contents."""
    del prepared
    return ()
