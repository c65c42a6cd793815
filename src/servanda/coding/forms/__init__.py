"""Finding the forms of a word list in a parse, for coders whose vocabulary is written in them."""

from servanda.coding.forms.matching import Match, Matcher

__all__ = ["Match", "Matcher"]
