"""What the words of one clause lay down: types, force, condition, and whom an instrument binds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.provisions.laid import Laid
from servanda.coding.sentence import Sentence
from servanda.records import Certainty, Force
from servanda.vocabulary.provision_types import ProvisionMatch, classify, force_of, trigger_of

_ARTICLE = re.compile(r"\b(?:Article|Art\.)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})\b")
# Where a new statement begins within a sentence, so that "not" and "shall" count for their own part only.
_PARTS = re.compile(
    r";\s*|\bnor\b|,?\s+(?:and|but)\s+(?=(?:that\s+)?(?:they|it|both|each|either|neither|the\s+\w+|said|promised|pledged|agreed|undertook|will|would|shall)\b)|,\s+which\s+",
    re.IGNORECASE,
)
# How long something holds is no condition: "until 2015", "until the end of June".
_UNTIL_A_DAY = re.compile(r"until\s+(?:(?:the|end|close|beginning|of|early|late|mid)\s+)*(?:\w+\s+)?\d", re.IGNORECASE)
# Sectors that bind a state; companies and banks bind themselves.
PUBLIC = frozenset({None, "GOV", "MIL", "LEG", "IGO"})
_IF = frozenset({"if", "whenever", "should", "that", "of", "unless", "until", "when", "provided"})


def laid_by(
    prepared: Prepared,
    sentence: Sentence,
    place: tuple[int, int],
    instrument: InstrumentMention | None,
    parties: tuple[str, ...],
    coder: str,
    certainty: Certainty = "actual",
    *,
    force: Force | None = None,
    after: int | None = None,
) -> Iterator[Laid | Declined]:
    """One provision for each type found in a clause; a clause of no known type is declined.

    With a `force`, which the clause's own verb tells, only its surest types count. Before `after` the instrument is named, which lays down
    nothing of its life: "under the pact, ratified in May, Mali pays".
    """
    words = sentence.plain[place[0] - sentence.start : place[1] - sentence.start]
    matches = [one for one in classify(words) if after is None or one.type != "final_clause" or place[0] + one.end > after]
    if force is not None:
        matches = _of_the_duty(words, matches)
    if not matches:
        yield Declined(place[0], place[1], coder, "no type of provision fits its words", None)
    article = _ARTICLE.search(sentence.plain)
    for match in matches:
        if match.strength < max(one.strength for one in matches) - 1:
            continue
        part = _part(words, match)
        trigger = _condition(words, trigger_of(part) or match.trigger)
        yield Laid(
            instrument=instrument.title if instrument else None,
            article=article["number"] if article else None,
            bearers=parties,
            toward=parties if len(parties) > 1 else _others(prepared, sentence, parties),
            force=force if force and match.type != "third_party" else _force(part, match),
            type=match.type,
            trigger=trigger,
            rule=match.rule,
            sentence=(sentence.start, sentence.end),
            place=place,
            by_article=False,
            # What holds until something comes binds at once.
            certainty="conditional" if trigger and not trigger.lower().startswith("until") else _told_certainty(certainty),
        )


def _of_the_duty(words: str, matches: list[ProvisionMatch]) -> list[ProvisionMatch]:
    """The surest of the types that a duty's own words tell; those that only its condition tells count where there are no others."""
    trigger = trigger_of(words)
    first = words.find(trigger) if trigger else -1
    told = [one for one in matches if trigger is None or not first <= one.start < first + len(trigger)] or matches
    return [one for one in told if one.strength == max(other.strength for other in told)]


def _condition(words: str, trigger: str | None) -> str | None:
    """A condition of the duty; a place or a time of the story ("in Geneva, where they agreed …") is none."""
    if trigger is None or _UNTIL_A_DAY.match(trigger):
        return None
    if trigger.partition(" ")[0].lower() in _IF and trigger_of(trigger) == trigger:
        # It begins with its own "unless" or "until".
        return trigger
    before = " ".join(words.split())
    lead = before[: max(before.find(trigger), 0)].split()
    return trigger if lead and lead[-1].lower().strip("\"'(") in _IF else None


def _told_certainty(certainty: Certainty) -> Certainty:
    """A duty stands once it is undertaken; a treaty still ahead lays nothing down yet."""
    return certainty if certainty in ("planned", "expected", "possible", "conditional") else "actual"


def _part(words: str, match: ProvisionMatch) -> str:
    """The statement of a sentence in which a rule fired."""
    cuts = [0, *(cut.end() for cut in _PARTS.finditer(words)), len(words)]
    first = max(cut for cut in cuts if cut <= match.start)
    last = min((cut for cut in cuts if cut > first and cut >= match.end), default=len(words))
    return words[first:last]


def _force(part: str, match: ProvisionMatch) -> Force:
    """How strictly it binds; what is told as agreed and has no word of duty is intended, and a lack of aim is declared."""
    if match.type == "third_party":
        return "declares"
    force = force_of(part)
    if force == "declares":
        return "must_not" if re.search(r"\bnot\b|\bnever\b|\brefrain|\brenounc", part) else "intends"
    return force


def own_clause(parse: Parse, verb: int) -> tuple[int, int]:
    """The words of a verb's clause up to the verb that is joined to it, wherever the parser hangs what follows that."""
    start, end = parse.extent(verb, without=("parataxis", "conj", "cc"))
    return start, min([end, *(parse.starts[c] - 1 for c in parse.of(verb, "conj") if parse.tags[c].startswith("V"))])


def pair_of(prepared: Prepared, sentence: Sentence) -> tuple[str, ...]:
    """Whom an instrument binds: the pair or the states that the sentence names, else the two that the document names most."""
    anaphor = next((m.actors for m in sentence.mentions if m.form == "anaphor" and len(m.actors) > 1), ())
    named = tuple(dict.fromkeys(a for m in sentence.mentions if m.form == "state" for a in m.actors if len(m.actors) == 1))
    return anaphor or (named[:6] if len(named) > 1 else ()) or _parties(prepared)


def _others(prepared: Prepared, sentence: Sentence, bearers: tuple[str, ...]) -> tuple[str, ...]:
    """To whom a single bearer owes something: the other of the pair, where the sentence names it."""
    named = {actor for m in sentence.mentions for actor in m.actors} - set(bearers)
    return tuple(actor for actor in _parties(prepared) if actor in named)


def _parties(prepared: Prepared) -> tuple[str, ...]:
    """The two states that a document names most: whom its "the parties" means."""
    counts: dict[str, int] = {}
    for sentence in prepared.sentences:
        for mention in sentence.mentions:
            if mention.form in ("state", "adjective", "anaphor"):
                for actor in mention.actors:
                    counts[actor] = counts.get(actor, 0) + 1
    top = sorted(counts, key=lambda actor: (-counts[actor], actor))[:2]
    return tuple(sorted(top)) if len(top) == 2 else ()
