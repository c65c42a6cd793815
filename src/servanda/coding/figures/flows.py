"""Which side of an exchange an amount counts, whose it is, and of which goods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.coding.figures.amount import Amount
from servanda.coding.figures.clauses import in_clause
from servanda.coding.figures.measuring import Measured
from servanda.coding.figures.parties import Party
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Flow, FlowSide

# Measures of what is exchanged; of arms and energy only what is sold or bought has a side.
_EXCHANGED = frozenset({"trade", "energy", "arms", "fishing"})
_SIDES: dict[str, FlowSide] = {
    **dict.fromkeys(("export", "exporter", "sell", "sale", "supply", "supplier", "deliver", "delivery", "ship", "shipment"), "exports"),
    **dict.fromkeys(("import", "importer", "buy", "purchase", "buyer"), "imports"),
    "surplus": "surplus",
    "deficit": "deficit",
}
# Of these nouns "of" names the partner: "the third largest supplier of Sri Lanka".
_AGENT_OF = frozenset({"supplier"})
_BOTH_WAYS = frozenset({"trade", "turnover", "commerce"})
_TOWARDS = {"exports": ("to", "into"), "imports": ("from",), "surplus": ("with", "against"), "deficit": ("with", "against")}
# In a list one preposition serves for all: "exported $5 billion to Nepal and imported $1 billion".
_ANY_WAY = ("to", "from", "with", "into")
_ASIDE = frozenset({"in", "at", "near", "off", "on", "for", "between", "among"})
# Words beside "exports" that say nothing of what is exported.
_ANY_GOODS = frozenset(
    "good goods merchandise product commodity trade export import total year percent service share volume value worth world market record item "
    "turnover commerce business dollar figure level two-way way half quarter month".split()
)
_GOODS_ADJECTIVES = frozenset({"agricultural", "industrial", "digital", "military", "dairy", "textile", "chemical", "mineral", "medical"})
_OF_TRADE = re.compile(r"\b(exports|imports)\b", re.IGNORECASE)
_WORTH_OF = re.compile(
    r"\s+(?:worth\s+)?of\s+(?P<goods>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,2}?)(?=\s+(?:to|from|in|with|between|by|for|and|a|per|through|on)\b|[,.;]|$)"
)
_GOODS_WORTH = re.compile(
    r"\b(?P<goods>[a-z][\w-]+)\s+(?:worth|valued\s+at|for)\s+(?:some\s+|about\s+|over\s+|nearly\s+|an?\s+estimated\s+)?$"
)


def flow_of(parse: Parse, head: int, clause: int, measured: Measured | None, parties: Sequence[Party], own: tuple[int, int]) -> Flow | None:
    """The side that an amount counts and whose it is; None where its measure has no sides or no word tells one.

    `own` are the offsets of the words from the amount before to this one, where there are several: a word for a side there is this one's.
    """
    if measured is None or measured.measure.id not in _EXCHANGED:
        return None
    token = _telling(parse, head, clause, measured, own)
    if token is None:
        both = measured.measure.id == "trade" and parse.lemmas[measured.token] in _BOTH_WAYS
        return Flow("total", None, None) if both else None
    side = _SIDES[parse.lemmas[token]]
    named, towards = _without_origin(parties, side), _TOWARDS[side]
    if parse.lemmas[token] in _AGENT_OF:
        towards = (*towards, "of")
    partner = _one([party for party in named if party[1] in towards])
    # Who is sold to may stand without a preposition, after the verb: "sold Thailand 5,420 megawatts".
    owners = [party for party in named if party[1] not in (*towards, *_ASIDE, *_ANY_WAY)]
    others = [party for party in named if party[1] in _ANY_WAY and party[1] not in towards]
    if partner is None and parse.tags[token].startswith("V"):
        behind = [party for party in owners if party[0].start >= parse.ends[token]]
        ahead = [party for party in owners if party[0].end <= parse.starts[token]]
        if _one(behind) is not None and _one(ahead) is not None:
            partner, owners = _one(behind), ahead
    # "Wheat exports from Romania": where nobody is named before it, the other preposition names whose they are.
    owner = _one(owners) if owners else _one(others)
    if owners and partner is None:
        partner = _one(others)
    if owner is not None and owner == partner:
        # "Vietnam sold … to the United States and bought … from it": a pronoun for the partner is never the owner.
        left = {code for mention, _ in parties for code in mention.actors} - {owner}
        partner = next(iter(left)) if len(left) == 1 else None
    return Flow(side, owner, partner)


def flow_of_teller(flow: Flow | None, teller: str | None) -> Flow | None:
    """The flow of the state that tells of its own exchange: "Kenya said exports to Chad fell"."""
    if flow is None or teller is None or flow.of is not None or flow.partner is None:
        return flow
    return Flow(flow.side, teller, flow.partner)


def flow_of_topic(
    flow: Flow | None, topic: str | None, about: Sequence[str], whole: str | None, amount: Amount, *, level: bool
) -> Flow | None:
    """The flow of the state that a passage is about, where only the other side is named: "Exports to Chad fell", "Chad took 9 percent of exports".

    `whole` are the words for what a share is a share of; of a share of the topic's trade whoever is named is the partner.
    """
    if flow is None or topic is None or flow.side not in ("exports", "imports"):
        return flow
    if flow.of is None and flow.partner != topic and (flow.partner is not None or tuple(about) == (topic,)):
        return Flow(flow.side, topic, flow.partner)
    if amount.unit != "percent" or not level or flow.of in (None, topic) or flow.partner is not None or topic in about:
        return flow
    told = _OF_TRADE.search(whole) if whole else None
    side: FlowSide = ("imports" if told[1].lower() == "imports" else "exports") if told else flow.side
    return Flow(side, topic, flow.of)


def _without_origin(parties: Sequence[Party], side: FlowSide) -> list[Party]:
    """The parties with the origin of goods told as such: "Chinese imports of Australian coal" come from Australia."""
    found: list[Party] = []
    for mention, role in parties:
        if role == "of" and mention.form == "adjective":
            if side == "imports":
                found.append((mention, "from"))
        else:
            found.append((mention, role))
    return found


def _telling(parse: Parse, head: int, clause: int, measured: Measured, own: tuple[int, int]) -> int | None:
    """The word that tells the side: a balance first, then the amount's own words, the word for the measure, the nearest in the clause."""
    near = [t for t in range(len(parse)) if parse.lemmas[t] in _SIDES and (in_clause(parse, t, clause) or t in (measured.token, head))]
    balance = next((t for t in near if parse.lemmas[t] in ("surplus", "deficit") and parse.tags[t].startswith("N")), None)
    if balance is not None:
        return balance
    mine = [t for t in range(len(parse)) if parse.lemmas[t] in _SIDES and own[0] <= parse.starts[t] < own[1]]
    if mine:
        return mine[-1]
    if measured.token in near:
        return measured.token
    if parse.lemmas[measured.token] in _BOTH_WAYS and parse.tags[measured.token].startswith("N"):
        return None
    return min(near, key=lambda t: abs(t - head), default=None)


