"""Numbers of articles and of final clauses: arabic, roman and in words, also as scanners misread them."""

from __future__ import annotations

import re

from servanda.dating.legal_dates import number_in_words, ordinal_in_words

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def roman(number: int) -> str:
    """A number in roman numerals."""
    built = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        built += letters * count
    return built


def writes(text: str, number: int) -> tuple[str, int] | None:
    """Whether a text begins with a number, in any of its spellings: how it is to be told, and where the text goes on.

    A letter may follow directly ("vthe nauru agreement": the space was lost), but no digit that would make another number.
    """
    figures = str(number)
    spaced = r"\s?".join(figures)
    hit = re.match(rf"{spaced}(?![\d.]*\d)", text)
    if hit:
        return figures, hit.end()
    letters = roman(number)
    if text[: len(letters)].upper() == letters:
        rest = text[len(letters) :]
        if not rest or not rest[0].isalpha() or not _goes_on(letters, rest):
            return letters, len(letters)
    if 2 <= number <= 3 or number == 1:
        # "Il", "lI", "IL" and "l" for II and I
        misread = re.match(r"[Il1]+(?![\w])|IL(?![\w])", text)
        if misread and len(misread[0]) == number and number <= 3:
            return letters, misread.end()
    for words in (_WORDS, _CARDINALS):
        if number <= len(words) and re.match(rf"{words[number - 1]}\b", text, re.IGNORECASE):
            return figures, len(words[number - 1])
    return None


def _goes_on(letters: str, rest: str) -> bool:
    """Whether the letters after a roman numeral belong to a longer numeral or to a word in the numeral's own case."""
    more = re.match(r"[IVXLC]+", rest)
    if more:
        return True
    return letters.isupper() and rest[:1].isupper() and not rest[1:2].islower()


def count_in(words: str) -> int | None:
    """The number that words or figures give: `the tenth`, `twenty-two`, `10`, `22nd`; None where there is none."""
    figures = re.search(r"\d+", words)
    if figures:
        return int(figures[0])
    ordinal = ordinal_in_words(words)
    return ordinal if ordinal is not None else number_in_words(words)
