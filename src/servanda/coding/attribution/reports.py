"""Reports of one parsed sentence: verbs that report, with their source and their content.

"X said that …", "X vowed to …", "X called for …", "… was described by X as …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.coding.attribution.asides import as_clause, aside, by_preposition
from servanda.coding.attribution.nominal import by_adjective, by_noun
from servanda.coding.attribution.places import NOUNS, STOPS, Place, Report, cue_place, source_place, tidy
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
_HYPOTHETICAL = frozenset({"shall", "would", "could", "should", "may", "might", "can", "'d", "must"})
# Verbs under which an infinitive is done: "went on to discuss".
_GOING_ON = frozenset({"go", "continue", "begin", "start", "proceed", "rush", "take", "come", "manage", "be"})
# "announced on Monday" tells when, not what.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "morning afternoon evening night week weekend month year day today yesterday spring summer autumn winter jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_MEETINGS = frozenset(
    {
        "meeting",
        "talk",
        "talks",
        "summit",
        "call",
        "conversation",
        "letter",
        "phone",
        "message",
        "speech",
        "address",
        "interview",
        "visit",
        "note",
    }
)
# "asked not to be named": how a source wants to be told of, not what it says.
_UNNAMED = frozenset({"named", "identified", "quoted"})
# "spoke to reporters": the hearers, not what was said.
_ADDRESSING = frozenset({"speak", "talk", "testify", "lecture", "preach", "complain"})
_OBJECT_TAILS = frozenset({"for", "of", "as", "to", "from", "with", "against", "over", "in", "about"})


def reports_in(parse: Parse, words: SpeechWords, quoted: Sequence[int]) -> Iterator[Report]:
    """The reports of one sentence, in the order of their reporting words; `quoted` gives each token's quotation, -1 outside."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token][0]
        report: Report | None = None
        if tag == "V":
            how = _entry(parse, token, lemma, words)
            if how is not None and parse.deps[token] not in ("amod", "compound", "aux", "auxpass", "pobj") and not _unsaid(parse, token):
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
    if quoted[report.source] != inside:
        return False
    # Inside a quotation only named sources are reported; what "we", "people" or "you" think is the speaker's own.
    return inside < 0 or parse.tags[report.source] in ("NNP", "NNPS") or source in _NAMED


def _taken_for_noun(parse: Parse, token: int, words: SpeechWords, quoted: Sequence[int]) -> Report | None:
    """A verb beside a quotation that the tagger takes for a plural noun: "…," the treaty states, "…"."""
    lower = parse.lowers[token]
    how = words.verbs.get(lower[:-1]) if lower.endswith("s") else None
    following = parse.words[token + 1] if token + 1 < len(parse) else "."
    if how is None or "quote" not in how.frames or quoted[token] >= 0 or following not in STOPS or parse.tags[token - 1] not in NOUNS:
        return None
    set_off = aside(parse, token, quoted, alone=False)
    if set_off is None or not set_off[1]:
        return None
    source = token - 1
    first = source
    while first > 0 and parse.tags[first - 1] in ("DT", "JJ", "NN", "NNP", "POS", "PRP$", "CD"):
        first -= 1
    place = (parse.starts[first], parse.ends[source])
    return Report(token, source, place, (parse.starts[token], parse.ends[token]), set_off[1], lower[:-1], how.row, how.speech, beside=True)


def _unsaid(parse: Parse, token: int) -> bool:
    """Whether a verb only names a purpose or a possibility: "to discuss", "could raise"."""
    for child in parse.of(token, "aux"):
        lower = parse.lowers[child]
        if lower in _HYPOTHETICAL and parse.lowers[parse.heads[token]] != "if":
            return True
        if lower == "to":
            above = parse.heads[token]
            return parse.deps[token] != "xcomp" or parse.lemmas[above] not in _GOING_ON
    return False


def _entry(parse: Parse, token: int, lemma: str, words: SpeechWords) -> Reporting | None:
    """The entry of a verb, with its particle or preposition where one is listed."""
    for child in parse.of(token, "prt", "advmod", "prep", "acomp", "ccomp"):
        if child > token:
            how = words.phrasal.get((lemma, parse.lowers[child]))
            if how is not None:
                return how
    return words.verbs.get(lemma)


