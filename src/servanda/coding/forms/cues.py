"""The beginnings of words by which a sentence is worth a parse."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from servanda.vocabulary.forms import Form, FormIndex, RowT

# Past forms that do not begin like their verb's dictionary form.
_IRREGULAR = {
    "meet": ("met",), "become": ("became",), "hold": ("held",), "send": ("sent",), "give": ("gave",), "withdraw": ("withdrew",), "strike": ("struck",), "fight": ("fought",),
    "seek": ("sought",), "take": ("took",), "break": ("broke",), "begin": ("began", "begun"), "buy": ("bought",), "sell": ("sold",), "tell": ("told",),
    "speak": ("spoke",), "shoot": ("shot",), "blow": ("blew",), "swear": ("swor",), "forbid": ("forbad",), "freeze": ("froz",),
    "overthrow": ("overthrew",), "lend": ("lent",), "win": ("won",), "lay": ("laid",), "pay": ("paid",), "leave": ("left",), "lead": ("led",),
    "bring": ("brought",), "drive": ("drove",), "fly": ("flew", "flown", "flies", "flied"), "deny": ("deni",), "choose": ("chos",),
    "make": ("mad",), "have": ("had", "has"), "see": ("saw", "seen"), "stand": ("stood",), "undertake": ("undertook",), "rise": ("rose",),
    "tear": ("tore", "torn"), "steal": ("stole",), "sink": ("sank", "sunk"), "go": ("goes", "going", "gone", "went"), "try": ("tries", "tried"), "ally": ("allies", "allied"), "lie": ("lying",), "say": ("said",),
    "bear": ("bore", "borne"), "build": ("built",), "rebuild": ("rebuilt",), "come": ("came",), "find": ("found",), "forgive": ("forgave",),
    "keep": ("kept",), "overrun": ("overran",), "retake": ("retook",), "run": ("ran",), "sit": ("sat",), "slay": ("slew",),
    "spend": ("spent",), "throw": ("threw",), "unfreeze": ("unfroz",), "uphold": ("upheld",), "withhold": ("withheld",), "write": ("wrote",),
    "shake": ("shook",), "swing": ("swung",), "feed": ("fed ",), "oversee": ("oversaw",), "draw": ("drew",), "hang": ("hung",), "catch": ("caught",),
}  # fmt: skip
# Verbs too frequent to be looked for at all: their forms are found by the other word that has to be there.
_EVERYWHERE = frozenset({"be", "have", "do", "make", "take", "get"})
_DUTY = frozenset({"must", "should", "ought", "need", "has to", "have to", "had to"})
# A stem of at most this many letters begins too many words: its forms are written out.
_SHORT = 3


def cues_of(patterns: FormIndex[RowT]) -> frozenset[str]:
    """Lower-case word beginnings for each form: that of its verb or noun, and of another word where one has to be there (`a&b|c`)."""
    found: set[str] = set()
    for table in (patterns.verbs, patterns.nouns):
        for head, forms in table.items():
            for form in forms:
                found.update(_beginnings(head, form))
    return frozenset(found)


def _beginnings(head: str, form: Form[RowT]) -> Iterable[str]:
    partners = _partners(form)
    if head in _EVERYWHERE:
        return partners
    if not partners:
        return _stems(head)
    others = _listed(partners)
    return [f"{stem}&{others}" for stem in _stems(head)]


def _partners(form: Form[RowT]) -> frozenset[str]:
    """The beginnings of a word without which the form cannot fit; none where its verb or noun is enough."""
    for _, words in form.words:
        if words and "*" not in words:
            return _all_stems(words)
    if form.before:
        return _all_stems(form.before)
    if any(kind == "must" for kind, _ in form.further):
        return _DUTY
    if form.particle:
        return frozenset({form.particle})
    needed = [slot.prepositions for slot in (form.target, form.source) if slot is not None and slot.place == "prep" and slot.necessary]
    return needed[0] if needed else frozenset()


# Thousands of forms share some hundred lists of words.
@functools.lru_cache(maxsize=1024)
def _all_stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(beginning for word in words for beginning in _stems(word))


@functools.lru_cache(maxsize=1024)
def _listed(partners: frozenset[str]) -> str:
    return "|".join(sorted(partners))


def _stems(word: str) -> tuple[str, ...]:
    """The part of a word that all its forms share; short words in full, for they begin too many others."""
    irregular = _IRREGULAR.get(word, ())
    if len(word) <= _SHORT and word.isalpha():
        endings = ("", "s", "es", "ed", "ing", f"{word[-1]}ed", f"{word[-1]}ing", "d")
        return (*(f"{word}{ending}{stop}" for ending in endings for stop in (" ", ",", ".", "-", "'", ";", ":", '"')), *irregular)
    base = word[:-1] if word.endswith(("e", "y")) else word
    return (base, *irregular)
