"""The language model put together by hand: the same answers as spaCy's own loading, and nothing imported for nothing."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

from servanda.coding.columns import Columns
from servanda.coding.language_model import LanguageModel, check_weights, model_folder
from servanda.coding.mending import mend
from servanda.coding.parsing import NORMAL, Parse, Parser
from servanda.coding.sentences import sentence_spans
from servanda.errors import IntegrityError
from servanda.reading import ReadOptions, read_path
from servanda.records import Document

COLLECTION = Path(__file__).parents[2] / "src/servanda/collection/china_russia"
ODD = [
    "The Minister's aide couldn't say whether they'd go  to the U.S.-led talks , or not.",
    "“We won't”, said Gen. Alcott—twice.",
    "Prime\u00a0Minister   met (on 3/4/2010) e.g. 1,000.5km away; see http://example.org/a?b=1 :-)",
    "\n \t ",
    "Ünïcödé 条約 договор ½ №5",
    "a",
]


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Sentences of the bundled collection, and some that tokenizers stumble over."""
    found = list(ODD)
    for document in read_path(COLLECTION, ReadOptions()):
        assert isinstance(document, Document)
        if document.reader != "record-table":
            found += [document.text[start:end] for start, end in sentence_spans(document)]
    return found[:500]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def columns(parse: Parse | None) -> object:
    return parse and (parse.words, parse.tags, parse.deps, parse.heads, parse.starts, parse.lemmas)


def test_the_parses_are_those_of_spacys_own_loading(sentences: list[str], parser: Parser) -> None:
    pipeline = spacy.load(model_folder(), exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])
    for text, parse in zip(sentences, parser.parse([(text, 0) for text in sentences]), strict=True):
        tokens = [token for token in pipeline(text.translate(NORMAL)) if not token.is_space]
        if len(tokens) <= 160:
            place = {token.i: at for at, token in enumerate(tokens)}
            own = Columns(
                [token.text for token in tokens],
                [token.tag_ for token in tokens],
                [token.dep_ for token in tokens],
                [place.get(token.head.i, at) for at, token in enumerate(tokens)],
            )
            mend(own)
            assert (parse.words if parse else ()) == tuple(own.words), text
            assert (parse.tags if parse else ()) == tuple(own.tags), text
            assert (parse.deps if parse else ()) == tuple(own.deps), text


def test_a_sentence_is_parsed_the_same_whatever_its_neighbours(sentences: list[str], parser: Parser) -> None:
    given = [(text, 0) for text in sentences]
    parses = list(map(columns, parser.parse(given)))
    order = list(range(len(given)))
    random.Random(1).shuffle(order)  # noqa: S311 - an order, not a secret
    assert [columns(one) for one in parser.parse([given[place] for place in order])] == [parses[place] for place in order]
    assert [columns(parser.parse([one])[0]) for one in given[:40]] == parses[:40]


def test_the_vectors_of_a_sentence_are_the_same_to_the_last_bit_alone_and_among_others(sentences: list[str]) -> None:
    """Not the parse alone: two readings may lie so close that the last bit decides between them."""
    model = LanguageModel(model_folder())
    texts = [text for text in sentences if text.strip()][:200]
    together = [model.tokenize(text) for text in texts]
    model.annotate(together)
    for text, doc in zip(texts[::4], together[::4], strict=True):
        alone = model.tokenize(text)
        model.annotate([alone])
        assert alone.tensor.tobytes() == doc.tensor.tobytes(), text


START = """
import json, sys
from servanda.coding.parsing import Parser
assert Parser().parse([("Germany signed a treaty.", 0)])[0].lemmas == ("germany", "sign", "a", "treaty", ".")
loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"weasel", "requests", "httpx", "jinja2", "typer", "rich"})
loaded += sorted({"pydantic.v1", "srsly.ruamel_yaml", "spacy.cli"} & set(sys.modules))
import srsly
assert srsly.yaml_loads(srsly.yaml_dumps({"a": [1]})) == {"a": [1]}
import spacy, spacy.cli, pydantic.v1
told = spacy.info(silent=True)
print(json.dumps([loaded, told["spacy_version"] == spacy.__version__, spacy.cli.info.__module__]))
"""


def test_only_what_is_used_is_imported_and_the_rest_is_there_for_who_asks() -> None:
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, timeout=120, check=True)
    assert json.loads(done.stdout) == [[], True, "spacy.cli.info"]


def test_spacy_that_is_imported_already_is_taken_as_it_is() -> None:
    code = "import spacy; from servanda.coding.parsing import Parser; print(Parser().parse([('Germany pays.', 0)])[0].tags)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "('NNP', 'VBZ', '.')"


def test_other_weights_are_refused(tmp_path: Path) -> None:
    for name in ("tok2vec", "tagger", "parser"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model").write_bytes(b"weights")
    with pytest.raises(IntegrityError, match="sha256"):
        check_weights(tmp_path)
    with pytest.raises(IntegrityError):
        LanguageModel(tmp_path)
