"""The skeleton of a treaty's text: title, preamble, articles with their paragraphs, closing and annexes, each with its place."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.numerals import writes


class Paragraph(msgspec.Struct, frozen=True):
    """A numbered paragraph of an article; the number is None for text before the first number."""

    number: str | None
    start: int
    end: int


class Article(msgspec.Struct, frozen=True):
    """An article: number as written, title, chapter, and the place of its words without the heading."""

    number: str
    title: str | None
    chapter: str | None
    start: int
    end: int
    paragraphs: tuple[Paragraph, ...]


class Skeleton(msgspec.Struct, frozen=True):
    """Where the parts of a text stand: `body` is where the first article begins, `closing` where the last one ends, `main_end` where annexes begin."""

    articles: tuple[Article, ...]
    body: int
    closing: int
    main_end: int


_HEAD = re.compile(
    r"(?P<lead>^[#\s>*_\"'“]*|(?<=[.;:)\s]))(?P<word>ARTICLE|Article|Art\.|article)(?P<gap>[\s:–—-]{0,6})(?=[\dIVXLCivxlc]|[a-z]+)",
    re.MULTILINE,
)
_WITNESS = re.compile(
    r"\bin\s+(?:witness|faith|testimony)\s+(?:where\s?of|there\s?of|of\s+which)|^\s*as\s+witness\s+the\s+hands?\s+of\b",
    re.IGNORECASE | re.MULTILINE,
)
DONE = re.compile(
    r"(?:^|(?<=[.;:)\]\n]))\s*(?:thus\s+)?(?:done|signed|executed|concluded|given|adopted|drawn\s+up|opened\s+for\s+signature|dated|hecho)\b(?=[^.;]{0,160}?(?:\bat\b|\bin\b|\bon\b|\bthis\b))",
    re.IGNORECASE | re.MULTILINE,
)
_ANNEX = re.compile(
    r"^[#\s*_]*(?:ANNEX|APPENDIX|SCHEDULE|PROTOCOL|ATTACHMENT|Annex(?:e)?|Appendix|AGREED\s+MINUTES|EXCHANGE\s+OF|DECLARATION|ADDITIONAL\s+PROTOCOL)\b[^.\n]{0,80}$",
    re.MULTILINE,
)
_CHAPTER = re.compile(
    r"^[#\s*_]*((?:PART|CHAPTER|TITLE|SECTION|Part|Chapter|Title|Section)\s+(?:[\dIVXLC]+|[ivxlc]+)\b[^\n]{0,100})$", re.MULTILINE
)
# A line with the number of a chapter alone: its name stands on the line below.
_BARE_CHAPTER = re.compile(r"^[#\s*_]*(?:PART|CHAPTER|TITLE|SECTION|Part|Chapter|Title|Section)\s+[\dIVXLC]+[\s.:*_–—-]*$")
# What is printed at the foot or head of a page: "Page 3", "CE/DZ/en 16".
_PAGE = re.compile(r"^Page\s+\d+|^\w+(?:/\w+)+\s+\d+$", re.IGNORECASE)
# With such a word a sentence begins, not a heading.
_OPENS = re.compile(
    r"(?:Any|Every|Each|If|When|Where|Nothing|For\s+(?:the|each|all)|As\s+(?:regards|soon)|In\s+(?:all|view|the|any|respect|case|accordance|relation|order)|The(?:\s+\S+){4,})\b"
)
_NOTE = re.compile(r"^\s*\(?(\d{1,2})[.)]\s", re.MULTILINE)
# A reference in running text goes on like this; a heading never does.
_REFERENCE = re.compile(
    r"\s*(?:,|\(|of\s|and\s|to\s|or\s|shall\s|above|below|paragraph|hereof|thereof|\)|;|is\s|has\s|have\s|does\s|may\s|are\s|applies|in\s|as\s|by\s|for\s+the\s+purpose)"
)


# Other characters that end a line; each is one character, so that no place moves.
_LINE_ENDS = {ord(char): "\n" for char in "\u2028\u2029\x0b\x0c\x85"}
# A line that ends so goes on with a reference, not with a heading: "in accordance with" / "Article 40."
_GOES_ON = re.compile(r"\b(?:of|in|under|to|with|and|by|or|per|see|from|than|through)\s*$")


def skeleton(text: str) -> Skeleton:
    """Find the articles of the main treaty; a text without any has its numbered paragraphs as articles, or none."""
    text = text.translate(_LINE_ENDS)
    heads = _article_heads(text)
    closing_floor = heads[1][1] if len(heads) > 1 else heads[0][1] if heads else 0
    closing = _closing(text, closing_floor, last=heads[-1][1] if heads else 0)
    heads = [head for head in heads if head[0] < closing]
    if not heads:
        heads = _numbered(text)
        # A text without any numbers: whatever stands in its first third is title and preamble.
        closing = _closing(text, heads[-1][1] if heads else len(text) // 3, last=0)
        heads = [head for head in heads if head[0] < closing]
    main_end = _annexes(text, closing)
    articles = []
    chapters = [(hit.start(), _chapter_name(text, hit)) for hit in _CHAPTER.finditer(text)]
    for index, (at, begins, number) in enumerate(heads):
        end = _before_chapter(text, begins, heads[index + 1][0]) if index + 1 < len(heads) else closing
        title, start = (
            _title(text, at, begins, end) if "rticle" in text[at:begins].lower() or "rt." in text[at:begins].lower() else (None, begins)
        )
        chapter = next((words for begun, words in reversed(chapters) if begun < at), None)
        articles.append(Article(number, title, chapter, start, end, _paragraphs(text, start, end)))
    return Skeleton(tuple(articles), heads[0][0] if heads else 0, closing, main_end)


Head = tuple[int, int, str]


def _chapter_name(text: str, hit: re.Match[str]) -> str:
    """The heading of a chapter on one line, with the name that stands below its number."""
    words = " ".join(hit[1].split())
    below = re.match(r"\s*([^\n]{3,100})\n", text[hit.end() :])
    named = _BARE_CHAPTER.match(hit[1]) and below is not None and _is_title(below[1]) and not _HEAD.match(below[1])
    return f"{words.rstrip(' .:')}. {below[1].strip(' #*_')}" if named and below is not None else words


def _before_chapter(text: str, begins: int, end: int) -> int:
    """Where an article ends whose last lines are the heading of the chapter that follows."""
    for hit in _CHAPTER.finditer(text, max(begins, end - 400), end):
        lines = [line.strip() for line in text[hit.start() : end].splitlines() if line.strip()]
        if hit.start() > begins and len(lines) <= 4 and not any(line.endswith((".", ";", ",")) for line in lines):
            return hit.start()
    return end


def _article_heads(text: str) -> list[Head]:
    """The longest run of article headings in order: where each begins, where its text begins, and its number.

    A list of contents gives a run too, but one with little text between; of the runs the one that holds the most text wins.
    """
    places = list(_HEAD.finditer(text))
    flat = _flat(text)
    places = [
        hit
        for hit in places
        if hit["word"][0] in "Aa"
        and (hit["lead"] or hit.start() == 0 or _line_start(text, hit.start()) or (flat and hit["word"] != "article"))
        and (hit["word"] == "ARTICLE" or not _GOES_ON.search(text[max(0, hit.start() - 20) : hit.start()]))
    ]
    best: list[Head] = []
    best_score = 0.0
    for index, hit in enumerate(places):
        if writes(text[hit.end() : hit.end() + 12], 1) is None and not re.match(r"1\.\s?[1Il]\b", text[hit.end() : hit.end() + 6]):
            continue
        run = _run(text, places[index:])
        if not run:
            continue
        ends = [*(head[0] for head in run[1:]), len(text)]
        score = sum(min(end - head[1], 1500) > 120 for head, end in zip(run, ends, strict=True)) + 0.01 * len(run)
        if score > best_score:
            best, best_score = run, score
        if best_score > 3 and index > 40:
            break
    return _by_chapter(text, places, best) or best


def _by_chapter(text: str, places: list[re.Match[str]], best: list[Head]) -> list[Head]:
    """The headings of a treaty whose chapters count their articles anew, as `9:3` for article 3 of chapter 9; none where they do not.

    The chapters must follow each other by their numbers, and stand before the words of signature, after which protocols begin.
    """
    if not best:
        return []
    witness = _WITNESS.search(text, best[0][1])
    starts: list[tuple[int, int]] = []
    for at, hit in enumerate(places):
        if witness is not None and hit.start() > witness.start():
            break
        if writes(text[hit.end() : hit.end() + 12], 1) is None:
            continue
        headings = [
            found for found in _CHAPTER.finditer(text, max(0, hit.start() - 160), hit.start()) if found[1][:2].lower() in ("ch", "pa")
        ]
        number = writes(headings[-1][1].split(None, 1)[1], len(starts) + 1) if headings else None
        if number is not None:
            starts.append((at, len(starts) + 1))
    if len(starts) < 2 or places[starts[0][0]].start() > best[0][0]:
        return []
    heads: list[Head] = []
    for index, (at, chapter) in enumerate(starts):
        following = starts[index + 1][0] if index + 1 < len(starts) else len(places)
        heads += [(begun, begins, f"{chapter}:{number}") for begun, begins, number in _run(text, places[at:following])]
    return heads


def _run(text: str, places: list[re.Match[str]]) -> list[Head]:
    """The headings that follow each other in number from the first place on; one or two may be missing."""
    heads: list[Head] = []
    chapter, expected = 0, 1
    for hit in places:
        after = text[hit.end() : hit.end() + 14]
        pair = re.match(r"(\d{1,2})\.(\d{1,2}|[IVl])\b(?!\.)", after)
        if pair:
            major, minor = int(pair[1]), 1 if pair[2] in "IVl" else int(pair[2])
            if (major == chapter and expected <= minor <= expected + 2) or (major == chapter + 1 and minor == 1):
                chapter, expected = major, minor + 1
                heads.append((hit.start(), hit.end() + pair.end(), f"{major}.{minor}"))
            continue
        if chapter:
            continue
        for number in range(expected, expected + 3):
            found = writes(after, number)
            if found is None:
                continue
            rest = text[hit.end() + found[1] : hit.end() + found[1] + 40]
            marked = hit["word"] == "ARTICLE" and _flat(text)  # in a text without lines only headings are in capitals
            if not marked and _REFERENCE.match(rest) and not rest.lstrip(" \t").startswith("\n"):
                break
            heads.append((hit.start(), hit.end() + found[1], found[0]))
            expected = number + 1
            break
    return heads


def _numbered(text: str) -> list[Head]:
    """Numbered paragraphs that follow each other from 1 on: the articles of an exchange of notes or an old agreement.

    Plenipotentiaries may be numbered too: of several counts the longest is taken. The first number is often lost.
    """
    runs: list[list[Head]] = [[]]
    expected = 1
    for hit in _NOTE.finditer(text):
        number = int(hit[1])
        if number < expected and number <= 2:
            runs.append([])
            expected = 1
        if expected <= number <= expected + 2:
            runs[-1].append((hit.start(), hit.end(), hit[1]))
            expected = number + 1
    heads = max(runs, key=len)
    return heads if len(heads) > 2 else []


def _line_start(text: str, at: int) -> bool:
    """Whether only white space and marks stand between a place and the beginning of its line."""
    begin = text.rfind("\n", 0, at) + 1
    return text[begin:at].strip(" \t#*_>\"'“") == ""


def _closing(text: str, floor: int, *, last: int) -> int:
    """Where the words of signature begin: the first "in witness whereof" after the second article, or a dated "Done at"."""
    flat = _flat(text)
    witness = _WITNESS.search(text, floor)
    done = None
    for hit in DONE.finditer(text, max(floor, min(last, len(text)))):
        if not flat and not hit[0].strip()[:1].isupper():
            continue
        if re.search(r"\b(?:1[5-9]|20)\d\d\b|hundred|thousand|[._…]{4,}", text[hit.start() : hit.start() + 420]):
            done = hit
            break
    places = [hit.start() for hit in (witness, done) if hit is not None]
    if places:
        return min(places)
    annex = _ANNEX.search(text, max(floor, last))
    return annex.start() if annex else len(text)


def _flat(text: str) -> bool:
    """Whether the text has lost its lines, so that headings stand in the running text."""
    return text.count("\n") * 400 < len(text)


def _annexes(text: str, closing: int) -> int:
    """Where annexes begin after the closing; a little room is left for the words of signature."""
    annex = _ANNEX.search(text, min(closing + 150, len(text)))
    return annex.start() if annex else len(text)


def _title(text: str, at: int, begins: int, end: int) -> tuple[str | None, int]:
    """The title of an article: the rest of its heading's line, or a short line of its own above or below."""
    line_end = text.find("\n", begins, end)
    rest = text[begins : line_end if line_end >= 0 else min(begins + 200, end)]
    bare = rest.strip(" .:-–—#*_\t")
    told = rest.rstrip(" \t*_#")
    longest = 50 if told.endswith(".") else 110
    heading = line_end >= 0 and 0 < len(bare) < longest and bare[:1].isupper() and not told.endswith((";", ","))
    if heading and not re.search(r"\b(?:shall|will|undertakes?|may|have|has|are|is)\b", bare):
        following = text[line_end:end].lstrip()
        if following[:1].isupper() or following[:1] in "(1":
            return bare, line_end
    start = begins + (len(rest) - len(rest.lstrip(" .:-–—*_\t")))
    if not bare and line_end >= 0:
        below = _title_below(text, line_end, end)
        if below is not None:
            return below
        before, _, above = text[:at].rstrip().rpartition("\n")
        goes_on = re.match(r"\s*(?:AND|OR|OF|and|or|of)\b", above)
        if (
            before.strip()
            and _is_title(above)
            and not goes_on
            and not _CHAPTER.match(above)
            and not _BARE_CHAPTER.match(before.rstrip().rpartition("\n")[2])
        ):
            return above.strip(" #*_"), begins
    return None, start


