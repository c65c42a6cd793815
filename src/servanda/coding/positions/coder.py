"""The coder of positions: holders, stance and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from servanda.coding.coder import Declined
from servanda.coding.forms.surroundings import is_nothing
from servanda.coding.parsing import Parse
from servanda.coding.positions.by_verbs import misread
from servanda.coding.positions.demands import ought, refused
from servanda.coding.positions.holders import holders_of
from servanda.coding.positions.reading import Reading
from servanda.coding.positions.readings import readings_in
from servanda.coding.positions.targets import BACK, STANCE_NOUNS, TOLD, target_place
from servanda.coding.positions.turning import certainty_of_stance, evenhanded, pending, turned, turns
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.records import Fact, Position, Stance, Target
from servanda.vocabulary.issues import load_issues
from servanda.vocabulary.stances import load_stances, stance_cues

# "what it calls a threat": the words are another's question or description, no issue.
_QUESTION = re.compile(r"(?:what|how|why|whether|who)\b", re.IGNORECASE)
# A listed issue makes a stance surer; a judgement rests on the speaker's being found.
_KNOWN, _UNKNOWN, _JUDGED = 0.8, 0.65, 0.55


class PositionCoder:
    """Codes who is for, against or neutral on what."""

    name = "positions"
    version = "2"
    needs_actor = False

    def __init__(self) -> None:
        self._words = load_stances()
        self._issues = load_issues()
        self.cues = stance_cues()

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The positions of one document, in the order of the text."""
        for sentence in prepared.sentences:
            # A question takes no stand: "Does X support Y?"
            if sentence.parse is not None and self.name in sentence.cues and not sentence.plain.rstrip("\"' ").endswith("?"):
                parse = sentence.parse
                named: tuple[int, ...] | None = None
                before: tuple[int, ...] | None = None
                for reading in _once(parse, list(readings_in(parse, self._words))):
                    if is_nothing(parse, reading.targets[0]):
                        continue
                    points = parse.lowers[reading.targets[0]] in BACK
                    if points and parse.deps[reading.token] == "pcomp":
                        # "stood with Togo in condemning it": not Togo, but what was told before.
                        named = before
                    if points:
                        named = _first_subject(parse, reading) or named or _topic(parse, reading.token)
                    if points and named is None:
                        continue
                    # "once opposed the deal but now supports it": the thing named before in the sentence.
                    told = msgspec.structs.replace(reading, targets=named) if points and named is not None else reading
                    before, named = named, told.targets
                    yield from self._facts(prepared, sentence, parse, told)

    def _facts(self, prepared: Prepared, sentence: Sentence, parse: Parse, reading: Reading) -> Iterator[Fact | Declined]:
        """The facts of one reading: one for each target with an issue of its own."""
        if pending(parse, reading.clause):
            return
        times = 0 if reading.settled else turns(parse, reading.clause) + reading.flips
        stance = turned(
            reading.stance,
            times,
            due=ought(parse, reading.clause) or (reading.word.row.startswith("due") and refused(parse, reading.clause)),
        )
        if evenhanded(parse, reading.clause, lambda verb: self._opposite(parse, verb, reading)):
            stance = "neutral"
        if stance is None:
            return
        targets = [
            (place, self._issue(prepared, parse, reading, stance, head, place))
            for head, place in self._targets(prepared, parse, reading, stance)
            # "agreed on 12 August" tells when, not what.
            if not any(date.start <= place[0] and place[1] <= date.end for date in sentence.dates)
        ]
        undone = reading.word.stance == "support" and any(parse.lemmas[head] in self._words.reversing for head in reading.targets)
        if reading.word.issue_only and not any(issue for _, issue in targets) and not (undone and self._names_issue(prepared, targets)):
            return
        holders, words = holders_of(prepared, sentence, parse, reading)
        if not holders and (words is None or reading.judged or reading.word.issue_only):
            return
        for place, issue in targets:
            if issue is None and (not holders or (reading.word.issue_only and not undone)):
                yield Declined(*place, self.name, "neither the holder nor the issue is known", reading.word.row)
                continue
            yield self._fact(prepared, sentence, parse, reading, stance, holders, words, place, issue)

    def _names_issue(self, prepared: Prepared, targets: list[tuple[tuple[int, int], str | None]]) -> bool:
        """Whether a target names an issue that it undoes: "wants an end to the embargo"."""
        return any(self._issues.all_in(prepared.document.text[slice(*place)]) for place, _ in targets)

    def _opposite(self, parse: Parse, verb: int, reading: Reading) -> bool:
        """Whether another verb tells the opposite stance."""
        word = self._words.verbs.get(parse.lemmas[verb])
        return word is not None and word.stance != reading.stance

    def _targets(self, prepared: Prepared, parse: Parse, reading: Reading, stance: Stance) -> list[tuple[int, tuple[int, int]]]:
        """Heads and places of the targets: joined ones apart where each names an issue of its own, else together."""
        found: list[tuple[int, tuple[int, int]]] = []
        for head in reading.targets:
            if parse.lowers[head] in TOLD and parse.tags[head] == "DT":
                told = _event_before(prepared, parse, reading)
                found += [] if told is None else [(head, told)]
                continue
            joined = [token for token in parse.conjuncts(head) if not misread(parse, token) and not _another(parse, reading, head, token)]
            apart = [(token, target_place(parse, token, alone=True)) for token in joined]
            issues = {self._issue(prepared, parse, reading, stance, token, place) for token, place in apart}
            if len(apart) > 1 and len(issues) > 1:
                found += apart
            else:
                found.append((head, target_place(parse, head, alone=len(joined) < len(parse.conjuncts(head)))))
        return found

    def _issue(self, prepared: Prepared, parse: Parse, reading: Reading, stance: Stance, head: int, place: tuple[int, int]) -> str | None:
        """The issue of a target, unless a word in it undoes it ("the violation of …"); "reform the UN" names one with its verb."""
        text = prepared.document.text
        verb = parse.starts[reading.token]
        close = reading.word.issue_only
        if _QUESTION.match(text, place[0]):
            return None
        start = verb if close and verb < place[0] <= parse.ends[reading.token] + 12 else place[0]
        words, at = text[start : place[1]], (parse.starts[head] - start, parse.ends[head] - start)
        issue = self._issues.about(words, at, close=close, sided=stance != "neutral")
        if issue is None:
            # "the nuclear deal with Iran": the parser hangs the end of the name on the verb.
            longer = self._issues.named_by(text[start : parse.ends[-1]], at)
            issue = next((one for one in sorted(longer) if stance == "neutral" or self._issues.sided(one)), None)
        if issue is None or (stance != "neutral" and self._only_treats(parse, head, words, at, issue)):
            return None
        if parse.lemmas[head] in self._words.reversing and issue not in self._issues.named_by(words, at):
            return None  # "the whaling moratorium"
        for word in parse.at(*place):
            if parse.lemmas[word] in self._words.reversing and issue in self._issues.all_in(text[parse.ends[word] : place[1]]):
                return None
        return issue

    def _only_treats(self, parse: Parse, head: int, words: str, place: tuple[int, int], issue: str) -> bool:
        """Whether a target only deals with an issue, so that a stance on it is none on the issue: "trilateral arms control talks"."""
        return parse.lemmas[head] in self._words.treating and issue not in self._issues.named_by(words, place)

    def _fact(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        reading: Reading,
        stance: Stance,
        holders: tuple[str, ...],
        words: str | None,
        place: tuple[int, int],
        issue: str | None,
    ) -> Fact:
        start, end = parse.starts[reading.token], parse.ends[reading.token]
        first = start
        if reading.holder is not None:
            first = min(first, parse.extent(reading.holder, without=("relcl", "acl", "appos", "advcl", "parataxis"))[0])
        asserted_by = prepared.voice_at(start, end)
        evidence = (min(first, place[0]), max(end, place[1]))
        claim = Position(
            holders=holders, holder_words=words, stance=stance, target=Target(issue, prepared.document.text[place[0] : place[1]])
        )
        return prepared.fact(
            claim,
            [evidence, place],
            certainty=certainty_of_stance(parse, reading.clause, reported=asserted_by is not None),
            when=when_of(sentence, reading.clause),
            coder=(self.name, self.version),
            confidence=_JUDGED if reading.judged else _KNOWN if issue else _UNKNOWN,
            rule=reading.word.row,
            asserted_by=asserted_by,
        )


