"""How sure a text makes an act: done, planned, expected, possible, conditional or denied.

Read from the parse: negation, modal verbs, conditions, purposes, and the verbs and nouns on which the act depends. The words are in
`vocabulary/data/certainty.yml`.
"""

from __future__ import annotations

import msgspec

from servanda.coding.parsing import Parse
from servanda.records import Certainty
from servanda.vocabulary.certainty import CertaintyWords, Effect, load_certainty

_PAST = frozenset({"VBD", "VBN"})
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_DUTY = frozenset({"must", "should", "ought", "need"})
_NONE = frozenset({"no", "neither", "none", "nobody", "nor"})
_OCCASIONS = frozenset({"point", "time", "circumstance", "case", "way", "stage"})
# "not only", "not until": what follows is affirmed.
_LIMITS = frozenset({"only", "just", "merely", "until", "simply", "necessarily"})
# Prepositions by which an act completes a verb; after the others ("after talks", "during the visit") it stands on its own.
_COMPLETING = frozenset({"of", "for", "to", "on", "upon", "against", "from", "about", "into", "toward", "towards", "in", "at"})
_FROM_NOUN = frozenset({"of", "for", "to", "on", "about", "against", "into", "from", "over"})
_NOUN_TAKES = ("of", "for", "on", "against", "to")
# Verbs that plan an act only with an infinitive: "is going to sign".
_MOVING = frozenset({"go", "stand", "set"})
# An effort to help is help.
_EFFORTS = frozenset({"effort", "work", "programme", "program", "project"})
_HELPING = frozenset({"help", "assist", "support", "empower", "aid", "feed", "shelter"})
# "the first state to recognise": what ranks by its act has done it.
_RANKING = frozenset({"first", "second", "third", "last", "latest", "only"})
_BREAKS = frozenset({"relcl", "appos", "parataxis", "ROOT"})
# Who will not hesitate will act, and who did not hesitate has acted.
_DELAYING = frozenset({"hesitate", "fail"})
_DEEPEST = 14


class Judgement(msgspec.Struct, frozen=True):
    """What a text makes of an act, and the word that decides it.

    `aim`: only wished, asked for, weighed or named as a purpose. `refused`: told as what will not be done.
    `supposed`: the condition of something else, whatever its own negation.
    """

    certainty: Certainty
    why: str | None = None
    aim: bool = False
    refused: bool = False
    supposed: bool = False


_ACTUAL = Judgement("actual")
# The act is there, whatever is said further up of its end.
_GOING_ON = Judgement("actual", "going on")
# The weakest claim on the way from the act to the root holds; `actual` says nothing against another.
_ORDER: tuple[Certainty, ...] = ("denied", "conditional", "possible", "expected", "planned", "actual")


def certainty_of(parse: Parse, token: int) -> Certainty:
    """The certainty of the act told by token `token`, a verb or a noun of action."""
    return judge(parse, token).certainty


def judge(parse: Parse, token: int) -> Judgement:
    """The certainty of an act with its reason."""
    return _Judge(parse, load_certainty()).judge(token)


