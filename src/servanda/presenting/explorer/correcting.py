"""A fact as a form that a person fills in, and the corrected fact that comes of it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from servanda.errors import UsageError
from servanda.records import CERTAINTIES, Actor, Change, Document, Fact, Speaker, Target, When, make_fact

_NESTED = (Target, Change)
# One actor a line: code, sector, and the words of the text; a speaker has a name before the words.
_LINE = re.compile(r"(?P<actor>[^\s/:|]*)(?:/(?P<sector>[^\s:|]*))?(?:\s*:\s*(?P<rest>.*))?")
_TRUTH = {"yes": True, "no": False}


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form; `choices` are the values that it may take, () for any text, and `lines` whether it takes several lines."""

    name: str
    label: str
    value: str
    choices: tuple[str, ...] = ()
    lines: bool = False
    hint: str = ""


def fields_of(fact: Fact) -> list[Field]:
    """The form of a fact, filled in as the fact stands."""
    when, said = fact.when, fact.asserted_by
    fields = [field for name, hint in get_type_hints(type(fact.claim)).items() for field in _fields(name, hint, getattr(fact.claim, name))]
    fields += [
        Field(name="certainty", label="certainty", value=fact.certainty, choices=CERTAINTIES),
        Field(name="earliest", label="earliest day", value=_day(when.earliest if when else None), hint="2001-07-16, or empty"),
        Field(name="latest", label="latest day", value=_day(when.latest if when else None), hint="2001-07-16, or empty"),
        Field(name="when_words", label="words that give the time", value=when.words if when else ""),
        Field(name="held", label="lasted throughout", value="yes" if when and when.held else "no", choices=("yes", "no")),
        Field(
            name="asserted_by",
            label="who says so",
            value=_line(said) if said else "",
            hint="CODE/SECTOR: name | words; empty for the document’s own voice",
        ),
    ]
    return fields


def corrected(fact: Fact, document: Document, form: Mapping[str, str], knows: Callable[[str], bool]) -> Fact:
    """The fact as the form has it; UsageError that names every field that does not hold.

    `knows` tells whether an actor code is one. The words that it rests on stay those of the fact.
    """
    problems: list[str] = []
    claim_type, stood = type(fact.claim), msgspec.to_builtins(fact.claim)
    touched = _touched(fact, form)
    claim = {
        name: _read(name, hint, form, problems) if name in touched else stood[name] for name, hint in get_type_hints(claim_type).items()
    }
    changed = {name: value for name, value in claim.items() if name in touched}
    problems += [f"{code} is no actor's code" for code in sorted(_codes(changed)) if not knows(code)]
    said = fact.asserted_by
    if "asserted_by" in touched:
        lines = _actors([form.get("asserted_by", "")], Speaker)
        said = msgspec.convert(lines[0], Speaker) if lines else None
    certainty = form.get("certainty", fact.certainty)
    if certainty not in CERTAINTIES:
        problems.append(f"certainty is one of {', '.join(CERTAINTIES)}")
    when = _when(form, problems) if touched & {"earliest", "latest", "when_words", "held"} else fact.when
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
            problems.append("nothing was changed: confirm the fact instead")
    raise UsageError(what="the correction cannot be kept", why="; ".join(problems), todo="mend the fields named")


def _touched(fact: Fact, form: Mapping[str, str]) -> set[str]:
    """The parts of which a field differs from how it was shown: all others stay exactly as they were, however they are written."""
    return {field.name.split(".")[0] for field in fields_of(fact) if field.name in form and _plain(form[field.name]) != _plain(field.value)}


def _plain(text: str) -> str:
    """A field's text as browsers send it back: with other line ends."""
    return re.sub(r"\r\n?|\n", "\n", text)


def _fields(name: str, hint: Any, value: Any) -> list[Field]:
    """The fields of one part of a claim."""
    label = name.replace("_", " ")
    nested = next((one for one in _NESTED if one in (hint, *get_args(hint))), None)
    if nested is not None:
        inner = get_type_hints(nested).items()
        return [
            field
            for part, own in inner
            for field in _fields(f"{name}.{part}", own if nested is hint else own | None, None if value is None else getattr(value, part))
        ]
    item = _item(hint)
    if item in (Actor, Speaker):
        told = "CODE/SECTOR: words" if item is Actor else "CODE/SECTOR: name | words"
        return [Field(name=name, label=label, value="\n".join(_line(one) for one in value), lines=True, hint=f"one a line, {told}")]
    if item is str:
        return [Field(name=name, label=label, value=", ".join(value), hint="separated by commas")]
    choices = _choices(hint)
    if hint is bool:
        return [Field(name=name, label=label, value="yes" if value else "no", choices=("yes", "no"))]
    text = f"{value:.15g}" if isinstance(value, float) else (value or "")
    return [Field(name=name, label=label.replace(".", ": "), value=text, choices=choices, lines=name == "content")]


def _read(name: str, hint: Any, form: Mapping[str, str], problems: list[str]) -> Any:
    """One part of a claim from the form, in built-in types."""
    nested = next((one for one in _NESTED if one in (hint, *get_args(hint))), None)
    if nested is not None:
        parts = {
            part: _read(f"{name}.{part}", own if nested is hint else own | None, form, problems)
            for part, own in get_type_hints(nested).items()
        }
        return parts if any(parts.values()) or nested is hint else None
    text = form.get(name, "").replace("\r\n", "\n").strip()
    item = _item(hint)
    if item in (Actor, Speaker):
        return _actors(text.split("\n"), item)
    if item is str:
        return [one.strip() for one in text.split(",") if one.strip()]
    if hint is bool:
        if text not in _TRUTH:
            problems.append(f"{name} is yes or no")
        return _TRUTH.get(text)
    if hint is float:
        return _number(name, text, problems)
    choices = _choices(hint)
    if choices and text not in choices:
        problems.append(f"{name} is one of {', '.join(choices)}")
    return text or None if type(None) in get_args(hint) else text


def _number(name: str, text: str, problems: list[str]) -> float | None:
    """A finite number; commas between thousands do not matter."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    problems.append(f"{name} is not a number: {text!r}")
    return None


def _item(hint: Any) -> Any:
    """What a tuple holds; None for anything else."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def _choices(hint: Any) -> tuple[str, ...]:
    """The values that a part may take, the empty one first where it may be left open; () where it is free."""
    for one in (hint, *get_args(hint)):
        if get_origin(one) is Literal:
            return ("", *get_args(one)) if one is not hint else get_args(one)
    return ()


def _line(one: Actor | Speaker) -> str:
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


def _codes(claim: Mapping[str, Any]) -> set[str]:
    """Every actor code in a claim."""
    codes: set[str] = set()
    for name, value in claim.items():
        if name in ("holders", "about", "pair", "bearers", "toward", "parties"):
            codes.update(value or ())
        elif name in ("sources", "targets", "speakers", "audience"):
            codes.update(one["actor"] for one in value if one["actor"])
    return codes


def _when(form: Mapping[str, str], problems: list[str]) -> When | None:
    """The time from the form; None where it has none."""
    days: dict[str, dt.date | None] = {}
    for name in ("earliest", "latest"):
        text = form.get(name, "").strip()
        try:
            days[name] = dt.date.fromisoformat(text) if text else None
        except ValueError:
            problems.append(f"{name} is not a day: {text!r}; write 2001-07-16")
    first, last = days.get("earliest"), days.get("latest")
    if first and last and first > last:
        problems.append("the earliest day lies after the latest")
    words = form.get("when_words", "").strip()
    return When(earliest=first, latest=last, words=words, held=form.get("held") == "yes") if first or last or words else None


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
