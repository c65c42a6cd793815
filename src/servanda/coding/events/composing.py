"""Joins matches: "agreed to send aid" is one event, an agreement to aid; "was accused of shelling" may be two."""

from __future__ import annotations

import msgspec

from servanda.coding.forms.matching import Match
from servanda.coding.parsing import Parse
from servanda.vocabulary.event_patterns import PatternRow
from servanda.vocabulary.forms import Form

# The ways down from a word to what it is about.
_PATH = frozenset({"xcomp", "ccomp", "conj", "dobj", "pobj", "pcomp", "prep", "acl", "compound", "attr", "nsubjpass", "oprd"})
_STEPS = 5
# Who is ready to weigh an act again is not ready to do it.
_WEIGHING = frozenset({"reconsider", "review", "reassess", "rethink", "revisit", "re-examine"})


class Node(msgspec.Struct):
    """A place that tells an event: the forms that fit, best first, and the further events it is about."""

    choices: list[Match[PatternRow]]
    further: list[Node]
    above: Node | None = None

    @property
    def token(self) -> int:
        """Where the event's word stands."""
        return self.choices[0].token

    @property
    def form(self) -> Form[PatternRow]:
        """The form that holds."""
        return self.choices[0].form


def joined(parse: Parse, found: list[list[Match[PatternRow]]]) -> list[Node]:
    """All matches as nodes, in order, each knowing what it is about and what is about it."""
    nodes = [Node(choices, []) for choices in found]
    by_content: dict[int, Node] = {}
    for node in nodes:
        # Of words of blame the best form may want a culprit where only the act is told: "is concerned by the arrests".
        about = [match for match in node.choices if match.contents] if node.choices[0].form.row.type == "ACCUSE" else node.choices
        for match in about[:1]:
            for content in match.contents:
                for token in parse.conjuncts(content):
                    by_content.setdefault(token, node)
    for node in nodes:
        above = _about(parse, node.token, by_content, node)
        if above is not None:
            node.above = above
            above.further.append(node)
    return nodes


def _about(parse: Parse, token: int, by_content: dict[int, Node], itself: Node) -> Node | None:
    """The nearest event whose content a token tells."""
    here = token
    for _ in range(_STEPS):
        found = by_content.get(here)
        if found is not None and found is not itself and found.token != token:
            return found
        if parse.deps[here] not in _PATH or (
            parse.deps[here] == "acl" and parse.tags[here] in ("VBN", "VBD", "VBG") and not _tells(parse, here)
        ):
            return None
        here = parse.heads[here]
        if parse.lemmas[here] in _WEIGHING:
            return None
        if here == itself.token:
            return None
    return None


def _tells(parse: Parse, verb: int) -> bool:
    """Whether a clause tells what its noun is about: "reports that troops have killed"."""
    return any(parse.lowers[child] == "that" for child in parse.of(verb, "mark"))