class _Judge:
    """Walks from an act up to the root; the weakest claim on the way holds."""

    def __init__(self, parse: Parse, words: CertaintyWords) -> None:
        self.parse, self.words = parse, words

    def judge(self, token: int) -> Judgement:
        """The weakest of what the act's own clause and every word that governs it say."""
        parse = self.parse
        found = [self._own(token), self._mark(token)]
        here = token
        for _ in range(_DEEPEST):
            dep, above = parse.deps[here], parse.heads[here]
            ranked = self._ranked(here)
            if ranked is not None:
                found += [self._own(ranked), self._mark(ranked)]
                here = ranked
                continue
            if found[-1] is _GOING_ON:
                break
            if above == here or self._stands_beside(here) or (dep in _BREAKS and not (dep == "relcl" and parse.tags[here] == "VB")):
                found.append(self._question(here))
                break
            if dep == "conj":
                if not self._has_own_frame(here) and self._same_kind(here, above):
                    found.append(self._own(above))
                    found.append(self._mark(above))
            elif dep in ("advcl", "npadvmod"):
                found.append(self._purpose(here, above))
                break
            elif dep == "acl" and parse.tags[here] != "VB":
                if any(parse.lowers[c] == "that" for c in parse.of(here, "mark")):
                    found.append(self._governed(here, dep, above))  # "claims that it attacked"
                    found.append(self._rejected(above))
                break
            else:
                found.append(self._governed(here, dep, above))
                if dep in ("nsubj", "csubj") and parse.tags[above].startswith("V") and parse.lemmas[above] not in self.words.occurring:
                    break
                if dep == "prep" and parse.lowers[here] not in (_COMPLETING if parse.tags[above].startswith("V") else _FROM_NOUN):
                    break
            here = above
        supposed = next((one for one in found if one.supposed), None)
        return supposed or min(found, key=lambda one: _ORDER.index(one.certainty))

    def _stands_beside(self, here: int) -> bool:
        """Whether a clause that parsers hang on the next one stands on its own: "Chad accuses Mali; Bamako denies this"."""
        parse, above = self.parse, self.parse.heads[here]
        if parse.deps[here] != "ccomp" or here > above:
            return False
        if any(parse.words[c] == ";" and here < c < above for c in parse.of(above, "punct")):
            return True
        thing = parse.first(above, "dobj")
        effect = self.words.verb.get(parse.lemmas[above])
        return thing is not None and effect is not None and effect.certainty == "denied"

    def _rejected(self, noun: int) -> Judgement:
        """What is made of what reports say by who denies them: "dismissed reports that it plans to leave"."""
        parse, above = self.parse, self.parse.heads[noun]
        effect = self.words.verb.get(parse.lemmas[above]) if parse.deps[noun] in ("dobj", "nsubjpass") else None
        return self._governed(noun, parse.deps[noun], above) if effect is not None and effect.certainty == "denied" else _ACTUAL

    def _ranked(self, here: int) -> int | None:
        """The "be" of "will not be the first to use": whether it is so decides whether the act is done; None for other infinitives."""
        parse, above = self.parse, self.parse.heads[here]
        if parse.tags[here] != "VB":
            return None
        if parse.deps[here] == "advcl" and parse.lemmas[above] == "become" and (rank := parse.first(above, "attr")) is not None:
            ordinals = [parse.lowers[c] for c in (rank, *parse.of(rank, "amod"))]
            return (
                above if any(word in _RANKING or word.endswith("th") for word in ordinals) else None
            )  # "became the ninth state to ratify"
        if parse.deps[here] not in ("relcl", "acl") or parse.deps[above] not in ("attr", "acomp"):
            return None
        ranks = parse.lowers[above] in _RANKING or any(parse.lowers[c] in _RANKING for c in parse.of(above, "amod"))
        # "Was not the first to attack" says who came later, not that nothing was done: only what shall be is meant.
        return parse.heads[above] if ranks and parse.lowers[parse.heads[above]] == "be" else None

    def _is_finite(self, verb: int) -> bool:
        """Whether a clause tells what is or was, and not what shall be: "told that it had left", not "told it to leave"."""
        parse = self.parse
        finite = ("VBD", "VBZ", "VBP")
        return parse.tags[verb] in finite or any(parse.tags[c] in finite for c in parse.of(verb, "aux", "auxpass"))

    def _own(self, token: int) -> Judgement:
        """What the words in the act's own clause say."""
        parse = self.parse
        negated = self._negation(token)
        if self._is_inverted(token):
            return Judgement("conditional", "inversion", supposed=True)
        modal = next((c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass") and parse.tags[c] == "MD"), None)
        if modal is not None:
            return self._modal(token, modal, negated)
        if negated is not None:
            return Judgement("denied", parse.words[negated])
        if self._is_headline_future(token):
            return Judgement("planned", "to")
        for child in parse.children[token]:
            if parse.deps[child] in ("amod", "advmod", "compound", "det"):
                effect = self.words.modifier.get(parse.lowers[child]) or self.words.modifier.get(parse.lemmas[child])
                if effect is not None:
                    return Judgement(effect.certainty, parse.words[child], effect.aim)
        return _ACTUAL

    def _is_inverted(self, token: int) -> bool:
        """Whether a clause is a condition without "if": "had they attacked", "were the island invaded"."""
        parse = self.parse
        subject = parse.first(token, "nsubj", "nsubjpass")
        first = next(iter(parse.of(token, "aux", "auxpass")), None)
        if subject is None or first is None or first > subject or parse.deps[token] not in ("advcl", "ccomp"):
            return False
        return parse.lowers[first] in ("had", "were", "should") and first == parse.subtree(token)[0]

    def _modal(self, token: int, modal: int, negated: int | None) -> Judgement:
        parse = self.parse
        lower = parse.lowers[modal]
        conditioned = self._conditioned(token)
        if lower in _FUTURE:
            if negated is not None and conditioned:
                return Judgement("conditional", parse.words[modal], refused=True)
            if negated is not None:
                return Judgement("denied", parse.words[modal], refused=True)
            return Judgement("conditional" if conditioned else "planned", parse.words[modal])
        if lower in ("would", "'d"):
            if negated is not None:
                return Judgement("denied", parse.words[modal], refused=True)
            if conditioned or parse.lemmas[token] == "have" or any(parse.lowers[c] == "have" for c in parse.children[token]):
                return Judgement("conditional", parse.words[modal])
            return Judgement("planned" if self._is_reported(token) else "conditional", parse.words[modal])
        if lower in ("can", "could", "ca") and negated is not None:
            return Judgement("denied", parse.words[modal])
        return Judgement("possible", parse.words[modal], aim=lower in _DUTY)

    def _is_reported(self, token: int) -> bool:
        """Whether a clause is what somebody said or decided in the past: its "would" is a "will" then."""
        parse = self.parse
        here = token
        while parse.deps[here] == "conj":
            here = parse.heads[here]
        if parse.deps[here] == "ROOT":
            return True
        if parse.deps[here] == "ccomp":
            above = parse.heads[here]
            return (
                parse.lemmas[above] in self.words.speaking
                or parse.lemmas[above] in self.words.verb
                or not parse.tags[above].startswith("V")
            )
        return any(parse.tags[c].startswith("V") for c in parse.of(here, "ccomp", "parataxis"))

    def _is_headline_future(self, token: int) -> bool:
        """Whether an infinitive stands on its own or after "be": "Trump to visit Japan", "is to visit"."""
        parse = self.parse
        if parse.tags[token] != "VB" or not any(parse.tags[c] == "TO" for c in parse.of(token, "aux")):
            return False
        above = parse.heads[token]
        if parse.deps[token] == "ROOT" or (parse.deps[token] in ("relcl", "acl") and parse.deps[above] == "ROOT" and above < token):
            return True
        return (
            parse.deps[token] in ("xcomp", "ccomp") and parse.lemmas[above] == "be" and parse.first(above, "acomp", "attr", "expl") is None
        )

    def _negation(self, token: int) -> int | None:
        """The word that denies an act, in its clause, its object or its subject."""
        parse = self.parse
        for child in parse.children[token]:
            dep, lower = parse.deps[child], parse.lowers[child]
            if lower == "none" and child > token and sum(parse.deps[c] == "dobj" for c in parse.children[token]) > 1:
                continue  # "gave nine million, none of it through the ministry"
            if dep == "neg" or (lower in _NONE and dep in ("det", "preconj", "cc", "nsubj", "nsubjpass", "dobj")):
                following = parse.lowers[child + 1] if child + 1 < len(parse) else ""
                if following not in _LIMITS:
                    return child
            if lower in ("never", "nowhere", "hardly", "scarcely", "barely", "nor") and dep in ("advmod", "neg", "cc", "preconj"):
                return child
            if lower == "yet" and dep == "advmod" and (not_yet := parse.first(child, "neg")) is not None:
                return not_yet  # "has signed but not yet ratified"
            if dep == "prep" and parse.tags[token].startswith("V"):
                occasion = parse.first(child, "pobj")  # "at no time did they meet"
                if (
                    occasion is not None
                    and parse.lemmas[occasion] in _OCCASIONS
                    and any(parse.lowers[c] == "no" for c in parse.of(occasion, "det"))
                ):
                    return child
            if dep in ("dobj", "nsubj", "nsubjpass", "attr") and parse.tags[token].startswith("V"):
                for inner in parse.children[child]:
                    if (parse.lowers[inner] in _NONE and parse.deps[inner] in ("det", "preconj")) or parse.deps[inner] == "neg":
                        return inner
        return None

    def _mark(self, token: int) -> Judgement:
        """What a conjunction at the head of the act's clause makes of it."""
        parse = self.parse
        for child in parse.children[token]:
            if parse.deps[child] not in ("mark", "advmod", "aux", "prep"):
                continue
            effect = self.words.before.get(parse.lowers[child])
            if effect is not None and parse.deps[child] != "prep" and (parse.lowers[child] != "should" or self._leads(child)):
                if parse.lowers[child] == "once" and any(parse.lowers[c] == "had" for c in parse.of(token, "aux")):
                    continue  # "once they had signed, they left"
                if parse.lowers[child] in ("once", "rather", "instead") and parse.deps[child] == "advmod" and not self._leads(child):
                    continue
                return Judgement(effect.certainty, parse.words[child], supposed=effect.certainty == "conditional")
            if parse.deps[child] in ("mark", "advmod") and self._is_ahead(token, parse.lowers[child]):
                return Judgement("planned" if parse.lowers[child] == "when" else "conditional", parse.words[child])
        return _ACTUAL

    def _leads(self, child: int) -> bool:
        """Whether a word opens its clause."""
        return child == self.parse.subtree(self.parse.heads[child])[0]

    def _is_ahead(self, token: int, mark: str) -> bool:
        """Whether a clause of time lies ahead: "until it withdraws", "when she visits Rome next week"."""
        parse = self.parse
        if mark not in ("until", "till", "before", "when", "after") or parse.tags[token] not in ("VBZ", "VBP", "VB"):
            return False
        above = parse.heads[token]
        return above != token and any(parse.tags[c] == "MD" for c in parse.of(above, "aux"))

    def _conditioned(self, token: int) -> bool:
        """Whether an if-clause hangs on the act."""
        for clause in self.parse.of(token, "advcl"):
            if self._is_inverted(clause) or (self._mark(clause).certainty == "conditional" and self._mark(clause).why is not None):
                return True
        return False

    def _purpose(self, here: int, above: int) -> Judgement:
        """An infinitive that says what something is done for, or a condition."""
        parse = self.parse
        marked = self._mark(here)
        if marked.certainty != "actual":
            return marked
        if parse.tags[here] == "VB" and any(parse.tags[c] == "TO" for c in parse.of(here, "aux")):
            table = self.words.verb if parse.tags[above].startswith("V") else self.words.adjective
            effect = table.get(parse.lemmas[above])
            decided = parse.first(above, "nsubjpass")
            if effect is None and decided is not None:
                effect = self.words.noun.get(parse.lemmas[decided])  # "a decision was taken to send"
            if effect is not None:
                return self._combined(above, Judgement(effect.certainty, parse.words[above], effect.aim))
            return Judgement("possible", "to", aim=True)
        return _ACTUAL

    def _governed(self, here: int, dep: str, above: int) -> Judgement:
        """What a governing word makes of what depends on it, with its own negation."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[above]
        if self._is_going_on(here, dep, above):
            return _GOING_ON
        if dep in ("pobj", "pcomp"):
            return self._after_preposition(above)
        if dep in ("nsubj", "nsubjpass", "csubj", "csubjpass"):
            return self._as_subject(dep, above)
        if dep in ("compound", "amod", "nmod", "poss"):
            effect = words.noun.get(lemma) if dep == "compound" else None
            return Judgement(effect.certainty, parse.words[above], effect.aim) if effect else _ACTUAL
        told = self._as_clause(here, dep, above)
        if told is not None:
            return told
        effect = self._effect(here, dep, above)
        if effect is not None:
            return self._combined(above, Judgement(effect.certainty, parse.words[above], effect.aim))
        if self._is_aimed_at(here, dep, above):
            return Judgement("possible", "to", aim=True)
        return self._own(above) if dep in ("dobj", "xcomp", "attr", "prep", "oprd", "acomp") else _ACTUAL

    def _as_clause(self, here: int, dep: str, above: int) -> Judgement | None:
        """What is made of a clause by a verb that tells it or by proof of it; None for all others."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[above]
        shown = parse.first(above, "nsubj", "nsubjpass") if dep in ("ccomp", "acl", "advcl", "relcl") else None
        if shown is not None and (proof := words.noun.get(parse.lemmas[shown])) is not None and proof.certainty == "actual":
            return self._own(shown)  # "no evidence has emerged that"
        if dep == "ccomp" and lemma in words.speaking and (lemma not in words.verb or self._is_told(here, words.verb[lemma])):
            asked = any(parse.tags[c] in ("WRB", "WP") for c in parse.children[here])
            return Judgement("possible", parse.words[above]) if self._own(above).certainty == "denied" and not asked else _ACTUAL
        if dep == "xcomp" and lemma in words.speaking and self._is_infinitive(here) and parse.first(above, "auxpass") is not None:
            return Judgement("possible", parse.words[above])  # "are said to have crossed"
        if lemma == "have" and dep == "xcomp" and any(parse.lowers[c] == "yet" for c in parse.of(above, "advmod")):
            return Judgement("denied", "yet")  # "has yet to ratify"
        return None

    def _is_going_on(self, here: int, dep: str, above: int) -> bool:
        """Whether what governs an act takes it to be there: "an end to the attacks", "stopped bombing", "never recognise the annexation"."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[above]
        if lemma in words.ending:
            if dep == "prep":
                return parse.tags[above].startswith("N") and parse.lowers[here] in ("to", "of", "in")
            return dep == "dobj" or (dep == "xcomp" and parse.tags[here] == "VBG")
        if lemma == "stop":
            return dep == "xcomp" and parse.tags[here] == "VBG"
        if lemma in words.regarding and dep in ("dobj", "nsubjpass") and parse.tags[here].startswith("N"):
            return any(parse.lowers[c] in ("the", "this", "these", "that", "those") for c in parse.of(here, "det")) or bool(
                parse.of(here, "poss")
            )
        return lemma in _EFFORTS and parse.lemmas[here] in _HELPING and dep in ("acl", "relcl", "prep")

    def _is_infinitive(self, verb: int) -> bool:
        """Whether a verb stands with "to": "to cross", "to have crossed"."""
        return any(self.parse.tags[c] == "TO" for c in self.parse.of(verb, "aux"))

    def _is_told(self, clause: int, effect: Effect) -> bool:
        """Whether the clause of a verb that also plans or asks is told as a fact: "told them that ties had improved"."""
        parse = self.parse
        # "told them that it would leave": what they are asked to do stands with "to", "must" or "should".
        told = (
            parse.tags[clause] in ("VBD", "VBZ", "VBP", "VBN")
            or any(parse.lowers[c] in ("would", *_FUTURE) for c in parse.of(clause, "aux"))
            or (parse.tags[clause] == "VBG" and self._is_finite(clause))
        )
        return (effect.aim or effect.certainty == "planned") and told

    def _after_preposition(self, preposition: int) -> Judgement:
        """What a preposition makes of what it governs: "without attacking", "instead of attacking"."""
        parse = self.parse
        effect = self.words.before.get(parse.lowers[preposition])
        if effect is None and parse.lowers[preposition] == "of" and preposition:
            effect = self.words.before.get(parse.lowers[preposition - 1])
        return Judgement(effect.certainty, parse.words[preposition]) if effect else _ACTUAL

    def _effect(self, here: int, dep: str, above: int) -> Effect | None:
        """The listed effect of a governing verb, noun or adjective on what depends on it in this way."""
        parse, words = self.parse, self.words
        lemma, tag = parse.lemmas[above], parse.tags[above]
        if tag.startswith("J"):
            return words.adjective.get(lemma)
        preposition = parse.lowers[here] if dep == "prep" else None
        if not tag.startswith(("V", "MD")):
            return words.noun.get(lemma) if preposition in (None, *_NOUN_TAKES) else None
        if preposition is not None and (preposition not in _COMPLETING or preposition == "in"):
            return None
        if lemma in ("be", "remain") and dep in ("xcomp", "ccomp"):
            quality = parse.first(above, "acomp")
            effect = None if quality is None else words.adjective.get(parse.lemmas[quality])
            told = dep == "ccomp" and (parse.tags[here] not in ("VB", "VBP") or bool(parse.of(here, "aux", "auxpass")))
            # "It is vital that they have signed" tells that they have; "it is possible that" leaves it open.
            return None if effect is not None and told and effect.aim else effect
        if lemma in ("be", "remain") and dep == "attr":
            topic = parse.first(above, "nsubj")  # "the aim is a return"
            return None if topic is None else words.noun.get(parse.lemmas[topic])
        if lemma in _MOVING and dep != "xcomp":
            return None
        return self._with_particle(above) or words.verb.get(lemma)

    def _with_particle(self, verb: int) -> Effect | None:
        """The listed effect of a verb with its particle: "put off", "look forward"."""
        parse = self.parse
        for child in parse.of(verb, "prt", "advmod"):
            listed = self.words.verb.get(f"{parse.lemmas[verb]}+{parse.lowers[child]}")
            if listed is not None:
                return listed
        return None

    def _is_aimed_at(self, here: int, dep: str, above: int) -> bool:
        """Whether an infinitive only tells what something is for: "sailed to stop smugglers", "troops to guard the port"."""
        parse = self.parse
        if parse.tags[here] != "VB" or any(parse.tags[c] == "MD" for c in parse.of(here, "aux")):
            return False  # "the announcement that it will contribute" tells what will be
        if dep in ("acl", "relcl") and parse.deps[above] == "ROOT" and above < here:
            return False  # a headline: "leader to visit India"
        if dep in ("acl", "relcl"):
            return not any(parse.lowers[c] in _RANKING for c in parse.of(above, "amod"))
        standing = parse.first(above, "attr")
        if standing is not None and any(parse.lowers[c] in _RANKING for c in parse.of(standing, "amod")):
            return False
        lemma = parse.lemmas[above]
        return (
            dep == "xcomp"
            and any(parse.tags[c] == "TO" for c in parse.of(here, "aux"))
            and lemma not in self.words.carrying
            and lemma != "be"
        )

    def _combined(self, above: int, effect: Judgement) -> Judgement:
        """A governor with what is said of it: "did not agree to send" denies, "did not refuse to send" leaves open."""
        own = self._own(above)
        if effect.certainty == "denied" and self.parse.lemmas[above] in _DELAYING:
            if own.refused:
                return Judgement("planned", own.why)
            if own.certainty == "denied":
                return _ACTUAL
        if own.certainty == "denied":
            return Judgement("possible", effect.why) if effect.certainty == "denied" else Judgement("denied", own.why)
        if self.parse.lemmas[above] == "able" and self._own(self.parse.heads[above]).certainty == "planned":
            return self._own(self.parse.heads[above])  # "will be able to"
        return effect

    def _as_subject(self, dep: str, verb: int) -> Judgement:
        """What is said of an act as a subject: "the visit was cancelled", "the withdrawal will begin"."""
        parse, words = self.parse, self.words
        further = parse.first(verb, "xcomp") if parse.lemmas[verb] in ("have", "need") else None
        if further is not None and parse.first(further, "dobj") is None:
            verb, dep = further, "nsubjpass" if parse.first(further, "auxpass") is not None else dep  # "had to be put off"
        lemma = parse.lemmas[verb]
        effect = words.cancelling.get(lemma)
        if effect is not None and (dep.endswith("pass") or lemma == "collapse"):
            return self._combined(verb, Judgement(effect.certainty, parse.words[verb]))
        if dep.endswith("pass"):
            effect = self._with_particle(verb) or words.verb.get(lemma)
            if lemma == "stop" and any(parse.tags[c] == "MD" for c in parse.of(verb, "aux")):
                return _GOING_ON  # what must be stopped goes on
            if effect is not None and lemma not in words.speaking:
                return self._combined(verb, Judgement(effect.certainty, parse.words[verb], effect.aim))
        if lemma in ("be", "remain", "seem", "look", "appear", "become"):
            quality = parse.first(verb, "acomp", "attr")
            effect = (
                words.adjective.get(parse.lemmas[quality]) or words.modifier.get(parse.lemmas[quality]) if quality is not None else None
            )
            if effect is not None:
                return Judgement(effect.certainty, parse.words[quality or verb], effect.aim)
        if lemma in words.ending or lemma == "stop":
            return _GOING_ON  # "the attacks must end"
        return self._own(verb) if lemma in words.occurring else _ACTUAL

    def _question(self, root: int) -> Judgement:
        """A sentence that asks tells nothing."""
        parse = self.parse
        last = next((i for i in range(len(parse) - 1, -1, -1) if parse.lowers[i] not in ('"', "'", "''", ")")), None)
        if last is not None and parse.lowers[last] == "?" and parse.deps[root] == "ROOT":
            return Judgement("possible", "?")
        return _ACTUAL

    def _has_own_frame(self, token: int) -> bool:
        """Whether a joined verb brings its own auxiliary or subject, and so does not share the first verb's."""
        return any(self.parse.deps[child] in ("aux", "auxpass", "nsubj", "nsubjpass", "neg") for child in self.parse.children[token])

    def _same_kind(self, token: int, above: int) -> bool:
        """Whether joined words share their frame: both nouns, or verbs of which the second is no finite past after a "will"."""
        parse = self.parse
        if not parse.tags[token].startswith("V"):
            return True
        if parse.tags[token] in ("VBD", "VBZ", "VBP") and any(parse.tags[c] == "MD" for c in parse.of(above, "aux")):
            return False
        return parse.tags[above].startswith("V")
