import datetime as dt

import yaml

from servanda.analysis.clauses_read import instrument_read, register_draft
from servanda.analysis.register import read_instrument
from servanda.coding.treaty_text import read_treaty
from servanda.law import status

TEXT = """AGREEMENT BETWEEN FRANCE AND ITALY ON BELLS

The Government of France and the Government of Italy have agreed as follows:

Article 1
Bells shall ring at noon.

Article 2
This Agreement shall enter into force on the date of its signature. It shall remain in force for a period of five years and shall be
tacitly renewed for successive periods of two years, unless either Party gives notice at least six months before the expiry of the period.

Done at Nice, 5 June 1961.
"""


def test_the_clauses_of_a_text_are_those_that_the_law_computes_with() -> None:
    instrument = instrument_read(read_treaty(TEXT))
    report = status(instrument, dt.date(1967, 1, 1))
    assert (report.status, report.until) == ("in_force_extended", dt.date(1968, 6, 5))
    assert any(one.date == dt.date(1967, 12, 5) and "last day to give notice" in one.what for one in report.next)
    assert instrument.term is not None
    assert instrument.term.words is not None
    assert instrument.term.words in TEXT


def test_the_draft_of_a_register_file_can_be_read_back() -> None:
    draft = yaml.safe_dump(register_draft(read_treaty(TEXT), "bells"))
    again = read_instrument(draft, "draft")
    assert again.id == "bells"
    assert again.term == instrument_read(read_treaty(TEXT), "bells").term
