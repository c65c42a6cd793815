"""From what people judged of other facts than events to rows that amend what their coders read, each tried before it is written.

Rejected in several sentences that share words, a reading of one row of a word list is taken away where these words stand; a corrected
issue, stance, measure, trend, act or type is read so wherever its words stand in what the same row reads. What cannot be taught so, added
facts among it, is told with the list that a person may edit.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
import yaml

from servanda.coding.amending import amends, rule_id
from servanda.coding.amending_examples import comes_out, fields_of, problem_of
from servanda.coding.parsing import Parser
from servanda.records import Fact
from servanda.store import Judgement
from servanda.vocabulary.overlay import AMENDED, AMENDMENTS, AmendRow
from servanda.vocabulary.tables import data_file, parse_yaml
from servanda.vocabulary.word_patterns import fits

# Where the words of each kind stand that a person may add to: what is told when nothing can be taught.
LISTS = {
    "statement": ("speech_verbs.yml",),
    "position": ("stance_words.yml", "issues.yml"),
    "figure": ("measures.yml", "figure_examples.yml"),
    "relation": ("relation_words.yml",),
    "provision": ("provision_rules.yml", "provision_forces.yml"),
    "treaty_act": ("treaty_acts.yml",),
}
# The rule that the coder of tables names: columns decide there, not words.
_TABLE_ROW = "table-row"
_WORD = re.compile(r"[\w'’-]+")
# Where the rows of these lists have the words by which they read.
_TELLING = ("words", "forms", "verbs", "adjectives", "nouns", "phrases", "pair_verbs")
# Words that say nothing by themselves: what a sentence needs to be one.
_EMPTY = frozenset(
    "a an the of to in on at by for with from and or but that this these those it its they them their he she his her we our is are was were be been"
    " has have had will would shall should may might can could not no as than into over under about between after before during which who".split()
)
# The longest words that a row is given, and how far round the word that tells it they are sought.
_LONGEST, _ROUND = 6, 3


class Reading(msgspec.Struct):
    """What one judgement asks for of a fact that is no event."""

    judgement: Judgement
    wrong: Fact | None
    right: Fact | None
    row: AmendRow | None = None
    why: str = ""

    @property
    def sentence(self) -> str:
        """The words it rests on, on one line."""
        return " ".join((self.right or self.judgement.snapshot).spans[0].words.split())


def teach_readings(words: Iterable[Sequence[Judgement]], known: Sequence[AmendRow], parser: Parser, least: int) -> list[Reading]:
    """What each last word on a fact that is no event teaches: a row, or the reason why none; `known` rows are not given again."""
    last = [(said[-1], said) for said in words]
    readings = [_reading(one, said) for one, said in last if one.verdict in ("reject", "correct", "add")]
    right = [one.snapshot for one, _ in last if one.verdict == "confirm"] + [one.right for one in readings if one.right is not None]
    for one in readings:
        if not one.why and one.right is not None:
            _offer_corrected(one, right)
    _offer_rejected([one for one in readings if not one.why and one.right is None], right, known, least)
    for one in readings:
        if one.row is not None and (why := _failing(one, parser)):
            one.row, one.why = None, why
    return readings


def rows_of(readings: Iterable[Reading], known: Sequence[AmendRow]) -> tuple[AmendRow, ...]:
    """The rows known and those of the readings; the same row given twice has the sentences of both."""
    rows = {row.id: row for row in known}
    for one in readings:
        if one.row is None:
            continue
        held = rows.get(one.row.id)
        rows[one.row.id] = one.row if held is None else _both(held, one.row)
    return tuple(rows.values())


def _both(held: AmendRow, more: AmendRow) -> AmendRow:
    joined = {name: tuple(dict.fromkeys((*getattr(held, name), *getattr(more, name)))) for name in ("examples", "not_examples", "facts")}
    return msgspec.structs.replace(held, **joined)


def amendments_written(rows: Iterable[AmendRow]) -> str:
    """Rows as text that people can go on editing."""
    return "".join(_yaml(row) for row in rows)


def _yaml(row: AmendRow) -> str:
    fields = {
        name: value for name, value in msgspec.to_builtins(row).items() if name not in ("file", "line") and value not in ("", [], {}, ())
    }
    return yaml.safe_dump([fields], sort_keys=False, allow_unicode=True, width=200, default_style=None)


def _reading(one: Judgement, said: Sequence[Judgement]) -> Reading:
    wrong = one.snapshot if one.verdict in ("reject", "correct") else None
    right = {"correct": one.corrected, "add": one.snapshot}.get(one.verdict)
    reading = Reading(judgement=one, wrong=wrong, right=right)
    kind = one.snapshot.kind
    told = kind.replace("_", " ")
    lists = " or ".join(LISTS[kind])
    if len({each.verdict for each in said}) > 1:
        reading.why = "people differ on it"
    elif wrong is None:
        reading.why = f"no rule can be made of an added {told}: give its words to {lists} by hand, with this sentence as an example"
    elif wrong.coder == "reviewer":
        reading.why = "it was added by a person, so there is no rule to mend"
    elif wrong.rule is None or wrong.rule == _TABLE_ROW:
        reading.why = "it was read from a table by its columns: no words to teach"
    elif right is not None and not (changed := _changed(wrong, right)):
        reading.why = f"certainty, time and who says so follow from other lists; {_teachable(kind)}"
    elif right is not None and (rest := sorted(set(changed) - set(AMENDED[kind]))):
        also = " too: judge each in a correction of its own" if len(rest) < len(changed) else ""
        reading.why = f"{', '.join(rest)} was corrected{also}, which follows from other lists; {_teachable(kind)}"
    return reading


def _teachable(kind: str) -> str:
    """What of a kind can be taught, in words."""
    return f"of a {kind.replace('_', ' ')} can be taught: {', '.join(AMENDED[kind]) or 'nothing but that it is none'}"


def _changed(wrong: Fact, right: Fact) -> dict[str, str | None]:
    """The fields of the claim that a correction changed, with their right value, by path."""
    before, after = (fields_of(fact) for fact in (wrong, right))
    return {path: after.get(path) for path in {**before, **after} if before.get(path) != after.get(path)}


def _row(one: Reading, words: str, becomes: dict[str, str]) -> AmendRow:
    assert one.wrong is not None  # noqa: S101 - only what was read is amended
    kind, rule = one.wrong.kind, rule_id(one.wrong)
    name = hashlib.sha256("\0".join((kind, rule, words, *sorted(map("=".join, becomes.items())))).encode()).hexdigest()[:8]
    told = ", ".join(f"{path.replace('target.', '')} {value or 'none'}" for path, value in becomes.items())
    return AmendRow(
        file=AMENDMENTS,
        line=0,
        id=f"{'so' if becomes else 'not'}-{name}",
        kind=kind,
        rule=rule,
        words=words,
        becomes=becomes,
        definition=(one.judgement.why or "").strip() or (f"read as {told} by hand" if becomes else f"not a case of {rule}"),
        examples=(one.sentence,) if becomes else (),
        not_examples=() if becomes else (one.sentence,),
        facts=(one.judgement.fact,),
    )


def _offer_corrected(one: Reading, right: Sequence[Fact]) -> None:
    """Set the row of a correction: the narrowest words that tell it, which nothing judged right otherwise and no bundled example holds."""
    wrong, meant = one.wrong, one.right
    assert wrong is not None  # noqa: S101 - the caller has looked
    assert meant is not None  # noqa: S101 - as above
    becomes = {path: value or "" for path, value in _changed(wrong, meant).items()}
    guards = [fact.spans[0].words for fact in right if fact.kind == wrong.kind and fact.id != meant.id and not comes_out(fact, becomes)]
    guards += [text for text in _bundled(wrong) if text != one.sentence]
    for words in _telling(wrong):
        row = _row(one, words, becomes)
        if amends(row, wrong) and not any(fits(words, text) for text in guards):
            one.row = row
            return
    one.why = f"no words of it tell it from others that {wrong.rule} reads: edit that row by hand"


def _telling(fact: Fact) -> Iterator[str]:
    """Words that may tell a correction: those of the span that the reading names, then what stands round it; the fullest first."""
    for span in fact.spans[1:]:
        words = _WORD.findall(span.words)
        while words and words[0].lower() in _EMPTY:
            words = words[1:]
        if words and _says_something(words[:_LONGEST]):
            yield " ".join(words[:_LONGEST]).lower()
    if len(fact.spans) > 1:
        whole, inner = fact.spans[0], fact.spans[1]
        before = _WORD.findall(whole.words[: max(0, inner.start - whole.start)])[-_ROUND:]
        after = _WORD.findall(whole.words[max(0, inner.end - whole.start) :])[:_ROUND]
        words = [*before, *_WORD.findall(inner.words)[:_LONGEST], *after]
    else:
        words = _WORD.findall(fact.spans[0].words)
        words = words if len(words) <= 2 * _LONGEST else []
    if _says_something(words):
        yield " ".join(words).lower()


def _says_something(words: Sequence[str]) -> bool:
    return any(word.lower() not in _EMPTY and len(word) > 3 for word in words)


def _offer_rejected(readings: Sequence[Reading], right: Sequence[Fact], known: Sequence[AmendRow], least: int) -> None:
    """Set the rows of rejections: words that enough different sentences share in which one row was found wrong."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    for one in readings:
        assert one.wrong is not None  # noqa: S101 - what was rejected had been read
        groups.setdefault((one.wrong.kind, rule_id(one.wrong)), []).append(one)
    for (kind, rule), own in groups.items():
        guards = [fact.spans[0].words for fact in right if fact.kind == kind]
        guards += _bundled(own[0].wrong)
        left = list(own)
        for one in own:
            held = next((row for row in known if not row.becomes and one.wrong is not None and amends(row, one.wrong)), None)
            if held is not None:
                one.row = _row(one, held.words, {})
                left.remove(one)
        left = _offer_shared(left, guards, least)
        for one in left:
            many = len({each.sentence for each in own})
            told = "one sentence alone was" if many == 1 else f"{many} sentences were"
            one.why = (
                f"{told} found wrong of {rule}: not enough that share words besides the row's own to take a reading away, "
                f"which asks for {least} (--from); or edit {' or '.join(LISTS[kind])} by hand"
            )


