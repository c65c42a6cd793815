"""Who holds a stance: the doer, whoever demands it of others, or whoever speaks."""

from __future__ import annotations

from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.positions.demands import demander, ought
from servanda.coding.positions.reading import Reading
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.records import Actor
from servanda.vocabulary.actors import load_actors

# Sectors of people in a state who hold their own stances.
_OTHERS = frozenset({"OPP", "REB", "CRM", "CVL", "REF", "BUS", "MED", "EDU", "REL", "LAB", "AGR", "HLH", "ENV", "ELI", "NGO", "MNC", "SET"})
_JOINTLY = frozenset({"together", "along", "jointly"})
_FIRST = frozenset({"we", "i", "our", "my", "us"})


def holders_of(prepared: Prepared, sentence: Sentence, parse: Parse, reading: Reading) -> tuple[tuple[str, ...], str | None]:
    """The codes of those who hold a stance, and their words; no code and no words where the text names nobody."""
    here = (parse.starts[reading.token], parse.ends[reading.token])
    if reading.judged or ought(parse, reading.clause):
        return _voice(prepared, here)
    holder = reading.holder
    demanding = demander(parse, reading.token)
    if demanding is not None:
        holder = demanding
    if holder is None:
        holder = _aimed(parse, reading.token)
    if holder is None:
        return (), None
    if parse.lowers[holder] in _FIRST:
        codes, words = _voice(prepared, here)
        # Whose "we" it is may be unknown: then the words are all that is.
        return (codes, words) if codes or words else ((), prepared.document.text[parse.starts[holder] : parse.ends[holder]])
    codes = _codes(sentence, holder)
    aimed = None if codes else _aimed(parse, reading.token)
    if aimed is not None and aimed != holder:
        if parse.lowers[aimed] in _FIRST:
            return _voice(prepared, here)
        holder, codes = aimed, _codes(sentence, aimed)
    if not codes and (parse.tags[holder] in ("WDT", "DT") or parse.lowers[holder] in ("it", "there")):
        return codes, None
    start, end = parse.extent(holder, without=("relcl", "acl", "appos", "advcl", "parataxis"))
    return codes, prepared.document.text[start:end].rstrip(",;: ")


def _codes(sentence: Sentence, holder: int) -> tuple[str, ...]:
    """The codes of the actors of a noun phrase, each once."""
    heads = (holder, *_together_with(sentence.parse, holder))
    found = (actor for head in heads for actor in actors_of(sentence, head, loose=True))
    return tuple(dict.fromkeys(actor.actor for actor in found if actor.actor and _speaks_for(actor)))


def _speaks_for(actor: Actor) -> bool:
    """Whether somebody holds a stance for the state he is of: not its crowds and rebels, nor a town of it."""
    table = load_actors()
    if not table.is_state(actor.actor or ""):
        return True
    words = actor.words or ""
    entries = table.named(words)
    another = actor.sector in _OTHERS and not words.lower().startswith("opposition ")  # "opposition from Norway" is Norway's
    return not another and not (entries and all(entry.form == "place" for entry in entries))


def _together_with(parse: Parse | None, holder: int) -> tuple[int, ...]:
    """Who holds a stance along with its first holder: "X, together with Y, opposes …"."""
    if parse is None:
        return ()
    verb = parse.heads[holder]
    hosts = [holder, *parse.conjuncts(holder)[1:]] + ([verb] if parse.deps[holder] == "nsubj" else [])
    joined = parse.of(verb, "dobj") if parse.lemmas[verb] == "join" and parse.deps[holder] == "nsubj" else ()
    return joined + tuple(
        noun
        for host in hosts
        for child in parse.of(host, "prep")
        if (parse.lowers[child] in ("alongside", "like") and child < verb)
        or (parse.lowers[child] == "with" and any(parse.lowers[c] in _JOINTLY for c in (max(child - 1, 0), *parse.of(child, "advmod"))))
        if (noun := parse.first(child, "pobj")) is not None
    )


def _voice(prepared: Prepared, place: tuple[int, int]) -> tuple[tuple[str, ...], str | None]:
    """Who says the words of a place: their speaker, or the government that speaks in the document."""
    attribution = prepared.attribution_at(*place)
    if attribution is not None:
        codes = dict.fromkeys(speaker.actor for speaker in attribution.speakers if speaker.actor)
        return tuple(codes), attribution.speakers[0].words
    if not prepared.voices:
        return (), None
    return tuple(dict.fromkeys(voice.actor for voice in prepared.voices if voice.actor)), prepared.voices[0].words


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
