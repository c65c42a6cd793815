"""A claim as the fields of a form, and the claim that comes of a form which somebody has filled in.

The fields follow from the records: a new part of a claim has its field at once.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from servanda.presenting.explorer.telling import called
from servanda.presenting.texts import say
from servanda.records import CERTAINTIES, KINDS, Actor, Speaker, When
from servanda.vocabulary.issues import issue_rows
from servanda.vocabulary.measures import load_measures
from servanda.vocabulary.provision_types import types as provision_types
from servanda.vocabulary.treaty_acts import load_treaty_acts

# One actor a line: code, sector, and the words of the text; a speaker has a name before the words.
_LINE = re.compile(r"(?P<actor>[^\s/:|]*)(?:/(?P<sector>[^\s:|]*))?(?:\s*:\s*(?P<rest>.*))?")
_TRUTH = {"yes": True, "no": False}
# Parts of claims that hold codes of actors, one or several.
_CODED = ("holders", "about", "pair", "bearers", "toward", "parties")
_PEOPLED = ("sources", "targets", "speakers", "audience")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form; `choices` are the values that it may take, () for any text, and `lines` whether it takes several lines."""

    name: str
    value: str
    choices: tuple[str, ...] = ()
    lines: bool = False
    hint: str = ""

    @property
    def label(self) -> str:
        """What the field is called."""
        return field_called(self.name)

    def shown(self, choice: str) -> str:
        """A value that it may take, in words where it has some."""
        if choice == "":
            return say("reading.not_stated")
        if choice in _TRUTH:
            return say(f"reading.{choice}")
        return called(self.name, choice) if self.name == "certainty" else choice


def field_called(name: str) -> str:
    """What the part of a claim is called that a field holds."""
    return say(f"fields.{name.replace('.', '_')}")


def fields_of_claim(claim_type: type[Any], claim: Any | None) -> list[Field]:
    """The form of a claim, filled in as it stands; empty where there is none yet."""
    return [
        field
        for name, hint in get_type_hints(claim_type).items()
        for field in _fields(name, hint, None if claim is None else getattr(claim, name), _listed(claim_type, name))
    ]


def fields_of_frame(certainty: str, when: When | None, said: Speaker | None) -> list[Field]:
    """The form of what every fact has besides its claim: certainty, time, and who says so."""
    return [
        Field(name="certainty", value=certainty, choices=CERTAINTIES),
        Field(name="earliest", value=_day(when.earliest if when else None), hint=say("fields.hints.day")),
        Field(name="latest", value=_day(when.latest if when else None), hint=say("fields.hints.day")),
        Field(name="when_words", value=when.words if when else ""),
        Field(name="held", value="yes" if when and when.held else "no", choices=("yes", "no")),
        Field(name="asserted_by", value=line_of(said) if said else "", hint=say("fields.hints.voice")),
    ]


def read_claim(claim_type: type[Any], names: set[str], form: Mapping[str, str], problems: list[str]) -> dict[str, Any]:
    """The named parts of a claim from a form, in built-in types; what does not hold is added to the problems."""
    hints = get_type_hints(claim_type)
    return {name: _read(name, hints[name], form, problems, _listed(claim_type, name)) for name in hints if name in names}


def read_frame(form: Mapping[str, str], problems: list[str]) -> tuple[str, When | None, Speaker | None]:
    """Certainty, time and voice from a form."""
    certainty = form.get("certainty", "actual")
    if certainty not in CERTAINTIES:
        problems.append(say("fields.problems.one_of", field=field_called("certainty"), choices=", ".join(CERTAINTIES)))
    return certainty, read_when(form, problems), read_speaker(form)


def read_speaker(form: Mapping[str, str]) -> Speaker | None:
    """Who says so; None for the document's own voice."""
    lines = _actors([form.get("asserted_by", "")], Speaker)
    return msgspec.convert(lines[0], Speaker) if lines else None


@functools.cache
def _vocabulary(claim: str, name: str) -> tuple[str, ...]:
    """The values that the word lists know for a part of a claim; none where it is free or closed by the records themselves."""
    known = {
        ("provision", "type"): lambda: [row.type for row in provision_types()],
        ("treaty_act", "act"): lambda: [row.act for row in load_treaty_acts().rows],
        ("figure", "measure"): lambda: [measure.id for measure in load_measures()],
        ("position", "target.issue"): lambda: [row.id for row in issue_rows()],
    }.get((claim, name))
    return tuple(dict.fromkeys(known())) if known else ()


def _listed(claim_type: type[Any], name: str) -> dict[str, tuple[str, ...]]:
    """The same for a part and what is nested in it, by the names of their fields."""
    kind = next(kind for kind, one in KINDS.items() if one is claim_type)
    return {f"{name}{inner}": _vocabulary(kind, f"{name}{inner}") for inner in ("", ".issue")}


def _fields(name: str, hint: Any, value: Any, listed: Mapping[str, tuple[str, ...]]) -> list[Field]:
    """The fields of one part of a claim; None as value is a part that is not filled in yet."""
    nested = _nested(hint)
    if nested is not None:
        inner = get_type_hints(nested).items()
        return [
            field
            for part, own in inner
            for field in _fields(
                f"{name}.{part}", own if nested is hint else own | None, None if value is None else getattr(value, part), listed
            )
        ]
    item = _item(hint)
    if item in (Actor, Speaker):
        hint_key = "fields.hints.actors" if item is Actor else "fields.hints.speakers"
        return [Field(name=name, value="\n".join(line_of(one) for one in value or ()), lines=True, hint=say(hint_key))]
    if item is str:
        return [Field(name=name, value=", ".join(value or ()), hint=say("fields.hints.list"))]
    if hint is bool:
        return [Field(name=name, value="yes" if value else "no", choices=("yes", "no"))]
    text = f"{value:.15g}" if isinstance(value, float) else str(value if value is not None else "")
    choices = _choices(hint) or (("", *listed[name]) if listed.get(name) else ())
    if choices and text not in choices:
        choices = (text, *choices)  # a value from before the list was as it is, or none chosen yet
    return [Field(name=name, value=text, choices=choices, lines=name == "content")]


