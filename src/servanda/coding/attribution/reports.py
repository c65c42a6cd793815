"""Reports of one parsed sentence: verbs that report, with their source and their content.

"X said that …", "X vowed to …", "X called for …", "… was described by X as …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding.attribution.asides import as_clause, aside, by_preposition, clause_bounds
from servanda.coding.attribution.governed import complement, finite_beside, met, of_object, of_passive, only_points
from servanda.coding.attribution.nominal import by_adjective, by_noun
from servanda.coding.attribution.places import NOUNS, STOPS, Place, Report, bare, cue_place, is_told, source_place
from servanda.coding.noun_phrases import subject_of
from servanda.coding.parsing import Parse
from servanda.vocabulary.speech import Reporting, SpeechWords

# Sources inside a quotation that stand for somebody named before.
_NAMED = frozenset(
    {
        "he",
        "she",
        "they",
        "who",
        "both",
        "secretary",
        "minister",
        "president",
        "government",
        "ministers",
        "governments",
        "army",
        "side",
        "sides",
        "countries",
    }
)
# Whoever it may be: what "anyone" or "you" want is no report.
_NOBODY = frozenset({"you", "anyone", "anybody", "whoever", "one"})
_HYPOTHETICAL = frozenset({"shall", "would", "could", "should", "may", "might", "can", "'d", "must"})
# Verbs under which an infinitive is done: "went on to discuss".
_GOING_ON = frozenset("go continue begin start proceed rush take come manage be appear seem fail use happen have happen dare".split())
# How far behind a verb the clause may begin that its hearers are told.
_CLAUSE_WITHIN = 14
# How far behind a verb its question mark may stand.
_QUESTION = 40
_NOT_YET = frozenset({"yet"})


_LEADING_IN = frozenset({"comment", "speak", "respond", "react", "talk", "reply", "write"})
_SAYING = frozenset({"say", "add", "tell", "state", "describe", "note", "stress", "warn", "call", "explain", "announce", "urge", "declare"})
# What these verbs name is not told as having happened: it is the source's charge ("accused the crew of poaching").
_CHARGING = frozenset({"accuse", "blame", "charge", "suspect", "allege"})


def reports_in(parse: Parse, words: SpeechWords, quoted: Sequence[int]) -> Iterator[Report]:
    """The reports of one sentence, in the order of their reporting words; `quoted` gives each token's quotation, -1 outside."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token][0]
        report: Report | None = None
        if tag == "V":
            how = _entry(parse, token, lemma, words)
            if how is not None and how.hearer and parse.deps[token] == "amod" and token > 0 and parse.tags[token - 1].startswith("NNP"):
                report = _to_hearers(parse, token, how)
            elif how is not None and _may_report(parse, token) and not _unsaid(parse, token):
                report = _by_verb(parse, token, how, quoted)
        elif tag == "N":
            how = words.nouns.get(lemma)
            report = _taken_for_noun(parse, token, words, quoted) if how is None else by_noun(parse, token, how)
        elif tag == "J":
            how = words.adjectives.get(lemma)
            report = None if how is None else by_adjective(parse, token, how)
        if report is not None and _sound(parse, report, quoted):
            yield report
    for phrase, row in words.prepositions:
        yield from by_preposition(parse, phrase, row)


def _sound(parse: Parse, report: Report, quoted: Sequence[int]) -> bool:
    """Whether source and cue stand in one voice, and a quotation's own "I think" is not taken for a report."""
    inside = quoted[report.token]
    source = parse.lowers[report.source]
    if (
        source in (("this", "that", "there") if report.row == "say" else ("it", "this", "that", "there"))
        and not report.beside
        and parse.tags[report.source] not in ("WDT", "WP")
    ):
        return False
    if quoted[report.source] != inside or source in _NOBODY or parse.tags[report.source] == "POS" or source in ("the", "a"):
        return False
    # Inside a quotation only named sources are reported; what "we", "people" or "you" think is the speaker's own.
    return inside < 0 or parse.tags[report.source] in ("NNP", "NNPS") or source in _NAMED


def _may_report(parse: Parse, token: int) -> bool:
    """Whether a verb can head a report; before a colon it does, whatever the parser takes it for."""
    opens = parse.words[token + 1 : token + 2] == (":",) and parse.tags[token] == "VBD"
    return opens or parse.deps[token] not in ("amod", "compound", "aux", "auxpass", "pobj")


