"""Errors that a person can act on: what went wrong, where, why, and what to do."""

from __future__ import annotations


class ServandaError(Exception):
    """Something that the user can mend; the one root of every error that Servanda raises.

    `what` says what failed, `where` the file, line or name, `why` the cause, `todo` the next step.
    `exit_status` is the status with which the command line ends (see docs/reference.md).
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str = "", why: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.why, self.todo = what, where, why, todo

    def __str__(self) -> str:
        """The message in full, one line a part."""
        place = f" ({self.where})" if self.where else ""
        lines = [f"{self.what}{place}"]
        if self.why:
            lines.append(f"  why: {self.why}")
        if self.todo:
            lines.append(f"  what to do: {self.todo}")
        return "\n".join(lines)


class InputError(ServandaError):
    """A document, table or instrument file that cannot be read as it is."""


class UsageError(ServandaError):
    """A question that cannot be asked so: an unknown name, option or combination."""

    exit_status = 2


class StoreLockedError(ServandaError):
    """The store is held by another process."""

    exit_status = 3


class IntegrityError(ServandaError):
    """Something kept does not match its own hash, count or words."""

    exit_status = 4


class VocabularyError(ServandaError):
    """One or more rows of the word lists are wrong; all of them are named, not only the first."""

    exit_status = 4

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            f"the vocabulary has {len(problems)} problem(s)",
            why="; ".join(problems[:20]) + ("; …" if len(problems) > 20 else ""),
            todo="mend the rows named, then run: servanda vocabulary check",
        )
        self.problems = problems
