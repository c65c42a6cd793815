"""From documents to facts: prepare each document once, let every coder read it."""

from servanda.coding.coder import Coder, Declined
from servanda.coding.engine import Coded, Engine
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

__all__ = ["Coded", "Coder", "Declined", "Engine", "Prepared", "Sentence"]
