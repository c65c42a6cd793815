"""Nobody but the person at this machine gets in, and nobody else can write."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)

ALLOWED = [
    "localhost", "LOCALHOST", "LocalHost", "localhost:80", "localhost:65535", "127.0.0.1", "127.0.0.1:8765", "[::1]", "[::1]:8765",
]  # fmt: skip
REFUSED = [
    "localhost.", "localhost.:8765", "127.0.0.1.", "127.0.0.1.evil.example", "127.0.0.1.nip.io", "evil.example", "evil.example:8765",
    "localhost.evil.example", "evil-localhost", "xlocalhost", "localhostx", "localhost:", "localhost:port", "localhost:8765:8765",
    "localhost:123456", "localhost@evil.example", "evil.example@localhost", "user@localhost", "127.0.0.2", "127.1", "127.0.1", "0.0.0.0:80",
    "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1 ", "[::]", "::1", "[::1", "[::ffff:127.0.0.1]", "[0:0:0:0:0:0:0:1]", "[::1].",
    "localhost/", "localhost#", "localhost,evil.example", "", "*", "192.168.0.1", "10.0.0.1", "169.254.169.254", "local host", "localhost%00",
]  # fmt: skip


@pytest.mark.parametrize("host", ALLOWED)
def test_the_names_of_this_machine_are_answered(explorer: Explorer, host: str) -> None:
    assert explorer.get("/treaties", Host=host).status == 200


@pytest.mark.parametrize("host", REFUSED)
def test_any_other_host_is_refused(explorer: Explorer, host: str) -> None:
    assert explorer.get("/treaties", Host=host).status == (200 if host == "127.0.0.1 " else 400)


def test_a_request_without_a_host_or_with_two_is_refused(explorer: Explorer) -> None:
    for lines in (
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", explorer.port), timeout=10) as connection:
            connection.sendall(lines.encode())
            assert connection.recv(4096).split(b" ")[1] == b"400"


def test_without_the_key_nothing_is_shown(explorer: Explorer) -> None:
    for path in ("/", "/overview.json", "/export/facts.csv", "/static/explorer.js", "/nothing", "/document/x"):
        assert explorer.send("GET", path).status == 403
        assert explorer.send("GET", path, headers={"Cookie": explorer.cookie[:-1] + "0x"}).status == 403
        assert explorer.send("GET", path, headers={"Cookie": f"{explorer.cookie.split('=')[0]}=Ünicode"}).status == 403
    for wrong in ("", "x", explorer.token + "x", explorer.token[:-1], "%C3%A4", f"{explorer.token}&token={explorer.token}"):
        assert explorer.send("GET", f"/?token={wrong}").status == 403
    assert explorer.send("POST", f"/review/x?token={explorer.token}", body=b"").status == 403


def test_the_key_becomes_a_cookie_that_no_script_and_no_other_site_can_use(explorer: Explorer) -> None:
    reply = explorer.send("GET", f"/pair/CHN/RUS?token={explorer.token}&kind=event&since=2001")
    cookie = reply.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie
    assert explorer.token not in cookie
    assert 'url=/pair/CHN/RUS?kind=event&amp;since=2001"' in reply.text
    assert explorer.token not in reply.text


def test_where_the_key_leads_cannot_be_bent_to_another_site_or_to_markup(explorer: Explorer) -> None:
    for path in ("//evil.example/", "/%22%3E%3Cscript%3E", "/a;url=https://evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:x"):
        for rest in ("", "&x=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"):
            text = explorer.send("GET", f"{path}?token={explorer.token}{rest}").text
            assert "<script" not in text
            for target in re.findall(r'(?:url=|href=")([^">]*)"', text):
                assert re.fullmatch(r"/(?!/)[\w/.~:-]*(\?[\w=&;%.+-]*)?", target), target


def test_every_answer_carries_the_headers_that_keep_it_here(explorer: Explorer) -> None:
    for reply in (
        explorer.get("/"),
        explorer.get("/nothing"),
        explorer.send("GET", "/"),
        explorer.get("/", Host="evil.example"),
        explorer.get("/overview.json"),
    ):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert (reply.headers["x-content-type-options"], reply.headers["referrer-policy"]) == ("nosniff", "no-referrer")
        assert "access-control-allow-origin" not in reply.headers


def judgement(explorer: Explorer) -> tuple[str, dict[str, str]]:
    return f"/review/{json.loads(explorer.get('/search.json').body)['facts'][0]['id']}", {"verdict": "reject", "who": "Eve", "seen": "0"}


def test_a_write_from_anywhere_but_our_own_page_is_refused(desk: Explorer) -> None:
    path, fields = judgement(desk)
    for headers, key, status in (
        ({"Origin": "http://evil.example"}, None, 403),
        ({"Origin": "null"}, None, 403),
        ({"Origin": ""}, None, 403),
        ({"Origin": f"https://127.0.0.1:{desk.port}"}, None, 403),
        ({"Origin": f"http://localhost:{desk.port}"}, None, 403),
        ({"Origin": f"{desk.root}.evil.example"}, None, 403),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, None, 403),
        ({"Sec-Fetch-Site": "cross-site"}, None, 403),
        ({"Sec-Fetch-Site": "same-site"}, None, 403),
        ({"Sec-Fetch-Site": "none"}, None, 403),
        ({"Cookie": ""}, None, 403),
        ({"Host": "evil.example"}, None, 400),
        ({"Content-Type": "text/plain"}, None, 415),
        ({"Content-Type": "application/json"}, None, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, None, 415),
        ({}, "", 403),
        ({}, "0" * 64, 403),
        ({}, "ü", 403),
    ):
        assert desk.post(path, fields, headers=headers, key=key).status == status, (headers, key)
    assert desk.store.counts().judgements == 0
    assert desk.post(path, fields, headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"}).status == 303
    assert desk.post(path, fields | {"seen": "1"}, headers={"Sec-Fetch-Site": "same-origin"}).status == 303
    assert desk.store.counts().judgements == 2


def test_no_write_of_any_kind_is_taken_from_another_site(desk: Explorer) -> None:
    fact = next(desk.store.facts(FactQuery(kinds=("figure",))))
    words = fact.spans[0].words
    adds = {
        "kind": "relation", "words": words, "start": str(fact.spans[0].start), "end": str(fact.spans[0].end), "pair": "CHN, USA",
        "trend": "improving", "certainty": "actual", "who": "Eve",
    }  # fmt: skip
    writes = (
        (f"/review/{fact.id}", {"verdict": "note", "why": "x", "who": "Eve", "seen": "0"}, 303),
        (f"/review/{fact.id}/correct", {"value": "7", "who": "Eve", "seen": "1"}, 303),
        (f"/document/{fact.document}/add", adds, 303),
        ("/asked/count", {"asked": "[{}]"}, 200),
    )
    for path, fields, taken in writes:
        before = desk.store.counts()
        for headers, key in (
            ({"Origin": "http://evil.example"}, None),
            ({"Origin": ""}, None),
            ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, None),
            ({"Sec-Fetch-Site": "same-site"}, None),
            ({"Cookie": ""}, None),
            ({}, ""),
            ({}, "0" * 64),
        ):
            assert desk.post(path, fields, headers=headers, key=key).status == 403, (path, headers)
        assert desk.post(path, fields, headers={"Content-Type": "text/plain"}).status == 415
        assert desk.get(f"{path}?{urllib.parse.urlencode(fields)}").status in (200, 404, 405)
        assert desk.store.counts() == before
        assert desk.post(path, fields).status == taken, path
    assert [one.verdict for one in desk.store.judgements()] == ["note", "correct", "add"]


def test_a_form_that_is_too_large_or_no_form_is_refused(desk: Explorer) -> None:
    path, fields = judgement(desk)
    assert desk.post(path, fields | {"why": "x" * 300_000}).status == 413
    assert desk.post(path, {f"f{n}": "x" for n in range(300)}).status == 400
    headers = {"Cookie": desk.cookie, "Origin": desk.root, "Content-Type": "application/x-www-form-urlencoded"}
    assert desk.send("POST", path, headers=headers, body=b"\xff\xfe").status == 400
    assert desk.send("PUT", path, headers=headers, body=b"").status == 405
    assert desk.send("DELETE", "/", headers=headers).status == 405
    assert desk.store.counts().judgements == 0


def crawled(explorer: Explorer) -> set[str]:
    """Every kind of page that can be reached by links from the first: of each path and set of questions two examples."""
    seen: dict[str, set[str]] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        asked = sorted(urllib.parse.parse_qs(path.partition("?")[2]))
        kind = re.sub(r"^/(fact|pair|actor|treaty|review)/.*?(?=/correct|/dossier|\.\w+$|$)", r"/\1/*", path.partition("?")[0])
        known = seen.setdefault(f"{kind} {asked}", set())
        if path in known or len(known) == 2 or len(asked) > 2:
            continue
        known.add(path)
        reply = explorer.get(path)
        assert reply.status == 200, path
        if reply.headers["content-type"].startswith("text/html"):
            for link in re.findall(r'href="([^"#]*)', reply.text):
                whole = urllib.parse.urljoin(explorer.root + path, link.replace("&amp;", "&"))
                assert whole.startswith(explorer.root), whole
                waiting.append(whole.removeprefix(explorer.root))
    return {path for paths in seen.values() for path in paths}


def content_hash(path: Path) -> str:
    """The bytes of the store and of its log."""
    whole = hashlib.sha256()
    for one in sorted(path.parent.glob(f"{path.name}*")):
        if "fts" not in one.name:
            whole.update(one.name.encode() + one.read_bytes())
    return whole.hexdigest()


def test_reading_never_writes_whatever_is_asked(desk: Explorer) -> None:
    before, counted = content_hash(desk.store.path), desk.store.counts()
    seen = crawled(desk)
    assert {re.sub(r"[?/].*", "", path[1:]) for path in seen} >= {
        "pair",
        "actor",
        "treaty",
        "document",
        "fact",
        "review",
        "export",
        "search",
        "disagreements",
        "agreement",
        "judgements",
    }
    assert "/review/second" in seen
    path, fields = judgement(desk)
    for write in (f"{path}?{urllib.parse.urlencode(fields)}", f"{path}/correct?{urllib.parse.urlencode(fields)}"):
        assert desk.get(write).status == 200
        assert desk.send("HEAD", write, headers={"Cookie": desk.cookie}).status == 200
    assert content_hash(desk.store.path) == before
    assert desk.store.counts() == counted
