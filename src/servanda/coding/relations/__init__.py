"""Relations: how the dealings of two actors are said to be going."""

from servanda.coding.relations.coder import RelationCoder
from servanda.coding.relations.examples import check_examples

__all__ = ["RelationCoder", "check_examples"]
