"""From what people judged to rows that the coders then use, each tried before it is written; here those of events.

Events rejected in several sentences of one frame take their reading away from it; an added or corrected one becomes a pattern of its frame. What
cannot be taught so is told with the reason: frames that say no more than the bundled row itself, sentences that tell
their actors elsewhere, and facts on which people differ. Nothing is written that breaks an example of the bundled lists. Other kinds of
fact are taught by `teaching_readings`.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from servanda.analysis.agreement import last_words
from servanda.analysis.teaching_readings import amendments_written, rows_of, teach_readings
from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder, check_examples
from servanda.coding.events.examples import told_as
from servanda.coding.events.framing import Frame, Sides, frame_at, tellers
from servanda.coding.parsing import Parser
from servanda.records import Document, Event, EventType, Fact
from servanda.store import Judgement, Store
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_patterns import load_event_patterns
from servanda.vocabulary.forms import PREPOSITIONS
from servanda.vocabulary.overlay import AMENDMENTS, BARS, PATTERNS, BarRow, Overlay, OwnRow, index_overlay

_RULE = re.compile(r"(?P<id>\S+)(?: \((?P<at>.*)\))?")
Row = TypeVar("Row", OwnRow, BarRow)
# How many words of a sentence are tried where nobody said which one tells the event.
_TRIED = 6
_STILL_WRONG = "the wrong reading still comes besides the right one"
# In how many sentences a frame has to be rejected unless told otherwise: of one alone nobody knows how much of it was wrong.
LEAST = 2


class Untaught(msgspec.Struct, frozen=True):
    """A judgement that gives no row, with the reason."""

    fact: str
    words: str
    why: str


class Taught(msgspec.Struct, frozen=True):
    """The rows that judgements give, and the judgements that give none."""

    overlay: Overlay
    untaught: tuple[Untaught, ...]


class _Example(msgspec.Struct):
    """What one judgement asks for: `wrong` as it must not be read, `right` as it must be; `options` are the frames still to be tried.

    `reserve` takes the wrong reading away where the row for the right one does not do so by itself.
    """

    judgement: Judgement
    wrong: Fact | None
    right: Fact | None
    bar: BarRow | None = None
    reserve: BarRow | None = None
    row: OwnRow | None = None
    options: list[OwnRow] = []
    why: str = ""

    @property
    def sentence(self) -> str:
        """The words it rests on, on one line."""
        return " ".join((self.right or self.judgement.snapshot).spans[0].words.split())


def teach(store: Store, known: Overlay | None = None, *, least: int = LEAST) -> Taught:
    """The rows that the judgements of a store give beside those known; each is tried on its own sentence and on all bundled examples.

    A reading is taken away from a frame that was found wrong in at least `least` different sentences.
    """
    parser = Parser()
    told = [list(said.values()) for said in last_words(store.judgements()).values()]
    words = [said for said in told if isinstance(said[-1].snapshot.claim, Event)]
    examples = _examples(words)
    confirmed = [said[-1].snapshot for said in words if said[-1].verdict == "confirm"]
    _derive([one for one in examples if not one.why], parser)
    known = known or Overlay()
    _demand(examples, known, least)
    while True:
        overlay = _joined(known, examples)
        failing = _failing(examples, overlay, parser)
        if not failing:
            break
        for one, why in failing:
            _next(one, why)
    while breaking := _breaking(examples, confirmed, _joined(known, examples), parser):
        for one, why in breaking:
            one.bar, one.row, one.why = None, None, why
    others = [said for said in told if not isinstance(said[-1].snapshot.claim, Event)]
    readings = teach_readings(others, known.amendments, parser, least)
    untaught = [Untaught(one.judgement.fact, one.sentence, one.why) for one in examples if one.why]
    untaught += [Untaught(one.judgement.fact, one.sentence, one.why) for one in readings if one.why]
    overlay = msgspec.structs.replace(_joined(known, examples), amendments=rows_of(readings, known.amendments))
    return Taught(overlay, tuple(untaught))


def written(overlay: Overlay, known: Overlay) -> dict[str, str]:
    """The text that the files of a folder get: rows that are not among those known, as YAML that people can go on editing."""
    held = known.ids
    texts = {
        PATTERNS: "".join(_yaml(row) for row in overlay.patterns if row.id not in held),
        BARS: "".join(_yaml(row) for row in overlay.bars if row.id not in held),
        AMENDMENTS: amendments_written(row for row in overlay.amendments if row.id not in held),
    }
    return {name: text for name, text in texts.items() if text}


def _examples(words: Iterable[Sequence[Judgement]]) -> list[_Example]:
    """What is to be learnt: the last word on each fact, where it is a rejection, a correction or an addition."""
    return [_example(said[-1], said) for said in words if said[-1].verdict in ("reject", "correct", "add")]


def _example(one: Judgement, said: Sequence[Judgement]) -> _Example:
    wrong = one.snapshot if one.verdict in ("reject", "correct") else None
    right = {"correct": one.corrected, "add": one.snapshot}.get(one.verdict)
    example = _Example(judgement=one, wrong=wrong, right=right)
    if len({each.verdict for each in said}) > 1:
        example.why = "people differ on it"
    elif right is not None and wrong is not None and _reading(right) == _reading(wrong):
        example.why = "what was corrected is neither the type nor an actor: certainty and time follow from other lists"
    elif wrong is not None and right is None and wrong.coder == "reviewer":
        example.why = "it was added by a person, so there is no rule to mend"
    return example


def _reading(fact: Fact) -> tuple[str, str | None, set[str | None], set[str | None]]:
    """What a pattern decides of an event: its type and its sides."""
    claim = fact.claim
    assert isinstance(claim, Event)  # noqa: S101 - the caller has looked
    return claim.type, claim.of, {a.actor for a in claim.sources}, {a.actor for a in claim.targets}


def _derive(examples: Sequence[_Example], parser: Parser) -> None:
    """Work out the rows that each example could give."""
    patterns = load_event_patterns()
    engine = Engine([EventCoder()], load_actors(), parser)
    support = (patterns.lists["support"], patterns.lists["occur"])
    for example in examples:
        fact = example.right or example.judgement.snapshot
        prepared = engine.prepare(Document(id=f"sha256:{fact.id}", text=example.sentence, uri="sentence"))
        frames: list[Frame] = []
        claim = fact.claim
        assert isinstance(claim, Event)  # noqa: S101 - `_example` has left out all others
        sides = Sides(*(frozenset(a.actor for a in side if a.actor) for side in (claim.sources, claim.targets)))
        for sentence in prepared.sentences:
            (parse,) = parser.parse([(sentence.plain, sentence.start)])
            if parse is None:
                continue
            sentence.parse = parse
            trigger = _trigger(fact)
            named = [t for t in range(len(parse)) if trigger and parse.lowers[t] == trigger]
            for token in (named or tellers(parse, sentence, sides))[:_TRIED]:
                frame = frame_at(sentence, parse, token, sides, support, narrow=example.wrong is not None)
                if frame is not None:
                    frames.append(frame)
        _offer(example, frames, claim)


def _trigger(fact: Fact) -> str | None:
    """The word that tells the event, where the fact names one."""
    return fact.spans[1].words.lower() if len(fact.spans) > 1 else None


def _offer(example: _Example, frames: Sequence[Frame], claim: Event) -> None:
    """Set the rows of an example from its frames."""
    wrong, right = example.wrong, example.right
    why = (example.judgement.why or "").strip()
    if wrong is not None:
        match = _RULE.match(wrong.rule or "")
        bar = next((frame.bar for frame in frames if frame.bar), None)
        if match is None or bar is None:
            example.why = f"nothing but the word itself tells this frame from all others that {wrong.rule or 'no rule'} codes: give that row a not_example by hand"
            return
        rule = match["id"]
        example.bar = BarRow(
            file=BARS,
            line=0,
            id=f"not-{_name(rule, bar)}",
            definition=why or f"not a case of {rule}",
            forms=(bar,),
            rule=rule,
            at=match["at"] or "",
            not_examples=(example.sentence,),
            facts=(example.judgement.fact,),
        )
    if right is None:
        return
    if wrong is not None and _reading(wrong)[:2] == _reading(right)[:2]:
        # Only who did it, or to whom, was read wrong: the frame without the words that lead to them is rightly read elsewhere.
        example.bar, example.reserve = None, example.bar
    told = next(iter(list(told_as(right))[-1:]), "")
    options = []
    for form in (form for frame in frames for form in frame.forms):
        for kind, of in _types(claim):
            options.append(
                OwnRow(
                    file=PATTERNS,
                    line=0,
                    id=f"taught-{_name(kind, str(of), form)}",
                    definition=why or f"coded by hand as {claim.type}",
                    type=kind,
                    of=of,
                    mode=claim.mode if kind == claim.type else None,
                    contexts=claim.contexts,
                    cameo=claim.cameo if kind == claim.type else None,
                    reciprocal=claim.reciprocal,
                    forms=(form,),
                    needs="both" if claim.sources and claim.targets else "one",
                    examples=(f"{example.sentence} -> {told}",),
                    facts=(right.id,),
                )
            )
    example.options = options
    _next(example, "no verb or noun in it makes a form")


def _demand(examples: Sequence[_Example], known: Overlay, least: int) -> None:
    """Leave out rejections of frames that were found wrong in too few sentences, with the number.

    A correction needs no second one: its own row codes the frame that it takes away.
    """
    sentences: dict[str, set[str]] = {}
    for one in examples:
        if one.bar is not None:
            sentences.setdefault(one.bar.id, set()).add(one.sentence)
    held = {bar.id for bar in known.bars}
    for one in examples:
        if one.bar is None or one.right is not None or one.bar.id in held or (many := len(sentences[one.bar.id])) >= least:
            continue
        told = "one judgement" if many == 1 else f"judgements of {many} sentences"
        one.why = f"{told}: not enough to take {one.bar.forms[0]!r} away from {one.bar.rule}, which asks for {least} sentences (--from)"
        one.bar = None


def _types(claim: Event) -> list[tuple[EventType, EventType | None]]:
    """The types that a row may need so that the event comes out: an act told as coming is coded by the row of the act itself."""
    own: list[tuple[EventType, EventType | None]] = [(claim.type, claim.of)]
    return [(claim.of, None), *own] if claim.of else own


def _next(example: _Example, why: str) -> None:
    """Go on to the next frame, or take the wrong one away too; where neither is left, the example teaches nothing."""
    if why == _STILL_WRONG and example.reserve is not None:
        example.bar, example.reserve = example.reserve, None
        return
    if example.right is None or not example.options:
        example.row, example.bar, example.why = None, None, why
        return
    example.row = example.options.pop(0)


def _joined(known: Overlay, examples: Iterable[_Example]) -> Overlay:
    """The rows known and those of the examples; the same row given twice has the sentences of both."""
    patterns: dict[str, OwnRow] = {row.id: row for row in known.patterns}
    bars: dict[str, BarRow] = {row.id: row for row in known.bars}
    for one in examples:
        if one.row is not None:
            held = patterns.get(one.row.id)
            patterns[one.row.id] = one.row if held is None else _with(held, one.row, "examples")
        if one.bar is not None:
            kept = bars.get(one.bar.id)
            bars[one.bar.id] = one.bar if kept is None else _with(kept, one.bar, "not_examples")
    return Overlay(tuple(patterns.values()), tuple(bars.values()))


def _with(held: Row, more: Row, examples: str) -> Row:
    """A row with what another of the same frame adds."""

    def both(part: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*getattr(held, part), *getattr(more, part))))

    return msgspec.structs.replace(held, **{examples: both(examples), "facts": both("facts")})


def _failing(examples: Sequence[_Example], overlay: Overlay, parser: Parser) -> list[tuple[_Example, str]]:
    """The examples that do not come out as they should, each with what came instead."""
    live = [one for one in examples if one.row is not None or one.bar is not None]
    if not live:
        return []
    patterns, bars = index_overlay(overlay)
    engine = Engine([EventCoder(patterns, bars)], load_actors(), parser)
    documents = [Document(id=f"sha256:{n}", text=one.sentence, uri="sentence") for n, one in enumerate(live)]
    failing = []
    for one, coded in zip(live, engine.code(documents), strict=True):
        by_rule: dict[str, set[str]] = {}
        for fact in coded.facts:
            by_rule.setdefault((fact.rule or "").partition(" ")[0], set()).update(told_as(fact))
        if one.bar is not None and one.bar.rule in by_rule and (one.row is None or one.bar.rule != one.row.id):
            failing.append((one, f"{one.bar.rule} still codes it, by another word of the sentence"))
        elif one.reserve is not None and one.wrong is not None and set(told_as(one.wrong)) & by_rule.get(one.reserve.rule, set()):
            failing.append((one, _STILL_WRONG))
        elif one.row is not None and not set(_asked(one.row, one.sentence)) <= by_rule.get(one.row.id, set()):
            came = sorted({told for tolds in by_rule.values() for told in tolds})
            failing.append((one, f"by itself the sentence does not come out so; it gives {', '.join(came) or 'nothing'}"))
    return failing


def _asked(row: OwnRow, sentence: str) -> list[str]:
    """What a row's examples ask of a sentence."""
    return [text.rpartition(" -> ")[2] for text in row.examples if text.rpartition(" -> ")[0] == sentence]


