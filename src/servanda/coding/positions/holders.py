"""Who holds a stance: the doer, whoever demands it of others, or whoever speaks."""

from __future__ import annotations

from servanda.coding.attribution import document_voice
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.reading import Reading
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

# Verbs that want of another what their complement tells: the stance is the demander's.
_DEMANDS = frozenset(
    {"urge", "ask", "call", "press", "want", "encourage", "demand", "request", "require", "appeal", "invite", "expect", "implore", "exhort"}
)
_OUGHT = frozenset({"must", "should", "shall", "ought"})
_FIRST = frozenset({"we", "i", "our", "my", "us"})


def holders_of(prepared: Prepared, sentence: Sentence, parse: Parse, reading: Reading) -> tuple[tuple[str, ...], str | None]:
    """The codes of those who hold a stance, and their words; no code and no words where the text names nobody."""
    here = (parse.starts[reading.token], parse.ends[reading.token])
    if reading.judged or _ought(parse, reading.clause):
        return _voice(prepared, here)
    holder = reading.holder
    demander = _demander(parse, reading.token)
    if demander is not None:
        holder = demander
    if holder is None:
        holder = _aimed(parse, reading.token)
    if holder is None:
        return (), None
    if parse.lowers[holder] in _FIRST:
        return _voice(prepared, here)
    codes = _codes(sentence, holder)
    aimed = None if codes else _aimed(parse, reading.token)
    if aimed is not None and aimed != holder:
        if parse.lowers[aimed] in _FIRST:
            return _voice(prepared, here)
        holder, codes = aimed, _codes(sentence, aimed)
    if not codes and (parse.tags[holder] in ("WDT", "DT") or parse.lowers[holder] in ("it", "there")):
        return codes, None
    start, end = parse.extent(holder, without=("relcl", "acl", "appos", "advcl", "parataxis"))
    return codes, prepared.document.text[start:end]


def _codes(sentence: Sentence, holder: int) -> tuple[str, ...]:
    """The codes of the actors of a noun phrase, each once."""
    return tuple(dict.fromkeys(actor.actor for actor in actors_of(sentence, holder, loose=True) if actor.actor))


def _voice(prepared: Prepared, place: tuple[int, int]) -> tuple[tuple[str, ...], str | None]:
    """Who says the words of a place: their speaker, or the government that speaks in the document."""
    attribution = prepared.attribution_at(*place)
    if attribution is not None:
        codes = dict.fromkeys(speaker.actor for speaker in attribution.speakers if speaker.actor)
        return tuple(codes), attribution.speakers[0].words
    speaker = document_voice(prepared)
    if speaker is None:
        return (), None
    return ((speaker.actor,) if speaker.actor else ()), speaker.words


def _ought(parse: Parse, token: int) -> bool:
    """Whether an act is said to be due: "must", "should"."""
    for here in (token, parse.heads[token]):
        if any(parse.lowers[child] in _OUGHT for child in parse.of(here, "aux")):
            return True
        if parse.deps[here] not in ("xcomp", "conj", "advcl"):
            return False
    return False


def _aimed(parse: Parse, token: int) -> int | None:
    """Who has a thing made for the purpose that a verb tells: "they formed an alliance to fight terrorism"."""
    here = token
    for _ in range(4):
        dep, above = parse.deps[here], parse.heads[here]
        if dep in ("acl", "relcl") and any(parse.lowers[c] == "to" for c in parse.of(here, "aux")):
            return _governor(parse, above)
        if dep not in ("conj", "xcomp"):
            return None
        here = above
    return None


def _governor(parse: Parse, noun: int) -> int | None:
    """The doer of the verb that governs a noun."""
    owner = parse.first(noun, "poss")
    if owner is not None:
        return owner
    for above in parse.ancestors(noun):
        if parse.tags[above].startswith("V"):
            return subject_of(parse, above)
    return None


def _demander(parse: Parse, token: int) -> int | None:
    """Who demands the act of another: "France urged Syria to support the truce"."""
    here = token
    for _ in range(3):
        dep, above = parse.deps[here], parse.heads[here]
        if dep in ("xcomp", "ccomp", "advcl") and parse.lemmas[above] in _DEMANDS:
            own = parse.first(here, "nsubj")
            if own is not None or parse.first(above, "dobj") is not None or parse.of(above, "prep"):
                return subject_of(parse, above)
            return None
        if dep not in ("xcomp", "conj"):
            return None
        here = above
    return None
