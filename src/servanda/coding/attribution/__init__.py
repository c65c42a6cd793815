"""Who says what: sources, cues and contents, quoted or reported, found once for all coders."""

from servanda.coding.attribution.document_voice import document_voice, voices_among
from servanda.coding.attribution.finding import Attribution, find_attributions

__all__ = ["Attribution", "document_voice", "find_attributions", "voices_among"]
