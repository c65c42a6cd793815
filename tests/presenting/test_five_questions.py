"""What a stranger asks of the demo is answered on the screen after two clicks, in the explorer and in the dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from exploring import Explorer, serving
from playwright.sync_api import Browser, Page

from servanda.analysis.register import load_register
from servanda.cli import group
from servanda.presenting.dossier import write_dossier
from servanda.presenting.dossier.gathering import gather
from servanda.presenting.dossier.numbers import tallied
from servanda.store import Store

pytestmark = pytest.mark.browser

CLICKS = 2
SCREENS = [(1280, 900, "light"), (1280, 900, "dark"), (390, 844, "light"), (390, 844, "dark")]
# On the day on which the record was made, so that "today" means the same in both.
ON = dt.date(2026, 2, 1)


class Question(NamedTuple):
    """The links to follow, by their names, and the words that then stand on the screen; each click may answer by itself."""

    name: str
    explorer: tuple[str, ...]
    dossier: tuple[str, ...]
    answer: tuple[str, ...]


QUESTIONS = [
    Question(
        "Is the treaty of 2001 in force today, and until when?",
        ("China and Russia",),
        ("Treaty",),
        ("in force, extended", "until 28 February 2027"),
    ),
    Question(
        "What did each side undertake on nuclear weapons, and since when has it held?",
        ("China and Russia", "Nuclear weapons"),
        ("Nuclear weapons",),
        ("both, since 28 February 2002", "no evidence", "will not be the first to use nuclear weapons against each other"),
    ),
    Question(
        "Who opposed missile defence, in whose words?",
        ("China and Russia", "Missile defence"),
        ("Missile defence",),
        ("Russia and China", "against", "Moscow and Beijing oppose the plan."),
    ),
    Question(
        "Does the stated growth of trade fit the series?",
        ("China and Russia", "Figures"),
        ("Figures",),
        ("Stated growth that fits the series:", "Customs of China has +"),
    ),
    Question(
        "Which sources disagree, on what?",
        ("China and Russia", "Disagreements"),
        ("Disagreements",),
        ("when the China–Russia treaty of 2001 ends", "28 February 2022", "will run out in 2021 unless it is renewed"),
    ),
]

# Whether some words can be read without scrolling: every line of the shortest element that holds them lies on the screen, and is not covered.
READABLE = """words => {
  const plain = text => text.replace(/\\s+/g, " ");
  const holding = [...document.querySelectorAll("main *")].filter(one => plain(one.innerText || "").includes(words));
  const shortest = holding.filter(one => !holding.some(other => other !== one && one.contains(other)));
  return shortest.some(one => {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), ranges = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode()) { const range = document.createRange(); range.selectNodeContents(text); ranges.push(...range.getClientRects()); }
    const boxes = ranges.filter(box => box.width > 1 && box.height > 1);
    return boxes.length > 0 && boxes.slice(0, 3).every(box => {
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) { return false; }
      const top = document.elementFromPoint(x, y);
      return top !== null && (one.contains(top) || top.contains(one));
    });
  });
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the demo, as a person makes it."""
    folder = tmp_path_factory.mktemp("demo")
    made = CliRunner().invoke(group, ["demo", "--quiet", str(folder)])
    assert made.exit_code == 0, made.output
    with Store.open(folder / "servanda.duckdb", write=False) as store:
        write_dossier(store, "CHN", "RUS", folder / "dossier.html", on=ON)
    return folder


@pytest.fixture(scope="module")
def explorer(demo: Path) -> Iterator[Explorer]:
    with Store.open(demo / "servanda.duckdb", write=True) as store, serving(store) as running:
        yield running


def listened(page: Page) -> list[str]:
    """What the page will complain of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def clicked_through(page: Page, names: tuple[str, ...]) -> None:
    """Follow links by the name that a person reads; a name that several have is that of the first on the page."""
    assert len(names) <= CLICKS
    for name in names:
        page.get_by_role("link", name=name).first.click()
        page.wait_for_load_state()


