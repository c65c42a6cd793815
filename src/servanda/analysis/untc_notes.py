"""What stands below a status table of the United Nations Treaty Collection: footnotes, and declarations and reservations by participant.

Only there does a page tell what states have done that have since ceased, and when a participant in square brackets left.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from servanda.analysis.party_names import code_of
from servanda.dating.legal_dates import find_legal_dates
from servanda.law.acts import Act, ActKind
from servanda.moments import Day, Moment

_NOTES_BEGIN = re.compile(r"^end\s*notes?\b|^notes\b", re.IGNORECASE)
_DECLARATIONS_BEGIN = re.compile(
    r"^declarations?\s+and\s+reservations?\b|^reservations?\s+and\s+declarations?\b|^declarations\b", re.IGNORECASE
)
_SECTION = re.compile(r"^(?:objections?|notifications?|territorial\s+application|end\s*notes?|notes)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?P<number>\d{1,3})[.)]?\s+(?P<text>\S.*)$")
_BLOCKS = frozenset({"p", "div", "tr", "br", "h1", "h2", "h3", "h4", "h5", "li", "table", "td", "th", "row", "entry"})
_VERBS: dict[str, ActKind] = {
    "ratified": "ratification",
    "acceded": "accession",
    "accepted": "acceptance",
    "approved": "approval",
    "succeeded": "succession",
}
_PREDECESSOR = re.compile(
    r"(?:\bthe\s+)?(?:former\s+)?(?P<who>Yugoslavia|Czechoslovakia|German\s+Democratic\s+Republic|Democratic\s+Yemen|Serbia\s+and\s+Montenegro"
    r"|Union\s+of\s+Soviet\s+Socialist\s+Republics)\s+(?:had\s+|was\s+)?(?P<signed>signed\s+and\s+)?(?P<verb>ratified|acceded|accepted|approved|succeeded|signed)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:denounc|denunciation|withdraw)", re.IGNORECASE)


def lines_of(page: str) -> list[str]:
    """The words of a page, a line for each block."""
    reader = _Lines()
    reader.feed(page)
    return [" ".join(line.split()) for line in reader.text.split("\n") if line.strip()]


def footnotes(page: str) -> dict[str, str]:
    """The numbered notes at the end of a page, by number; {} where it has none."""
    notes: dict[str, str] = {}
    number, within = "", False
    for line in lines_of(page):
        if _NOTES_BEGIN.match(line) and len(line) < 40:
            within, number = True, ""
        elif within and (hit := _NUMBER.match(line)) and int(hit["number"]) == len(notes) + 1:
            number = hit["number"]
            notes[number] = hit["text"]
        elif within and re.fullmatch(r"\d{1,3}[.)]?", line) and int(line.rstrip(".)")) == len(notes) + 1:
            number = line.rstrip(".)")
            notes[number] = ""
        elif within and number:
            notes[number] = f"{notes[number]} {line}".strip()
    return notes


def declarations(page: str) -> dict[str, str]:
    """What each participant declared or reserved, by its code, in the order of the page."""
    told: dict[str, list[str]] = {}
    within, code = False, None
    for line in lines_of(page):
        if _DECLARATIONS_BEGIN.match(line):
            within, code = True, None
        elif _SECTION.match(line) and len(line) < 60:
            within = False
        elif within:
            named = code_of(line) if len(line) < 60 and line[:1].isupper() and not line.endswith((".", ":", ";")) else None
            code = named or code
            if code and named is None:
                told.setdefault(code, []).append(line)
    return {state: "\n".join(lines) for state, lines in told.items()}


def predecessors(notes: dict[str, str], source: str) -> list[Act]:
    """The acts of states that have ceased, which the footnotes tell: "The former Yugoslavia had signed and ratified the Convention on … and …"."""
    acts: dict[tuple[str, str], Act] = {}
    for number, text in notes.items():
        for hit in _PREDECESSOR.finditer(text):
            state = code_of(" ".join(hit["who"].split()))
            stop = text.find(". ", hit.end())
            dates = find_legal_dates(text, hit.end(), stop + 1 if stop > 0 else len(text))
            kinds: list[ActKind] = ["signature"] if hit["signed"] or hit["verb"].lower() == "signed" else []
            kinds += [_VERBS[hit["verb"].lower()]] if hit["verb"].lower() in _VERBS else []
            if state is None or len(dates) < len(kinds):
                continue
            for kind, date in zip(kinds, dates, strict=False):
                act = Act(kind=kind, done=Moment(date.day, date.day), party=state, source=f"{source}, footnote {number}")
                acts.setdefault((state, kind), act)
    return list(acts.values())


def departure_told(state: str, joined: Day, notes: list[tuple[str, str]], source: str) -> Act | None:
    """The notice by which a participant in square brackets left: the first day after it joined that a footnote on its leaving names."""
    for number, text in notes:
        days = [date.day for date in find_legal_dates(text) if date.day > joined] if _LEFT.search(text) else []
        if days:
            return Act(kind="withdrawal_notice", done=Moment(days[0], days[0]), party=state, source=f"{source}, footnote {number}")
    return None


class _Lines(HTMLParser):
    """Collects the words of a page outside of scripts, with a line end at every block."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a new line."""
        del attrs
        self._silent += tag in ("script", "style")
        if tag in _BLOCKS:
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        """A block ends its line."""
        self._silent -= tag in ("script", "style")
        if tag in _BLOCKS:
            self.text += "\n"

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self._silent:
            self.text += data