def _breaking(examples: Sequence[_Example], confirmed: Sequence[Fact], overlay: Overlay, parser: Parser) -> list[tuple[_Example, str]]:
    """The examples that may have broken a bundled one, or what somebody confirmed, and it.

    Those whose verb or noun stands in it are meant; all where none does.
    """
    live = [one for one in examples if one.row is not None or one.bar is not None]
    if not live:
        return []
    patterns, bars = index_overlay(overlay)
    before = _bundled_problems()
    after = [f"a bundled example: {told}" for told in check_examples(parser, patterns, bars)[0] if told not in before]
    after += [f"what was confirmed: {words}" for words in _lost(confirmed, EventCoder(patterns, bars), parser)]
    breaking = []
    for problem in after:
        near = [one for one in live if any(stem in problem.lower() for stem in _stems(one))] or live
        breaking += [(one, f"it would break {problem}") for one in near]
    return breaking


@functools.cache
def _bundled_problems() -> frozenset[str]:
    """What is wrong with the bundled examples as it is."""
    return frozenset(check_examples(Parser())[0])


def _lost(confirmed: Sequence[Fact], coder: EventCoder, parser: Parser) -> list[str]:
    """The sentences of confirmed facts of which the coder now says less than the bundled rows alone do."""
    texts = list(dict.fromkeys(" ".join(fact.spans[0].words.split()) for fact in confirmed))
    documents = [Document(id=f"sha256:{n}", text=text, uri="sentence") for n, text in enumerate(texts)]
    told = [
        [{reading for fact in coded.facts for reading in told_as(fact)} for coded in Engine([one], load_actors(), parser).code(documents)]
        for one in (EventCoder(), coder)
    ]
    asked = {
        text: {reading for fact in confirmed if " ".join(fact.spans[0].words.split()) == text for reading in told_as(fact)}
        for text in texts
    }
    return [text for text, bundled, own in zip(texts, *told, strict=True) if asked[text] & bundled - own]


