"""Measure the law of treaties and the reading of treaty texts: 600 instruments by 200 states on a day, and a text of 200 pages."""

import datetime as dt
import sys
import time

from servanda.coding.treaty_text import read_treaty
from servanda.law import Act, Instrument, Period, words_on
from servanda.law.clauses import EntryClause, LateJoiners
from servanda.moments import Moment

INSTRUMENTS, STATES = 600, 200
PAGES, CHARACTERS_A_PAGE = 200, 3000
# The promises of docs/law-of-treaties.md and docs/treaty-reading.md, in seconds.
STATUS_LIMIT, READING_LIMIT = 1.0, 5.0


def instruments() -> list[Instrument]:
    """Open treaties that each of the states has ratified on a day of its own."""
    first = dt.date(1970, 1, 1)
    clause = EntryClause(rule="nth_deposit", count=30, delay=Period(days=30), late_joiners=LateJoiners(delay=Period(days=30)))
    made = []
    for number in range(INSTRUMENTS):
        acts = [Act(kind="opening_for_signature", done=Moment(first, first), source="made")]
        for place in range(STATES):
            day = first + dt.timedelta(days=37 * place + number)
            acts.append(Act(kind="ratification", done=Moment(day, day), party=f"S{place:03d}", source="made"))
        made.append(Instrument(id=f"i{number}", title="made", open=True, acts=tuple(acts), entry=clause))
    return made


def long_text() -> str:
    """A treaty of many articles, as long as two hundred pages."""
    article = "The Parties shall exchange data on rivers and shall consult one another where a dispute arises over their use. "
    each = 20
    count = PAGES * CHARACTERS_A_PAGE // (len(article) * each)
    body = "\n\n".join(f"Article {number}\n{article * each}" for number in range(1, count + 1))
    return f"TREATY ON RIVERS\n\nThe Government of France and the Government of Italy have agreed as follows:\n\n{body}\n\nDone at Nice, 5 June 1961.\n"


def main() -> int:
    """Print both times; exit status 1 where one is over its limit."""
    many = instruments()
    begun = time.perf_counter()
    words = words_on(many, dt.date(1995, 1, 1))
    status = time.perf_counter() - begun
    text = long_text()
    begun = time.perf_counter()
    reading = read_treaty(text)
    read = time.perf_counter() - begun
    print(f"status of {len(words)} instruments x {STATES} states: {status:.2f} s (limit {STATUS_LIMIT} s)")
    print(f"reading {len(text)} characters, {len(reading.articles)} articles: {read:.2f} s (limit {READING_LIMIT} s)")
    return int(status > STATUS_LIMIT or read > READING_LIMIT)


if __name__ == "__main__":
    sys.exit(main())
