"""Reading the text of treaties: structure, parties, signature, final clauses and provisions, each with its exact words."""

from servanda.coding.treaty_text.outline import outline
from servanda.coding.treaty_text.reading import TreatyReading, read_treaty

__all__ = ["TreatyReading", "outline", "read_treaty"]