def _title_below(text: str, line_end: int, end: int) -> tuple[str, int] | None:
    """The title on the line below the number, or on two; None where that line begins the article's first sentence."""
    below = re.match(r"\s*([^\n]{3,130})\n", text[line_end:end])
    if below is None or not _is_title(below[1]):
        return None
    begins = line_end + below.end()
    after = text[begins:end].lstrip()
    if after[:1].islower() and not re.match(r"[il]\s?[.)]", after):  # not a misread "1."
        more = re.match(r"\s*([^\n]{3,70})\n\s*(?=[A-Z\d(“\"])", text[begins:end])
        joined = f"{below[1].strip(' #*_')} {more[1].strip(' #*_')}" if more else ""
        if more is None or not _is_title(joined) or re.match(r"(?:In\s+order|If|When|Where|Upon)\b", joined):
            return None
        return joined, begins + more.end()
    if (len(below[1]) > 80 or _OPENS.match(below[1].strip())) and not _stands_alone(below[1], text[begins:end]):
        return None
    return below[1].strip(" #*_"), begins


def _stands_alone(line: str, after: str) -> bool:
    """Whether a long line is a heading and not the first line of a sentence: its words are capitalised, or a blank line or number follows."""
    words = re.findall(r"[A-Za-z]{4,}", line)
    capitals = sum(word[0].isupper() for word in words) > len(words) * 0.6 and not re.match(r"\s*(?:The|Each|Any|This)\b", line)
    return capitals or re.match(r"[ \t]*\n|[ \t]*\(?[1a][.)]", after) is not None


