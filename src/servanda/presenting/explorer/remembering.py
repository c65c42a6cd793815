"""What takes long to work out is kept until the record changes: the same question asked again is answered at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from servanda.store import FactQuery, Store

Answer = TypeVar("Answer")
# Answers kept at once; the records of some pairs of a large store are the largest among them, some 50 MB each.
KEPT = 24


class Remembered:
    """Answers about one store, each good as long as the facts do not change from which it was found."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[int, object]] = OrderedDict()
        self._finding: dict[Hashable, threading.Lock] = {}

    def answer(self, question: Hashable, find: Callable[[], Answer], *facts: FactQuery) -> Answer:
        """The answer to a question, found anew where the documents of these facts have changed; who asks the same meanwhile waits for it.

        Without a query it rests on the whole store.
        """
        with self._lock:
            finding = self._finding.setdefault(question, threading.Lock())
        with finding:
            state = self._store.mark(*facts)
            with self._lock:
                known = self._answers.get(question)
            if known is not None and known[0] == state:
                return known[1]  # type: ignore[return-value]  # the question names what was found
            found = find()
            with self._lock:
                self._answers[question] = (state, found)
                self._answers.move_to_end(question)
                while len(self._answers) > KEPT:
                    old, _ = self._answers.popitem(last=False)
                    self._finding.pop(old, None)
        return found
