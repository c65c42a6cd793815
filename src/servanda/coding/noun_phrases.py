"""Which actors a noun phrase stands for, from its head in the parse and the mentions in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.coding.mentions import Mention
from servanda.coding.parsing import Parse
from servanda.records import Actor

if TYPE_CHECKING:
    from servanda.coding.sentence import Sentence

# Nouns that count or group what their "of" names: "members of the Council", "a group of Chinese fishermen".
GROUPING = frozenset(
    "group number dozen hundred thousand million member majority team delegation series lot some many most all one two three four five several "
    "both each either part unit party crew convoy column bloc couple pair handful rest contingent batch wave detachment instalment squad element".split()
)
# Nouns for somebody who stands to another: "its neighbour", "Iran's allies" are not Iran, though "Saudi counterparts" are Saudis.
BESIDE = frozenset(
    "neighbour neighbor ally rival foe enemy adversary opponent partner counterpart colleague interlocutor backer supporter sponsor critic patron protégé proxy".split()
)
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_OWNER_DEPS = ("amod", "compound", "poss", "nmod", "nn", "npadvmod", "advmod")
_PLACE = frozenset({"of", "from", "for"})
_OWNING = frozenset({"state", "organisation", "group", "anaphor", "pronoun", "region"})
# Who speaks for an office speaks for its state: "a spokesperson for the Embassy".
_SPEAKING_FOR = frozenset({"spokesman", "spokesperson", "spokeswoman"})
_LOCAL_PLACE = frozenset({"of", "from", "in", "for"})
_LOCAL = frozenset({"CVL", "OPP", "REB", "LAB", "EDU", "MED", "BUS", "REF", "COP", "JUD", "LEG", "GOV"})
_CUT = ("relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "prep", "parataxis", "mark")


def actors_of(sentence: Sentence, head: int, *, loose: bool = False) -> tuple[Actor, ...]:
    """The actors of the phrase headed by token `head`, everything joined to it included; empty where it names none.

    `loose` also takes the owner of a thing ("Iranian sites", "Russia's exports"): right for targets, not for doers.
    """
    parse = sentence.parse
    if parse is None:
        return ()
    found: dict[tuple[str | None, str | None], Actor] = {}
    for token in parse.conjuncts(head):
        for actor in _of_token(sentence, parse, token, loose=loose, depth=0):
            found.setdefault((actor.actor, actor.sector), actor)
    named = [actor for actor in found.values() if actor.actor]
    return tuple(named or found.values())


def actors_of_one(sentence: Sentence, token: int) -> tuple[Actor, ...]:
    """The actors of one head, without what is joined to it."""
    parse = sentence.parse
    return () if parse is None else tuple(_of_token(sentence, parse, token, loose=False, depth=0))


def _of_token(sentence: Sentence, parse: Parse, token: int, *, loose: bool, depth: int) -> list[Actor]:
    """The actors of one head without what is joined to it."""
    if depth > 4:
        return []
    lower = parse.lowers[token]
    if lower in _RELATIVE and parse.tags[token].startswith("W"):
        noun = antecedent(parse, token)
        return [] if noun is None else _of_token(sentence, parse, noun, loose=loose, depth=depth + 1)
    mention = sentence.mention_at(parse.starts[token], parse.ends[token])
    if mention is not None and mention.actors and _is_place_apart(parse, token, mention):
        return [Actor(actor, None, parse.words[token]) for actor in mention.actors]
    if mention is not None and mention.actors and not _only_modifies(parse, token, mention):
        beside = _joined_to(sentence, parse, token, mention)
        return [Actor(actor, mention.sector, mention.words) for actor in (*beside, *mention.actors)]
    grouped = _of_group(sentence, parse, token, loose=loose, depth=depth)
    if grouped:
        return grouped
    apposed = parse.first(token, "appos")
    named = [] if apposed is None else _of_token(sentence, parse, apposed, loose=False, depth=depth + 1)
    sector = mention.sector if mention is not None else None
    # "its NATO ally Turkey" is Turkey; "the Chadian envoy, a Libyan", the Chadians'.
    if (mention is not None or loose or _is_staff(parse, token)) and not (named and parse.lemmas[token] in BESIDE):
        owners = _owners(sentence, parse, token, sector)
        if owners:
            words = _phrase(parse, token)
            return [Actor(actor, sector or own, words) for actor, own in owners]
    if not named and mention is not None and mention.form in ("agent", "office", "person", "organisation"):
        return [Actor(None, sector, _phrase(parse, token))]
    return named


def _is_staff(parse: Parse, token: int) -> bool:
    """Whether a word stands for those who work for its owner: "the chancellor's office"."""
    return parse.lowers[token] == "office" and parse.first(token, "poss") is not None


def _of_group(sentence: Sentence, parse: Parse, token: int, *, loose: bool, depth: int) -> list[Actor]:
    """The actors that a counting or grouping noun counts: "a group of Chinese fishermen"."""
    if parse.lemmas[token] not in GROUPING and parse.lowers[token] not in GROUPING:
        return []
    for preposition in parse.of(token, "prep"):
        noun = parse.first(preposition, "pobj")
        if parse.lowers[preposition] in ("of", "from") and noun is not None:
            inner = [a for t in parse.conjuncts(noun) for a in _of_token(sentence, parse, t, loose=loose, depth=depth + 1)]
            if inner:
                return inner
    return []


def _joined_to(sentence: Sentence, parse: Parse, token: int, mention: Mention) -> list[str]:
    """Actors joined to the one that a mention begins or ends with: the Russians in "Russian and U.S. officials"."""
    found: list[str] = []
    for child in parse.of(token, "amod", "compound", "nmod"):
        other = sentence.mention_at(parse.starts[child], parse.ends[child])
        if other is not None and other.end <= mention.start and parse.first(child, "conj") is not None:
            found += [actor for actor in other.actors if actor not in mention.actors]
    for inner in parse.at(mention.start, mention.end):
        # "officials from Kuwait and Iraq": the mention ends with the first of the names that are joined.
        for joined in parse.conjuncts(inner)[1:] if inner != token else ():
            other = sentence.mention_at(parse.starts[joined], parse.ends[joined])
            if other is not None and other.start >= mention.end and other.form in ("state", "organisation", "group"):
                found += [actor for actor in other.actors if actor not in mention.actors]
    return found


def _only_modifies(parse: Parse, token: int, mention: Mention) -> bool:
    """Whether a mention names the owner of the thing rather than the thing: the adjective in "Iranian sites"."""
    return mention.form == "adjective" and parse.ends[token] > mention.end


def _is_place_apart(parse: Parse, token: int, mention: Mention) -> bool:
    """Whether a place that ends a mention of people belongs to the verb: "withdrew its workers from Chad" is said of Chad."""
    above = parse.heads[token]
    if mention.form not in ("agent", "office") or parse.deps[token] != "pobj" or parse.starts[above] < mention.start:
        return False
    return parse.tags[parse.heads[above]].startswith("V") and parse.starts[parse.heads[above]] < mention.start


def _owners(sentence: Sentence, parse: Parse, token: int, sector: str | None) -> list[tuple[str, str | None]]:
    """Actors that own, make up or seat a thing: adjectives, possessives and "of" phrases."""
    owners: dict[str, str | None] = {}
    other = parse.lemmas[token] in BESIDE
    for child in parse.of(token, *_OWNER_DEPS):
        if other and (parse.deps[child] == "poss" or parse.tags[child] == "PRP$"):
            continue  # whose neighbour, not who
        # "the Saudi-led coalition" is the Saudis'; "Iranian-backed" names who stands behind, not who acts.
        leaders = parse.of(child, "npadvmod", "compound", "amod", "advmod") if parse.lowers[child] == "led" else ()
        for one in leaders or parse.conjuncts(child):
            mention = sentence.mention_at(parse.starts[one], parse.ends[one])
            if mention is not None:
                for actor in mention.actors:
                    owners.setdefault(actor, mention.sector)
    places = _LOCAL_PLACE if sector in _LOCAL else _PLACE
    held = sentence.mention_at(parse.starts[token], parse.ends[token])
    if held is not None and held.form == "office" and not parse.lemmas[token].startswith("spokes"):
        places = places - {"for"}  # "the envoy for Chad" is not Chad's
    for preposition in parse.of(token, "prep"):
        noun = parse.first(preposition, "pobj")
        if parse.lowers[preposition] not in places or noun is None or owners or (other and parse.lowers[preposition] == "of"):
            continue
        for one in parse.conjuncts(noun):
            mention = sentence.mention_at(parse.starts[one], parse.ends[one])
            if mention is not None and (mention.form in _OWNING or (parse.lemmas[token] in _SPEAKING_FOR and mention.actors)):
                for actor in mention.actors:
                    owners.setdefault(actor, None)
    return list(owners.items())


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    for above in parse.ancestors(token):
        if parse.deps[above] == "relcl":
            return parse.heads[above]
        if parse.deps[above] == "ccomp" and (brought_out := focus_of(parse, parse.heads[above])) is not None:
            return brought_out
    return None


def focus_of(parse: Parse, verb: int) -> int | None:
    """The noun that a cleft brings out: "it is Chad that should leave"; None where a verb makes no cleft."""
    subject = parse.first(verb, "nsubj") if parse.lemmas[verb] == "be" else None
    noun = parse.first(verb, "attr") if subject is not None and parse.lowers[subject] == "it" else None
    return noun if noun is not None and parse.tags[noun] in ("NNP", "NNPS", "NN", "NNS") else None


def _phrase(parse: Parse, token: int) -> str:
    """The words of a noun phrase without clauses and phrases that hang on it."""
    tokens = parse.subtree(token, without=_CUT)
    return _spaced(parse, tokens)


def _spaced(parse: Parse, tokens: list[int]) -> str:
    """Tokens joined as they stood: no space where none was."""
    parts: list[str] = []
    last = None
    for token in tokens:
        if last is not None and parse.starts[token] > parse.ends[last]:
            parts.append(" ")
        parts.append(parse.words[token])
        last = token
    return "".join(parts)


# A past form may be a participle taken for it ("was arrested and charged"), so it is not among these.
_ACTIVE = frozenset({"VBZ", "VBP"})


def subject_of(parse: Parse, verb: int) -> int | None:
    """The doer of a verb: its own subject, the one it shares with the verb it is joined to, or that of the verb it completes.

    The subject of a passive is not its doer and is not given; see `parse.of(verb, "nsubjpass")`.
    """
    seen, told = 0, False
    # "was concluded in May and will expire": what the passive verb is done to is the doer of the active verb joined to it.
    active = parse.tags[verb] in _ACTIVE or (parse.tags[verb] == "VB" and parse.first(verb, "aux") is not None)
    joined = parse.deps[verb] == "conj" and active and parse.first(verb, "auxpass") is None
    while seen < 10:
        seen += 1
        own = parse.first(verb, "nsubj", "csubj")
        if own is not None:
            return _described(parse, own)
        if (passive := parse.first(verb, "nsubjpass")) is not None:
            return passive if joined or told else None
        dep, above = parse.deps[verb], parse.heads[verb]
        told = dep == "xcomp" and parse.lemmas[above] in _TIMETABLED  # "is scheduled to leave": whoever is does it
        if above == verb:
            return None
        if dep == "relcl":
            return above
        if dep == "acl" and parse.tags[verb] == "VBG":
            if parse.lemmas[above] in _TEXTS and parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in _ISSUING:
                verb = parse.heads[above]  # "issued a statement condemning the raid": whoever issues it condemns it
                continue
            return above
        if dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "aux", "acomp", "attr", "oprd"):
            if dep == "xcomp" and parse.first(above, "dobj") is not None and parse.lemmas[above] not in _SUBJECT_CONTROL:
                return parse.first(above, "dobj")
            verb = _finite(parse, verb, above) if dep == "conj" else above
            continue
        return None
    return None


def _described(parse: Parse, subject: int) -> int:
    """The subject, or the noun that parsers make the subject of a participle describing it: "the agency working in Chad said"."""
    noun = parse.first(subject, "nsubj") if parse.tags[subject] == "VBG" else None
    return subject if noun is None or noun > subject else noun


def _finite(parse: Parse, verb: int, above: int) -> int:
    """The verb that a joined verb shares its subject with: a finite one does not join an infinitive ("urged X to go and stressed …")."""
    if parse.tags[verb] not in _FINITE or parse.tags[above] not in ("VB", "VBG"):
        return above
    return next((a for a in parse.ancestors(above) if parse.tags[a] in _FINITE and parse.first(a, "nsubj") is not None), above)


_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_TEXTS = frozenset({"statement", "declaration", "communique", "communiqué", "letter", "note", "resolution", "report", "message", "speech"})
_ISSUING = frozenset({"issue", "release", "publish", "make", "send", "adopt", "sign", "deliver", "write", "give", "pass"})
# Passives whose subject does what the infinitive tells: "is scheduled to leave", "is expected to visit".
_TIMETABLED = frozenset({"schedule", "slate", "expect", "set", "tip"})
# Verbs whose object does not do what follows: "promised Iran to send" is the promiser's sending.
_SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "use", "give", "hold", "make", "take", "have"})
