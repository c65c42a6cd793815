"""Whose government or organisation speaks on a web site, by the site's address."""

from __future__ import annotations

import functools
from urllib.parse import urlsplit

from servanda.vocabulary.tables import TableRow, data_file, read_csv


class SiteRow(TableRow, frozen=True, kw_only=True):
    """A host, its subdomains included, and the actor that speaks there."""

    host: str
    actor: str
    note: str


@functools.cache
def government_sites() -> tuple[SiteRow, ...]:
    """The rows as written; read once."""
    return read_csv(data_file("government_sites.csv"), SiteRow)


def site_owner(address: str) -> str | None:
    """The actor whose site an address belongs to; None for any other address, and for a file."""
    host = urlsplit(address).hostname if "://" in address else None
    if host is None:
        return None
    fitting = [row for row in government_sites() if host == row.host or host.endswith("." + row.host)]
    return max(fitting, key=lambda row: len(row.host)).actor if fitting else None
