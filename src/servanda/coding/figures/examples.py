"""Runs the examples of the measures and the key of figures."""

from __future__ import annotations

from servanda.coding.figures.coder import FigureCoder
from servanda.coding.parsing import Parser
from servanda.records import Document, Fact, Figure, When
from servanda.vocabulary.figure_examples import FigureExample, figure_examples
from servanda.vocabulary.measures import load_measures


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example of the measures and every sentence of the key, whose values and units must be right; problems and how many were run."""
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    engine = Engine([FigureCoder()], load_actors(), parser)
    problems: list[str] = []
    count = 0
    for row in load_measures():
        for example, should in [*((e, True) for e in row.examples), *((e, False) for e in row.not_examples)]:
            text, _, expected = (part.strip() for part in example.rpartition("->"))
            coded = next(engine.code([Document(id="sha256:example", text=text, uri="example")]))
            told = [_told(fact) for fact in coded.facts]
            hit = expected in told if should else any(one.endswith(f" {expected}") for one in told)
            count += 1
            if hit != should:
                problems.append(f"{row.place}: {text!r} {'should' if should else 'should not'} give {expected!r}, gave {told}")
    keyed = figure_examples()
    for example_row, coded in zip(keyed, engine.code([as_document(row) for row in keyed]), strict=True):
        got = [(fact.claim.value, fact.claim.unit) for fact in coded.facts if isinstance(fact.claim, Figure)]
        count += 1
        problems += [
            f"{example_row.place}: {example_row.text!r} should give {wanted.value:g} {wanted.unit}, gave {got}"
            for wanted in example_row.wanted()
            if not any(unit == wanted.unit and abs(value - wanted.value) <= TOLERANCE * wanted.value for value, unit in got)
        ]
    return problems, count


# Shares in words are rounded ("a third").
TOLERANCE = 1e-4


def as_document(row: FigureExample) -> Document:
    """A row of the key as a document of its date."""
    on = row.on
    published = When(earliest=on.earliest, latest=on.latest, words=row.published or "") if on else None
    return Document(id=f"sha256:{row.place}", text=row.text, uri=row.place, published=published)


def _told(fact: Fact) -> str:
    claim = fact.claim
    if not isinstance(claim, Figure):
        return ""
    value = f"{claim.value:.0f}" if claim.value.is_integer() else f"{claim.value:g}"
    return f"{value} {claim.unit} {claim.measure}"


def details_of(fact: Fact) -> dict[str, str]:
    """What a figure tells beside value, measure and period, in the words of the key (see figure_examples.yml)."""
    figure = fact.claim
    if not isinstance(figure, Figure):
        return {}
    poll = figure.poll
    found = {
        "about": ",".join(figure.about),
        "flow": ":".join(part or "" for part in (figure.flow.side, figure.flow.of, figure.flow.partner)).rstrip(":")
        if figure.flow
        else None,
        "of": figure.share_of,
        "goods": figure.goods,
        "sample": str(poll.sample) if poll and poll.sample else None,
        "pollster": poll.pollster if poll else None,
        "population": poll.population if poll else None,
        "question": poll.question if poll else None,
    }
    return {name: words for name, words in found.items() if words}
