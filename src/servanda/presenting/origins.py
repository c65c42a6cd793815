"""Where a document is from, as people may follow it: an address on the web, or the name of a file."""

from __future__ import annotations

import re

from servanda.presenting.plain_line import harmless

_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def web_address(uri: str) -> str | None:
    """The address where it is an http one and nothing else; None for files and for anything that could be more than an address."""
    found = _LINK.fullmatch(uri.strip())
    return harmless(found[0]) if found else None


def source_name(uri: str) -> str:
    """The address, or the name of the file without its folders, which are nobody's business."""
    return web_address(uri) or harmless(uri.rsplit("/", 1)[-1])
