"""English date words of news and treaties as bounds: pure, quick, and never more exact than the text."""

from servanda.dating.mentions import Anchor, DateMention, Order, to_when
from servanda.dating.numeric import settles_order
from servanda.dating.scanner import find_dates

__all__ = ["Anchor", "DateMention", "Order", "find_dates", "settles_order", "to_when"]
