"""One check of all word lists; each vocabulary brings its own function and is listed here."""

from __future__ import annotations

from collections.abc import Callable

from servanda.errors import VocabularyError
from servanda.vocabulary.actors import check_actors
from servanda.vocabulary.dates import check_dates
from servanda.vocabulary.event_types import check_event_types
from servanda.vocabulary.given_names import check_given_names
from servanda.vocabulary.home_offices import check_home_offices
from servanda.vocabulary.instrument_names import check_instrument_names
from servanda.vocabulary.issues import check_issues
from servanda.vocabulary.ledger import check_ledger
from servanda.vocabulary.measures import check_measures
from servanda.vocabulary.page_rules import check_page_rules
from servanda.vocabulary.provision_types import check_provision_types
from servanda.vocabulary.readings import check_readings
from servanda.vocabulary.review_weights import check_review_weights
from servanda.vocabulary.seats import check_seats
from servanda.vocabulary.series_indicators import check_indicators
from servanda.vocabulary.speech import check_speech
from servanda.vocabulary.stances import check_stances
from servanda.vocabulary.subjects import check_subjects
from servanda.vocabulary.units import check_units

Check = Callable[[], list[str]]

CHECKS: tuple[Check, ...] = (
    check_actors,
    check_dates,
    check_issues,
    check_speech,
    check_stances,
    check_subjects,
    check_home_offices,
    check_seats,
    check_given_names,
    check_instrument_names,
    check_page_rules,
    check_provision_types,
    check_measures,
    check_indicators,
    check_units,
    check_event_types,
    check_ledger,
    check_readings,
    check_review_weights,
)


def check() -> list[str]:
    """Everything that is wrong with the word lists, each with its file and line; an empty list when all is well."""
    problems: list[str] = []
    for one in CHECKS:
        try:
            problems += one()
        except VocabularyError as error:
            problems += error.problems
    return problems
