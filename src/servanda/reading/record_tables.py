"""Tables that are evidence themselves: a figure or a vote a row, without running text.

Their canonical text is the file, so that a fact can point at its row.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection
from pathlib import PurePosixPath

from servanda.reading.encodings import decode
from servanda.records import Document

# A column headed by a state's code holds how that state voted.
_STATE = re.compile(r"[A-Z]{3}")
_PERIODS = frozenset({"year", "date", "period", "month", "quarter"})
_SUBJECTS = frozenset({"subject", "title", "resolution", "issue"})


def is_record_table(names: Collection[str]) -> bool:
    """Whether a header, as written, is that of a table of figures (period, value, unit) or of votes (date, subject, states)."""
    lower = {name.strip().lower() for name in names}
    figures = "value" in lower and "unit" in lower and bool(lower & _PERIODS)
    votes = bool(lower & _SUBJECTS) and bool(lower & _PERIODS) and sum(bool(_STATE.fullmatch(name.strip())) for name in names) >= 2
    return figures or votes


def read_record_table(data: bytes, uri: str, *, tabs: bool) -> Document | None:
    """A table of records as one document whose text is the file; None where the header is not such a table's.

    Its title is the file's name without ending, the only name that a table has.
    """
    decoded = decode(data)
    if decoded is None:
        return None
    head = decoded.text.lstrip("\ufeff").partition("\n")[0]
    names = next(csv.reader(io.StringIO(head), delimiter="\t" if tabs else ","), [])
    if not is_record_table(names):
        return None
    return Document(
        id=f"sha256:{hashlib.sha256(data).hexdigest()}",
        text=decoded.text,
        uri=uri,
        title=PurePosixPath(uri.rpartition("!")[2]).stem,
        media_type="text/tab-separated-values" if tabs else "text/csv",
        reader="record-table",
        status="partial" if decoded.lost else "done",
        problems=decoded.problems,
    )