def _another(parse: Parse, reading: Reading, head: int, joined: int) -> bool:
    """Whether what seems joined to a name is another matter: the liberation in "the campaign against Chad and the liberation of Mao"."""
    return reading.word.row == "against" and joined > head and parse.tags[head].startswith("NNP") and parse.tags[joined] == "NN"


def _event_before(prepared: Prepared, parse: Parse, reading: Reading) -> tuple[int, int] | None:
    """The words that "that" points at: the clause that this one is joined to, else the sentence before in the same paragraph."""
    clause = reading.clause
    above = parse.heads[clause]
    if parse.deps[clause] in ("conj", "parataxis", "ccomp") and above < clause:
        inside = [t for t in parse.subtree(above) if t not in set(parse.subtree(clause))]
        before = [t for t in inside if t < min(parse.subtree(clause)) and parse.deps[t] != "cc"]
        while before and parse.tags[before[-1]] in (",", ":", "."):
            before.pop()
        if before and parse.lowers[before[0]] == "that":
            before = before[1:]
        return (parse.starts[before[0]], parse.ends[before[-1]]) if before else None
    here = prepared.sentence_at(parse.starts[clause])
    if here is None or here.index == 0 or parse.deps[clause] != "ROOT":
        return None
    sentence = prepared.sentences[here.index - 1]
    text = prepared.document.text[sentence.start : here.start]
    if "\n" in text.strip() or "\n" in text[len(text.rstrip()) :] or text.rstrip().endswith(("?", ":")):
        return None
    return sentence.start, sentence.start + len(text.rstrip(" .\u201d\"'"))


