"""Dependency parses of sentences, as plain columns that know nothing of the parser that made them."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence

from servanda.coding.columns import Columns
from servanda.coding.language_model import LanguageModel, model_folder
from servanda.coding.mending import mend

# The tagger and parser see straight quotes and plain spaces: each replacement is one character for one, so offsets stay.
NORMAL = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "\u00a0": " ", "\n": " ", "\r": " ", "\t": " "}
)
# Sentences beyond this many words are lists and tables, not sentences: the parser's memory grows with length.
LONGEST = 160
# Sentences given to the model at once: of 32 to 512 the quickest, by a tenth.
BATCH = 128


class Parse:
    """One sentence's tokens as columns; `starts` and `ends` are offsets in the document's text.

    `heads[i]` is the index of token i's head (its own for the root), `deps` are ClearNLP labels, `tags` Penn tags.
    """

    __slots__ = ("children", "deps", "ends", "heads", "lemmas", "lowers", "starts", "tags", "words")

    def __init__(self, columns: Columns, starts: Sequence[int], lemma: Callable[[str, str], str]) -> None:
        self.words = tuple(columns.words)
        self.lowers = tuple(columns.lowers)
        self.tags = tuple(columns.tags)
        self.deps = tuple(columns.deps)
        self.heads = tuple(columns.heads)
        self.starts = tuple(starts)
        self.ends = tuple([start + len(word) for start, word in zip(starts, self.words, strict=True)])
        self.lemmas = tuple(map(lemma, self.lowers, self.tags))
        self.children = tuple([tuple(columns.children(token)) for token in range(len(self.words))])

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.words)

    def of(self, token: int, *deps: str) -> tuple[int, ...]:
        """The children of a token that bear one of these labels, in order."""
        # Asked a hundred times a sentence and mostly in vain: a plain loop is twice as quick as a list made into a tuple.
        found: tuple[int, ...] = ()
        labels = self.deps
        for child in self.children[token]:
            if labels[child] in deps:
                found += (child,)
        return found

    def first(self, token: int, *deps: str) -> int | None:
        """The first child with one of these labels, or None."""
        labels = self.deps
        for child in self.children[token]:
            if labels[child] in deps:
                return child
        return None

    def subtree(self, token: int, *, without: Iterable[str] = ()) -> list[int]:
        """The token and all below it, in order; branches labelled in `without` are left out."""
        barred, labels = frozenset(without), self.deps
        found = [token]
        for here in found:
            children = self.children[here]
            found += [child for child in children if labels[child] not in barred] if barred and children else children
        found.sort()
        return found

    def extent(self, token: int, *, without: Iterable[str] = ()) -> tuple[int, int]:
        """Offsets from the first to the last word of a subtree."""
        tokens = self.subtree(token, without=without)
        return self.starts[tokens[0]], self.ends[tokens[-1]]

    def ancestors(self, token: int) -> Iterator[int]:
        """The chain of heads above a token, nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def at(self, start: int, end: int) -> list[int]:
        """The tokens that overlap a stretch of the text."""
        return list(range(bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)))

    def head_of(self, start: int, end: int) -> int | None:
        """The token of a stretch whose head lies outside it; None where no token lies in it."""
        inside = self.at(start, end)
        return next((i for i in inside if self.heads[i] == i or self.heads[i] not in inside), None)

    def conjuncts(self, token: int) -> list[int]:
        """The token and everything joined to it by "and", "or" or a list, in order."""
        found = [token]
        for here in found:
            found += self.of(here, "conj")
        return found


class Parser:
    """spaCy's small English model, loaded when first used; sentences in, parses out."""

    def __init__(self) -> None:
        self._model: LanguageModel | None = None
        self._lemma: Callable[[str, str], str] | None = None

    def load(self) -> None:
        """Load the model now; IntegrityError where its weights are not the published ones."""
        self._loaded()

    def _loaded(self) -> tuple[LanguageModel, Callable[[str, str], str]]:
        """The model and its dictionary forms."""
        if self._model is None or self._lemma is None:
            folder = model_folder()
            self._model = LanguageModel(folder)
            from servanda.coding.lemmas import lemmatizer  # noqa: PLC0415 - imports what the model imports

            self._lemma = lemmatizer(folder)
        return self._model, self._lemma

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse | None]:
        """Parse sentences given as (text, offset in the document); None for one with no words or with more than 160.

        The result of a sentence does not depend on its neighbours or on the order.
        """
        model, lemma = self._loaded()
        docs = []
        parses: list[Parse | None] = [None] * len(sentences)
        texts = [text.translate(NORMAL) for text, _ in sentences]
        for index, text in enumerate(texts):
            doc = model.tokenize(text)
            if 0 < len(doc) <= LONGEST:
                docs.append((index, doc))
        docs.sort(key=lambda pair: len(pair[1]))
        for first in range(0, len(docs), BATCH):
            batch = docs[first : first + BATCH]
            model.annotate([doc for _, doc in batch])
            for index, doc in batch:
                parses[index] = _parse(texts[index], sentences[index][1], model.rows(doc), lemma)
        return parses


def _parse(text: str, offset: int, table: list[tuple[str, str, int, int, int, bool]], lemma: Callable[[str, str], str]) -> Parse | None:
    """The columns of one parsed sentence; blank tokens, which hold no word, are left out."""
    kept = [place for place, row in enumerate(table) if not row[5]]
    if not kept:
        return None
    heads = [place + row[2] for place, row in enumerate(table)]
    if len(kept) < len(table):
        heads = _without_blanks(heads, kept)
        table = [table[place] for place in kept]
    words = [text[row[3] : row[3] + row[4]] for row in table]
    columns = Columns(words, [row[0] for row in table], [row[1] for row in table], heads)
    mend(columns)
    return Parse(columns, [offset + row[3] for row in table], lemma)


def _without_blanks(heads: Sequence[int], kept: Sequence[int]) -> list[int]:
    """The heads of the kept tokens among the kept ones: where a head is left out, what is above it."""
    place = {old: new for new, old in enumerate(kept)}

    def head(token: int) -> int:
        above = heads[token]
        while above not in place:
            over = heads[above]
            if over == above:
                return place[token]
            above = over
        return place[above]

    return [head(token) for token in kept]
