"""Events: who did what to whom."""

from servanda.coding.events.coder import EventCoder

__all__ = ["EventCoder"]
