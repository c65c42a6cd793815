"""Lists of words by role: a word in two rows is told, for only the first would ever be used."""

import msgspec

from servanda.vocabulary.listing import listed_twice
from servanda.vocabulary.speech import speech_rows
from servanda.vocabulary.stances import stance_rows


def test_a_word_in_two_rows_of_one_role_is_told_with_both() -> None:
    first = speech_rows()[0]
    twin = msgspec.structs.replace(first, id="twin", words=first.words.split()[0])
    assert listed_twice([first, twin]) == [f"{twin.place}: the {first.role} {twin.words!r} already stands in {first.id!r}"]


def test_the_lists_name_no_word_twice() -> None:
    assert listed_twice(speech_rows()) == []
    # The words of a set phrase belong to it alone.
    assert listed_twice(row for row in stance_rows() if row.role != "phrase") == []
