"""Figures told as a change: "51 percent higher than last year", "cut its army by 120,000 men"."""

from __future__ import annotations

import re

from servanda.coding.figures.amount import Amount
from servanda.coding.parsing import Parse
from servanda.records import Change, Direction

_UP = (
    r"higher|above|more|greater|larger|up|increas\w*|r(?:ise|ises|isen|ising|ose)|gr(?:ew|ow\w*)|jump\w*|surg\w*|climb\w*|gain\w*|soar\w*|expand\w*|rais\w*|"
    r"boost\w*|swell\w*|add(?:ed|s|ing)?|rocket\w*|widen\w*"
)
_DOWN = (
    r"lower|below|fewer|less|smaller|down|decreas\w*|fall\w*|fell|drop\w*|declin\w*|shr(?:ank|ink\w*|unk)|cut\w*|reduc\w*|plung\w*|slump\w*|contract(?:ed|ing|ion)|"
    r"slash\w*|slid\w*|sank|sunk|tumbl\w*|collaps\w*|lowered|dip\w*|halv\w*|slow\w*|trim\w*|narrow\w*"
)
_RISE = re.compile(rf"\b(?:{_UP})\b", re.IGNORECASE)
_FALL = re.compile(rf"\b(?:{_DOWN})\b", re.IGNORECASE)
_VAGUE = r"(?:(?:about|over|nearly|almost|more than|less than|just|around|some|roughly|at least|as much as|up to|an?|another|a further|an additional|estimated)\s+)*"
_AFTER = re.compile(
    r"^\s*(?:or\s+)?(?:year[- ]on[- ]year\s+)?(?:higher|lower|below|above|more|less|fewer|greater|larger|smaller|up|down|increase|rise|growth|decrease|drop|fall|decline|reduction|cut|"
    r"surge|jump|slump)\b(?!\s+of\s+(?:all|the|its))",
    re.IGNORECASE,
)
# "Made up 55 percent" and "shot down 86 jets" are no rise and no fall: "up" and "down" count after "be" or a comma only.
_PARTICLE = re.compile(r"(?<!,)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbeen)(?<!\bwent)(?<!\bgo)\s(?:up|down)\s*$", re.IGNORECASE)
# "Fell below $50" tells a level.
_BEFORE = re.compile(
    rf"\b(?!above|below)(?:{_UP}|{_DOWN})\s+(?!above|below)(?:[a-z]+ly\s+)?(?:by\s+|of\s+)?{_VAGUE}(?:the\s+)?$", re.IGNORECASE
)
_COUNTED_MORE = re.compile(r"\b(?:more|less|fewer|higher|lower|greater|larger)\s+than\s+(?:the\s+)?$", re.IGNORECASE)
_BY = re.compile(rf"\bby\s+{_VAGUE}(?:the\s+)?$", re.IGNORECASE)
_BASE = re.compile(
    r"[^,.;]{0,40}?\b(?:than|compared with|compared to|over|from|since|against|below|above|(?<!year )(?<!month )(?<!quarter )on(?=\s+(?:the\s+)?(?:previous|preceding|year|last|same|a year)\b))\s+([^,.;]{2,50}?)(?=\s+(?:when|while|which|to|and|or|was|were|in\s+(?:19|20)\d\d)\b|[,.;]|$)"
)


def _raised_money(words: str, amount: Amount) -> bool:
    """Whether money is only taken up: "raised $2 billion from a bond"."""
    return amount.kind == "currency" and re.match(r"rais\w*", words, re.IGNORECASE) is not None and re.search(r"\bby\b", words) is None


def change_of(text: str, amount: Amount, parse: Parse, head: int) -> Change | None:
    """Whether an amount is a change and not a level: its direction, and the words of its base."""
    before, after = text[: amount.start], text[amount.end :]
    words = None
    if ahead := _AFTER.match(after):
        # "60 more were wounded" counts on; only against a base is "60 more" a change of what is counted.
        if amount.kind in ("share", "currency", "quantity") or re.match(r"\s*\w+\s+than\b", after):
            words = ahead.group()
    elif (
        (behind := _BEFORE.search(before))
        and not _raised_money(behind.group(), amount)
        and not _COUNTED_MORE.search(before)
        and not _PARTICLE.search(before)
        and not _PARTICLE.search(before[: behind.start() + len(behind.group().split()[0])])
    ):
        # "Sank 34 boats", "cut 12 posts": of things counted only "by" makes a change.
        words = (
            behind.group()
            if amount.kind not in ("items", "persons") or re.search(r"\b(?:by|of)\b", behind.group(), re.IGNORECASE)
            else None
        )
    elif _BY.search(before):
        words = next(
            (parse.lowers[t] for t in parse.ancestors(head) if _RISE.fullmatch(parse.lowers[t]) or _FALL.fullmatch(parse.lowers[t])), None
        )
    if words is None:
        return None
    direction: Direction = "up" if _RISE.search(words) else ("down" if _FALL.search(words) else "none")
    based = _BASE.match(after)
    return Change(direction, based.group(1).strip() if based else None)
