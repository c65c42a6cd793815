"""Who is named in the words of an act without being a side of it: whom a fight is against, whom a draft is about, through whom goods go."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.forms import Match
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.vocabulary.event_patterns import PatternRow

# Words for or against a thing: a thing that is "against" somebody is no praise for him, and to reject it is not to reject him.
_VERDICTS = frozenset({"SUPPORT", "REJECT"})
# Texts are about somebody without being his: who vetoes "a draft on Chad" refuses nothing of Chad's.
_TEXTS = frozenset("draft resolution text bill motion amendment vote decision".split())
_ABOUT = frozenset({"on", "about", "over", "concerning", "regarding"})
_CARRIED = frozenset({"AGREE", "AID", "COOPERATE", "SUPPORT", "REQUEST"})
_BY_WAY_OF = frozenset({"through", "via"})


def bystanders(sentence: Sentence, parse: Parse, match: Match[PatternRow]) -> frozenset[str]:
    """The actors that the words of an act name only as such, and nowhere else in the sentence."""
    aside = {token for head in _heads(parse, match) for token in parse.subtree(head)}
    if not aside:
        return frozenset()
    there: set[str] = set()
    only: set[str] = set()
    for mention in sentence.mentions:
        head = parse.head_of(mention.start, mention.end)
        if head is not None:
            (only if head in aside else there).update(mention.actors)
    return frozenset(only - there)


def _heads(parse: Parse, match: Match[PatternRow]) -> Iterator[int]:
    """The words that bring in somebody of whom the act is not told."""
    kind, target = match.form.row.type, match.form.target
    # A form that finds its target after "against" says so: those of people's own, among others.
    opposed = target is not None and target.place == "prep" and "against" in target.prepositions
    for token in range(len(parse)):
        if parse.deps[token] == "prep":
            above, word = parse.heads[token], parse.lowers[token]
            inside = above not in (match.token, match.carrier) and parse.tags[above].startswith("N")
            against = kind in _VERDICTS and inside and word == "against" and not opposed
            about = kind == "REJECT" and inside and word in _ABOUT and parse.lemmas[above] in _TEXTS
            if against or about or word == "without" or (kind in _CARRIED and word in _BY_WAY_OF):
                yield token
        elif kind == "REJECT" and parse.deps[token] == "relcl" and parse.of(token, "neg"):
            yield token  # "opposes sanctions that the Council has not approved"