# Before the explorer, which holds the record.
def test_the_answers_are_right_in_substance(demo: Path) -> None:
    with Store.open(demo / "servanda.duckdb", write=False) as store:
        dossier = gather(store, load_register(), "CHN", "RUS", ON)
    treaty = dossier.treaties[0]
    assert (treaty.status, treaty.since, treaty.until) == ("in force, extended", "28 February 2022", "28 February 2027")
    subjects = {one.name: one for one in dossier.subjects}

    first_use = [one for one in subjects["Nuclear weapons"].promises if "first to use nuclear weapons" in one.promise]
    assert [(one.who, one.since) for one in first_use if one.heading.startswith("Article 2,")] == [("both", "28 February 2002")]
    assert [(one.who, one.since) for one in first_use if one.heading == "Undertaking"] == [("both", "3 September 1994")]

    against = [one for one in subjects["Missile defence"].stands if one.stance == "against"]
    assert {frozenset(one.who.split(" and ")) for one in against} == {frozenset({"Russia", "China"}), frozenset({"China"})}
    assert "Moscow and Beijing oppose the plan." in [one.words for one in against]
    assert "Zhang Qiyue" in [one.voice for one in against]
    assert all(one.words and one.places for one in against)

    growth = [one for one in dossier.figures if one.growth]
    assert "Stated growth that fits the series: 5 of 5." in tallied(dossier.figures)
    assert [(one.period, one.outcome) for one in growth] == [(year, "agrees") for year in ("2000", "2018", "2021", "2023", "2024")]
    assert all(one.why.startswith("General Administration of Customs of China has +") for one in growth)

    apart = {one.about: "\n".join(words for words, _ in one.versions) for one in dossier.disagreements}
    assert set(apart) == {"when the China–Russia treaty of 2001 ends", "trade, 2018", "trade, 2023"}
    sources = {
        "when the China–Russia treaty of 2001 ends": ("By its own clause (article 25)", 'Looking Back: From "constructive" to "new era"'),
        "trade, 2018": ("General Administration of Customs of China", "Federal Customs Service of Russia"),
        "trade, 2023": ("General Administration of Customs of China", "President of Russia"),
    }
    assert [(about, name) for about, names in sources.items() for name in names if name not in apart[about]] == []


def test_every_answer_is_on_the_screen_of_the_explorer(chromium: Browser, explorer: Explorer) -> None:
    missed = []
    for width, height, scheme in SCREENS:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        complaints = listened(page)
        page.goto(f"{explorer.root}/?token=a-key-for-tests")
        page.wait_for_url(f"{explorer.root}/")  # the page of the key leads on by itself
        for question in QUESTIONS:
            page.goto(explorer.root)
            clicked_through(page, question.explorer)
            missed += [(width, scheme, question.name, words) for words in question.answer if not page.evaluate(READABLE, words)]
        assert complaints == []
        context.close()
    assert missed == []


def test_every_answer_is_on_the_screen_of_the_dossier(chromium: Browser, demo: Path) -> None:
    missed = []
    for width, height, scheme in SCREENS:
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        for question in QUESTIONS:
            page.goto((demo / "dossier.html").as_uri())
            clicked_through(page, question.dossier)
            missed += [(width, scheme, question.name, words) for words in question.answer if not page.evaluate(READABLE, words)]
        context.close()
    assert missed == []


def test_it_is_seen_what_is_not_on_the_screen(chromium: Browser, demo: Path) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto((demo / "dossier.html").as_uri())
    assert page.evaluate(READABLE, "China – Russia") is False  # it is no part of the main content
    assert page.evaluate(READABLE, "The state of the relationship")
    assert not page.evaluate(READABLE, "Where sources disagree; they do")
    assert not page.evaluate(READABLE, "will run out in 2021 unless it is renewed")
    page.close()