def _to_hearers(parse: Parse, token: int, how: Reporting) -> Report | None:
    """A verb that the parser takes for an adjective of its hearers: "The agency updated council members on Monday that …"."""
    source = token - 1
    opened = next(
        (i for i in range(token + 2, min(len(parse), token + _CLAUSE_WITHIN)) if parse.lowers[i] == "that" and parse.tags[i] == "IN"), None
    )
    if source < 0 or opened is None or parse.tags[source] not in NOUNS:
        return None
    content = bare(parse, opened, len(parse) - 1)
    if content is None:
        return None
    first = source
    while first > 0 and parse.tags[first - 1] in ("DT", "NN", "NNP", "JJ", "POS", "PRP$"):
        first -= 1
    return Report(
        token,
        source,
        (parse.starts[first], parse.ends[source]),
        (parse.starts[token], parse.ends[token]),
        (content,),
        parse.lemmas[token],
        how.row,
        how.speech,
        voiced=True,
        hearer=parse.heads[token],
    )


def _taken_for_noun(parse: Parse, token: int, words: SpeechWords, quoted: Sequence[int]) -> Report | None:
    """A verb beside a quotation that the tagger takes for a plural noun: "…," the treaty states, "…"."""
    lower = parse.lowers[token]
    how = words.verbs.get(lower[:-1]) if lower.endswith("s") else None
    following = parse.words[token + 1] if token + 1 < len(parse) else "."
    if how is None or "quote" not in how.frames or quoted[token] >= 0 or following not in STOPS or parse.tags[token - 1] not in NOUNS:
        return None
    set_off = aside(parse, token, quoted, alone=False, hearer=how.hearer)
    if set_off is None or not set_off[1]:
        return None
    source = token - 1
    first = source
    while first > 0 and parse.tags[first - 1] in ("DT", "JJ", "NN", "NNP", "POS", "PRP$", "CD"):
        first -= 1
    place = (parse.starts[first], parse.ends[source])
    return Report(
        token,
        source,
        place,
        (parse.starts[token], parse.ends[token]),
        set_off[1],
        lower[:-1],
        how.row,
        how.speech,
        voiced=True,
        beside=True,
    )


def _unsaid(parse: Parse, token: int) -> bool:
    """Whether a verb only names a purpose or a possibility, or is asked about: "to discuss", "could raise", "Does X support Y?"."""
    if _asked(parse, token):
        return True
    for child in parse.of(token, "aux"):
        lower = parse.lowers[child]
        if lower in _HYPOTHETICAL and parse.lowers[parse.heads[token]] != "if":
            # "could not say": it is told that the source did not say it.
            return lower not in ("could", "can", "would") or parse.first(token, "neg") is None
        if lower == "to":
            above = parse.heads[token]
            return parse.deps[token] not in ("xcomp", "advcl") or parse.lemmas[above] not in _GOING_ON or _unsaid(parse, above)
    return False


def _asked(parse: Parse, token: int) -> bool:
    """Whether a verb is that of a question with its auxiliary before the subject."""
    subject = parse.first(token, "nsubj")
    asked = any(parse.words[i] == "?" for i in range(token, min(len(parse), token + _QUESTION)))
    return asked and subject is not None and any(c < subject for c in parse.of(token, "aux"))


def _denied(parse: Parse, token: int) -> bool:
    """Whether a report is of what was not said: "did not say", "has yet to say", "failed to say"."""
    if parse.first(token, "neg") is not None:
        return True
    above = parse.heads[token]
    if parse.deps[token] != "xcomp" or not any(parse.lowers[c] == "to" for c in parse.of(token, "aux")):
        return False
    return parse.lemmas[above] == "fail" or any(parse.lowers[c] in _NOT_YET for c in parse.of(above, "advmod"))


def _lone(parse: Parse, token: int, quoted: Sequence[int]) -> int | None:
    """The source of a reporting clause that opens a sentence, its words being in the sentences beside it ("Berg said, smiling")."""
    left, _ = clause_bounds(parse, token, quoted)
    source = subject_of(parse, token)
    return source if left == 0 and source is not None and parse.deps[token] in ("ROOT", "conj") else None


def _entry(parse: Parse, token: int, lemma: str, words: SpeechWords) -> Reporting | None:
    """The entry of a verb, with its particle or preposition where one is listed."""
    objects = parse.of(token, "dobj", "oprd")
    if (lemma, "it") in words.phrasal and any(parse.lowers[o] == "it" for o in objects):
        return words.phrasal[lemma, "it"]
    for child in parse.of(token, "prt", "advmod", "prep", "acomp", "ccomp"):
        # "called this a success for both" is no call for anything.
        if child > token and not (parse.deps[child] == "prep" and any(token < o < child for o in objects)):
            how = words.phrasal.get((lemma, parse.lowers[child]))
            if how is not None:
                return how
    return words.verbs.get(lemma)


