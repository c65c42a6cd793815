"""Sets right what the parser regularly gets wrong in formal prose: whose a joined verb is, and nouns read as verbs or verbs as nouns."""

from __future__ import annotations

from collections.abc import Callable

from servanda.coding.columns import Columns

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Verbs by which one speaks for oneself: joined to "we call on Chad to stop", they are the speaker's and not Chad's.
_SPOKEN = frozenset(
    "urge condemn welcome express reaffirm reiterate thank commend deplore stress underline underscore emphasise emphasize regret appeal applaud congratulate "
    "salute remain reject appreciate encourage recall".split()
)
_CALLING = frozenset({"on", "upon", "for"})
# Plurals that are also verbs, after a bare noun that tells what kind: "asset freezes", "travel bans".
_MEASURES = frozenset("freezes bans controls strikes attacks raids tests launches exchanges visits talks exercises cuts curbs".split())
_MEASURED = frozenset(
    "asset travel visa export import trade air missile drone rocket bomb mortar prisoner military naval weapon weapons nuclear border aid flight oil arms tariff budget".split()
)
# Verbs that are as often plural nouns: "the EU is appalled and demands that".
_CLAIMING = frozenset({"demands", "requests", "claims", "hopes", "regrets", "reports", "notes", "protests", "calls"})

# Verbs that take somebody home, and people named by what they suffer.
_BRINGING = frozenset(
    {"send", "sent", "sends", "sending", "bring", "brought", "brings", "fly", "flew", "flown", "order", "ordered", "call", "called"}
)
_SUFFERING = frozenset({"wounded", "injured", "displaced", "bereaved", "detained", "accused", "dispossessed", "oppressed", "besieged"})

# Participles that keep an object though they are passive: "the men given shelter".
_GIVEN = frozenset(
    "given awarded granted offered sent shown told paid taught denied lent handed promised called named elected appointed dubbed".split()
)
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december".split()
)
_SPANS = frozenset({"week", "month", "year", "spring", "summer", "autumn", "winter"})
# Who invites by an office: the name behind it is the host's.
_INVITING = frozenset(
    "president minister king queen emperor emir sultan premier chancellor secretary prince chairman governor leader".split()
)
_SET_OFF = frozenset({",", '"', ":", "that"})
# What is done to somebody by somebody: a later "by" names who did it.
_HARMS = frozenset(
    "raid raids attack attacks assault assaults strike strikes airstrike airstrikes shelling shellings bombing bombings bombardment shooting shootings killing killings "
    "murder murders massacre massacres execution executions abduction abductions kidnapping seizure arrest arrests detention detentions imprisonment torture "
    "beating beatings invasion incursion occupation annexation expulsion expulsions sinking".split()
)


def _finite_above(columns: Columns, verb: int) -> int | None:
    """The nearest finite verb above one."""
    seen = {verb}
    above = columns.heads[verb]
    while above not in seen:
        if columns.tags[above] in _FINITE:
            return above
        seen.add(above)
        above = columns.heads[above]
    return None


def _join_finite_verbs(columns: Columns) -> None:
    """A finite verb is joined to the finite verb above it and to no infinitive: "urged both to talk and offered help"."""
    for token, tag in enumerate(columns.tags):
        above = columns.heads[token]
        if columns.deps[token] != "conj" or tag not in _FINITE or columns.deps[above] not in ("xcomp", "advcl", "acl"):
            continue
        if columns.is_infinitive(above) and not columns.has(token, "nsubj", "nsubjpass"):
            over = _finite_above(columns, above)
            columns.hang(token, above if over is None else over)


def _tell_on_the_day_of_telling(columns: Columns) -> None:
    """A day between a verb of saying and the subject of what is said is the day of saying: "said on Monday it would go"."""
    deps, heads, lowers = columns.deps, columns.heads, columns.lowers
    for token, lower in enumerate(lowers):
        clause = heads[token]
        told = heads[clause]
        if lower != "on" or deps[token] != "prep" or deps[clause] != "ccomp" or not told < token < clause or lowers[token - 1] in _SET_OFF:
            continue
        before = [child for child in columns.children(clause) if told < child < clause]
        subject = any(child > token and deps[child].startswith("nsubj") for child in before)
        if subject and before[0] == token and any(lowers[child] in _DAYS for child in columns.children(token)):
            columns.hang(token, told)


def _tell_the_time_with_the_verb(columns: Columns) -> None:
    """A time before the article of a subject tells when the verb took place: "last October the Court's ruling was rejected"."""
    deps, heads, lowers = columns.deps, columns.heads, columns.lowers
    for token, lower in enumerate(lowers):
        subject = heads[token]
        if (lower not in _DAYS and lower not in _SPANS) or deps[token] != "npadvmod" or subject <= token:
            continue
        clause = heads[subject]
        if deps[subject] in ("nsubj", "nsubjpass") and clause > subject and columns.tags[token + 1] in ("DT", "PRP$"):
            columns.hang(token, clause)


