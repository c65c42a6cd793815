"""Whose "we" a document speaks with: a government's statement in the first person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.coding.attribution.self_named import self_named, tells_of_oneself, told_of_oneself
from servanda.coding.noun_phrases import actors_of
from servanda.records import Speaker
from servanda.vocabulary.government_sites import site_owner
from servanda.vocabulary.home_offices import load_home_offices

if TYPE_CHECKING:
    from servanda.coding.attribution.finding import Attribution
    from servanda.coding.mentions import Mention
    from servanda.coding.parsing import Parse
    from servanda.coding.prepared import Prepared
    from servanda.coding.sentence import Sentence

_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
# What a government has of its own: "the U.S. commitment", "the UK Government's position".
_OWN = frozenset({"government", "commitment", "position", "policy", "support", "administration"})
# "UK statement on …", "United States condemns …": a title whose first words are the speaker's own.
_OWN_TITLE = re.compile(
    r"(?:['’]s)?\s+(?:(?:statement|response|reaction|position|intervention|condemnation|remarks|support|concern|comments?|message)\b"
    r"|(?:is\s+|strongly\s+|deeply\s+|warmly\s+|today\s+)*(?P<verb>[a-z]+))",
    re.IGNORECASE,
)
_JOINT_TITLE = re.compile(
    r"\bjoint\s+(?:\w+\s+)?(?:statement|communiqu[eé]|declaration|message)\b.*?\b(?P<by>by|of|from|between)\b", re.IGNORECASE
)
# "The following statement was released by the Governments of Chad and Mali": up to where it tells when or where.
_RELEASED = re.compile(
    r"\b(?:following|text\s+of|joint)\b[^.;]{0,60}\b(?:statement|communiqu[eé]|declaration|message)\b[^.;]{0,60}\b"
    r"(?:released|issued|made|agreed|adopted|published|signed|delivered)\b[^.;]{0,40}?\b(?P<by>by)\b"
    r"(?P<who>.*?)(?=\s(?:after|following|at|in|during|today|yesterday|on(?!\s+behalf\b))\s|[:(]|$)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT_OF_TITLE = re.compile(r"\b(?:on|regarding|about|following|after|concerning)\b")
# A statement names the government in whose name it speaks at once or not at all.
_OPENING = 3
# A government names its own people by their office alone: "Secretary Hale met Foreign Minister Ito of Japan".
_OWN_OFFICE = re.compile(
    r"(?:Acting\s+|Deputy\s+|Assistant\s+|Under\s+|Vice\s+|Senior\s+)?(?:Foreign|Prime|Defen[cs]e|Home|International|Secretary|Minister|Ambassador)\b"
)


def document_voice(prepared: Prepared) -> Speaker | None:
    """The actor in whose name a document speaks; None where nobody is known to speak.

    It is the government that issues the document (`issuers.py` tells by what), else the one of a text that says "we" whose office under a name of its own,
    or whose deed, opens it, or that it alone names as feeling, wanting or thanking.
    """
    return prepared.voices[0] if len(prepared.voices) == 1 else None


def voices_among(prepared: Prepared, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """All in whose name a document speaks, with its attributions given; several in a joint statement ("We, the Foreign Ministers of Chad and Mali")."""
    together = _jointly(prepared, attributions)
    if together:
        return together
    voice = _alone(prepared, attributions)
    return () if voice is None else (voice,)


def _jointly(prepared: Prepared, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """Those who open a text as "we" with their names, or who are the joined doers of its first sentence and "we" from then on."""
    title = prepared.document.title or ""
    joint = _JOINT_TITLE.search(title)
    if joint is not None and _says_we(prepared, attributions):
        about = _SUBJECT_OF_TITLE.search(title, joint.end())
        by = {
            m.actors[0]: m
            for m in prepared.title
            if joint.end() <= m.start < (about.start() if about else len(title)) and len(m.actors) == 1
        }
        if len(by) > 1:
            return tuple(Speaker(code, mention.sector, None, mention.words) for code, mention in by.items())
    if released := _released_by(prepared, attributions):
        return released
    for sentence in prepared.sentences[:_OPENING]:
        parse = sentence.parse
        for token in range(len(parse) if parse is not None else 0):
            if parse is None or parse.deps[token] != "nsubj" or _voices(attributions, parse.starts[token], parse.ends[token], direct=True):
                continue
            named = parse.first(token, "appos") if parse.lowers[token] == "we" else None
            opens = sentence.index == 0 and told_of_oneself(parse, parse.heads[token]) and _says_we(prepared, attributions)
            if named is None and not opens:
                continue
            found = {a.actor: a for a in actors_of(sentence, token if named is None else named) if a.actor}
            if len(found) > 1:
                return tuple(Speaker(code, actor.sector, None, actor.words) for code, actor in found.items())
    return ()


def _released_by(prepared: Prepared, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
    """Those by whom a text says at its head that it was released, where they are several and it says "we"."""
    for sentence in prepared.sentences[:_OPENING]:
        told = _RELEASED.search(sentence.plain)
        if told is None or not _says_we(prepared, attributions):
            continue
        first, last = (sentence.start + place for place in told.span("who"))
        by = {m.actors[0]: m for m in sentence.mentions if first <= m.start and m.end <= last and len(m.actors) == 1}
        if len(by) > 1:
            return tuple(Speaker(code, mention.sector, None, mention.words) for code, mention in by.items())
    return ()


def _alone(prepared: Prepared, attributions: Sequence[Attribution]) -> Speaker | None:
    """The one actor in whose name a document speaks."""
    official = _official(prepared)
    if official is not None:
        return official
    if not _says_we(prepared, attributions):
        return None
    home = _home(prepared) or _in_title(prepared)
    if home is not None:
        return home
    own = self_named(prepared, _own_words(prepared, attributions))
    if own is not None:
        return Speaker(own.actors[0], own.sector, None, own.words)
    for number, sentence in enumerate(prepared.sentences):
        parse = sentence.parse
        for token in range(len(parse) if parse is not None else 0):
            if parse is None or parse.deps[token] not in ("nsubj", "nsubjpass"):
                continue
            mention = _speaks(sentence, parse, token, opening=number == 0)
            if mention is None:
                continue
            voices = _voices(attributions, mention.start, mention.end)
            if not voices or mention.actors[0] in voices:
                return Speaker(mention.actors[0], mention.sector, None, mention.words)
    return None


def _home(prepared: Prepared) -> Speaker | None:
    """The government whose own name for an office opens a text: "Foreign Office Minister Paul Wood welcomed …"."""
    found = {
        mention.actors[0]: mention
        for sentence in prepared.sentences[:_OPENING]
        for mention in sentence.mentions
        if mention.form in ("office", "person", "agent")
        and len(mention.actors) == 1
        and load_home_offices().at(prepared.document.text, mention.start, mention.end) is not None
    }
    return None if len(found) != 1 else next(Speaker(actor, "GOV", None, mention.words) for actor, mention in found.items())


def _in_title(prepared: Prepared) -> Speaker | None:
    """The state or organisation with which a title begins that tells its feeling or announces its words: "UK condemns …", "UK statement on …"."""
    title = prepared.document.title or ""
    first = prepared.title[0] if prepared.title else None
    if (
        first is None
        or first.form not in ("state", "organisation", "adjective")
        or len(first.actors) != 1
        or title[: first.start].strip().lower() not in ("", "the")
    ):
        return None
    told = _OWN_TITLE.match(title, first.end)
    if told is None or (told["verb"] is not None and not tells_of_oneself(told["verb"])):
        return None
    return Speaker(first.actors[0], first.sector, None, first.words)


def _own_words(prepared: Prepared, attributions: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The sentences that nobody but the document says."""
    return [
        (s.start, s.end)
        for s in prepared.sentences
        if not any(a.direct and first <= s.start < end for a in attributions for first, end in a.content)
    ]


