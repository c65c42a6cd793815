"""How word lists write the forms in which a verb or noun tells something: `S impose <@sanctions> on|against T`.

`S` is who acts, `T` is who or what is acted upon, `a|b` are alternatives, `<a|b>` a word that has to be there (`<@aid>` a list from
`word_lists.yml`), `+off` a particle, `do` a clause, `must` a clause of duty and `act` a noun that tell something further; a preposition
stands before what it governs; `!` makes a part necessary. A form with a leading `n` is a noun's.

    S meet with T           S impose <@sanction> on|against T      S give T <@aid>      S urge T do
    n attack on|against T   n withdrawal of S from T               T receive <@aid> from S
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Literal, TypeVar

import msgspec

from servanda.errors import VocabularyError
from servanda.vocabulary.tables import TableRow, data_file, read_yaml

PREPOSITIONS = frozenset(
    "about above across after against along among amid around as at before behind between beyond by concerning despite during for from in inside into "
    "near of off on onto out outside over regarding since through throughout to toward towards under unto upon via with within without".split()
)


class FormRow(TableRow, frozen=True, kw_only=True):
    """A row with forms; `unless` lists words that must not stand by."""

    id: str
    definition: str
    forms: tuple[str, ...]
    unless: str = ""


RowT = TypeVar("RowT", bound=FormRow)


class Slot(msgspec.Struct, frozen=True):
    """Where a part stands: `subject`, `object`, `dative`, or `prep` with its prepositions."""

    place: Literal["subject", "object", "dative", "prep"]
    prepositions: frozenset[str] = frozenset()
    necessary: bool = False


class Form(msgspec.Struct, Generic[RowT], frozen=True):
    """One form of a row, taken apart. `weight` counts the necessary parts: of two forms that fit, the heavier holds."""

    row: RowT
    text: str
    noun: bool
    heads: tuple[str, ...]
    before: frozenset[str]
    particle: str | None
    source: Slot | None
    target: Slot | None
    words: tuple[tuple[Slot, frozenset[str]], ...]
    further: tuple[tuple[Literal["do", "act", "must"], Slot], ...]
    weight: int


class FormIndex(msgspec.Struct, Generic[RowT], frozen=True):
    """All forms by the dictionary form of their verb or noun, and the lists of words they share."""

    rows: tuple[RowT, ...]
    verbs: dict[str, tuple[Form[RowT], ...]]
    nouns: dict[str, tuple[Form[RowT], ...]]
    lists: dict[str, frozenset[str]]


def index_forms(rows: Iterable[RowT], problems: Iterable[str] = ()) -> FormIndex[RowT]:
    """Take the forms of all rows apart; VocabularyError naming every one that cannot be read, beside the problems handed in."""
    lists = _word_lists()
    found = list(problems)
    kept = tuple(rows)
    verbs: dict[str, list[Form[RowT]]] = {}
    nouns: dict[str, list[Form[RowT]]] = {}
    seen: set[str] = set()
    for row in kept:
        if row.id in seen:
            found.append(f"{row.place}: the id {row.id!r} stands twice")
        seen.add(row.id)
        for text in row.forms:
            try:
                form = parse_form(row, text, lists)
            except ValueError as error:
                found.append(f"{row.place}: {text!r}: {error}")
                continue
            for head in form.heads:
                (nouns if form.noun else verbs).setdefault(head, []).append(form)
    if found:
        raise VocabularyError(found)
    return FormIndex(kept, _heaviest_first(verbs), _heaviest_first(nouns), lists)


class _ListRow(TableRow, frozen=True, kw_only=True):
    """A named list of words in `word_lists.yml`; `@other` takes in another list."""

    id: str
    definition: str
    words: str


def _heaviest_first(forms: dict[str, list[Form[RowT]]]) -> dict[str, tuple[Form[RowT], ...]]:
    return {head: tuple(sorted(some, key=lambda form: -form.weight)) for head, some in forms.items()}


def _word_lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for row in read_yaml(data_file("event_patterns", "word_lists.yml"), _ListRow):
        words: set[str] = set()
        for word in row.words.split():
            if word.startswith("@"):
                if word[1:] not in lists:
                    raise VocabularyError([f"{row.place}: the list {word} is not known above this line"])
                words |= lists[word[1:]]
            else:
                words.add(word)
        lists[row.id] = frozenset(words)
    return lists


def parse_form(row: RowT, text: str, lists: Mapping[str, frozenset[str]]) -> Form[RowT]:
    """Take one written form apart; ValueError says what cannot be read."""
    parts = text.split()
    noun = parts[0] == "n"
    parts = parts[1:] if noun else parts
    source: Slot | None = None
    target: Slot | None = None
    particle: str | None = None
    heads: tuple[str, ...] = ()
    before: frozenset[str] = frozenset()
    words: list[tuple[Slot, frozenset[str]]] = []
    further: list[tuple[Literal["do", "act", "must"], Slot]] = []
    governing: tuple[frozenset[str], bool] | None = None
    weight = 0
    for place, part in enumerate(parts):
        necessary = part.endswith("!")
        bare = part.removesuffix("!")
        options = frozenset(bare.split("|"))
        slot = Slot("prep", governing[0], governing[1]) if governing else Slot("object")
        if bare in ("S", "T"):
            if not heads:
                slot = Slot("subject")
            elif not noun and not governing and any(p.startswith("<") for p in parts[place + 1 : place + 2]):
                slot = Slot("dative")
            slot = Slot(slot.place, slot.prepositions, necessary or slot.necessary)
            weight += slot.necessary
            if bare == "S":
                source = slot
            else:
                target = slot
        elif bare in ("do", "act", "must"):
            further.append((bare, slot))  # type: ignore[arg-type]
            weight += 1
        elif part.startswith("<"):
            listed = _listed(bare, lists)
            if heads:
                words.append((slot, listed))
            else:
                before = listed
            weight += 2 * (listed != {"*"})
        elif part.startswith("+"):
            particle = part[1:]
            weight += 2
        elif options <= PREPOSITIONS and heads:
            governing = (options, necessary)
            weight += necessary
            continue
        elif not heads:
            heads = tuple(bare.split("|"))
        else:
            msg = f"{part!r} is not a part of a form"
            raise ValueError(msg)
        governing = None
    if not heads:
        msg = "there is no verb or noun in it"
        raise ValueError(msg)
    if governing:
        if not governing[1]:
            msg = f"{parts[-1]!r} governs nothing; a preposition that has only to be there is written with a !"
            raise ValueError(msg)
        words.append((Slot("prep", governing[0], necessary=True), frozenset()))
    return Form(row, text, noun, heads, before, particle, source, target, tuple(words), tuple(further), weight)


def _listed(part: str, lists: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words between angle brackets, lists taken in."""
    words: set[str] = set()
    for word in part.strip("<>").split("|"):
        if word.startswith("@"):
            if word[1:] not in lists:
                msg = f"no list {word} in word_lists.yml"
                raise ValueError(msg)
            words |= lists[word[1:]]
        else:
            words.add(word)
    return frozenset(words)
