"""Text made safe for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Text without characters that would steer a terminal; they are shown by their code."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)