def _one(parties: Sequence[Party]) -> str | None:
    """The one actor that some parties name; None where they name none or several."""
    codes = {code for mention, _ in parties for code in mention.actors}
    return next(iter(codes)) if len(codes) == 1 else None


def goods_of(sentence: Sentence, parse: Parse, amount: Amount, measured: Measured | None) -> str | None:
    """What is traded, in the text's words, where it is not everything: "wheat" of "wheat exports"; None where nothing narrows it."""
    if measured is None or measured.measure.id != "trade":
        return None
    token = measured.token
    if parse.tags[token].startswith("N"):
        for child in parse.children[token]:
            if (parse.deps[child] == "compound" or parse.lemmas[child] in _GOODS_ADJECTIVES) and _names_goods(sentence, parse, child):
                start, end = parse.starts[child], parse.ends[child]
                return sentence.plain[start - sentence.start : end - sentence.start]
        for preposition in parse.of(token, "prep"):
            noun = parse.first(preposition, "pobj")
            if parse.lowers[preposition] in ("of", "in") and noun is not None and _names_goods(sentence, parse, noun):
                start, end = parse.extent(noun, without=("prep", "relcl", "acl", "appos", "punct"))
                return sentence.plain[start - sentence.start : end - sentence.start]
    text = sentence.plain
    found = _WORTH_OF.match(text, amount.end) if amount.kind in ("quantity", "currency") else None
    found = found or (_GOODS_WORTH.search(text, 0, amount.start) if amount.kind == "currency" else None)
    if found is None or found["goods"].split()[-1].rstrip("s") in {word.rstrip("s") for word in _ANY_GOODS}:
        return None
    token_at = parse.head_of(sentence.start + found.start("goods"), sentence.start + found.end("goods"))
    return found["goods"] if token_at is not None and parse.tags[token_at] in ("NN", "NNS") else None


def _names_goods(sentence: Sentence, parse: Parse, token: int) -> bool:
    """Whether a word beside a word for trade is a kind of goods: a common noun that is no measure of amounts and no name."""
    if parse.tags[token] not in ("NN", "NNS", "JJ", "NNP") or parse.lemmas[token].lower() in _ANY_GOODS:
        return False
    if parse.words[token][0].isupper() and token > 0:
        return False
    return sentence.mention_at(parse.starts[token], parse.ends[token]) is None and not any(c.isdigit() for c in parse.words[token])
