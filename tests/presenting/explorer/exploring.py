"""A record in the browser: a real server on a free port, and a client that sends exactly what it is told."""

from __future__ import annotations

import csv
import datetime as dt
import http.client
import io
import json
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from small_record import document_of, fill, one_of_each_kind

from servanda.presenting.explorer import make_app
from servanda.store import FactQuery, Store

ANY = FactQuery(limit=1)
TODAY = dt.date(2026, 2, 1)
TOKEN = "a-key-for-tests"  # noqa: S105 - it opens nothing but the store that a test has made


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Explorer:
    """A running explorer, and requests to it as the browser that has its key."""

    def __init__(self, store: Store, port: int, token: str) -> None:
        self.store, self.port, self.token = store, port, token
        self.root = f"http://127.0.0.1:{port}"
        entered = self.send("GET", f"/?token={token}")
        self.cookie = entered.headers["set-cookie"].split(";")[0]

    def send(self, method: str, path: str, *, headers: dict[str, str] | None = None, body: bytes | None = None) -> Reply:
        """A request with these headers and no others but Host."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            given = {"Host": f"127.0.0.1:{self.port}"} | (headers or {}) | ({"Content-Length": str(len(body))} if body is not None else {})
            for name, value in given.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers={"Cookie": self.cookie} | headers)

    def data(self, path: str) -> Any:
        """What an address that answers in JSON holds."""
        reply = self.get(path)
        assert reply.status == 200, path
        return json.loads(reply.body)

    def table(self, path: str) -> list[dict[str, str]]:
        """The rows of an address that answers in CSV."""
        return list(csv.DictReader(io.StringIO(self.get(path).text, newline="")))

    def post(self, path: str, fields: dict[str, str], *, headers: dict[str, str] | None = None, key: str | None = None) -> Reply:
        """A form sent as our own page sends it, unless told otherwise."""
        form = fields | {"form_key": self.form_key() if key is None else key}
        given = {"Cookie": self.cookie, "Origin": self.root, "Content-Type": "application/x-www-form-urlencoded"} | (headers or {})
        reply = self.send("POST", path, headers={n: v for n, v in given.items() if v}, body=urllib.parse.urlencode(form).encode())
        if "servanda_reviewer" in reply.headers.get("set-cookie", ""):  # kept, as a browser keeps it
            self.cookie = f"{self.cookie.split('; ')[0]}; {reply.headers['set-cookie'].split(';')[0]}"
        return reply

    def form_key(self) -> str:
        found = re.search(r'name="form_key" value="([0-9a-f]+)"', self.get(f"/review/{next(self.store.facts(ANY)).id}").text)
        assert found
        return found[1]


@contextmanager
def serving(store: Store, language: str = "en") -> Iterator[Explorer]:
    """The explorer of a store until the test ends."""
    app = make_app(store, token=TOKEN, today=lambda: TODAY, language=language)
    config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", http="h11", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield Explorer(store, server.servers[0].sockets[0].getsockname()[1], TOKEN)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """An explorer of a record with one fact of each kind, for tests that only read."""
    with Store.open(tmp_path_factory.mktemp("explorer") / "s.duckdb", write=True) as store:
        fill(store, one_of_each_kind(), (document_of("Nothing is coded here.", uri="other.txt", title=None, published=None), []))
        with serving(store) as running:
            yield running


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Explorer]:
    """The same, made anew for a test that writes; what was written holds."""
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, one_of_each_kind())
        with serving(store) as running:
            yield running
        assert store.verify() == []


@pytest.fixture
def serve() -> Callable[[Store], AbstractContextManager[Explorer]]:
    """A way to open any store in an explorer."""
    return serving
