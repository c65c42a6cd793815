"""Runs the program as a user does, in a process of its own, and makes small texts for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SERVANDA = (sys.executable, "-m", "servanda")
PLACES = ("Chile", "Peru", "Kenya", "Ghana", "Norway", "Japan", "Poland", "Oman")
DEEDS = ("signed a treaty with", "condemned", "sent aid to", "accused", "met with envoys from", "threatened")


def environment(**more: str) -> dict[str, str]:
    """The environment without what could steer the program, and with what is given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SERVANDA_") and name != "NO_COLOR"}
    return kept | more


def servanda(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run one command to its end; a traceback fails the test whatever else it looks at."""
    done = subprocess.run(
        [*SERVANDA, *map(os.fsencode, arguments)],
        cwd=cwd,
        input=stdin,
        env=dict(env or environment()),
        capture_output=True,
        check=False,
        timeout=120,
    )
    plain(done.stderr)
    return done


def plain(stderr: bytes) -> None:
    """Nothing on stderr that only a programmer could read."""
    assert b"Traceback" not in stderr, stderr.decode()
    assert b"should not happen" not in stderr, stderr.decode()
    assert b"Exception ignored" not in stderr, stderr.decode()


def facts_in(output: bytes) -> list[dict[str, Any]]:
    """The JSON lines of an output."""
    return [json.loads(line) for line in output.splitlines()]


def sentence(number: int) -> str:
    """A sentence with something to code; no two numbers below 2000 give the same."""
    one, other, deed = PLACES[number % 8], PLACES[(number + 1 + number // 8 % 6) % 8], DEEDS[number % 6]
    return f"{one} {deed} {other} on {number % 28 + 1} May {1950 + number // 28}."


def rows(count: int) -> bytes:
    """JSON Lines of small documents."""
    made = ({"id": f"row-{number}", "text": f"{sentence(number)} {sentence(number + 900)}", "date": "2001-05"} for number in range(count))
    return b"".join(json.dumps(row).encode() + b"\n" for row in made)