def _leave_hosts_their_names(columns: Columns) -> None:
    """A name behind the office of who invites is the host's, and the visitor comes after it: "at the invitation of the King of X, N, the Queen of Y came"."""
    deps, heads, lowers = columns.deps, columns.heads, columns.lowers
    for token, lower in enumerate(lowers):
        if lower != "invitation" or deps[token] != "pobj":
            continue
        verb = heads[heads[token]]
        of = next((child for child in columns.children(token) if lowers[child] == "of"), None)
        host = None if of is None else next((child for child in columns.children(of) if lowers[child] in _INVITING), None)
        name = next((child for child in columns.children(verb) if deps[child] == "nsubj" and child > token), None)
        if host is None or name is None or columns.tags[name] != "NNP":
            continue
        visitor = next(
            (child for child in columns.children(name) if deps[child] == "appos" and lowers[columns.leftmost(child)] == "the"), None
        )
        between = [lowers[i] for i in range(host, columns.leftmost(name))]
        if visitor is None or visitor < name or between.count(",") != 1 or between[-1] != ",":
            continue
        columns.hang(name, host)
        columns.hang(visitor, verb)
        deps[name], deps[visitor] = "appos", "nsubj"
        for child in [child for child in columns.children(name) if child > visitor]:
            columns.hang(child, visitor)


def _join_spoken_verbs(columns: Columns) -> None:
    """What the speaker does in words is not what others are called on to do: "we call on both to stop and urge them to talk"."""
    tags, deps, heads = columns.tags, columns.deps, columns.heads
    for token, tag in enumerate(tags):
        above = heads[token]
        if tag != "VB" or deps[token] != "conj" or not columns.is_infinitive(above) or columns.is_infinitive(token):
            continue
        calls = columns.lowers[token] == "call" and any(columns.lowers[child] in _CALLING for child in columns.children(token))
        if (not calls and columns.lowers[token] not in _SPOKEN) or columns.has(token, "nsubj", "aux"):
            continue
        over = _finite_above(columns, above)
        if over is not None and tags[over] == "VBP" and columns.has(over, "nsubj"):
            columns.hang(token, over)
            tags[token] = "VBP"


def _give_clauses_their_subjects(columns: Columns) -> None:
    """A clause that nothing joins to the one before takes the noun before it: "sent troops to Mali and Chad will send more"."""
    tags, deps, heads = columns.tags, columns.deps, columns.heads
    for verb, tag in enumerate(tags):
        if deps[verb] not in ("conj", "ccomp") or not tag.startswith("V") or columns.has(verb, "nsubj", "nsubjpass", "expl", "cc", "mark"):
            continue
        first = columns.leftmost(verb)
        noun = first - 1
        helped = any(
            deps[child] == "aux" and tags[child] in ("MD", "VBZ", "VBP", "VBD") and child < verb for child in columns.children(verb)
        )
        if noun < 2 or not helped or deps[noun] != "conj" or tags[noun] not in _NOUNS or tags[heads[noun]] not in _NOUNS:
            continue
        start = columns.leftmost(noun)
        joint = start - 1
        if heads[verb] > noun or deps[joint] != "cc" or columns.lowers[joint] != "and":
            continue
        if any(tags[child].startswith("V") for child in columns.children(noun)) or columns.lowers[first] == "to":
            continue
        passive = columns.has(verb, "auxpass")
        columns.hang(noun, verb)
        deps[noun] = "nsubjpass" if passive else "nsubj"
        columns.hang(joint, heads[verb])


def _give_sentences_their_verbs(columns: Columns) -> None:
    """A past form with an object is the verb of its sentence: "the minister, Ann Keo, yesterday condemned the raid"."""
    tags, deps, heads = columns.tags, columns.deps, columns.heads
    for verb, tag in enumerate(tags):
        noun = heads[verb]
        if tag not in ("VBN", "VBD") or deps[verb] != "acl" or deps[noun] != "ROOT" or tags[noun] not in _NOUNS or noun > verb:
            continue
        if (
            columns.lowers[verb] in _GIVEN
            or not columns.has(verb, "dobj", "ccomp")
            or columns.has(verb, "agent", "aux", "auxpass", "nsubj")
        ):
            continue
        for child in list(columns.children(noun)):
            if child > verb:
                columns.hang(child, verb)
        columns.hang(verb, verb)
        columns.hang(noun, verb)
        tags[verb], deps[verb], deps[noun] = "VBD", "ROOT", "nsubj"


def _read_nouns_as_nouns(columns: Columns) -> None:
    """A measure that is read as a verb is a noun: "imposed asset freezes and travel bans on two officials"."""
    tags, deps, heads = columns.tags, columns.deps, columns.heads
    for token, tag in enumerate(tags):
        kind, above = token - 1, heads[token]
        if tag != "VBZ" or columns.lowers[token] not in _MEASURES or kind < 1 or columns.lowers[kind] not in _MEASURED:
            continue
        if deps[token] not in ("ccomp", "conj") or above >= token or columns.has(token, "dobj", "ccomp", "xcomp", "aux"):
            continue
        if heads[kind] != token or columns.has(kind, "det", "poss") or not tags[above].startswith("V") or columns.has(above, "dobj"):
            continue
        for child in list(columns.children(kind)):
            columns.hang(child, token)
        tags[token], deps[token], deps[kind] = "NNS", "dobj", "compound"