def _stems(one: _Example) -> list[str]:
    """The beginnings of the words that the forms of an example name, without the sides."""
    words = [word.strip("<>+!") for row in (one.row, one.bar) if row is not None for word in row.forms[0].split()]
    return [
        word[:-1] if len(word) > 3 else word for word in words if word.islower() and word not in PREPOSITIONS and word not in ("n", "do")
    ]


def _name(*parts: str) -> str:
    """A short name that follows from what a row says."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


_FIELDS = (
    "rule", "at", "type", "of", "mode", "definition", "contexts", "cameo", "reciprocal", "needs", "forms", "examples", "not_examples", "facts",
)  # fmt: skip


def _yaml(row: OwnRow | BarRow) -> str:
    """A row as text; every value is quoted, so that it is read back as it was."""
    lines = [f"- id: {row.id}\n"]
    for name in _FIELDS:
        value = getattr(row, name, None)
        if value in (None, "", (), False) or (name == "needs" and value == "one"):
            continue
        told = "true" if value is True else f"[{', '.join(map(_quoted, value))}]" if isinstance(value, tuple) else _quoted(str(value))
        lines.append(f"  {name}: {told}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    """A text in double quotes, with what YAML cannot hold by its number."""
    inner = "".join(
        f"\\{c}"
        if c in '\\"'
        else (c if c.isprintable() and c != "\ufeff" else (f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"))
        for c in text
    )
    return f'"{inner}"'
