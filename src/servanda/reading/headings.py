"""The title and the author as they stand at the head of a text."""

from __future__ import annotations

import re

import msgspec

from servanda.reading.lines import Line
from servanda.vocabulary.page_rules import fitting

_DEPTH = 8  # lines from the top in which a title is looked for
_MOST_WORDS = 25
_TITLE_SHARE = 0.6  # capitals among the longer words: newspapers' title case leaves out short ones only
_BY = re.compile(
    r"^(?:(?:written|story|reported|report|posted) )?by ?:? ?(?P<name>[^,|\d]{2,80}?)(?: [-–|].*|,.*| on .*\d.*)?$", re.IGNORECASE
)
_OPEN_END = (";", ",", ":", "…", "。")
_UNFINISHED = re.compile(r".*\b(?:between|among|of|the|and|for|on|to|in|with|concerning|by|a|an)", re.IGNORECASE | re.DOTALL)
_MOST_TITLE_LINES = 8


class Heading(msgspec.Struct, frozen=True):
    """A title and an author found in the text, with the numbers of the lines that hold them and nothing of the story."""

    title: str | None = None
    author: str | None = None
    title_line: int | None = None
    author_line: int | None = None


def find_heading(lines: list[Line], known_title: str | None = None) -> Heading:
    """Look for title and author in the first lines.

    The title is the first short line without a final full stop that is followed by more text. Its line is given
    (and so not coded) only where it repeats the known title or is written as a title: a lead sentence is text.
    """
    top = list(enumerate(lines[:_DEPTH]))
    repeated = next((n for n, line in top if known_title is not None and same_words(line.words, known_title)), None)
    place = repeated if repeated is not None else next((n for n, line in top if fitting(line.words, "line", "edge") is None), None)
    if place is None or len(lines) == 1:
        return Heading()
    line, more = lines[place], lines[place + 1 :]
    repeats = repeated is not None
    full_stop = line.closed and not line.words.endswith(("?", "!"))
    shaped = not full_stop and not line.words.endswith(_OPEN_END) and line.count <= _MOST_WORDS and len(line.words) <= 250
    if not more or not (repeats or (shaped and _stands_alone(line, more[0]))):
        author, author_place = _author_near(lines, place - 1, alone=False)
        return Heading(author=author, author_line=author_place)
    is_title = repeats or _title_case(line.words)
    author, author_place = _author_near(lines, place, alone=is_title)
    return Heading(_whole_title(lines, place), author, place if is_title else None, author_place)


def _whole_title(lines: list[Line], place: int) -> str:
    """The title's words, with the lines on which it goes on: after "between" or "of the", or in capitals without a gap."""
    words = lines[place].words
    for line in lines[place + 1 : place + _MOST_TITLE_LINES]:
        capitals = words.isupper() and line.words.isupper() and not line.gap
        if line.sentence or line.count > _MOST_WORDS or not (capitals or _UNFINISHED.fullmatch(words)):
            break
        words = f"{words} {line.words}"
    return words


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same but for case, spaces and the marks at their end."""
    return _bare(one) == _bare(other) != ""


def _bare(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _stands_alone(line: Line, following: Line) -> bool:
    return following.gap or following.count <= 8 or (line.count <= 15 and following.prose)


def _title_case(words: str) -> bool:
    long_words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", words) if len(word) > 3]
    return bool(long_words) and sum(word[0].isupper() for word in long_words) >= _TITLE_SHARE * len(long_words)


def _author_near(lines: list[Line], place: int, *, alone: bool) -> tuple[str | None, int | None]:
    """A byline in the three lines below `place`; a bare personal name only directly below a title (`alone`)."""
    for number in range(place + 1, min(place + 4, len(lines))):
        words = lines[number].words
        rule = fitting(words, "line")
        byline = _BY.match(words) if rule is not None and rule.reason in ("byline", "date-line") else None
        if byline is not None:
            name = byline["name"].strip(" -–|")
            return (None if name.islower() else name), number  # "our correspondent" is nobody's name
        if alone and number == place + 1 and fitting(words, "name") is not None:
            return words, number
        if lines[number].sentence:
            break
    return None, None
