"""`servanda demo` and `servanda dossier`, run as a user runs them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from running import servanda

# A file that can be sent by mail and opens at once; see docs/architecture.md.
LARGEST = 500_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = servanda("demo", folder / "first", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines() == [str((folder / "first" / "dossier.html").resolve())]
    assert b"facts in 34 documents" in done.stderr
    return folder / "first"


def test_the_demo_writes_two_dossiers_of_a_size_to_send(demo: Path) -> None:
    for name, title in (("dossier.html", "China – Russia"), ("dossier-india-pakistan.html", "India – Pakistan")):
        page = demo / name
        assert 50_000 < page.stat().st_size < LARGEST
        assert f"<h1>{title}</h1>" in page.read_text(encoding="utf-8")


def test_the_demo_shows_what_the_collection_holds(demo: Path) -> None:
    page = (demo / "dossier.html").read_text(encoding="utf-8")
    assert "China–Russia treaty of 2001" in page
    assert "Alike in 23 of the 31 on record" in page
    assert "the term that then ran ends on 28 February 2022" in page
    assert "US$228.11 billion" in page


def test_the_demo_can_be_run_again(demo: Path) -> None:
    before = (demo / "dossier.html").read_bytes()
    done = servanda("demo", demo, cwd=demo.parent)
    assert done.returncode == 0
    assert b"34 unchanged" in done.stderr
    assert (demo / "dossier.html").read_bytes() == before
    assert f"--on {dt.datetime.now(dt.UTC).astimezone().date()} --explain" in done.stderr.decode()


def test_a_dossier_of_a_day_by_names_or_codes(demo: Path, tmp_path: Path) -> None:
    store = demo / "servanda.duckdb"
    by_name = servanda("dossier", "China", "Russia", "-o", "one.html", "--store", store, "--on", "2019-01-01", cwd=tmp_path)
    by_code = servanda("dossier", "chn", "RUS", "-o", "two.html", "--store", store, "--on", "2019-01-01", "-q", cwd=tmp_path)
    assert (by_name.returncode, by_name.stdout) == (0, b"one.html\n")
    assert by_code.stderr == b""
    page = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "two.html").read_text(encoding="utf-8")
    assert "until 28 February 2022" in page


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("China", "China"), 2, "two actors"),
        (("China", "Atlantis"), 2, "Atlantis"),
        (("China", "Russia", "--on", "tomorrow"), 2, "--on is not a day"),
    ],
)
def test_a_dossier_that_cannot_be_made_says_why(demo: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    done = servanda("dossier", *arguments, "--store", demo / "servanda.duckdb", "-o", "none.html", cwd=tmp_path)
    assert done.returncode == status
    assert words in done.stderr.decode()
    assert not (tmp_path / "none.html").exists()


def test_a_pair_that_no_text_joins_gets_a_dossier_that_says_so(demo: Path, tmp_path: Path) -> None:
    done = servanda("dossier", "Peru", "Chad", "--store", demo / "servanda.duckdb", "-o", "none.html", cwd=tmp_path)
    assert done.returncode == 0
    assert "no document of the record names Peru and Chad" in done.stderr.decode()
    page = (tmp_path / "none.html").read_text(encoding="utf-8")
    assert "No document of the record names both." in page
    assert "The register holds no treaty between these two alone." in page


def test_without_a_record_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = servanda("dossier", "China", "Russia", cwd=tmp_path)
    assert done.returncode == 2
    assert b"servanda add" in done.stderr
