"""How word lists write the forms in which a verb or noun tells something: `S impose <@sanctions> on|against T`.

`S` is who acts, `T` is who or what is acted upon, `a|b` are alternatives, `<a|b>` a word that has to be there (`<@aid>` a list from
`word_lists.yml`), `+off` a particle, `do` a clause, `must` a clause of duty and `act` a noun that tell something further; a preposition
stands before what it governs; `!` makes a part necessary, `-` bars an object. A form with a leading `n` is a noun's. A list before the
verb or noun is a word of its doer ("the storm hit"), or one that stands before the noun ("heart attack").

    S meet with T           S impose <@sanction> on|against T      S give T <@aid>      S urge T do
    n attack on|against T   n withdrawal of S from T               T receive <@aid> from S
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, Literal, TypeVar, cast, get_args

import msgspec

from servanda.errors import VocabularyError
from servanda.vocabulary.tables import TableRow, data_file, read_yaml

PREPOSITIONS = frozenset(
    "about above across after against along alongside among amid around as at before behind between beyond by concerning despite during for from in inside into "
    "near of off on onto out outside over regarding since through throughout to toward towards under unto upon via with within without".split()
)


class FormRow(TableRow, frozen=True, kw_only=True):
    """A row with forms; `unless` lists words that must not stand by, `@name` all those of a shared list."""

    id: str
    definition: str
    forms: tuple[str, ...]
    unless: str = ""


Further = Literal["do", "act", "must"]
RowT = TypeVar("RowT", bound=FormRow)


class Slot(msgspec.Struct, frozen=True):
    """Where a part stands: `subject`, `object`, `dative`, or `prep` with its prepositions."""

    place: Literal["subject", "object", "dative", "prep"]
    prepositions: frozenset[str] = frozenset()
    necessary: bool = False


class Form(msgspec.Struct, Generic[RowT], frozen=True):
    """One form of a row, taken apart; `bare` where no object may stand by. `weight` counts the necessary parts: of two forms that fit, the heavier holds."""

    row: RowT
    text: str
    noun: bool
    heads: tuple[str, ...]
    before: frozenset[str]
    particle: str | None
    source: Slot | None
    target: Slot | None
    words: tuple[tuple[Slot, frozenset[str]], ...]
    further: tuple[tuple[Further, Slot], ...]
    weight: int
    bare: bool


class FormIndex(msgspec.Struct, Generic[RowT], frozen=True):
    """All forms by the dictionary form of their verb or noun, and the lists of words they share."""

    rows: tuple[RowT, ...]
    verbs: dict[str, tuple[Form[RowT], ...]]
    nouns: dict[str, tuple[Form[RowT], ...]]
    lists: dict[str, frozenset[str]]


def index_forms(rows: Iterable[RowT], problems: Iterable[str] = (), nouns_of: Mapping[str, Sequence[str]] | None = None) -> FormIndex[RowT]:
    """Take the forms of all rows apart; VocabularyError naming every one that cannot be read, beside the problems handed in.

    `nouns_of` gives for a verb the nouns of its act ("annex": "annexation"): they tell what the verb tells, with "of" before its object.
    """
    lists = _word_lists()
    found = list(problems)
    kept = tuple(_with_lists(row, lists, found) for row in rows)
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
                told = as_noun(form)
                for noun in (nouns_of or {}).get(head, ()) if told is not None else ():
                    nouns.setdefault(noun, []).append(cast("Form[RowT]", told))
    if found:
        raise VocabularyError(found)
    return FormIndex(kept, _heaviest_first(verbs), _heaviest_first(nouns), lists)


def _with_lists(row: RowT, lists: Mapping[str, frozenset[str]], problems: list[str]) -> RowT:
    """A row with the words of the lists that its `unless` names; a list that is not known goes to the problems."""
    if "@" not in row.unless:
        return row
    words = row.unless.split()
    problems += [f"{row.place}: the list {word} is not known" for word in words if word.startswith("@") and word[1:] not in lists]
    plain = [one for word in words for one in (sorted(lists.get(word[1:], ())) if word.startswith("@") else (word,))]
    return msgspec.structs.replace(row, unless=" ".join(plain))


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
    reading = _FormReading(parts[1:] if noun else parts, lists, noun=noun)
    reading.read()
    return Form(
        row,
        text,
        noun,
        reading.heads,
        reading.before,
        reading.particle,
        reading.roles.get("S"),
        reading.roles.get("T"),
        tuple(reading.words),
        tuple(reading.further),
        reading.weight,
        reading.bare,
    )


def as_noun(form: Form[RowT]) -> Form[RowT] | None:
    """A verb's form as the noun of its act tells it: "S annex T" as "annexation of T"; None for a form that no noun tells.

    What the verb acts upon stands after "of" and has to be there, or else the part that the form itself makes necessary.
    """
    barred = form.noun or form.further or form.source is None or form.source.place != "subject"
    if barred or (form.target is not None and form.target.place == "subject"):
        return None
    target, of = form.target, Slot("prep", frozenset({"of"}), necessary=True)
    words = tuple((of if slot.place == "object" else slot, options) for slot, options in form.words)
    if target is not None and target.place == "object":
        words = words if target.necessary else (*words, (of, frozenset[str]()))
        target = msgspec.structs.replace(of, necessary=target.necessary)
    elif target is not None and target.place == "dative":
        target = Slot("prep", frozenset({"to", "for"}), target.necessary)
    if not words and not (target is not None and target.necessary):
        return None
    return msgspec.structs.replace(form, noun=True, source=None, target=target, words=words, bare=False)


class _FormReading:
    """A written form on its way: goes through its parts from left to right."""

    def __init__(self, parts: Sequence[str], lists: Mapping[str, frozenset[str]], *, noun: bool) -> None:
        self.parts, self.lists, self.noun = parts, lists, noun
        self.roles: dict[str, Slot] = {}
        self.particle: str | None = None
        self.heads: tuple[str, ...] = ()
        self.before: frozenset[str] = frozenset()
        self.words: list[tuple[Slot, frozenset[str]]] = []
        self.further: list[tuple[Further, Slot]] = []
        self.weight = 0
        self.bare = False
        # The preposition that has been read and waits for what it governs.
        self._governing: Slot | None = None

    def read(self) -> None:
        """Read all parts; ValueError where one cannot be read or the whole makes no form."""
        for place, part in enumerate(self.parts):
            bare = part.removesuffix("!")
            options = frozenset(bare.split("|"))
            if self.heads and options <= PREPOSITIONS:
                self._governing = Slot("prep", options, part.endswith("!"))
                self.weight += part.endswith("!")
                continue
            self._part(place, part, bare)
            self._governing = None
        if not self.heads:
            msg = "there is no verb or noun in it"
            raise ValueError(msg)
        if self._governing is not None:
            if not self._governing.necessary:
                msg = f"{self.parts[-1]!r} governs nothing; a preposition that has only to be there is written with a !"
                raise ValueError(msg)
            self.words.append((self._governing, frozenset()))

    def _part(self, place: int, part: str, bare: str) -> None:
        """Read one part that is no preposition."""
        slot = self._governing or Slot("object")
        if bare in ("S", "T"):
            self._role(place, bare, slot, necessary=part.endswith("!"))
        elif bare in get_args(Further):
            self.further.append((cast("Further", bare), slot))
            self.weight += 1
        elif part.startswith("<"):
            listed = _listed(bare, self.lists)
            if self.heads:
                self.words.append((slot, listed))
            else:
                self.before = listed
            self.weight += 2 * (listed != {"*"})
        elif part == "-":
            self.bare = True
        elif part.startswith("+"):
            self.particle = part[1:]
            self.weight += 2
        elif not self.heads:
            self.heads = tuple(bare.split("|"))
        else:
            msg = f"{part!r} is not a part of a form"
            raise ValueError(msg)

    def _role(self, place: int, role: str, slot: Slot, *, necessary: bool) -> None:
        """Read an `S` or `T`: the subject before the verb, the receiver before the thing given, else the object or what is governed."""
        following = self.parts[place + 1] if place + 1 < len(self.parts) else ""
        if not self.heads:
            slot = Slot("subject")
        elif not self.noun and self._governing is None and following.startswith("<"):
            slot = Slot("dative")
        slot = Slot(slot.place, slot.prepositions, necessary or slot.necessary)
        self.weight += slot.necessary
        self.roles[role] = slot


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
