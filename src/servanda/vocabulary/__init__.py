"""What Servanda knows of the field's words: actors, verbs, issues, provision types, units and legal acts, as tables."""

from servanda.vocabulary.checking import check

__all__ = ["check"]
