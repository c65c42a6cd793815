"""Word lists are read as text, with the place of each row."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import VocabularyError
from servanda.moments import Moment
from servanda.vocabulary.checking import check
from servanda.vocabulary.tables import TableRow, read_csv, read_yaml


class Rule(TableRow, frozen=True, kw_only=True):
    code: str
    weight: int = 1
    words: tuple[str, ...] = ()
    since: Moment | None = None
    note: str | None = None


HEADER = "code,weight,words,since,note\n"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(VocabularyError) as caught:
        (read_yaml if path.suffix == ".yml" else read_csv)(path, Rule)
    return caught.value.problems


def test_cells_become_what_the_schema_says(tmp_path: Path) -> None:
    rows = read_csv(write(tmp_path / "a.csv", HEADER + "010,2,a | b,2001-07,\nNO,3,,,null\n"), Rule)
    assert [(row.code, row.weight, row.words, row.since, row.note, row.line) for row in rows] == [
        ("010", 2, ("a", "b"), Moment.month(2001, 7), None, 2),
        ("NO", 3, (), None, "null", 3),
    ]


def test_the_line_is_that_of_the_file_where_a_cell_holds_a_break(tmp_path: Path) -> None:
    rows = read_csv(write(tmp_path / "a.csv", HEADER + '"A",1,"x\ny",,\nB,1,,,\n'), Rule)
    assert rows[1].line == 4


def test_all_bad_rows_of_a_table_are_named(tmp_path: Path) -> None:
    found = problems(write(tmp_path / "a.csv", HEADER + "A,x,,,\nB,1,,2001-13,\nC,1\nD,1,,,\n\n"))
    assert [problem.split(":")[1] for problem in found] == ["2", "3", "4", "6"]


def test_columns_must_be_those_of_the_schema(tmp_path: Path) -> None:
    found = problems(write(tmp_path / "a.csv", "code,weight,words,since,since,colour\n"))
    assert any("'note' is missing" in problem for problem in found)
    assert any("unknown column 'colour'" in problem for problem in found)
    assert any("'since' stands twice" in problem for problem in found)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "missing" in problems(tmp_path / "none.csv")[0]


def test_yaml_scalars_stay_text(tmp_path: Path) -> None:
    text = "# rules\n- code: 010\n  weight: 2\n  words: [NO, yes, 1.0]\n- code: NO\n  since: 1991-12-25\n  note:\n- code: ~\n  note: null\n"
    with pytest.raises(VocabularyError, match=r"a\.yml:8"):
        read_yaml(write(tmp_path / "a.yml", text), Rule)
    rows = read_yaml(write(tmp_path / "a.yml", text.replace("code: ~", "code: null")), Rule)
    assert [(row.code, row.weight, row.words, row.since, row.note, row.line) for row in rows] == [
        ("010", 2, ("NO", "yes", "1.0"), None, None, 2),
        ("NO", 1, (), Moment.day(1991, 12, 25), None, 5),
        ("null", 1, (), None, "null", 8),
    ]


def test_yaml_problems_have_their_line(tmp_path: Path) -> None:
    found = problems(write(tmp_path / "a.yml", "- code: A\n  code: B\n- just words\n- code: C\n  weight: many\n"))
    assert [problem.split(":")[1] for problem in found] == ["1", "3", "4"]
    assert "not readable as YAML" in problems(write(tmp_path / "b.yml", "- [a\n"))[0]
    assert "list of rows" in problems(write(tmp_path / "c.yml", "code: A\n"))[0]
    assert read_yaml(write(tmp_path / "d.yml", ""), Rule) == ()


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_word_comes_back_from_csv_as_it_was(tmp_path_factory: pytest.TempPathFactory, word: str) -> None:
    path = tmp_path_factory.mktemp("words") / "a.csv"
    quoted = '"' + word.replace('"', '""') + '"'
    assert read_csv(write(path, f"{HEADER}{quoted},1,,,\n"), Rule)[0].code == word


def test_all_word_lists_are_sound() -> None:
    assert check() == []
