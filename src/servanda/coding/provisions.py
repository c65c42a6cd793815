"""The coder of provisions: what an instrument, or an undertaking told in the news, lays down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from servanda.coding.coder import Declined
from servanda.coding.instruments import InstrumentMention, instrument_mentions
from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared, Sentence
from servanda.records import Certainty, Fact, Force, Provision
from servanda.vocabulary.provision_types import ProvisionMatch, classify, force_of

# Verbs by which an instrument speaks, and verbs by which parties bind themselves.
_SPEAKS = frozenset(
    "state provide stipulate commit oblige obligate bind require prohibit ban forbid envisage foresee declare stress reaffirm contain include pledge "
    "guarantee confirm establish say specify recognise recognize call lay impose allow permit entitle contemplate affirm".split()
)
_UNDERTAKES = frozenset("agree undertake pledge commit promise vow bind renounce guarantee oblige swear engage".split())
_ARTICLE = re.compile(r"^\W*(?:Article|Art\.?)\s+(?P<number>\d{1,3}|[IVXLC]{1,7})\b[.:\s—–-]*", re.IGNORECASE)
_OPERATIVE = re.compile(r"\b(?:shall|undertakes?|will|must|may|agrees?|pledges?|commits?|renounces?|recogni[sz]es?|respects?|reaffirms?|declares?|promises?)\b", re.IGNORECASE)
_SAYS = re.compile(r"\s+(?:states|says|provides|stipulates|reads|declares|specifies)\b")
# Articles make a text one that lays down provisions; fewer are a news report that cites one.
_FEWEST_ARTICLES = 4
# How many sentences back an instrument is still the one spoken of.
_REACH = 3


class ProvisionCoder:
    """Codes the provisions of treaty texts by article, and undertakings that other texts tell of."""

    name = "provisions"
    version = "1"
    needs_actor = False
    cues = _SPEAKS | _UNDERTAKES | frozenset({"article", "shall", "parties", "treaty", "pact", "agreement", "either", "renunciation", "reaffirm"})

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The provisions of a document in the order of the text."""
        instruments = instrument_mentions(prepared)
        if sum(bool(_ARTICLE.match(s.plain)) for s in prepared.sentences) >= _FEWEST_ARTICLES:
            yield from self._articles(prepared, instruments)
            return
        for sentence in prepared.sentences:
            if self.name in sentence.cues and sentence.parse is not None:
                yield from self._told(prepared, sentence, sentence.parse, _spoken_of(prepared, sentence, instruments))

    def _articles(self, prepared: Prepared, instruments: Sequence[InstrumentMention]) -> Iterator[Fact | Declined]:
        """The operative sentences of a text in articles; the first instrument that the text or its title names is meant."""
        title = prepared.document.title or (instruments[0].title if instruments else None)
        article: str | None = None
        parties = _parties(prepared)
        for sentence in prepared.sentences:
            heading = _ARTICLE.match(sentence.plain)
            if heading:
                article = heading["number"].upper()
            if article is None or not _OPERATIVE.search(sentence.plain):
                continue
            named = _states(sentence) or parties
            yield from self._facts(prepared, sentence, (sentence.start, sentence.end), classify(sentence.plain), title, article, (named, named))

    def _told(self, prepared: Prepared, sentence: Sentence, parse: Parse, instrument: InstrumentMention | None) -> Iterator[Fact | Declined]:
        """Undertakings told of in running text: the instrument says, or the parties agree."""
        if instrument is not None and _SAYS.match(sentence.plain, max(0, instrument.end - sentence.start)):
            # "…," the treaty states, "…": the parser does not see the verb between quotations.
            pair = _states(sentence) or _parties(prepared)
            whole = (sentence.start, sentence.end)
            yield from self._facts(prepared, sentence, whole, classify(sentence.plain), instrument.title, None, (pair, pair), undertaken=True)
            return
        for token, lemma in enumerate(parse.lemmas):
            if not parse.tags[token].startswith("V") or lemma not in _SPEAKS | _UNDERTAKES:
                continue
            if lemma == "agree" and not parse.of(token, "xcomp", "ccomp"):
                continue
            subject = subject_of(parse, token)
            low, high = _clause(parse, token)
            words = sentence.plain[low - sentence.start : high - sentence.start]
            if subject is not None and lemma in _UNDERTAKES and not _is_instrument(parse, subject, instrument):
                bearers = tuple(dict.fromkeys(a.actor for a in actors_of(sentence, subject) if a.actor))
                if not bearers or parse.first(token, "neg") is not None:
                    continue
                yield from self._facts(
                    prepared, sentence, (low, high), classify(words), instrument.title if instrument else None, None, (bearers, bearers), undertaken=True
                )
            elif instrument is not None and subject is not None and lemma in _SPEAKS and _is_instrument(parse, subject, instrument):
                pair = _states(sentence) or _parties(prepared)
                yield from self._facts(
                    prepared, sentence, (sentence.start, sentence.end), classify(sentence.plain), instrument.title, None, (pair, pair), undertaken=True
                )
                return

    def _facts(
        self,
        prepared: Prepared,
        sentence: Sentence,
        place: tuple[int, int],
        matches: Sequence[ProvisionMatch],
        instrument: str | None,
        article: str | None,
        parties: tuple[tuple[str, ...], tuple[str, ...]],
        *,
        undertaken: bool = False,
    ) -> Iterator[Fact | Declined]:
        """One fact for each type found; a sentence that lays down something of no known type is declined."""
        if not matches:
            yield Declined(place[0], place[1], self.name, "no type of provision fits its words", None)
        for match in matches:
            force: Force = match.force
            if undertaken and force == "declares":
                force = "must_not" if re.search(r"\bnot\b|\bnever\b|\brefrain|\brenounc", sentence.plain) else "intends"
            bearers, toward = parties
            certainty: Certainty = "conditional" if match.trigger else "actual"
            yield prepared.fact(
                Provision(
                    instrument=instrument, article=article, bearers=bearers, toward=toward if len(toward) > 1 else (), force=force, type=match.type, trigger=match.trigger
                ),
                [(sentence.start, sentence.end), place] if place != (sentence.start, sentence.end) else [place],
                certainty=certainty,
                when=None,
                coder=(self.name, self.version),
                confidence=0.85 if article else 0.65,
                rule=match.rule,
                asserted_by=prepared.voice_at(*place),
            )


