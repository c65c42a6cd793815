"""Facts as files for other programs: tables, citations, graphs and entities, each with a manifest beside it."""

from servanda.presenting.exports.cells import guarded, write_table
from servanda.presenting.exports.formats import FORMATS, Format
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.exports.writing import export_facts, known_format, stream_facts, written_whole

__all__ = [
    "FORMATS",
    "Format",
    "Source",
    "Written",
    "export_facts",
    "guarded",
    "known_format",
    "stream_facts",
    "write_table",
    "written_whole",
]