def _by_verb(parse: Parse, token: int, how: Reporting, quoted: Sequence[int]) -> Report | None:
    """A reporting verb: what stands beside it in quotation marks, what it governs, or the rest of its sentence."""
    if _quoting(parse, token) or _leads_in(parse, token):
        return None
    source, passive = _doer(parse, token)
    content: list[Place] = []
    beside = whole = False
    cue_end = token
    hearer = next((o for o in parse.of(token, "dobj", "dative") if parse.lowers[o] != "it"), None) if how.hearer else None
    if (
        "quote" in how.frames
        and quoted[token] < 0
        and not passive
        and (set_off := aside(parse, token, quoted, alone=False, hearer=how.hearer)) is not None
    ):
        source, content, beside = set_off[0], list(set_off[1]), True
    elif (governed := complement(parse, token, how)) is not None:
        content = [governed]
    elif passive:
        content = of_passive(parse, token, how) if source is not None else []
    elif (found := of_object(parse, token, how, hearer)) is not None:
        content, cue_end = [found[0]], found[1]
    if content and parse.lemmas[token] == "make" and parse.lowers[token + 1 : token + 2] == ("clear",):
        cue_end = token + 1  # "made clear that" is told in both words
        content = [
            (parse.starts[token + 2], end) if start == parse.starts[token + 1] and token + 2 < len(parse) else (start, end)
            for start, end in content
        ]
    if not content and not beside and not passive and "aside" in how.frames:
        content = list(as_clause(parse, token))
        whole = bool(content)
    if (
        not content
        and not beside
        and not passive
        and "aside" in how.frames
        and (set_off := aside(parse, token, quoted, alone=True, hearer=how.hearer)) is not None
    ):
        source, content, beside = set_off[0], list(set_off[1]), True
    if not content and not beside and not passive and "quote" in how.frames and not how.objects and quoted[token] < 0:
        lone = _lone(parse, token, quoted)
        source, beside = (source, False) if lone is None else (lone, True)
    if source is None and content and not passive and token > 0 and parse.tags[token - 1] in ("NNP", "PRP", "NNS"):
        # "In a talk with the Post Smith said that …": the parser takes the speaker into the phrase before it.
        source = token - 1
    if source is None or not (content or beside) or (content and not beside and only_points(parse, content)):
        return None
    return Report(
        token=token,
        source=source,
        source_place=source_place(parse, source),
        cue=cue_place(parse, token, cue_end),
        content=tuple(content),
        verb=parse.lemmas[token],
        row=how.row,
        speech=how.speech,
        voiced=beside or whole or parse.lemmas[token] in _CHARGING or is_told(parse, content),
        hearer=hearer if hearer is not None or not how.speech or "to" in how.prepositions else met(parse, token),
        beside=beside,
        negated=_denied(parse, token),
    )


def _leads_in(parse: Parse, token: int) -> bool:
    """Whether a verb only leads in what is said next: "Commenting on the vote, the minister said …"."""
    above = parse.heads[token]
    return (
        parse.tags[token] == "VBG"
        and token < above
        and parse.deps[token] in ("advcl", "prep")
        and parse.lemmas[token] in _LEADING_IN
        and parse.lemmas[above] in _SAYING
    )


def _quoting(parse: Parse, token: int) -> bool:
    """Whether a verb only passes on what another says: "quoted X as saying"."""
    return parse.lemmas[token] in ("quote", "cite") and any(
        parse.lowers[c] == "as" and any(parse.tags[v] == "VBG" for v in parse.of(c, "pcomp")) for c in parse.of(token, "prep")
    )


def _doer(parse: Parse, token: int) -> tuple[int | None, bool]:
    """Who does the reporting, and whether the verb is passive (then it is its "by" phrase)."""
    quoting = parse.heads[parse.heads[token]]
    if parse.deps[token] == "pcomp" and _quoting(parse, quoting):
        # "X was quoted as saying", "the agency quoted X as saying"
        return parse.first(quoting, "nsubjpass", "dobj"), False
    passive = parse.first(token, "nsubjpass", "auxpass") is not None
    participle = parse.tags[token] == "VBN" and parse.deps[token] in ("acl", "relcl", "advcl") and not parse.of(token, "aux")
    if passive or participle:
        agent = parse.first(token, "agent")
        return (None if agent is None else parse.first(agent, "pobj")), True
    subject = subject_of(parse, parse.heads[parse.heads[token]] if finite_beside(parse, token) else token)
    if subject is not None and parse.tags[subject] == "EX":
        return None, False
    return subject, False