def _first_subject(parse: Parse, reading: Reading) -> tuple[int, ...] | None:
    """The thing that a sentence begins with where the one that points at it has a doer of its own: "The tax is unjust, and Peru opposes it"."""
    above = parse.heads[reading.clause]
    subject = parse.first(above, "nsubj", "nsubjpass")
    own = parse.first(reading.clause, "nsubj")
    joined = parse.deps[reading.clause] == "conj" and own is not None and subject is not None and subject != reading.holder
    return (subject,) if joined and subject is not None and parse.tags[subject] in ("NN", "NNS") else None


def _topic(parse: Parse, before: int) -> tuple[int, ...] | None:
    """What an earlier "our position on X" of the sentence is about: "Our position on X is clear: we oppose it"."""
    for token in range(before):
        if parse.lemmas[token] in STANCE_NOUNS:
            about = (
                parse.first(child, "pobj") for child in parse.of(token, "prep") if parse.lowers[child] in ("on", "about", "towards", "to")
            )
            return next(((noun,) for noun in about if noun is not None), None)
    return None


def _once(parse: Parse, readings: list[Reading]) -> list[Reading]:
    """Readings without a judgement on what another word of the sentence is for or against: "condemned the heinous attack"."""
    # "agreed that X must be lifted": what is to be done tells more than that it is.
    closer = [reading for reading in readings if reading.word.row != "ought-to-be"]
    readings = [
        reading
        for reading in readings
        if reading in closer or not {other.token for other in closer} & {token for head in reading.targets for token in parse.subtree(head)}
    ]
    told = {token for reading in readings if not reading.judged for head in reading.targets for token in parse.subtree(head)}
    seen: set[int] = set()
    kept: list[Reading] = []
    for reading in readings:
        if reading.judged and (told & set(reading.targets) or seen & set(reading.targets)):
            continue
        if reading.judged:
            seen.update(reading.targets)
        kept.append(reading)
    return kept
