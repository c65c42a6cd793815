"""People who share a family name with a listed leader: "Ms Lee" and "General Torrijos" are not the president of that name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.coding.mentions import Mention
from servanda.coding.people import FAMILY_FIRST
from servanda.vocabulary.actors import ActorTable

# A first name directly before a family name.
_FIRST_NAME = re.compile(r"(?<![\w.'’-])([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+)\s+$")
# A family or father after a name makes it a first name: "Nasser Al-Sabah", "Hamad bin Isa".
_FAMILY_AFTER = re.compile(r"\s+(?:[Aa]l-|[Ee]l-|bin\s+|ibn\s+)(?P<name>[A-Z]\w+)")
# Words in capitals before a family name that are no first name: honorifics, ranks, and what opens a sentence.
_NO_FIRST_NAME = frozenset(
    "mr mrs ms dr sir lord lady madam comrade general gen colonel col admiral adm captain senator sen congressman representative rep governor gov mayor "
    "judge justice professor prof pope king queen prince princess sheikh emperor sultan but and or when while as if then now yesterday today tomorrow "
    "later meanwhile however still former late after before since although though because until unlike like under for with from to by at in on of the "
    "both either neither nor so yet also even only once why how what where who that this these those monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december about between against during without within".split()
)
# Forms of address that listed leaders seldom bear: the family name alone is too little, unless the text speaks of their state.
_OTHER_ADDRESS = re.compile(
    r"(?:\b(?:Ms|Mrs|Miss|General|Gen|Colonel|Col|Major|Admiral|Captain|Lieutenant|Brigadier|Ambassador|Judge|Justice|Senator|Sen|Congressman|Congresswoman|"
    r"Professor|Prof|Mayor|Lady|Sister|Father|Bishop|Archbishop)\.?\s+)$"
)


class Namesakes:
    """Tells listed leaders from others of the same family name; made once, used for many documents."""

    def __init__(self, table: ActorTable) -> None:
        self._table = table
        self._title_words = frozenset(word.lower() for office in table.offices() for word in office.title.split())

    def without(self, text: str, sentences: Sequence[Sequence[Mention]]) -> Sequence[Sequence[Mention]]:
        """The mentions without those of listed people whose family name is another's here.

        Where "Michael Johnson" or "Deputy Minister Johnson" is named, "Mr Johnson" is he and not the premier of that name, unless the
        text names that one too.
        """
        others: set[str] = set()
        whole: set[str] = set()
        people = [one for mentions in sentences for one in mentions if one.form == "person" and one.person]
        if not people:
            return sentences
        named = {actor for mentions in sentences for one in mentions if one.form != "person" for actor in one.actors}
        for mention in people:
            family = mention.words.split()[-1]
            if self._is_first_name(text, mention):
                others.add(mention.words)
            elif " " in mention.words and self._is_listed(mention.person or "", family):
                whole.add(mention.person or "")
            elif " " in mention.words or self._another(text, mention) or self._otherwise_addressed(text, mention, named):
                others.add(family)
        if not others:
            return sentences
        return [
            [m for m in mentions if not (m.form == "person" and (self._another(text, m) or (m.words in others and m.person not in whole)))]
            for mentions in sentences
        ]

    def _is_first_name(self, text: str, mention: Mention) -> bool:
        """Whether the family that follows a listed name is not in it: the Nasser of "Nasser Al-Sabah"."""
        family = _FAMILY_AFTER.match(text, mention.end)
        return family is not None and mention.person is not None and family["name"] not in mention.person

    def _is_listed(self, person: str, family: str) -> bool:
        """Whether a name is a listed person's, or a spelling that begins and ends as one."""
        return any(
            entry.person and (entry.person == person or entry.person[0] == person[0])
            for name in (person, family)
            for entry in self._table.named(name)
        )

    def _otherwise_addressed(self, text: str, mention: Mention, named: set[str]) -> bool:
        """Whether a family name stands with a form of address or rank that listed leaders seldom bear, in a text on others than their state."""
        if set(mention.actors) & named:
            return False
        return _OTHER_ADDRESS.search(text[max(0, mention.start - 16) : mention.start]) is not None

    def _another(self, text: str, mention: Mention) -> bool:
        """Whether a bare family name stands with a first name that is not its listed bearer's; other spellings begin alike."""
        if self._is_first_name(text, mention):
            return True
        if " " in mention.words or set(mention.actors) & FAMILY_FIRST:
            return False
        before = _FIRST_NAME.search(text[max(0, mention.start - 24) : mention.start])
        if before is None or before.group(1).lower() in _NO_FIRST_NAME | self._title_words or before.group(1).lower().endswith("ly"):
            return False
        names = (mention.person or "").split()
        return bool(names) and not any(name[0].lower() == before.group(1)[0].lower() for name in names if name != mention.words)
