"""Full text: words in any script, phrases, and no query that breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from servanda.records import Document, When
from servanda.store import RunManifest, Store
from servanda.store.search_index import marks, match_expression
from strategies import MORNING, TEXTS

SENTENCES = (
    "The two neighbours signed several treaties on 16 July.",
    "A treaty of friendship was not signed by the third neighbour.",
    "中俄两国签署了睦邻友好合作条约。",
    "Договор был подписан в Москве.",
    "The café near the Sino-Russian border — “Friendship” — stayed open.",
    "日本とロシアは平和条約を結んでいない。",
)
TEXT = " ".join(SENTENCES)
PLACES = [(TEXT.index(sentence), TEXT.index(sentence) + len(sentence)) for sentence in SENTENCES]
DAY = When(earliest=MORNING.date(), latest=MORNING.date(), words="2 January 2026")
DOCUMENT = Document(id="sha256:01", text=TEXT, uri="a.txt", title="Ties", published=DAY)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    manifest = RunManifest(started=MORNING, servanda="0", coders={}, vocabulary=None, model=None, options={})
    with Store.open(tmp_path_factory.mktemp("search") / "s.duckdb", write=True) as opened:
        opened.add(opened.begin_run(manifest), DOCUMENT, [], {"any": "1"}, PLACES)
        yield opened


@pytest.mark.parametrize(
    ("query", "found", "marked"),
    [
        ("treaty", {0, 1}, {"treaties", "treaty"}),
        ("TREATIES signed", {0, 1}, {"treaties", "treaty", "signed"}),
        ('"signed several"', {0}, {"signed several"}),
        ("“signed several”", {0}, {"signed several"}),
        ("signed -friendship", {0}, {"signed"}),
        ("signed -条约 -friendship", {0}, {"signed"}),
        ("neighb*", {0, 1}, {"neighbours", "neighbour"}),
        ("条约", {2}, {"条约"}),
        ("约条", set(), set()),
        ("睦邻友好 两国", {2}, {"睦邻友好", "两国"}),
        ("平和条約", {5}, {"平和条約"}),
        ("договор", {3}, {"Договор"}),
        ("cafe", {4}, {"café"}),
        ("Sino-Russian", {4}, {"Sino-Russian"}),
        ("friendship 条约", set(), set()),
        ("nothing of the kind", set(), set()),
        ("-signed", set(), set()),
        ("*** ((", set(), set()),
        ("", set(), set()),
        ("treaty 🙂", {0, 1}, {"treaties", "treaty"}),
    ],
)
def test_what_is_found(store: Store, query: str, found: set[int], marked: set[str]) -> None:
    hits = list(store.search(query))
    assert {hit.words for hit in hits} == {SENTENCES[number] for number in found}
    assert {hit.words[start:end] for hit in hits for start, end in hit.marks} == marked
    assert store.total_hits(query) == len(found)


def test_a_hit_leads_to_its_sentence(store: Store) -> None:
    (hit,) = store.search("договор")
    assert store.document(hit.document).text[hit.start : hit.end] == hit.words == SENTENCES[3]
    assert (hit.uri, hit.title, hit.published) == ("a.txt", "Ties", DAY)
    assert hit.score is not None
    assert hit.score > 0


def test_a_limit_cuts_and_the_total_says_so(store: Store) -> None:
    assert len(list(store.search("signed", limit=1))) == 1
    assert store.total_hits("signed") == 2


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS | st.text(st.sampled_from('"()*^:-+{}, ANDORNT\x00NEAR.约a'), max_size=40))
@example('"')
@example('a"b')
@example("a AND")
@example("NEAR(a b, 5)")
@example("text : a")
@example("^a")
@example("a' OR 1=1; DROP TABLE words; --")
@example("\ud83d")
@example("a\x00b")
@example("(" * 2000 + "a")
@example("a " * 5000)
@example("-a " * 5000 + "b")
def test_no_query_breaks_the_search(store: Store, query: str) -> None:
    assert len(list(store.search(query))) == min(20, store.total_hits(query))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8"), max_size=60),
    st.sampled_from(["treaty", "条约"]),
    st.text(st.characters(codec="utf-8"), max_size=60),
)
def test_marks_lie_on_the_words_in_any_text(before: str, word: str, after: str) -> None:
    sentence = f"{before} {word} {after}"
    expression = match_expression(word)
    assert expression is not None
    (places,) = marks(expression, [sentence])
    assert any(start <= len(before) + 1 and len(before) + 1 + len(word) <= end for start, end in places)


def test_paragraphs_stand_in_for_sentences(tmp_path: Path) -> None:
    manifest = RunManifest(started=MORNING, servanda="0", coders={}, vocabulary=None, model=None, options={})
    document = Document(id="sha256:02", text="\n\nOne line\nand its next.\r\n\r\n  Another.\n \nThe last", uri="b.txt")
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        store.add(store.begin_run(manifest), document, [], {"any": "1"})
        assert [hit.words.strip() for hit in store.search("next")] == ["One line\nand its next."]
        assert [hit.words.strip() for hit in store.search("another")] == ["Another."]
        assert store.total_hits("last") == 1
