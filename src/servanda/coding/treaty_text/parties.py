"""The parties that a treaty's title, preamble or signature block names, as codes of the actor tables."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from servanda.coding.treaty_text.structure import Skeleton
from servanda.moments import Moment
from servanda.vocabulary.actors import load_actors

_I = re.IGNORECASE
_FORMS = frozenset({"name", "official", "former", "organisation"})
# "The Finnish Republic", "the French Government": an adjective names a state only with such a word after it.
_STATE_WORD = r"\s+(?:(?:socialist|federal|soviet|democratic|people['’]s|federative|united)\s+)*(?:republics?|kingdom|confederation|federation|governments?|union|empire|state|council)\b"
# Where the naming of the parties ends and their reasons begin.
_REASONS = re.compile(
    r"\b(?:desir\w+|recall\w+|consider\w+|wish\w+|conscious|convinced|bearing|having|noting|recogni[sz]\w+|determined|aware|mindful|believing|acknowledging|being|reaffirm\w+|guided|seeking|inspired|anxious|in\s+order|applying|emphasi[sz]\w+|taking|whereas|resolved|with\s+(?:a\s+view|the\s+aim)|have\s+(?:agreed|decided|resolved)|in\s+pursuance|pursuant|agree\b|proceeding|proceed|affirming|animated|concerned|prompted|intending|striving|on\s+the\s+basis)\b",
    _I,
)
_OPENING = re.compile(
    r"\bthe\s+(?:(?:royal\s+|federal\s+)?governments?\s+of|contracting|parties\s+to|states\s+parties|high\s+contracting|president|king|republic|kingdom|people|united|union|european|swiss|state|council|presidium|federal)",
    _I,
)
_INSTRUMENT = r"(?:treaty|agreement|convention|protocol|pact|accords?|declaration|arrangement|memorandum|understanding|exchange\s+of)"
_ALONE = re.compile(r"\b(?:contracting|states?)\s+parties|parties\s+to\s+(?:this|the\s+present)", _I)


def parties(text: str, parts: Skeleton, title: str | None, signed: dt.date | None, *, is_open: bool) -> tuple[str, ...] | None:
    """The codes of the parties; None for an open treaty and where the text names none."""
    scopes = _scopes(text, parts, title)
    found = [named_in(scope, signed) for scope in scopes]
    preamble, titled, given, block = found
    for codes in (preamble, titled, given):
        # A third name in the preamble may be a party, but an organisation is as a rule only mentioned there.
        beside = [code for code in preamble if code not in codes and code in _states()]
        if len(codes) == 2 and not (set(codes) <= set(preamble) and beside):
            return codes
    if is_open:
        return None
    for codes in (preamble, titled, given, _paired(f"{title or ''}\n{text[:400]}", signed), block):
        if len(codes) >= 2:
            return codes
    return None


_WHO = re.compile(r"^(?:the\s+)?(?:(?:royal\s+|federal\s+)?governments?\s+of\s+)?(?:the\s+)?", _I)
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s+(?:(?:of\s+)?(?:the\s+)?)?[A-Z][\w'’-]+){0,5}")
_PARTIES_END = re.compile(r",|\(|\n\s*\n|\b(?:article|hereinafter|have\s+agreed|on|concerning|regarding|for\s+the)\b", _I)


def names_as_written(text: str, parts: Skeleton, title: str | None, signed: dt.date | None) -> tuple[str, ...]:
    """The parties in the words of the text, where no table of actors lists them: of an invented state, a city, a people without a code."""
    preamble, titled, given, _ = _scopes(text, parts, title)
    for scope in (preamble, titled, given):
        end = _PARTIES_END.search(scope.strip())
        flat = " ".join(scope.strip()[: end.start() if end else None].split())
        flat = re.sub(r"\b(Of|And|The)\b", lambda hit: hit[0].lower(), flat.title()) if flat.isupper() else flat
        names = [_WHO.sub("", piece).strip(" .") for piece in re.split(r"\s+and\s+", flat)]
        known = [name for name in dict.fromkeys(names) if _NAME.fullmatch(name) and not _ALONE.search(name)]
        if len(known) == len(names) >= 2 and any(not named_in(name, signed) for name in known):
            return tuple(known)
    return ()


def _scopes(text: str, parts: Skeleton, title: str | None) -> tuple[str, ...]:
    """Where parties may be named, the surest place first: preamble, title in the text, title given, words of signature."""
    intro = text[: max(parts.body, 600)][:4000]
    cut = re.search(r"\bhave\s+agreed\b|\bagree(?:d)?\s+as\s+follows\b|\bhereby\s+agree\b", intro, _I)
    intro = intro[: cut.start()] if cut else intro
    heading, preamble = intro[:900], ""
    for opening in _OPENING.finditer(intro):
        if opening.start() < 12 or re.search(r"\b(?:between|and|of|for|by|to|with|concerning)\s*$", intro[: opening.start()], _I):
            continue
        reasons = _REASONS.search(intro, opening.end() + 10)
        preamble = intro[opening.start() : reasons.start() if reasons else opening.start() + 700]
        heading = intro[: opening.start()]
        break
    between = re.search(r"\bbetween\b", heading, _I)
    titled = heading[between.end() :] if between else heading
    subject = re.search(
        r"\b(?:concerning|relating|regarding|on|for|with\s+regard|in\s+respect|about|signed|of\s+the\s+\w+\s+(?:river|lake))\b",
        titled[12:],
        _I,
    )
    titled = titled[: subject.start() + 12] if subject and between else titled
    given = ""
    if title:
        inside = re.search(
            r"\bbetween\b(?P<who>.*?)(?:\b(?:concerning|relating|regarding|on|for|with|in|about)\b(?!\s+(?:the\s+)?(?:1|one|other)\b)|$)",
            title,
            _I,
        )
        given = inside["who"] if inside else title
    block = "\n".join(
        re.findall(
            r"for\s+(?:and\s+on\s+behalf\s+of\s+)?(?:the\s+)?(?:government\s+of\s+)?[^\n]{3,90}(?:\n[^\n]{3,60})?",
            text[parts.closing : parts.closing + 1500],
            _I,
        )
    )
    return preamble, titled, given, block


def named_in(scope: str, signed: dt.date | None = None) -> tuple[str, ...]:
    """The states and organisations named in a stretch of text, in order, each once."""
    codes: list[str] = []
    flat = " ".join(scope.replace("-\n", "").split())
    for hit in _pattern().finditer(flat):
        if re.match(
            r"\s*(?:River|Sea|Basin|Ocean|Treaty|Convention|Agreement|nationals|language|Court)\b", flat[hit.end() : hit.end() + 14]
        ):
            continue
        if re.search(r"(?:republic|federation|union|kingdom|states)$", hit[0], _I) and re.match(
            r"\s+of\s+(?:the\s+)?[A-Z]", flat[hit.end() : hit.end() + 12]
        ):
            continue  # "Federal Republic" of something else than the one it stands for alone
        code = _code(" ".join(hit[0].split()), signed)
        if code is not None and code not in codes:
            codes.append(code)
    # The United Nations are named in most preambles, as the measure and not as a party.
    return tuple(code for code in codes if code != "UN")


def _paired(scope: str, signed: dt.date | None) -> tuple[str, ...]:
    """The two parties that a title joins with a hyphen: "Franco-Italian Convention", "Canada-Chile Trade Agreement"."""
    hit = _pair_pattern().search(" ".join(scope.split()))
    if hit is None:
        return ()
    codes = [_code(hit[part], signed) for part in ("prefix", "first", "second") if hit[part]]
    known = tuple(dict.fromkeys(code for code in codes if code is not None))
    return known if len(known) == 2 else ()


@cache
def _pair_pattern() -> re.Pattern[str]:
    """One pattern of two listed names or adjectives, or a combining form and one of them, before the word for an instrument."""
    single = [entry for entry in load_actors().entries() if len(entry.actors) == 1]
    prefixes = "|".join(sorted({re.escape(entry.name) for entry in single if entry.form == "prefix"}, key=len, reverse=True))
    words = {entry.name for entry in single if entry.form in _FORMS | {"adjective"} and len(entry.name) > 3}
    names = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(words, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:(?P<prefix>{prefixes})|(?P<first>{names})\s?[-–—]\s?)(?P<second>{names})(?=(?:\s+[\w'’]+){{0,4}}?\s+{_INSTRUMENT}\b)",
        _I,
    )


@cache
def _pattern() -> re.Pattern[str]:
    """One pattern of every listed name, the longest first; adjectives only before a word for a state."""
    table = load_actors()
    names: set[str] = set()
    adjectives: set[str] = set()
    for entry in table.entries():
        if entry.form in _FORMS and len(entry.actors) == 1 and (len(entry.name) > 3 or entry.name.isupper()):
            names.add(entry.name)
        elif entry.form == "adjective" and len(entry.actors) == 1 and entry.name != "Soviet":  # "Soviet Republic" may be any of them
            adjectives.add(entry.name)
    full = sorted((name for name in names if not (name.isupper() and len(name) < 4)), key=len, reverse=True)
    short = sorted((name for name in names if name.isupper() and len(name) < 4), key=len, reverse=True)
    parts = [re.escape(name).replace(r"\ ", r"\s+").replace("'", "['’]") for name in full]
    also = "|".join(re.escape(name) for name in sorted(adjectives, key=len, reverse=True))
    exact = "|".join(map(re.escape, short))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)}|(?:{also})(?={_STATE_WORD})|(?-i:{exact}))(?![\w])", _I)


@cache
def _states() -> frozenset[str]:
    """The codes of states and territories."""
    return frozenset(row.code for row in load_actors().rows.states)


@cache
def _by_plain() -> dict[str, list[str]]:
    """Listed names without case and apostrophes, for texts in capitals or none; several spellings may share one."""
    plain: dict[str, list[str]] = {}
    for entry in load_actors().entries():
        if entry.form in _FORMS | {"adjective", "prefix"}:
            plain.setdefault(entry.name.casefold().replace("’", "'"), []).append(entry.name)
    return plain


def _code(name: str, signed: dt.date | None) -> str | None:
    """The one code that a name stands for on the day of signature; None where it stays open."""
    on = Moment(signed, signed) if signed else None
    for listed in _by_plain().get(name.casefold().replace("’", "'"), [name]):
        for moment in (on, None):
            answer = load_actors().resolve(listed, moment)
            if answer.status == "known" and len(answer.candidates[0].actors) == 1:
                return answer.candidates[0].actors[0]
    return None