def _read(name: str, hint: Any, form: Mapping[str, str], problems: list[str], listed: Mapping[str, tuple[str, ...]]) -> Any:
    """One part of a claim from the form, in built-in types."""
    nested = _nested(hint)
    if nested is not None:
        parts = {
            part: _read(f"{name}.{part}", own if nested is hint else own | None, form, problems, listed)
            for part, own in get_type_hints(nested).items()
        }
        if nested is hint or not any(parts.values()):
            return parts if nested is hint else None
        lacking = (part for part, own in get_type_hints(nested).items() if parts[part] is None and type(None) not in get_args(own))
        problems += [say("fields.problems.empty", field=field_called(f"{name}.{part}")) for part in lacking]
        return parts
    text = form.get(name, "").replace("\r\n", "\n").strip()
    item = _item(hint)
    if item in (Actor, Speaker):
        return _actors(text.split("\n"), item)
    if item is str:
        return [one.strip() for one in text.split(",") if one.strip()]
    if hint is bool:
        if text not in _TRUTH:
            problems.append(say("fields.problems.yes_or_no", field=field_called(name)))
        return _TRUTH.get(text)
    if {float, int} & {hint, *get_args(hint)}:
        whole = float not in {hint, *get_args(hint)}
        return _number(name, text, problems, whole=whole) if text or type(None) not in get_args(hint) else None
    choices = _choices(hint)
    if not choices and listed.get(name) and text not in ("", *listed[name]):
        problems.append(say("fields.problems.not_listed", field=field_called(name), text=repr(text)))
    if type(None) not in get_args(hint) and not text:
        problems.append(say("fields.problems.empty", field=field_called(name)))
        return text
    if choices and text not in choices:
        problems.append(say("fields.problems.one_of", field=field_called(name), choices=", ".join(choices)))
    return text or None if type(None) in get_args(hint) else text


def _number(name: str, text: str, problems: list[str], *, whole: bool) -> float | None:
    """A finite number, or a whole one; commas between thousands do not matter."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if math.isfinite(number) and (not whole or number.is_integer()):
        return int(number) if whole else number
    problems.append(
        say("fields.problems.no_whole_number" if whole else "fields.problems.no_number", field=field_called(name), text=repr(text))
    )
    return None


def _nested(hint: Any) -> type[msgspec.Struct] | None:
    """The record that a part is, or may be; None for a plain value or a list."""
    return next(
        (
            one
            for one in (hint, *(get_args(hint) if get_origin(hint) is not tuple else ()))
            if isinstance(one, type) and issubclass(one, msgspec.Struct)
        ),
        None,
    )


def _item(hint: Any) -> Any:
    """What a tuple holds; None for anything else."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def _choices(hint: Any) -> tuple[str, ...]:
    """The values that a part may take, the empty one first where it may be left open; () where it is free."""
    for one in (hint, *get_args(hint)):
        if get_origin(one) is Literal:
            return ("", *get_args(one)) if one is not hint else get_args(one)
    return ()


def line_of(one: Actor | Speaker) -> str:
    """An actor on one line."""
    code = f"{one.actor or ''}{f'/{one.sector}' if one.sector else ''}"
    name = one.name if isinstance(one, Speaker) else None
    words = " | ".join(part for part in (name, one.words) if part) if name else (one.words or "")
    words = " ".join(words.split())
    return f"{code}: {words}" if words else code


def _actors(lines: Sequence[str], kind: type[Actor | Speaker]) -> list[dict[str, str | None]]:
    """Actors from lines."""
    found = []
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is None or not line.strip():
            continue
        rest = (match["rest"] or "").strip()
        one: dict[str, str | None] = {"actor": match["actor"] or None, "sector": match["sector"] or None, "words": rest or None}
        if kind is Speaker:
            name, bar, words = rest.partition("|")
            one |= {"name": name.strip() or None if bar else None, "words": (words if bar else rest).strip() or None}
        found.append(one)
    return found


def actor_codes(claim: Mapping[str, Any]) -> set[str]:
    """Every actor code in a claim in built-in types."""
    codes: set[str] = set()
    for name, value in claim.items():
        if name in _CODED:
            codes.update(value or ())
        elif name in _PEOPLED:
            codes.update(one["actor"] for one in value if one["actor"])
        elif name == "flow" and value:
            codes.update(value[side] for side in ("of", "partner") if value.get(side))
    return codes


def read_when(form: Mapping[str, str], problems: list[str]) -> When | None:
    """The time from a form; None where it has none."""
    days: dict[str, dt.date | None] = {}
    for name in ("earliest", "latest"):
        text = form.get(name, "").strip()
        try:
            days[name] = dt.date.fromisoformat(text) if text else None
        except ValueError:
            problems.append(say("fields.problems.no_day", field=field_called(name), text=repr(text)))
    first, last = days.get("earliest"), days.get("latest")
    if first and last and first > last:
        problems.append(say("fields.problems.order"))
    words, held = form.get("when_words", "").strip(), form.get("held") == "yes"
    if held and not (first or last or words):
        problems.append(say("fields.problems.held_without_time", field=field_called("held")))
    return When(earliest=first, latest=last, words=words, held=held) if first or last or words else None


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
