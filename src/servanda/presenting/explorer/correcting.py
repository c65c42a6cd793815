"""A fact as a form that a person fills in, and the corrected fact that comes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import get_type_hints

import msgspec

from servanda.errors import UsageError
from servanda.presenting.explorer.claim_form import (
    Field,
    actor_codes,
    field_called,
    fields_of_claim,
    fields_of_frame,
    read_claim,
    read_speaker,
    read_when,
)
from servanda.presenting.texts import say
from servanda.records import CERTAINTIES, Document, Fact, make_fact


def fields_of(fact: Fact) -> list[Field]:
    """The form of a fact, filled in as the fact stands."""
    return [*fields_of_claim(type(fact.claim), fact.claim), *fields_of_frame(fact.certainty, fact.when, fact.asserted_by)]


def corrected(fact: Fact, document: Document, form: Mapping[str, str], knows: Callable[[str], bool]) -> Fact:
    """The fact as the form has it; UsageError that names every field that does not hold.

    `knows` tells whether an actor code is one. The words that it rests on stay those of the fact.
    """
    problems: list[str] = []
    claim_type, stood = type(fact.claim), msgspec.to_builtins(fact.claim)
    touched = _touched(fact, form)
    changed = read_claim(claim_type, touched, form, problems)
    claim = {name: changed[name] if name in changed else stood.get(name) for name in get_type_hints(claim_type)}
    problems += [say("fields.problems.no_code", code=code) for code in sorted(actor_codes(changed)) if not knows(code)]
    said = read_speaker(form) if "asserted_by" in touched else fact.asserted_by
    certainty = form.get("certainty", fact.certainty)
    if certainty not in CERTAINTIES:
        problems.append(say("fields.problems.one_of", field=field_called("certainty"), choices=", ".join(CERTAINTIES)))
    when = read_when(form, problems) if touched & {"earliest", "latest", "when_words", "held"} else fact.when
    if not problems:
        try:
            made = make_fact(
                document,
                msgspec.convert(claim, claim_type),
                fact.spans,
                certainty=certainty,  # type: ignore[arg-type]  # one of CERTAINTIES, as checked above
                when=when,
                asserted_by=said,
                coder=(fact.coder, fact.coder_version),
                confidence=fact.confidence,
                rule=fact.rule,
            )
        except ValueError as error:
            problems.append(str(error))
        else:
            if msgspec.structs.replace(made, uri=fact.uri, source_id=fact.source_id) != fact:
                return made
            problems.append(say("fields.problems.unchanged"))
    raise UsageError(what=say("fields.problems.correction_not_kept"), why="; ".join(problems), todo=say("fields.problems.mend"))


def _touched(fact: Fact, form: Mapping[str, str]) -> set[str]:
    """The parts of which a field differs from how it was shown: all others stay exactly as they were, however they are written."""
    return {field.name.split(".")[0] for field in fields_of(fact) if field.name in form and _plain(form[field.name]) != _plain(field.value)}


def _plain(text: str) -> str:
    """A field's text as browsers send it back: with other line ends."""
    return re.sub(r"\r\n?|\n", "\n", text)
