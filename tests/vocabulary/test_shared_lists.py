"""Lists of words that rows share: taken in by what a row excludes."""

import msgspec
import pytest

from servanda.errors import VocabularyError
from servanda.vocabulary.event_patterns import bundled_pattern_rows, index_patterns, load_event_patterns


def test_unless_takes_in_a_shared_list() -> None:
    patterns = load_event_patterns()
    row = next(row for row in patterns.rows if row.id == "judicial-cooperation")
    assert patterns.lists["lands"] <= set(row.unless.split())
    assert "power" in row.unless.split()


def test_a_list_that_is_not_known_is_named() -> None:
    row = msgspec.structs.replace(bundled_pattern_rows()[0], unless="@moons")
    with pytest.raises(VocabularyError, match="@moons"):
        index_patterns([row])
