"""Reading: bytes of any common format become documents, or a reason why not; page furniture is marked, never cut."""

from servanda.reading.options import Failed, Limits, ReadOptions
from servanda.reading.reader import read_bytes, read_path, read_stream

__all__ = ["Failed", "Limits", "ReadOptions", "read_bytes", "read_path", "read_stream"]
