"""The explorer's own words stand in the catalogue alone, each of them is used, and each that is asked for is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from servanda.presenting import explorer, texts
from servanda.presenting.texts import ENGLISH, pages, places, wordings

HOME = Path(explorer.__file__).parent
TEMPLATES = sorted((HOME / "templates").glob("*.html"))
MODULES = sorted(HOME.glob("*.py"))
EVERYWHERE = [*MODULES, HOME.parent / "texts.py"]
# Names of things that are the same in every language: formats, programs, keys of the keyboard, codes.
SAME = {"CHN", "CSV", "JSON", "BibTeX", "RIS", "CSL-JSON", "JSON-LD", "Servanda", "Ctrl", "Enter", "Esc", "Tab"}
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-label", "aria-valuetext")
WORDS_OF_PEOPLE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
# What asking.py and running.py say is said at the command line; the rest are values, policies and lists of fields.
OF_THE_COMMAND_LINE = {"asking", "running", "asked"}
NOT_SHOWN = {"not judged", "not known", "no date", "not done", "as read"}


def drawn(template: str) -> str:
    """A template with a mark in the place of everything that is worked out, so that what is left is what it says itself."""
    return "".join(_drawn(Environment(autoescape=True).parse(template)))


def _drawn(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Output):
        yield from (part.data if isinstance(part, nodes.TemplateData) else "\N{BULLET}" for part in node.nodes)
    else:
        for child in node.iter_child_nodes():
            yield from _drawn(child)


def bare_words(template: str) -> Iterator[str]:
    """Words that a template says past the catalogue: between tags, and in the attributes that are read or read out."""
    page = re.sub(r"<!--.*?-->", "", drawn(template), flags=re.DOTALL)
    for name, value in re.findall(r'([\w-]+)="([^"]*)"', page):
        if name in SPOKEN:
            yield from words_in(value)
    for value in re.findall(r'<(?:button|input type="submit")[^>]* value="([^"]*)"', page):
        if not re.fullmatch(r"[a-z]*", value):
            yield from words_in(value)
    yield from words_in(re.sub(r"<[^<>]*>", "\n", page))


def words_in(text: str) -> Iterator[str]:
    yield from (word for word in re.findall(r"[A-Za-z][\w’'-]*", re.sub(r"&\w+;", " ", text)) if word not in SAME and len(word) > 1)


def asked_in_template(path: Path) -> Iterator[Any]:
    """What the first value of each call of `say` is."""
    tree = Environment(autoescape=True).parse(path.read_text(encoding="utf-8"))
    yield from (call.args[0] for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name) and call.node.name == "say")


def keys_of(asked: Any) -> Iterator[str]:
    """The keys that a value may be; one that is put together ends with a star where it is open."""
    match asked:
        case nodes.Const(value=str(key)) | ast.Constant(value=str(key)):
            yield key
        case nodes.Concat(nodes=[nodes.Const(value=str(head)), *_]):
            yield f"{head}*"
        case nodes.Add(left=left):
            yield from keys_of(left)
        case nodes.CondExpr(expr1=one, expr2=other) | ast.IfExp(body=one, orelse=other):
            yield from keys_of(one)
            yield from keys_of(other)
        case ast.JoinedStr(values=[ast.Constant(value=str(head)), *_]):
            yield f"{head}*"


def asked_everywhere() -> set[str]:
    found: set[str] = set()
    for path in TEMPLATES:
        for asked in asked_in_template(path):
            found |= set(keys_of(asked))
    for path in EVERYWHERE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "told") and node.args:
                found |= set(keys_of(node.args[0]))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_plain" and isinstance(node.args[0], ast.Constant):
                found.add("gate." + str(node.args[0].value))
    return found


def by_name_in_modules() -> set[str]:
    """Every text of a module that may name a key, for those that reach `say` by a table or a variable."""
    found = set()
    for path in EVERYWHERE:
        found |= {
            node.value
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def without_form(key: str) -> str:
    return key.removesuffix(".one").removesuffix(".other")


KNOWN = {without_form(key) for key in wordings(ENGLISH)}
OF_EXPLORER = {key for key in KNOWN if key.split(".")[0] in pages(ENGLISH) and "." in key}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_speaks_past_the_catalogue(path: Path) -> None:
    assert list(bare_words(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "bare",
    [
        "<p>Nobody knows.</p>", '<a title="A hint">{{ x }}</a>', '<input placeholder="Search">', "<p>{% if x %}none{% endif %}</p>",
        "<p>{{ x }} of {{ y }}</p>", '<svg aria-label="A map">', '<td{% if x %} data-label="Others"{% endif %}>', "{{ x }} documents",
        '<button value="Send it">{{ x }}</button>',
    ],
)  # fmt: skip
def test_a_bare_word_is_found(bare: str) -> None:
    assert list(bare_words(bare)) != []


@pytest.mark.parametrize("path", [one for one in MODULES if one.stem not in OF_THE_COMMAND_LINE], ids=lambda path: path.stem)
def test_no_module_speaks_past_the_catalogue(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    said = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden and WORDS_OF_PEOPLE.search(node.value)
    ]
    plain = [
        text
        for text in said
        if text not in NOT_SHOWN and not re.search(r"[<>;]|'self'|\*\*|charset|attachment|\b(facts|dated|cited) ", text)
    ]
    assert plain == []


def test_every_text_asked_for_is_there() -> None:
    asked = asked_everywhere()
    assert {key for key in asked if not key.endswith("*") and key not in KNOWN} == set()
    assert {key for key in asked if key.endswith("*") and not any(one.startswith(key[:-1]) for one in KNOWN)} == set()


def test_every_text_is_used() -> None:
    asked, named = asked_everywhere(), by_name_in_modules()
    heads = tuple(key[:-1] for key in asked if key.endswith("*")) + tuple(
        f"{name}." for name in named if name in ("frame.kind", "frame.certainty", "frame.verdict")
    )
    assert {key for key in OF_EXPLORER if key not in asked | named and not key.startswith(heads)} == set()


def test_no_file_of_the_explorer_hides_a_text_of_the_dossier() -> None:
    assert set(pages(ENGLISH)) & set(texts.catalogue()) == set()


def test_the_forms_of_a_number_are_never_mistaken_for_names() -> None:
    """Who writes another language is told which forms are missing; that works only where nothing else is called so."""
    heads: dict[str, set[str]] = {}
    for key in wordings(ENGLISH):
        heads.setdefault(key.rpartition(".")[0], set()).add(key.rpartition(".")[2])
    assert {head for head, last in heads.items() if last & {"one", "few", "many", "other"} and last != {"one", "other"}} == set()


def test_a_number_of_things_is_never_told_in_the_wrong_form() -> None:
    flat = {key for key in OF_EXPLORER if "n" in places(wordings(ENGLISH).get(key, ""))}
    # The number stands in these beside one that it is counted of, or before a word that has no plural.
    allowed = re.compile(r"\{(shown|number|alike|most)[:,}]|More than|skipped|differ now|characters|Alike in")
    assert {key for key in flat if not allowed.search(wordings(ENGLISH)[key])} == set()