def _speaks(sentence: Sentence, parse: Parse, subject: int, *, opening: bool) -> Mention | None:
    """The state or organisation in whose name a subject speaks: itself where a text opens, or its government's policy anywhere."""
    mention = sentence.mention_at(parse.starts[subject], parse.ends[subject])
    own = mention is not None and (
        mention.form in ("state", "organisation") or (mention.form == "person" and _OWN_OFFICE.match(mention.words) is not None)
    )
    if opening and own and parse.deps[parse.heads[subject]] == "ROOT" and mention is not None and len(mention.actors) == 1:
        return mention
    if parse.lemmas[subject] not in _OWN:
        return None
    owners = [
        sentence.mention_at(parse.starts[one], parse.ends[one])
        for child in parse.of(subject, "poss", "compound", "amod", "nmod")
        for one in (child, *parse.of(child, "compound", "amod", "poss"))
    ]
    return next((one for one in owners if one is not None and one.form in ("state", "adjective") and len(one.actors) == 1), None)


def _official(prepared: Prepared) -> Speaker | None:
    """The government or organisation that issues a document, by what its head tells and what is known besides its text."""
    document = prepared.document
    if prepared.issuer is None:
        return None
    sector = None if site_owner(document.uri) == prepared.issuer else "GOV"
    return Speaker(prepared.issuer, sector, None, document.publisher or document.author)


def _says_we(prepared: Prepared, attributions: Sequence[Attribution]) -> bool:
    """Whether a document says "we" in its own voice."""
    return any(
        not _voices(attributions, sentence.start + match.start(), sentence.start + match.end())
        for sentence in prepared.sentences
        for match in _WE.finditer(sentence.plain)
    )


def _voices(attributions: Sequence[Attribution], start: int, end: int, *, direct: bool = False) -> set[str | None]:
    """The actors to whom the words of a stretch are attributed, `direct` only as their own words."""
    return {
        speaker.actor
        for attribution in attributions
        for first, last in attribution.content
        if first <= start and end <= last and (attribution.direct or not direct)
        for speaker in attribution.speakers
    }
