"""The words of the program's own voice, from catalogues: `assets/texts.XX.yml` and the files of `assets/explorer.XX` for each language XX.

The first file holds the words of the dossier and those that it shares with the explorer, each file of the folder those of some pages of
the explorer: the first part of their keys is the name of the file.
"""

from __future__ import annotations

import contextvars
import functools
import string
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from servanda.errors import UsageError
from servanda.vocabulary.tables import parse_yaml

ASSETS = Path(__file__).resolve().parent / "assets"
ENGLISH = "en"
# The form in which a language tells a number of things, by the name that its catalogue gives under `plural_rule`.
_SLAVIC_FEW, _SLAVIC_TEENS = range(2, 5), range(11, 15)
PLURAL_RULES: Mapping[str, Callable[[int], str]] = {
    "one and other": lambda n: "one" if n == 1 else "other",
    "one to below two": lambda n: "one" if n in (0, 1) else "other",
    "one form": lambda n: "other",  # noqa: ARG005 - whatever the number
    "East Slavic": lambda n: (
        "one" if n % 10 == 1 and n % 100 != 11 else "few" if n % 10 in _SLAVIC_FEW and n % 100 not in _SLAVIC_TEENS else "other"
    ),
}
_FORMS = ("one", "few", "other")
_language: contextvars.ContextVar[str] = contextvars.ContextVar("servanda_language", default=ENGLISH)


def language() -> str:
    """The language spoken now, by its code."""
    return _language.get()


def languages() -> tuple[str, ...]:
    """The codes of all languages of which there are catalogues."""
    return tuple(sorted(path.name.split(".")[1] for path in ASSETS.glob("texts.*.yml")))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while; UsageError where there are no catalogues of it, or where they say less or more than the English."""
    if code != language():
        _demand(code)
    before = _language.set(code)
    try:
        yield
    finally:
        _language.reset(before)


def catalogue() -> dict[str, Any]:
    """The whole catalogue of the dossier in the language spoken now, read once."""
    return _file(language(), None)


def say(key: str, /, **values: object) -> str:
    """The wording of a dotted key with its places filled in.

    A wording that changes with a number has a form for each kind of number, `one` and `other` in English; the value `n` chooses. KeyError
    for a key or a place that is not there: a text is never left out silently.
    """
    return wording(key, values).format(**values)


def wording(key: str, values: Mapping[str, object]) -> str:
    """The wording of a dotted key in the form that the value `n` asks for, its places still open."""
    code = _language.get()
    found = _found(code, key)
    if isinstance(found, dict):
        found = found[_plural_form(code)(values["n"])]
    return str(found)


@functools.lru_cache(maxsize=8192)
def _found(code: str, key: str) -> Any:
    """What a catalogue has under a dotted key: a wording, or its forms."""
    head, *rest = key.split(".")
    inside = rest and (ASSETS / f"explorer.{code}" / f"{head}.yml").is_file()
    found: Any = _file(code, head) if inside else _file(code, None)
    for part in rest if inside else [head, *rest]:
        found = found[part]
    return found


@functools.cache
def _plural_form(code: str) -> Callable[[Any], str]:
    return PLURAL_RULES[_file(code, None)["plural_rule"]]


@functools.cache
def _file(code: str, page: str | None) -> dict[str, Any]:
    """The catalogue of some pages of the explorer, or that of the dossier."""
    path = ASSETS / f"texts.{code}.yml" if page is None else ASSETS / f"explorer.{code}" / f"{page}.yml"
    texts: dict[str, Any] = parse_yaml(path.read_text(encoding="utf-8"))
    return texts


def pages(code: str) -> tuple[str, ...]:
    """The names of a language's files of the explorer."""
    return tuple(sorted(path.stem for path in (ASSETS / f"explorer.{code}").glob("*.yml")))


def wordings(code: str) -> dict[str, str]:
    """Every wording of a language by its dotted key, each form of one that changes with a number by itself."""
    whole: dict[str, Any] = {page: _file(code, page) for page in pages(code)}
    return dict(_flat({**_file(code, None), **whole}, ""))


def _flat(found: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _flat(value, f"{key}.{name}" if key else str(name))
    elif isinstance(found, list):
        for number, value in enumerate(found):
            yield from _flat(value, f"{key}.{number}")
    else:
        yield key, str(found)


def places(text: str) -> set[str]:
    """The names of the places of a wording that are filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@functools.cache
def _demand(code: str) -> None:
    """UsageError that names everything by which a language's catalogues differ in kind from the English ones."""
    if code not in languages():
        raise UsageError("this language is not there", where=code, why="there are " + ", ".join(languages()), todo="name one of these")
    problems = tuple(_differences(code))
    if problems:
        raise UsageError(
            "the catalogues of this language do not match the English ones",
            where=code,
            why="; ".join(problems),
            todo="mend its files, see docs/languages.md",
        )


def _differences(code: str) -> Iterator[str]:
    """What a language's catalogues lack, have too much, or fill in otherwise; the words of one language's own grammar are not compared."""
    if _file(code, None).get("plural_rule") not in PLURAL_RULES:
        yield f"plural_rule is one of {', '.join(PLURAL_RULES)}"
        return
    own, english = ({_bare(key): text for key, text in wordings(one).items()} for one in (code, ENGLISH))
    yield from (f"{key} is missing" for key in english if key not in own)
    yield from (f"{key} is unknown" for key in own if key not in english)
    forms = {PLURAL_RULES[_file(code, None)["plural_rule"]](n) for n in range(200)}
    have: dict[str, set[str]] = {}
    for key, text in wordings(code).items():
        if key.rsplit(".", 1)[-1] in _FORMS:
            have.setdefault(_bare(key), set()).add(key.rsplit(".", 1)[1])
        if _bare(key) in english and not places(text) <= places(english[_bare(key)]) | {"n"}:
            yield f"{key} has the places {', '.join(sorted(places(text)))}, the English one {', '.join(sorted(places(english[_bare(key)])))}"
    yield from (f"{key} has no form “{form}”" for key, told in have.items() for form in sorted(forms - told))


def _bare(key: str) -> str:
    """The key of a wording without the form that a number asks for, and of a list without the place in it."""
    head, _, last = key.rpartition(".")
    return head if last in _FORMS or last.isdigit() else key