def _spoken_of(prepared: Prepared, sentence: Sentence, instruments: Sequence[InstrumentMention]) -> InstrumentMention | None:
    """The instrument of a sentence, or of one of the few before it."""
    first = prepared.sentences[max(0, sentence.index - _REACH)].start
    near = [mention for mention in instruments if first <= mention.start < sentence.end]
    inside = [mention for mention in near if mention.start >= sentence.start]
    return (inside or near[::-1] or [None])[0]


def _is_instrument(parse: Parse, subject: int, instrument: InstrumentMention | None) -> bool:
    """Whether a subject is the instrument itself or words for one."""
    if instrument is not None and instrument.start <= parse.starts[subject] < instrument.end:
        return True
    return parse.lemmas[subject] in _INSTRUMENTS or (parse.lowers[subject] == "it" and instrument is not None)


_INSTRUMENTS = frozenset("treaty pact agreement accord convention protocol charter document article clause text communique communiqué declaration memorandum".split())


def _clause(parse: Parse, verb: int) -> tuple[int, int]:
    """The words of an undertaking: its verb with all below it, other than clauses joined to it."""
    return parse.extent(verb, without=("conj", "parataxis", "cc"))


def _states(sentence: Sentence) -> tuple[str, ...]:
    """The pair or the states that a sentence names."""
    anaphor = next((m.actors for m in sentence.mentions if m.form == "anaphor"), ())
    return anaphor or tuple(dict.fromkeys(a for m in sentence.mentions if m.form == "state" for a in m.actors if len(m.actors) == 1))[:6]


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
