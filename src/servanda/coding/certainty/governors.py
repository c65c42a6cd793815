"""What the verb, noun, adjective or preposition on which an act depends makes of it."""

from __future__ import annotations

from servanda.coding.certainty.judgement import ACTUAL, GOING_ON, Judgement
from servanda.coding.certainty.own_clause import FUTURE, OwnClause
from servanda.coding.parsing import Parse
from servanda.vocabulary.certainty import CertaintyWords, Effect

# Prepositions by which an act completes a verb; after the others ("after talks", "during the visit") it stands on its own.
COMPLETING = frozenset({"of", "for", "to", "on", "upon", "against", "from", "about", "into", "toward", "towards", "in", "at"})
_NOUN_TAKES = ("of", "for", "on", "against", "to")
# Verbs that plan an act only with an infinitive: "is going to sign".
_MOVING = frozenset({"go", "stand", "set"})
# An effort to help is help.
_EFFORTS = frozenset({"effort", "work", "programme", "program", "project"})
_HELPING = frozenset({"help", "assist", "support", "empower", "aid", "feed", "shelter"})
# "the first state to recognise": what ranks by its act has done it.
RANKING = frozenset({"first", "second", "third", "last", "latest", "only"})
# Who will not hesitate will act, and who did not hesitate has acted.
_DELAYING = frozenset({"hesitate", "fail"})


class Governors:
    """Reads what governs the acts of one sentence, each governor with its own clause."""

    def __init__(self, parse: Parse, words: CertaintyWords, clause: OwnClause) -> None:
        self.parse, self.words, self.clause = parse, words, clause

    def governed(self, here: int, dep: str, above: int) -> Judgement:
        """What a governing word makes of what depends on it, with its own negation."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[above]
        if self._is_going_on(here, dep, above):
            return GOING_ON
        if dep in ("pobj", "pcomp"):
            return self._after_preposition(above)
        if dep in ("nsubj", "nsubjpass", "csubj", "csubjpass"):
            return self._as_subject(dep, above)
        if dep in ("compound", "amod", "nmod", "poss"):
            effect = words.noun.get(lemma) if dep == "compound" else None
            return Judgement(effect.certainty, parse.words[above], effect.aim) if effect else ACTUAL
        told = self._as_clause(here, dep, above)
        if told is not None:
            return told
        effect = self._effect(here, dep, above)
        if effect is not None:
            return self._combined(above, Judgement(effect.certainty, parse.words[above], effect.aim))
        if self._is_aimed_at(here, dep, above):
            return Judgement("possible", "to", aim=True)
        return self.clause.said(above) if dep in ("dobj", "xcomp", "attr", "prep", "oprd", "acomp") else ACTUAL

    def purpose(self, here: int, above: int) -> Judgement:
        """An infinitive that says what something is done for, or a condition."""
        parse = self.parse
        marked = self.clause.mark(here)
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
        return ACTUAL

    def _as_clause(self, here: int, dep: str, above: int) -> Judgement | None:
        """What is made of a clause by a verb that tells it or by proof of it; None for all others."""
        parse, words = self.parse, self.words
        lemma = parse.lemmas[above]
        shown = parse.first(above, "nsubj", "nsubjpass") if dep in ("ccomp", "acl", "advcl", "relcl") else None
        if shown is not None and (proof := words.noun.get(parse.lemmas[shown])) is not None and proof.certainty == "actual":
            return self.clause.said(shown)  # "no evidence has emerged that"
        if dep == "ccomp" and lemma in words.speaking and (lemma not in words.verb or self._is_told(here, words.verb[lemma])):
            asked = any(parse.tags[c] in ("WRB", "WP") for c in parse.children[here])
            return Judgement("possible", parse.words[above]) if self.clause.said(above).certainty == "denied" and not asked else ACTUAL
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
            or any(parse.lowers[c] in ("would", *FUTURE) for c in parse.of(clause, "aux"))
            or (parse.tags[clause] == "VBG" and self._is_finite(clause))
        )
        return (effect.aim or effect.certainty == "planned") and told

    def _is_finite(self, verb: int) -> bool:
        """Whether a clause tells what is or was, and not what shall be: "told that it had left", not "told it to leave"."""
        parse = self.parse
        finite = ("VBD", "VBZ", "VBP")
        return parse.tags[verb] in finite or any(parse.tags[c] in finite for c in parse.of(verb, "aux", "auxpass"))

    def _after_preposition(self, preposition: int) -> Judgement:
        """What a preposition makes of what it governs: "without attacking", "instead of attacking"."""
        parse = self.parse
        effect = self.words.before.get(parse.lowers[preposition])
        if effect is None and parse.lowers[preposition] == "of" and preposition:
            effect = self.words.before.get(parse.lowers[preposition - 1])
        return Judgement(effect.certainty, parse.words[preposition]) if effect else ACTUAL

    def _effect(self, here: int, dep: str, above: int) -> Effect | None:
        """The listed effect of a governing verb, noun or adjective on what depends on it in this way."""
        parse, words = self.parse, self.words
        lemma, tag = parse.lemmas[above], parse.tags[above]
        if tag.startswith("J"):
            return words.adjective.get(lemma)
        preposition = parse.lowers[here] if dep == "prep" else None
        if not tag.startswith(("V", "MD")):
            return words.noun.get(lemma) if preposition in (None, *_NOUN_TAKES) else None
        if preposition is not None and (preposition not in COMPLETING or preposition == "in"):
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
            return not any(parse.lowers[c] in RANKING for c in parse.of(above, "amod"))
        standing = parse.first(above, "attr")
        if standing is not None and any(parse.lowers[c] in RANKING for c in parse.of(standing, "amod")):
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
        own = self.clause.said(above)
        if effect.certainty == "denied" and self.parse.lemmas[above] in _DELAYING:
            if own.refused:
                return Judgement("planned", own.why)
            if own.certainty == "denied":
                return ACTUAL
        if own.certainty == "denied":
            return Judgement("possible", effect.why) if effect.certainty == "denied" else Judgement("denied", own.why)
        if self.parse.lemmas[above] == "able" and self.clause.said(self.parse.heads[above]).certainty == "planned":
            return self.clause.said(self.parse.heads[above])  # "will be able to"
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
                return GOING_ON  # what must be stopped goes on
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
            return GOING_ON  # "the attacks must end"
        return self.clause.said(verb) if lemma in words.occurring else ACTUAL
