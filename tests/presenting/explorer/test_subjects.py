"""The index of subjects: what stands under each, in every form, and what a page says where there is none."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from servanda.analysis.leaning_words import bare, leaning
from servanda.presenting.explorer import pair_page
from servanda.vocabulary.subjects import check_subjects, load_subjects

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring", "told_record")
SUBJECTS = "/pair/CHN/RUS/subjects"


def test_a_subject_gathers_what_was_promised_and_who_is_for_and_against(told: Explorer) -> None:
    page = told.get(SUBJECTS).text
    assert "In brief" in page
    assert f"{SUBJECTS}?subject=force" in page
    chosen = told.get(f"{SUBJECTS}?subject=force").text
    assert "shall not use force against each other" in chosen
    assert "What was promised, and how it has held" in chosen
    rows = list(csv.DictReader(io.StringIO(told.get(f"{SUBJECTS}.csv?subject=force").text)))
    assert {row["subject"] for row in rows} == {"force"}
    whole = json.loads(told.get(f"{SUBJECTS}.json").body)["subjects"]
    assert {row["subject"] for row in whole} > {"force"}
    assert all(row["sentences"] for row in whole)


def test_a_subject_that_nothing_is_on_is_said_to_be_none(told: Explorer) -> None:
    reply = told.get(f"{SUBJECTS}?subject=no-such-thing")
    assert reply.status == 404
    assert "Nothing is on record" in reply.text


@pytest.mark.browser
def test_of_very_much_the_brief_comes_a_moment_after_the_page(chromium: Browser, told: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_page, "BRIEF_AT_ONCE", 0)
    assert "their state in brief" in told.get("/pair/CHN/RUS").text
    page = chromium.new_page()
    page.goto(f"{told.root}/?token={told.token}")
    page.wait_for_url(f"{told.root}/")
    page.goto(f"{told.root}/pair/CHN/RUS")
    page.wait_for_selector("#brief .brief-cards")
    assert page.locator("#brief .index a").count() > 0
    page.close()


def test_the_list_is_sound() -> None:
    assert check_subjects() == []
    assert load_subjects().of_words("They will not be the first to use nuclear weapons.") == ("nuclear-weapons",)
    assert load_subjects().of_words("They met for dinner.") == ()


@pytest.mark.parametrize("words", ["the plan", "such fears", "their own"])
def test_what_is_known_from_its_text_alone(words: str) -> None:
    assert bare(words)
    assert leaning(words)


@pytest.mark.parametrize("words", ["the ABM", "the plan for a bridge", "Taiwan", "the United States"])
def test_what_has_a_name_is_the_same_everywhere(words: str) -> None:
    assert not bare(words)