def _offer_shared(left: list[Reading], guards: Sequence[str], least: int) -> list[Reading]:
    """Set the rows of readings that share telling words in enough different sentences; what is left shares none."""
    held = {id(one): set(_telling_wrong(one)) for one in left}
    while left:
        sentences: dict[str, set[str]] = {}
        for one in left:
            for words in held[id(one)]:
                sentences.setdefault(words, set()).add(one.sentence)
        able = [words for words, found in sentences.items() if len(found) >= least and not any(fits(words, text) for text in guards)]
        if not able:
            break
        best = max(able, key=lambda words: (len(sentences[words]), len(words.split()), words))
        for one in [one for one in left if best in held[id(one)]]:
            one.row = _row(one, best, {})
            left = [other for other in left if other is not one]
    return left


def _telling_wrong(one: Reading) -> Iterator[str]:
    """Words of the sentence that may tell that it was read wrong, and others with it.

    Of a position they hold a word of what it is about, for whatever else two sentences share, others share too that are read right.
    Of other kinds they say something besides the words by which the row itself reads.
    """
    fact = one.wrong
    assert fact is not None  # noqa: S101 - what was rejected had been read
    if fact.kind == "position" and len(fact.spans) > 1:
        about = {word.lower() for word in _WORD.findall(fact.spans[1].words) if _says_something([word])}
        yield from (words for words in _sequences(one.sentence, 1) if about.intersection(words.split()))
        return
    own = tuple(_own_words(fact))
    for words in _sequences(one.sentence, 2):
        if any(_says_something([word]) and not word.startswith(own) for word in words.split()):
            yield words


