"""Acts in the life of treaties: signature, ratification, entry into force, withdrawal."""

from servanda.coding.treaty_acts.coder import TreatyActCoder
from servanda.coding.treaty_acts.examples import check_examples

__all__ = ["TreatyActCoder", "check_examples"]
