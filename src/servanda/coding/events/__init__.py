"""Events: who did what to whom."""

from servanda.coding.events.coder import EventCoder
from servanda.coding.events.examples import check_examples

__all__ = ["EventCoder", "check_examples"]
