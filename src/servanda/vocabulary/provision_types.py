"""What a sentence of a treaty (or of news about one) lays down: its type, how strictly it binds, and on what condition."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from servanda.records import Force
from servanda.vocabulary.tables import TableRow, data_file, read_yaml
from servanda.vocabulary.word_patterns import compile_words, fits, may_fit, stems


class ProvisionType(TableRow, frozen=True, kw_only=True):
    """A type of provision and what it means."""

    type: str
    definition: str


class ProvisionRule(TableRow, frozen=True, kw_only=True):
    """Words that show a type; `without` are words that forbid it."""

    type: str
    words: str
    strength: int
    without: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class ForceRule(TableRow, frozen=True, kw_only=True):
    """Words that show how strictly a sentence binds."""

    force: Force
    words: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class ProvisionMatch(msgspec.Struct, frozen=True):
    """One type found in a sentence: force, the condition's words or None, the place of the row that fired, and where it fired."""

    type: str
    force: Force
    trigger: str | None
    rule: str
    strength: int
    start: int
    end: int


_TRIGGER = re.compile(
    r"(?<![\w-])(?P<begins>in (?:the )?(?:event|case) (?:of|that)|whenever|if|should|when|as soon as|provided that|unless|until|after obtaining|without(?: prior)?|where)\s+"
    r"(?P<words>[^,;:.]{6,220})",
    re.IGNORECASE,
)

# Beginnings that say "in that case", which a condition means unsaid; the others turn or bound what follows and are kept with it.
_IN_CASE = frozenset({"if", "should", "when", "whenever", "where", "in"})
# Beginnings of what ends, forbids or bounds a duty: it binds before that comes, and so is not made for a case.
_NO_CASE = frozenset({"unless", "until", "without", "provided"})


def classify(words: str) -> list[ProvisionMatch]:
    """The types of provision that a sentence lays down, the surest first; empty where no rule fires."""
    force, trigger = force_of(words), trigger_of(words)
    found: dict[str, ProvisionMatch] = {}
    lowered = words.lower()
    for rule in _looked_at(lowered):
        known = found.get(rule.type)
        if (known is not None and known.strength >= rule.strength) or not may_fit(rule.words, lowered):
            continue
        hit = compile_words(rule.words).search(words)
        if hit is None or any(fits(other, words) for other in rule.without):
            continue
        found[rule.type] = ProvisionMatch(rule.type, force, trigger, rule.place, rule.strength, hit.start(), hit.end())
    return sorted(found.values(), key=lambda match: (-match.strength, match.start))


def _looked_at(lowered: str) -> list[ProvisionRule]:
    """The rules, in their order, of which the letters of one word at least stand in the words; the others cannot fit."""
    automaton, belongs, always = _index()
    places = {place for run in {hit[0] for hit in automaton.find_matches_as_indexes(lowered, overlapping=True)} for place in belongs[run]}
    listed = rules()
    return [listed[place] for place in sorted(places | always)]


@cache
def _index() -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], frozenset[int]]:
    """One automaton over the letters of the first needed word of every rule, the rules of each run, and the rules that need none."""
    runs: dict[str, list[int]] = {}
    always = []
    for place, rule in enumerate(rules()):
        groups = stems(rule.words)
        if not groups:
            always.append(place)
            continue
        for run in max(groups, key=lambda group: min(map(len, group))):
            runs.setdefault(run, []).append(place)
    automaton = AhoCorasick(list(runs), matchkind=MatchKind.Standard)
    return automaton, tuple(tuple(places) for places in runs.values()), frozenset(always)


def force_of(words: str) -> Force:
    """How strictly a sentence binds: the first row of the list that fits; a sentence without any such word only declares."""
    lowered = words.lower()
    return next((rule.force for rule in force_rules() if may_fit(rule.words, lowered) and fits(rule.words, words)), "declares")


def trigger_of(words: str) -> str | None:
    """The words of the condition on which a sentence rests, None where it rests on none.

    "Unless", "until" and the like stand with them, since without it they would say the opposite; "if" and "in the event of" do not.
    """
    hit = _TRIGGER.search(words)
    if hit is None:
        return None
    return " ".join((hit["words"] if hit["begins"].split()[0].lower() in _IN_CASE else hit[0]).split())


def made_for_a_case(trigger: str | None) -> bool:
    """Whether a duty with such a condition rests until a case comes; one that holds "unless" or "until" something binds at once."""
    return trigger is not None and trigger.strip().partition(" ")[0].lower() not in _NO_CASE


@cache
def types() -> tuple[ProvisionType, ...]:
    """Every type with its definition."""
    return read_yaml(data_file("provision_types.yml"), ProvisionType)


@cache
def rules() -> tuple[ProvisionRule, ...]:
    """Every rule for types."""
    return read_yaml(data_file("provision_rules.yml"), ProvisionRule)


@cache
def force_rules() -> tuple[ForceRule, ...]:
    """Every rule for forces, in order."""
    return read_yaml(data_file("provision_forces.yml"), ForceRule)


def check_provision_types() -> list[str]:
    """Run every example of the lists; each problem with its file and line."""
    known = {row.type for row in types()}
    problems: list[str] = []
    for rule in rules():
        if rule.type not in known:
            problems.append(f"{rule.place}: unknown type {rule.type!r}")
        problems += _tried(rule, rule.without)
    for force in force_rules():
        if force.force not in get_args(Force):
            problems.append(f"{force.place}: unknown force {force.force!r}")
        problems += _tried(force, ())
    return problems


def _tried(rule: ProvisionRule | ForceRule, without: tuple[str, ...]) -> list[str]:
    """What is wrong with one rule: a pattern that cannot be read, examples that miss, counter-examples that hit."""
    try:
        compiled = compile_words(rule.words)
        for other in without:
            compile_words(other)
    except re.error as error:
        return [f"{rule.place}: the pattern cannot be read: {error}"]
    problems = [] if rule.examples and rule.not_examples else [f"{rule.place}: a rule needs examples and not_examples"]
    for words, wanted in [*((one, True) for one in rule.examples), *((one, False) for one in rule.not_examples)]:
        fires = compiled.search(words) is not None and not any(fits(other, words) for other in without)
        if fires and not may_fit(rule.words, words.lower()):
            problems.append(f"{rule.place}: the quick look misses {words!r}")
        if fires != wanted:
            problems.append(f"{rule.place}: {words!r} should {'fire' if wanted else 'not fire'} {rule.words!r}")
    return problems