def _read_verbs_as_verbs(columns: Columns) -> None:
    """A verb that is read as a plural noun is a verb: "the embassy protests against", "is appalled and demands that"."""
    tags, deps, heads = columns.tags, columns.deps, columns.heads
    for token, tag in enumerate(tags):
        if tag != "NNS" or columns.lowers[token] not in _CLAIMING or columns.has(token, "det", "poss", "amod", "nummod", "compound"):
            continue
        if deps[token] == "ROOT" and columns.has(token, "nsubj") and not columns.has(token, "cop", "aux"):
            tags[token] = "VBZ"
        elif deps[token] == "conj" and tags[heads[token]] in _NOUNS and _says_that(columns, token):
            over = _finite_above(columns, heads[token])
            if over is not None:
                columns.hang(token, over)
                tags[token] = "VBZ"
                for child in columns.children(token):
                    deps[child] = "ccomp" if deps[child] in ("acl", "relcl") else deps[child]


def _says_that(columns: Columns, noun: int) -> bool:
    """Whether a clause with "that" follows a noun at once."""
    return noun + 1 < len(columns.words) and columns.lowers[noun + 1] == "that" and columns.has(noun, "acl", "ccomp", "relcl")


def _take_words_of_time_and_place_for_what_they_are(columns: Columns) -> None:
    """What stands after "at once" is the verb's, "home" is where somebody is sent, and "the wounded" are people."""
    tags, deps, heads, lowers = columns.tags, columns.deps, columns.heads, columns.lowers
    for token, lower in enumerate(lowers):
        above = heads[token]
        if lower == "once" and token and lowers[token - 1] == "at" and deps[token - 1] == "prep":
            verb = heads[token - 1]
            thing = next((child for child in columns.children(token - 1) if deps[child] == "pobj" and child > token), None)
            if thing is not None and tags[verb].startswith("V") and not columns.has(verb, "dobj"):
                columns.hang(thing, verb)
                deps[thing] = "dobj"
        elif (
            lower == "home"
            and deps[token] == "dobj"
            and lowers[above] in _BRINGING
            and deps[token - 1] == "compound"
            and heads[token - 1] == token
        ):
            deps[token], tags[token] = "advmod", "RB"
            for child in list(columns.children(token)):
                columns.hang(child, token - 1)
            columns.hang(token - 1, above)
            deps[token - 1] = "dobj"
        elif lower in _SUFFERING and tags[token] == "VBN" and deps[token] in ("pobj", "dobj", "nsubj", "nsubjpass"):
            named = any(lowers[child] == "the" for child in columns.children(token))
            tags[token] = "NNS" if named and not columns.has(token, "dobj", "agent", "auxpass") else "VBN"


def _give_harm_its_doer(columns: Columns) -> None:
    """A later "by" tells who did a harm: "the killing of ten miners on Sunday by the army", "the raid on Mali by Chad"."""
    tags, deps, heads, lowers = columns.tags, columns.deps, columns.heads, columns.lowers
    for token, lower in enumerate(lowers):
        if lower != "by" or deps[token] not in ("prep", "agent"):
            continue
        doer = next((child for child in columns.children(token) if deps[child] == "pobj"), None)
        if doer is None or tags[doer] not in _NOUNS or lowers[doer] in _DAYS:
            continue
        harm = next((before for before in range(token - 1, -1, -1) if lowers[before] in _HARMS and tags[before] in _NOUNS), None)
        if harm is None or heads[token] == harm or any(tags[one].startswith(("V", "MD", ",", "W")) for one in range(harm + 1, token)):
            continue
        above = heads[token]
        active = tags[above].startswith("V") and columns.has(above, "dobj") and not columns.has(above, "auxpass")
        if harm < above < token or active:
            columns.hang(token, harm)
            deps[token] = "prep"


# The repairs in the order in which they are made, each with the words of which a sentence must have one for it to be tried.
_REPAIRS: tuple[tuple[frozenset[str] | None, Callable[[Columns], None]], ...] = (
    (None, _join_finite_verbs),
    (_DAYS, _tell_on_the_day_of_telling),
    (_DAYS | _SPANS, _tell_the_time_with_the_verb),
    (None, _give_sentences_their_verbs),
    (frozenset({"invitation"}), _leave_hosts_their_names),
    (_CLAIMING, _read_verbs_as_verbs),
    (_MEASURES, _read_nouns_as_nouns),
    (_SPOKEN | {"call"}, _join_spoken_verbs),
    (None, _give_clauses_their_subjects),
    (_SUFFERING | {"once", "home"}, _take_words_of_time_and_place_for_what_they_are),
    (_HARMS, _give_harm_its_doer),
)


def mend(columns: Columns) -> None:
    """Set a parse right in place; each repair holds only where the words leave no other reading."""
    for words, repair in _REPAIRS:
        if words is None or not words.isdisjoint(columns.lowers):
            repair(columns)
