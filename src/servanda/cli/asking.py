"""What a user asks for by name: found as from Python."""

from servanda.presenting.questions import actor_code, known_types

__all__ = ["actor_code", "known_types"]
