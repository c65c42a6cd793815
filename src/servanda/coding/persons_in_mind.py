"""Whom "he" and "she" stand for: the person that the text is about, unless the sentence or the gender tells another."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence

from servanda.coding.mentions import Mention
from servanda.coding.salience import gender_of, opener_end, subject
from servanda.vocabulary.given_names import Gender

_GENDERS: dict[str, Gender] = {"he": "man", "his": "man", "him": "man", "she": "woman", "her": "woman"}
# "her" with nothing of hers after it: "thanked her for the loan", "met her."
_HER_ALONE = re.compile(
    r"\s*(?:[.,;:!?)\"”]|$)|\s+(?:to|for|that|in|on|at|with|about|from|by|as|and|or|but|of|last|this|yesterday|today|after|before|during|when|while|how|why|what|"
    r"whether|not|there|again|into|over|against|because)\b"
)
_WHO = re.compile(r"(?:\s+of\s+(?:the\s+)?[A-Z]\w+)?,?\s+(?:and\s+)?(?:who|whose)\b")
_CLOSED = re.compile(r"[\"”]")
# How many sentences back a person is still in mind.
_REACH = 3
# How many sentences back a bare title may look for its holder.
_TITLE_REACH = 4


def is_person(mention: Mention) -> bool:
    """Whether "he" or "she" may take a mention up: a person, or one office of one actor."""
    return mention.form == "person" or (mention.form == "office" and len(mention.actors) == 1 and not mention.words.endswith("s"))


def is_object(text: str, match: re.Match[str]) -> bool:
    """Whether a pronoun is one that something is done to: "him", and "her" with nothing of hers after it."""
    word = match.group().lower()
    return word == "him" or (word == "her" and _HER_ALONE.match(text, match.end()) is not None)


class PersonsInMind:
    """The people whom a reader of the document has in mind, fed sentence by sentence."""

    def __init__(self) -> None:
        self._topic: tuple[int, Mention] | None = None
        self._seen: deque[tuple[int, Mention]] = deque(maxlen=12)
        self._genders: dict[tuple[object, ...], Gender] = {}

    def of(
        self, index: int, text: str, start: int, match: re.Match[str], earlier: Sequence[Mention], pronouns: Sequence[Mention]
    ) -> Mention | None:
        """The mention that a pronoun takes up; None where nobody is known to be in mind.

        `earlier` and `pronouns` are the mentions and the resolved "he" and "she" that stand before it in the sentence at `start`.
        """
        gender = _GENDERS[match.group().lower()]
        same = [m for m in pronouns if _GENDERS.get(m.words.lower()) == gender and not _CLOSED.search(text, m.end, match.start())]
        done_to = is_object(text, match)
        here = [m for m in earlier if is_person(m) and self._fits(m, gender)]
        for mention in reversed(here):
            if _WHO.match(text, mention.end) and not done_to:
                return mention
        if same and not done_to:
            return same[0]
        about = subject(text, start, match.start(), sorted([*earlier, *pronouns], key=lambda m: m.start))
        if done_to:
            others = [m for m in here if m is not about]
            return others[-1] if others else self._recalled(index, gender, without=about)
        if about is not None and about in here:
            return about
        leads = opener_end(text, start, match.end())
        if leads > start and not text[leads : match.start()].strip() and (recalled := self._recalled(index, gender, within=1)) is not None:
            return recalled
        people = [m for m in here if m.form == "person"]
        if here:
            return people[-1] if people else here[0]
        return self._recalled(index, gender)

    def holder(self, index: int, title: str) -> Mention | None:
        """Who bears a bare title ("The Minister"): the one spoken of, where that one has it, else the last who was named with it."""
        noun, prime = title.rsplit(maxsplit=1)[-1].lower(), "prime" in title.lower()
        nearby = [self._topic] if self._topic else []
        for at, mention in [*nearby, *reversed(self._seen)]:
            named = next((m for _, m in reversed(self._seen) if _same(m, mention)), mention)
            words = named.words.lower()
            if index - at <= _TITLE_REACH and noun in words.replace(",", " ").split() and prime == ("prime" in words):
                return mention if mention.actors else None
        return None

    def topic_actor(self, index: int) -> str | None:
        """The actor of the person whom the text is about, where there is one."""
        if self._topic is None or index - self._topic[0] > _REACH or len(self._topic[1].actors) != 1:
            return None
        return self._topic[1].actors[0]

    def remember(self, index: int, text: str, start: int, end: int, mentions: Sequence[Mention], taken: Sequence[Mention]) -> None:
        """Keep whom a sentence names; `taken` are its pronouns, without actors where nobody knows who that is."""
        people = [m for m in mentions if is_person(m)]
        self._seen.extend((index, m) for m in people)
        about = subject(text, start, end, mentions)
        # "The Secretary briefed Mr Abe. She said …": an office that nobody is known to hold is spoken of all the same.
        unknown = about is not None and about.form == "office" and not about.actors and not about.words.endswith("s")
        first = about if about in people or unknown else None
        taken_up = next((m for m in taken if m.words.lower() in ("he", "she")), None)
        done_to = next((m for m in taken if m.words.lower() in ("him", "her") and self._is_topic(m)), None)
        if taken_up is not None and (first is None or taken_up.start < first.start):
            # "He met the premier. Later he said …": who was spoken of first is spoken of still.
            self._topic = (index, taken_up)
            return
        if done_to is not None:
            self._topic = (index, done_to)  # "The Deputy Minister received him. He then left."
            return
        if first is None and people and (self._topic is None or index - self._topic[0] > 1 or not self._topic[1].actors):
            first = people[0]
        if first is not None:
            self._topic = (index, first)

    def learn(self, referent: Mention, word: str) -> None:
        """Keep from a pronoun whether the person whom it takes up is a woman or a man."""
        if referent.form != "pronoun" and gender_of(referent) is None:
            self._genders.setdefault(_key(referent), _GENDERS[word.lower()])

    def _is_topic(self, mention: Mention) -> bool:
        return self._topic is not None and _same(self._topic[1], mention)

    def _fits(self, mention: Mention, gender: Gender) -> bool:
        """Whether nothing tells that a person is of the other gender."""
        known = _GENDERS.get(mention.words.lower()) if mention.form == "pronoun" else gender_of(mention) or self._genders.get(_key(mention))
        return known is None or known == gender

    def _recalled(self, index: int, gender: Gender, *, without: Mention | None = None, within: int = _REACH) -> Mention | None:
        """The person of the sentences before: whom they are about, else the last who fits; `without` is left out."""
        barred = (without.actors, without.person) if without is not None else None
        if self._topic is not None and index - self._topic[0] <= within:
            topic = self._topic[1]
            if self._fits(topic, gender) and (topic.actors, topic.person) != barred:
                return topic
        near = [
            (at, m)
            for at, m in self._seen
            if index - at <= within and self._fits(m, gender) and (m.actors, m.person) != barred and m.actors
        ]
        last = [m for at, m in near if at == near[-1][0]]
        return last[0] if last else None


def _same(one: Mention, other: Mention) -> bool:
    return one.actors == other.actors and one.person == other.person


def _key(mention: Mention) -> tuple[object, ...]:
    """What is the same of two mentions of one person."""
    return (mention.person,) if mention.person else (mention.actors, mention.words.split()[-1].lower())
