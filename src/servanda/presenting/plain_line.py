"""Text from anywhere as one line that steers nothing: no terminal, no file of lines, no direction of writing."""

from __future__ import annotations

# Control characters by their pictures; those that turn the direction of writing, and C1, by the replacement character.
_HARMLESS = {
    **{code: chr(0x2400 + code) for code in range(32)},
    0x7F: "␡",
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), "\ufffd"),
}


def harmless(text: str) -> str:
    """The text on one line, with every character that could steer a terminal shown instead of sent."""
    return " ".join(text.split()).translate(_HARMLESS)
