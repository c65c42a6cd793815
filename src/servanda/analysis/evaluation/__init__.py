"""How well the coders do on sentences whose right coding is known."""

from servanda.analysis.evaluation.keys import Key, read_key
from servanda.analysis.evaluation.measures import Measure, Report
from servanda.analysis.evaluation.scoring import evaluate

__all__ = ["Key", "Measure", "Report", "evaluate", "read_key"]
