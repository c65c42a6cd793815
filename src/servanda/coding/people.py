"""People that a document introduces itself: found by office and country once, known by name from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.coding.mentions import Mention
from servanda.coding.parsing import NORMAL

# A capitalised name directly before an office in apposition: "Tang Jiaxuan, China's foreign minister, …".
_BEFORE = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w'’.-]+\s+){1,3}(?:al-|bin |de |von |van |el-|ibn )?[A-ZÀ-ÖØ-Þ][\w'’-]+),\s+(?:the\s+|a\s+|an\s+|who\s+is\s+(?:the\s+)?)?$"
)
# A name of its own after an office: "the Foreign Minister of Peru, Ana Ruiz, …".
_AFTER = re.compile(
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-ZÀ-Þ][\w'’-]+)?,\s+(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.?\s+)?"
    r"((?:[A-ZÀ-ÖØ-Þ][\w'’.-]*[a-zß-ÿ.]\s+){1,2}(?:al-|bin |de |von |van |el-|ibn )?[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-ÿ])(?=\s*(?:[,.;:)]|$|\s(?:and|about|on|in|at|to|for|who|has|said|will|today)\b))"
)
_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady|Baroness|Amb|Prof|Gen|Lt|Col|Adm)\.?\s+")
# States where the family name comes first.
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "SGP", "HUN"})
# Words that end a person's name in print but are not a family name to be looked for alone.
_NO_SURNAME = frozenset("jr sr ii iii iv".split())


def introduced(text: str, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """Names and family names of the people whom a text introduces, each with the mention that introduces them.

    A family name that two people of the text share is left out.
    """
    people: dict[str, Mention] = {}
    shared: set[str] = set()

    def learn(alias: str, mention: Mention) -> None:
        known = people.get(alias)
        if known is not None and known.person != mention.person:
            if _same_person(known.person, mention.person):
                return
            shared.add(alias)
        people.setdefault(alias, mention)

    mentions = tuple(mentions)
    for mention in mentions:
        person = mention
        if mention.form == "office" and mention.actors:
            before = _BEFORE.search(text[max(0, mention.start - 80) : mention.start]) or _after(text, mention, mentions)
            if before is None:
                continue
            person = Mention(mention.start, mention.end, mention.words, mention.actors, mention.sector, "person", before.group(1).strip())
        if person.form != "person" or not person.person or not person.actors:
            continue
        full = _HONORIFIC.sub("", person.person.translate(NORMAL))
        parts = full.split()
        learn(full, person)
        surname = parts[0] if set(person.actors) & FAMILY_FIRST else parts[-1]
        if len(parts) > 1 and len(surname) > 1 and surname.lower() not in _NO_SURNAME:
            learn(surname, person)
    return {alias: mention for alias, mention in people.items() if alias not in shared}


def _after(text: str, office: Mention, mentions: tuple[Mention, ...]) -> re.Match[str] | None:
    """The name that stands after an office, unless it is that of a state, an organisation, or another office."""
    found = _AFTER.match(text, office.end)
    if found is None or any(m.start < found.end(1) and found.start(1) < m.end for m in mentions):
        return None
    return found


def _same_person(one: str | None, other: str | None) -> bool:
    """Whether two names can be one person's: the words of the shorter all stand in the longer."""
    first, second = set((one or "").lower().split()), set((other or "").lower().split())
    return first <= second or second <= first


def named_again(text: str, start: int, end: int, mentions: list[Mention], people: dict[str, Mention]) -> list[Mention]:
    """The mentions of one sentence with the introduced people's names added, in order."""
    if not people:
        return mentions
    taken = [(m.start, m.end) for m in mentions if m.actors]
    added: list[Mention] = []
    sentence = text[start:end].translate(NORMAL)
    for alias in sorted(people, key=len, reverse=True):
        if alias not in sentence:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", sentence):
            first, last = start + match.start(), start + match.end()
            if any(first < stop and begin < last for begin, stop in taken):
                continue
            known = people[alias]
            added.append(Mention(first, last, text[first:last], known.actors, known.sector, "person", known.person))
            taken.append((first, last))
    if not added:
        return mentions
    kept = [m for m in mentions if m.actors or not any(m.start < a.end and a.start < m.end for a in added)]
    return sorted([*kept, *added], key=lambda m: m.start)