def _sequences(sentence: str, fewest: int) -> Iterator[str]:
    """Words that stand together in a sentence, none of them a name or a number, of which one says something."""
    tokens = [match[0] for match in _WORD.finditer(sentence)]
    for start in range(len(tokens)):
        for end in range(start + fewest, min(start + _LONGEST, len(tokens)) + 1):
            words = tokens[start:end]
            if any((word[0].isupper() and start + n > 0) or word[0].isdigit() for n, word in enumerate(words)):
                break
            # Words parted by a sign are not one sequence to the pattern.
            if _says_something(words) and fits(" ".join(words).lower(), sentence):
                yield " ".join(words).lower()


@functools.cache
def _written_rows(name: str) -> tuple[Any, ...]:
    """The rows of a bundled list as they are written."""
    return tuple(parse_yaml(data_file(name).read_text(encoding="utf-8")))


def _rows_that_read(fact: Fact | None) -> Iterator[dict[str, Any]]:
    """The rows of the bundled lists by which a fact was read."""
    if fact is None:
        return
    rule = rule_id(fact)
    for name in LISTS[fact.kind]:
        for row in _written_rows(name):
            if isinstance(row, dict) and rule in (row.get("id"), row.get("trend"), row.get("act"), row.get("type"), row.get("measure")):
                yield row


def _bundled(fact: Fact | None) -> list[str]:
    """The examples that the bundled lists give for the row that read a fact."""
    return [str(text).rpartition(" -> ")[0] or str(text) for row in _rows_that_read(fact) for text in row.get("examples") or ()]


def _own_words(fact: Fact | None) -> set[str]:
    """The beginnings of the words by which a row reads, long enough to know their other forms by."""
    texts = [str(value) for row in _rows_that_read(fact) for name, value in row.items() if name in _TELLING]
    return {word[: max(4, len(word) - 1)] for text in texts for word in _WORD.findall(text.lower()) if len(word) > 3}


def _failing(one: Reading, parser: Parser) -> str:
    """Why the row of a reading does not do what it should on its own sentence; empty where it does."""
    row = one.row
    assert row is not None  # noqa: S101 - the caller has looked
    return problem_of(row, one.sentence, parser)
