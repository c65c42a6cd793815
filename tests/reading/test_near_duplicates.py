"""Texts that are nearly the same are linked, whatever page they stand on; texts on one subject are not."""

import random
from pathlib import Path

from servanda.reading import read_bytes, read_path
from servanda.reading.assembly import coded_text
from servanda.reading.near_duplicates import ALIKE, NearDuplicates
from servanda.records import Document

STORY = [
    "The two neighbours opened the northern bridge on Friday after nine years of work and many quarrels about its cost.",
    "Trains will cross it twice a day, and lorries will wait until the customs house on the eastern bank is finished.",
    "The eastern minister thanked the engineers of both states and promised to lower the toll for farmers next year.",
    "The western minister said that the bridge was a beginning, and that a second one would follow if the traffic grew.",
    "Fishermen below the bridge protested, because the new pillars have changed the current and driven the salmon away.",
]
OTHER = [
    "A bridge between two neighbours was closed on Monday when its western pillar sank by a hand's breadth after the flood.",
    "Engineers will look at it in the summer, and until then a ferry carries the post and those who must cross the river.",
]
MENU = "Home | World | Business | Sport\n\n"
FOOT = "\n\nRelated articles\nBridge Plans Approved\nTolls Fall for Farmers\nSalmon Leave the River\n\nPrivacy policy\n© 2004 The Gazette\n"


def coded(text: str) -> str:
    (document,) = read_bytes(text.encode(), "x.txt")
    assert isinstance(document, Document)
    return coded_text(document.text, document.regions)


def test_an_article_and_the_same_article_on_its_page_are_one() -> None:
    story = "\n\n".join(STORY)
    index = NearDuplicates()
    assert index.add("plain", coded(story)) == []
    assert index.add("page", coded(f"{MENU}{story}{FOOT}")) == [("plain", 1.0)]


def test_a_shortened_reprint_is_linked_and_another_report_is_not() -> None:
    index = NearDuplicates()
    index.add("whole", "\n".join(STORY))
    ((other, similarity),) = index.add("cut", "\n".join(STORY[:4]))
    assert other == "whole"
    assert 0.6 < similarity < 1
    assert index.add("other", "\n".join(OTHER)) == []


def test_the_same_texts_give_the_same_links_and_no_text_is_its_own_double() -> None:
    texts = {"a": STORY, "b": STORY[1:], "c": STORY[:4], "d": OTHER, "a2": STORY}
    runs = []
    for _ in range(2):
        index = NearDuplicates()
        runs.append([index.add(name, " ".join(lines)) for name, lines in texts.items()])
        again = index.add("a", " ".join(STORY))
        assert "a" not in [other for other, _ in again]
    assert runs[0] == runs[1]
    assert runs[0][-1][0] == ("a", 1.0)


def test_texts_without_words_or_spaces() -> None:
    index = NearDuplicates()
    assert index.add("none", " — \n") == []
    assert index.add("none2", "...") == []
    chinese = "中国和俄罗斯签署了睦邻友好合作条约双方同意定期举行会晤并就重大国际问题保持密切接触"
    index.add("zh", chinese)
    assert [other for other, _ in index.add("zh2", chinese[:-3])] == ["zh"]


def test_the_seeds_are_two_articles(shared: Path) -> None:
    index = NearDuplicates()
    for path in sorted((shared / "corpus" / "seeds").glob("*.txt")):
        for document in read_path(path):
            assert isinstance(document, Document)
            assert index.add(document.id, coded_text(document.text, document.regions)) == []


def runs_of_three(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_the_index_finds_the_links_that_comparing_every_pair_finds() -> None:
    """But for the estimate's error: nothing clearly alike is missing, nothing clearly unlike is linked."""
    draw = random.Random(7)  # noqa: S311 - a corpus, not a secret
    words = [f"word{number}" for number in range(3000)]
    texts: list[list[str]] = []
    for number in range(300):
        fresh = draw.choices(words, k=200)
        copied = draw.choice(texts)[: draw.randrange(60, 200)] if number % 2 else []
        texts.append([*copied, *fresh[len(copied) :]])
    index = NearDuplicates()
    links = {(number, int(other)) for number, text in enumerate(texts) for other, _ in index.add(str(number), " ".join(text))}
    runs = [runs_of_three(" ".join(text)) for text in texts]
    exact = {
        (number, before): len(runs[number] & runs[before]) / len(runs[number] | runs[before])
        for number in range(len(texts))
        for before in range(number)
    }
    surely = {pair for pair, similarity in exact.items() if similarity >= ALIKE + 0.15}
    perhaps = {pair for pair, similarity in exact.items() if similarity >= ALIKE - 0.15}
    assert len(surely) > 30
    assert surely <= links <= perhaps
