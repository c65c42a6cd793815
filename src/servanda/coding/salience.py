"""What a sentence is about: its subject, not what prepositions, owners, openers and asides bring in; and whom "he" or "she" fits.

Anaphors are resolved before anything is parsed, so a subject is told by what stands before a name: nothing, a comma or a conjunction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.coding.mentions import Mention
from servanda.vocabulary.given_names import Gender, load_given_names

# Words that bring in something that a sentence is not about: "in Chad", "talks with visiting President X", "according to the UN".
_OBLIQUE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Ff]rom|[Ww]ith|[Oo]f|[Bb]y|[Ff]or|[Oo]n|[Aa]gainst|[Aa]fter|[Bb]efore|[Dd]uring|[Uu]nder|[Bb]etween|[Aa]bout|[Oo]ver|[Ii]nto|[Oo]nto|[Nn]ear|"
    r"[Tt]owards?|[Ll]ike|[Uu]nlike|[Tt]han|[Dd]espite|[Ww]ithout|[Tt]hrough|[Vv]ia|[Aa]longside|[Ii]ncluding|[Aa]s|[Aa]mong|[Bb]ehind|[Ss]ince|[Bb]esides)\s+"
    r"(?:(?:the|a|an|its|his|her|their|our|this|that|his|former|then|new|both|visiting|outgoing|neighbou?ring)\s+)*$"
)
# What may stand before a subject: the start, a pause, a conjunction, a verb of saying that goes before its speaker.
_OPEN = re.compile(
    r"(?:^(?:\s*\(?\d{1,3}[.)])?|[,;:\"“”’'()—–-]|\b(?:[Aa]nd|[Bb]ut|[Oo]r|[Yy]et|[Tt]hat|[Ww]hile|[Ww]here|[Ww]hen|[Ww]hether|[Aa]s|[Ii]f|[Bb]ecause|[Ss]o|said|says|[Tt]oday|"
    r"[Yy]esterday|[Tt]omorrow|[A-Z][a-z]+day|[12]\d{3}|[Ll]ater|[Ll]ast\s+\w+|[Aa]lso|[Tt]hen|[Mm]eanwhile|[Nn]ow|[Oo]nly|[Ee]ven|[Ww]hy|[Hh]ow))\s*"
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Tt]his|[Tt]hat|[Nn]either|[Bb]oth|[Ff]ormer|[Nn]ew|[Vv]isiting|[Oo]utgoing|[Nn]eighbou?ring|[Mm]r|[Mm]rs|[Mm]s|[Dd]r|"
    r"[Ss]ir|[Ll]ord|[Ll]ady|[Gg]eneral|[Hh]is|[Hh]er|[Ee]xcellency|[Mm]ajesty)\.?\s+)*$"
)
# A clause that only leads up to the main one: "After the Dutch government had summoned him, …", "Speaking in Chad, …".
_OPENER = re.compile(
    r"\s*[\"“]?(?:After|When|While|As|Because|Although|Though|Since|Before|If|Once|Until|Whereas|Unlike|During|Following|Despite|In|At|On|Under|With|By|From|To|For|"
    r"According\s+to|Ahead|Along|Amid|Asked|Without|Like|Over|Through|Besides|[A-Z][a-z]+ing)\b[^,]*,"
)
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
# A person named by his state: "Australia's Penny Marsh".
_NAMED_AFTER = re.compile(r"\s+[A-Z][a-z]+\s+[A-Z][a-z]+\s+[a-z]")
_WOMAN = re.compile(
    r"\b(?:Ms|Mrs|Miss|Madam|Madame|Queen|Princess|Lady|Baroness|Dame|Sheikha|[Ss]pokeswoman|[Cc]hairwoman|[Cc]ongresswoman)\b"
)
_MAN = re.compile(r"\b(?:Mr|Sir|Lord|King|Prince|Sheikh|Emir|Sultan|Emperor|Pope|Crown\s+Prince|[Ss]pokesman|[Cc]hairman|[Cc]ongressman)\b")


def opener_end(text: str, start: int, end: int) -> int:
    """Where the main clause of a sentence begins: behind an opening phrase or clause that a comma ends, else at its start."""
    match = _OPENER.match(text, start, end)
    return match.end() if match is not None else start


def is_oblique(text: str, start: int, mention: Mention) -> bool:
    """Whether a preposition brings a mention in; `start` is that of its sentence."""
    return _OBLIQUE.search(text[max(start, mention.start - 60) : mention.start]) is not None


def subject(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """The mention that the main clause of the sentence at `start:end` is about, where one of these is."""
    main = opener_end(text, start, end)
    for mention in mentions:
        if mention.start < main or mention.form == "adjective":
            continue
        owner = _POSSESSIVE.match(text, mention.end)
        if (owner and not _NAMED_AFTER.match(text, owner.end())) or is_oblique(text, start, mention):
            continue
        if _OPEN.search(text[max(start, mention.start - 60) : mention.start]):
            return mention
        return None  # a verb or another noun stands before it: the subject is something else
    return None


def gender_of(mention: Mention) -> Gender | None:
    """Whether a person is told to be a woman or a man, by a form of address or by a given name."""
    if _WOMAN.search(mention.words):
        return "woman"
    if _MAN.search(mention.words):
        return "man"
    names = load_given_names()
    for name in (mention.person or "").split()[:1]:
        if name in names:
            return names[name]
    return None
