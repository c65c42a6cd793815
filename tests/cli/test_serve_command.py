"""`servanda serve` as a user meets it."""

from __future__ import annotations

import http.client
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.store import Store


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "servanda", *arguments], capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "s.duckdb"
    (tmp_path / "text.txt").write_text("Peru condemned Chile.")
    with Store.open(path, write=True):
        pass
    return path


def test_it_tells_its_address_owns_the_store_and_stops_when_told(store: Path) -> None:
    command = [sys.executable, "-m", "servanda", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), process.stderr.read() if process.stderr else ""
            place, _, token = address.removeprefix("http://").partition("/?token=")
            connection = http.client.HTTPConnection(place, timeout=20)
            connection.request("GET", "/")
            assert connection.getresponse().status == 403
            connection.close()
            connection.request("GET", f"/?token={token}")
            assert connection.getresponse().status == 200
            connection.close()
            beside = store.with_name(f"{store.name}.serving")
            assert stat.S_IMODE(beside.stat().st_mode) == 0o600
            for asking in (("facts", "--format", "jsonl"), ("search", "enemies"), ("verify",), ("agreement",)):
                read = run(*asking, "--store", str(store))
                assert read.returncode == 0, read.stderr
            assert read.stdout.startswith("all ")
            write = run("add", str(store.parent / "text.txt"), "--store", str(store))
            assert write.returncode == 3
            assert str(process.pid) in write.stderr
            assert f"http://{place}" in write.stderr
            assert "stop that command with Ctrl-C" in write.stderr
            beside.chmod(0o644)
            assert run("facts", "--store", str(store)).returncode == 3
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0
    assert not beside.exists()
    assert run("verify", "--store", str(store)).returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_however_it_is_stopped_it_closes_the_store_and_takes_its_key_away(store: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-m", "servanda", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        beside = store.with_name(f"{store.name}.serving")
        assert beside.exists()
        process.send_signal(how)
        assert process.wait(timeout=20) == 0
        assert "closed; every judgement is kept" in (process.stderr.read() if process.stderr else "")
    assert not beside.exists()
    assert not store.with_name(f"{store.name}.wal").exists()


def test_a_store_that_is_not_there_and_a_port_that_is_taken_are_told_with_what_to_do(store: Path, tmp_path: Path) -> None:
    missing = run("serve", "--store", str(tmp_path / "none.duckdb"))
    assert missing.returncode == 2
    assert "servanda add" in missing.stderr
    assert not (tmp_path / "none.duckdb").exists()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = run("serve", "--store", str(store), "--port", str(taken.getsockname()[1]))
    assert busy.returncode == 2
    assert "--port 0" in busy.stderr


def test_its_help_shows_an_example() -> None:
    told = run("serve", "--help")
    assert told.returncode == 0
    assert "Example: servanda serve" in told.stdout


def test_a_language_without_catalogues_is_refused_and_those_that_are_there_are_named(store: Path) -> None:
    for command in (("serve", "--store", str(store), "--port", "0"), ("dossier", "PER", "CHL", "--store", str(store))):
        refused = run(*command, "--language", "tlh")
        assert refused.returncode == 2
        assert "there are en" in refused.stderr
