"""Which instruments an act is done to: named by the words of the act, joined to another, or meant by "it"."""

from __future__ import annotations

from servanda.coding.forms import Match, arguments
from servanda.coding.instruments import InstrumentMention
from servanda.coding.parsing import Parse
from servanda.vocabulary.treaty_acts import TreatyActRow

# What is signed, deposited or ratified of an instrument stands for it: "signed the text of the treaty".
_TRANSPARENT = frozenset(
    "text draft version copy copies instrument ratification accession series set package pair provision term ratify".split()
)
_DONE_TO = frozenset({"of", "to", "on", "from"})
_TOLD_UNDER = _DONE_TO | {"under", "for"}
_PRONOUNS = frozenset({"it", "them", "its", "their"})


def instruments_of(parse: Parse, match: Match[TreatyActRow], here: list[InstrumentMention]) -> list[InstrumentMention]:
    """The instruments that the act is done to: named in what the form calls `T`, else in the phrases round it."""
    if match.form.row.act != "signature":
        here = [mention for mention in here if not mention.loose]
    heads = list(match.targets)
    if match.form.target is not None and match.form.target.place == "subject":
        subject = arguments.doer_of(parse, match.token)
        heads = [subject] if subject is not None else []
        if parse.deps[match.token] in ("acl", "advcl"):
            heads.append(parse.heads[match.token])
    else:
        words = _TOLD_UNDER if match.form.row.act == "notification" else _DONE_TO
        if match.form.target is not None and match.form.target.place == "object" and match.thing is not None:
            words = frozenset()  # "signed an amendment to the treaty": another thing is signed
        heads += [head for word, _, head in arguments.all_phrases(parse, match.token, match.thing) if word in words]
        heads += parse.of(match.token, "compound", "poss") if match.form.noun else ()
        heads += _relative_thing(parse, match.token)
        # "After the accord signed in May between …": parsers take the instrument for the one who signs.
        heads += parse.of(match.token, "nsubj") if match.thing is None and not match.form.noun else ()
        heads += _before_comma(parse, match.token)
    # "Signed an agreement on 4 June and a memorandum": parsers join the second to the verb.
    more = [thing for thing in parse.of(match.token, "conj") if parse.tags[thing].startswith("N")]
    if match.form.row.act == "objection":
        # "Objected to the reservation that Oman made to the Convention": what is objected to was made to it.
        heads += [
            t
            for target in (match.thing, *(h for _, _, h in arguments.all_phrases(parse, match.token, None)))
            if target is not None
            for t in parse.subtree(target)
        ]
    for head in heads:
        found = [mention for one in (*parse.conjuncts(head), *more) if (mention := _mention(parse, one, here)) is not None]
        if found:
            return list({mention.start: mention for mention in found}.values())
    return []


def _relative_thing(parse: Parse, verb: int) -> list[int]:
    """The noun before a relative clause that the parser has made a clause of its own: "the accord that the leaders signed"."""
    pronoun = parse.first(verb, "dobj")
    if pronoun is None:
        pronoun = parse.first(verb, "mark")
    if pronoun is None or parse.lowers[pronoun] not in ("that", "which") or parse.deps[verb] == "relcl" or pronoun == 0:
        return []
    return [pronoun - 1] if parse.tags[pronoun - 1].startswith("N") else []


def _before_comma(parse: Parse, verb: int) -> list[int]:
    """The noun that a participle after a comma describes, wherever the parser hangs it: "under the pact, signed by both, Mali …"."""
    alone = parse.tags[verb] in ("VBN", "VBD") and parse.first(verb, "aux", "auxpass", "nsubj", "nsubjpass", "dobj") is None
    if not alone or verb < 2 or parse.words[verb - 1] != "," or not parse.tags[verb - 2].startswith(("N", "CD")):
        return []
    return [verb - 2]


def _mention(parse: Parse, head: int, here: list[InstrumentMention]) -> InstrumentMention | None:
    """The instrument that a phrase names itself, or that "it" stands for: that of an amendment to a treaty is not the treaty."""
    head = arguments.relative_head(parse, head)
    start = parse.starts[head]
    if parse.lowers[head] in _PRONOUNS:
        # "On its entry into force, the Protocol will …" points ahead.
        ahead = [m for m in here if m.start > start and parse.lowers[head] == "its"]
        return next(iter([*(m for m in reversed(here) if m.end <= start), *ahead]), None)
    found = next((m for m in here if m.start < parse.ends[head] and start < m.end), None) or _more_of_them(parse, head, here)
    if found is None and (parse.lemmas[head] in _TRANSPARENT or parse.tags[head].startswith("V")):
        inner = next((thing for word, _, thing in arguments.phrases_of(parse, head) if word == "of"), None)
        found = _mention(parse, inner, here) if inner is not None else None
    return found


def _more_of_them(parse: Parse, head: int, here: list[InstrumentMention]) -> InstrumentMention | None:
    """Instruments that are only counted, after others of their kind: "denounced 22 agreements and is to leave a further 35"."""
    others = [m for m in here if m.end <= parse.starts[head] and m.title.split()[0].isdigit()]
    if parse.tags[head] != "CD" or not others or parse.heads[head] == head or parse.tags[parse.heads[head]].startswith("N"):
        return None
    start, end = parse.extent(head)
    words = [*(parse.words[t] for t in parse.subtree(head)), others[-1].title.split()[-1]]
    return InstrumentMention(start, end, " ".join(words), named=False)
