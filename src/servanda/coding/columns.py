"""A sentence's parse while it can still be set right: words, tags, labels and heads, and what hangs on each word."""

from __future__ import annotations

import bisect
from collections.abc import Sequence


class Columns:
    """The tags, labels and heads of a sentence, to be set right in place; a head is changed by `hang` alone."""

    __slots__ = ("_below", "deps", "heads", "lowers", "tags", "words")

    def __init__(self, words: list[str], tags: list[str], deps: list[str], heads: list[int]) -> None:
        self.words, self.tags, self.deps, self.heads = words, tags, deps, heads
        self.lowers = [word.lower() for word in words]
        self._below: list[list[int]] = [[] for _ in words]
        for token, head in enumerate(heads):
            if head != token:
                self._below[head].append(token)

    def children(self, token: int) -> Sequence[int]:
        """What hangs on a token, in order; who hangs some of it elsewhere goes through a copy."""
        return self._below[token]

    def hang(self, token: int, head: int) -> None:
        """Hang a token on another one; on itself it is the root."""
        if self.heads[token] != token:
            self._below[self.heads[token]].remove(token)
        self.heads[token] = head
        if head != token:
            bisect.insort(self._below[head], token)

    def has(self, token: int, *deps: str) -> bool:
        """Whether something hangs on a token under one of these labels."""
        return any(self.deps[child] in deps for child in self._below[token])

    def leftmost(self, token: int) -> int:
        """The first token of what hangs on a token."""
        return min([token, *(self.leftmost(child) for child in self._below[token])])

    def is_infinitive(self, verb: int) -> bool:
        """Whether a verb stands with "to"."""
        return self.tags[verb] == "VB" and any(self.tags[child] == "TO" for child in self._below[verb])
