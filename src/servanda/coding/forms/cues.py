"""The beginnings of words by which a sentence is worth a parse."""

from __future__ import annotations

from servanda.vocabulary.forms import Form, FormIndex, RowT

# Past forms that do not begin like their verb's dictionary form.
_IRREGULAR = {
    "meet": ("met",), "hold": ("held",), "send": ("sent",), "give": ("gave",), "withdraw": ("withdrew",), "strike": ("struck",), "fight": ("fought",),
    "seek": ("sought",), "take": ("took",), "break": ("broke",), "begin": ("began",), "buy": ("bought",), "sell": ("sold",), "tell": ("told",),
    "say": ("said",), "speak": ("spoke",), "shoot": ("shot",), "blow": ("blew",), "swear": ("swor",), "forbid": ("forbad",), "freeze": ("froz",),
    "overthrow": ("overthrew",), "lend": ("lent",), "win": ("won",), "lay": ("laid",), "pay": ("paid",), "leave": ("left",), "lead": ("led",),
    "bring": ("brought",), "drive": ("drove",), "fly": ("flew", "flies", "flied"), "deny": ("deni",), "reach": ("reach",), "choose": ("chos",),
    "pull": ("pull",), "make": ("mad",), "have": ("had", "has"), "see": ("saw", "seen"), "stand": ("stood",), "undertake": ("undertook",), "rise": ("rose",),
    "tear": ("tore", "torn"), "steal": ("stole",), "sink": ("sank", "sunk"), "burn": ("burn",), "set": ("set",), "let": ("let",), "call": ("call",),
}  # fmt: skip
# Verbs too common to be a cue alone: their forms are found by another word that has to be there.
_COMMON = frozenset(
    "make take give hold have pay put get go come bring do be say tell set keep use show call reach put issue lay open close hand turn see cut raise break "
    "move work play run begin start stop end continue leave stand express voice lodge file stage launch carry conduct send provide offer".split()
)


def cues_of(patterns: FormIndex[RowT]) -> frozenset[str]:
    """Lower-case word beginnings, one set for each form: the rarest word that has to be there."""
    found: set[str] = set()
    for table in (patterns.verbs, patterns.nouns):
        for head, forms in table.items():
            for form in forms:
                found.update(_beginnings(head, form))
    return frozenset(found)


def _beginnings(head: str, form: Form[RowT]) -> set[str]:
    if head in _COMMON and not form.noun:
        for _, words in form.words:
            if words:
                return {beginning for word in words for beginning in _stems(word)}
    if form.noun and form.before and head in _COMMON:
        return {beginning for word in form.before for beginning in _stems(word)}
    return set(_stems(head))


def _stems(word: str) -> tuple[str, ...]:
    """The part of a word that all its forms share."""
    if (len(word) > 3 and word.endswith("e")) or (len(word) > 3 and word.endswith("y")):
        base = word[:-1]
    else:
        base = word
    return (base, *_IRREGULAR.get(word, ()))
