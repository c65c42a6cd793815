"""Whatever is typed, the answer is data or a plain message, and one of the exit statuses that are documented."""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import plain, rows, servanda

from servanda.cli import main

QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
DATES = st.one_of(ANY, st.sampled_from(["2001", "2001-07", "2001-07-16", "0000", "99999", "-1", "2001-02-30"]))
NAMES = st.one_of(ANY, st.sampled_from(["CHN", "Chile", "the two Koreas", "UN", "chl", "Georgia", "PER"]))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of a few small documents."""
    folder = tmp_path_factory.mktemp("asked")
    assert servanda("add", "-q", "--input-format", "jsonl", "-", cwd=folder, stdin=rows(4)).returncode == 0
    return folder / "servanda.duckdb"


def typed(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the program within this process; gives its exit status."""
    monkeypatch.setattr(sys, "argv", ["servanda", *arguments])
    words = io.BytesIO()
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(words, encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main()
    err.flush()
    told = words.getvalue()
    plain(told)
    assert ended.value.code in (0, 1, 2), told.decode()
    assert ended.value.code == 0 or told
    return int(ended.value.code)


@QUIET
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("--pair"), NAMES, NAMES),
            st.tuples(st.just("--actor"), NAMES),
            st.tuples(st.just("--type"), st.one_of(ANY, st.sampled_from(["AGREE", "trade", "support", "signature"]))),
            st.tuples(st.sampled_from(["--since", "--until"]), DATES),
            st.tuples(st.just("--format"), st.sampled_from(["jsonl", "csv", "table", "parquet", "xml"])),
            st.tuples(ANY),
        ),
        max_size=3,
    )
)
def test_any_question(store: Path, monkeypatch: pytest.MonkeyPatch, options: list[tuple[str, ...]]) -> None:
    typed(["facts", "--store", str(store), *(word for option in options for word in option)], monkeypatch)


@QUIET
@given(st.lists(ANY, max_size=3))
def test_any_words_to_search(store: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    typed(["search", "--store", str(store), "--", *words], monkeypatch)


@QUIET
@given(NAMES, DATES)
def test_any_name_and_day(monkeypatch: pytest.MonkeyPatch, name: str, day: str) -> None:
    typed(["vocabulary", "actors", f"--on={day}", "--", name], monkeypatch)
    typed(["treaty", "status", f"--on={day}", "--", name], monkeypatch)


@QUIET
@given(st.lists(ANY, max_size=4))
def test_any_words_at_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    typed(words, monkeypatch)


@QUIET
@given(st.binary(max_size=80), st.sampled_from(["txt", "md", "html", "pdf", "docx", "eml", "csv", "tsv", "json", "jsonl", "zip"]))
def test_any_bytes_in_any_format(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: bytes, form: str) -> None:
    (tmp_path / "input").write_bytes(data)
    assert typed(["read", "--input-format", form, str(tmp_path / "input")], monkeypatch) in (0, 1)
