"""What Servanda knows of the field's words: actors, verbs, issues, provision types, units and legal acts, as tables."""