def _is_title(line: str) -> bool:
    """Whether a line reads as a heading: short, begun by a capital, without the end of a sentence or a verb of duty."""
    bare = line.strip(" #*_")
    if not 3 <= len(bare) <= 140 or not bare[0].isupper() or bare[-1] in ".;:,":
        return False
    if _PAGE.search(bare) or re.search(r"\b(?:under|of|and|the|to|in|by|for|with|or|an?|from|on|at|which|that)$", bare):
        return False
    return not re.search(r"\b(?:shall|will|may|has|have|is|are|agree)\b|^\(?\d|^(?:The|Each|This)\b.*\b(?:of|and|the)$", bare)


def _paragraphs(text: str, start: int, end: int) -> tuple[Paragraph, ...]:
    """The paragraphs 1, 2, 3 … of an article, in order; the whole article where it has none."""
    flat = "\n" not in text[start:end].strip()
    marks: list[tuple[int, int, str]] = []
    at = start
    while True:
        number = len(marks) + 1
        lead = r"(?:^|(?<=[.;:)a-z\s]))" if flat or not marks else r"(?:^|\n|(?<=[.;:]\s))"
        hit = re.compile(rf"{lead}\s*[*_]*\(?{number}[.)](?!\d)[*_]*\s*(?=[\w“\"(*])", re.MULTILINE).search(text, at, end)
        if hit is None or (number == 1 and hit.start() > start + 400):
            break
        marks.append((hit.start(), hit.end(), str(number)))
        at = hit.end()
    if not marks:
        return (Paragraph(None, start, end),)
    parts = [Paragraph(None, start, marks[0][0])] if text[start : marks[0][0]].strip() else []
    for index, (_, begins, number_words) in enumerate(marks):
        parts.append(Paragraph(number_words, begins, marks[index + 1][0] if index + 1 < len(marks) else end))
    return tuple(parts)
