"""Positions: who is for, against or neutral on what."""

from servanda.coding.positions.coder import PositionCoder

__all__ = ["PositionCoder"]
