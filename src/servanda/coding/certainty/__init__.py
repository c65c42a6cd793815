"""How sure a text makes an act: done, planned, expected, possible, conditional or denied."""

from servanda.coding.certainty.judgement import Judgement
from servanda.coding.certainty.judging import certainty_of, judge

__all__ = ["Judgement", "certainty_of", "judge"]