def _by_verb(parse: Parse, token: int, how: Reporting, quoted: Sequence[int]) -> Report | None:
    """A reporting verb: what stands beside it in quotation marks, what it governs, or the rest of its sentence."""
    source, passive = _doer(parse, token)
    content: list[Place] = []
    beside = False
    cue_end = token
    hearer = next(iter(parse.of(token, "dobj", "dative")), None) if how.hearer else None
    if "quote" in how.frames and quoted[token] < 0 and not passive and (set_off := aside(parse, token, quoted, alone=False)) is not None:
        source, content, beside = set_off[0], list(set_off[1]), True
    elif (governed := _complement(parse, token, how)) is not None:
        content = [governed]
    elif passive:
        content = _of_passive(parse, token, how) if source is not None else []
    elif (found := _of_object(parse, token, how, hearer)) is not None:
        content, cue_end = [found[0]], found[1]
    if not content and not beside and not passive and "aside" in how.frames:
        content = list(as_clause(parse, token))
    if (
        not content
        and not beside
        and not passive
        and "aside" in how.frames
        and (set_off := aside(parse, token, quoted, alone=True)) is not None
    ):
        source, content, beside = set_off[0], list(set_off[1]), True
    if source is None and content and not passive and token > 0 and parse.tags[token - 1] in ("NNP", "PRP", "NNS"):
        # "In a talk with the Post Smith said that …": the parser takes the speaker into the phrase before it.
        source = token - 1
    if source is None or not (content or beside) or (content and not beside and _points(parse, content)):
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
        hearer=hearer if hearer is not None or not how.speech else _met(parse, token),
        beside=beside,
        negated=parse.first(token, "neg") is not None,
    )


def _points(parse: Parse, content: Sequence[Place]) -> bool:
    """Whether a content is no more than a word that points at something else: "denied it", "agreed with him"."""
    tokens = [token for place in content for token in parse.at(*place)]
    return len(tokens) == 1 and parse.tags[tokens[0]] in ("PRP", "DT", "WP", "WDT", "EX")


def _met(parse: Parse, token: int) -> int | None:
    """Who is told, where it is said otherwise: "said to X", "said in talks with X", "said when meeting X"."""
    for child in parse.of(token, "prep", "advcl", "dative"):
        if parse.deps[child] == "advcl" and parse.lemmas[child] in ("meet", "address", "host", "receive"):
            return parse.first(child, "dobj")
        noun = parse.first(child, "pobj")
        if noun is None:
            continue
        if parse.lowers[child] == "to" and child > token:
            return noun
        if parse.lemmas[noun] in _MEETINGS:
            return next(
                (n for c in parse.of(noun, "prep") if parse.lowers[c] in ("with", "to") and (n := parse.first(c, "pobj")) is not None), None
            )
    return None


def _doer(parse: Parse, token: int) -> tuple[int | None, bool]:
    """Who does the reporting, and whether the verb is passive (then it is its "by" phrase)."""
    passive = parse.first(token, "nsubjpass", "auxpass") is not None
    participle = parse.tags[token] == "VBN" and parse.deps[token] in ("acl", "relcl", "advcl") and not parse.of(token, "aux")
    if passive or participle:
        agent = parse.first(token, "agent")
        return (None if agent is None else parse.first(agent, "pobj")), True
    subject = subject_of(parse, token)
    if subject is not None and parse.tags[subject] == "EX":
        return None, False
    return subject, False


def _complement(parse: Parse, token: int, how: Reporting) -> Place | None:
    """The clause, infinitive or -ing form that a verb governs."""
    if "clause" in how.frames:
        for child in _clauses(parse, token, how):
            if child > token or _has_subject(parse, child):
                return tidy(parse, parse.subtree(child)) if how.hearer else _with_object(parse, token, child)
    if "to" in how.frames:
        for child in parse.of(token, "xcomp", "ccomp", "advcl"):
            if parse.lowers[child] in _UNNAMED:
                continue
            if child > token and any(parse.lowers[c] == "to" for c in parse.of(child, "aux")):
                return tidy(parse, parse.subtree(child)) if how.hearer else _with_object(parse, token, child)
    if "gerund" in how.frames:
        for child in parse.of(token, "xcomp", "pcomp"):
            if child > token and parse.tags[child] == "VBG":
                return tidy(parse, parse.subtree(child))
    return None


