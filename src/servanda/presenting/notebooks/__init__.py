"""The record in a notebook: facts and other answers that show themselves as tables and become data frames."""

from servanda.presenting.notebooks.facts import Facts, Timeline
from servanda.presenting.notebooks.legal import Status
from servanda.presenting.notebooks.record import Record
from servanda.presenting.notebooks.rows import Rows

__all__ = ["Facts", "Record", "Rows", "Status", "Timeline"]
