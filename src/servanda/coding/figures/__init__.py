"""Figures: numbers with their unit, what they measure, for whom and when."""

from servanda.coding.figures.coder import FigureCoder
from servanda.coding.figures.examples import check_examples

__all__ = ["FigureCoder", "check_examples"]