def _clauses(parse: Parse, token: int, how: Reporting) -> list[int]:
    """The clauses that may be what a verb reports, the likeliest first.

    The parser hangs some on the hearer ("told a meeting that …"), and some beside ("said after the talks he would go").
    """
    found = sorted(parse.of(token, "ccomp"), key=lambda child: (parse.first(child, "mark") is None, child < token))
    if how.hearer:
        found += [c for noun in parse.of(token, "dobj") for c in parse.of(noun, "relcl", "acl") if parse.first(c, "mark") is not None]
    if not found and how.row == "say":
        found += [
            c
            for c in parse.of(token, "advcl")
            if c > token and parse.first(c, "nsubj") is not None and parse.first(c, "mark", "advmod") is None
        ]
    return found


def _has_subject(parse: Parse, token: int) -> bool:
    return parse.first(token, "nsubj", "nsubjpass", "mark", "expl", "csubj") is not None


def _with_object(parse: Parse, verb: int, child: int) -> Place:
    """A complement together with the object before it: "urged Libya to release the crew"."""
    tokens = set(parse.subtree(child))
    for noun in parse.of(verb, "dobj", "dative"):
        if verb < noun < child:
            tokens.update(parse.subtree(noun))
    return tidy(parse, sorted(tokens))


def _of_object(parse: Parse, token: int, how: Reporting, hearer: int | None) -> tuple[Place, int] | None:
    """What a verb says in an object or a prepositional phrase, and the last token of its cue."""
    found = _of_preposition(parse, token, how, hearer)
    if found is not None:
        return found
    if "as" in how.frames:
        for child in parse.of(token, "oprd", "ccomp", "prep", "xcomp"):
            if child > token and (parse.deps[child] != "prep" or parse.lowers[child] == "as"):
                return _with_object(parse, token, child), token
    if "object" in how.frames and not how.hearer:
        for child in parse.of(token, "dobj"):
            if child > token:
                tokens = set(parse.subtree(child))
                for later in parse.of(token, "prep", "oprd"):
                    if later > child and parse.lowers[later] in _OBJECT_TAILS:
                        tokens.update(parse.subtree(later))
                return tidy(parse, sorted(tokens)), token
    return None


def _of_preposition(parse: Parse, token: int, how: Reporting, hearer: int | None) -> tuple[Place, int] | None:
    """What follows a preposition of the verb, with the object before it unless that is the hearer."""
    for child in parse.of(token, "prep", "prt", "dative"):
        if (
            child < token
            or parse.lowers[child] not in how.prepositions
            or (parse.lowers[child] == "to" and parse.lemmas[token] in _ADDRESSING)
        ):
            continue
        noun = parse.first(child, "pobj", "pcomp")
        if noun is None and parse.deps[child] == "prt":
            noun = parse.first(token, "dobj")
        if noun is None or noun < child or (parse.lowers[child] in ("on", "in", "at") and _tells_time(parse, noun)):
            continue
        before = next((o for o in parse.of(token, "dobj") if token < o < child and o != hearer), None)
        if before is not None:
            return tidy(parse, sorted({*parse.subtree(before), *parse.subtree(child)})), token
        return tidy(parse, parse.subtree(noun)), child if child == token + 1 and hearer is None else token
    return None


def _tells_time(parse: Parse, noun: int) -> bool:
    """Whether a noun is a day, a month, a season or a year."""
    return parse.lowers[noun] in _TIMES or (parse.tags[noun] == "CD" and len(parse.words[noun]) == 4)


def _of_passive(parse: Parse, token: int, how: Reporting) -> list[Place]:
    """The subject of a passive with what it is called: "was described by X as …"."""
    subject = parse.first(token, "nsubjpass")
    if subject is None or not how.frames & {"object", "as", "to"}:
        return []
    content = [tidy(parse, parse.subtree(subject))]
    for child in parse.of(token, "prep", "oprd"):
        if child > token and (parse.deps[child] == "oprd" or parse.lowers[child] == "as"):
            content.append(tidy(parse, parse.subtree(child)))
            break
    return content
