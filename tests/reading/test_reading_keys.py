"""On real texts beside the checkout: treaties keep all their words, news nearly all."""

import json
from pathlib import Path

import pytest

from servanda.reading import read_bytes
from servanda.records import Document


def marked(path: Path) -> list[float]:
    """The share of characters that is marked, of each text of a file."""
    shares = []
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        (document,) = read_bytes(json.dumps({"text": json.loads(line)["text"]}).encode(), "x.jsonl")
        assert isinstance(document, Document)
        shares.append(sum(region.end - region.start for region in document.regions) / len(document.text))
    return shares


@pytest.mark.parametrize(
    ("key", "each", "mean"),
    [
        ("treaties/security_texts.jsonl", 0.01, 0.002),
        ("treaties/texts_with_dates.jsonl", 0.02, 0.002),
        ("statements/polnear_dev.jsonl", 0.1, 0.01),
        ("diplomatic/documents.jsonl", 0.05, 0.01),
    ],
)
def test_little_of_a_clean_text_is_marked(shared: Path, key: str, each: float, mean: float) -> None:
    shares = marked(shared / "gold" / key)
    assert max(shares) < each
    assert sum(shares) / len(shares) < mean
