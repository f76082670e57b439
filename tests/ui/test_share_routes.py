"""How other devices reach the server, and QR codes: what the panel Share is told."""

import ipaddress
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from actviz.ui import share_routes
from actviz.ui.share_routes import MOST, is_public, own_addresses
from tests.asgi import answer

LONGEST = "http://a/?" + "x" * (MOST - 10)


def get(path: str, query: str, host: str, port: int) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the answer of a server on `port`, asked for at `host`."""
    return answer(share_routes.routes(), path, query, host, port)


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A socket that takes connections on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def asked(
    monkeypatch: pytest.MonkeyPatch, own: list[str], port: int, host: str
) -> dict[str, object]:
    """What a page at `host` is told by a server on `port`, on a machine with these addresses."""
    addresses = [ipaddress.ip_address(each) for each in own]
    monkeypatch.setattr(share_routes, "own_addresses", lambda: addresses)
    monkeypatch.setattr(socket, "gethostname", lambda: "teacher")
    status, headers, body = get("/class/room/actviz-share/addresses", "", host, port)
    assert (status, headers["cache-control"]) == (200, "no-store")
    told: dict[str, object] = json.loads(body)
    assert told.pop("most") == MOST
    return told


def test_addresses_are_those_that_the_server_answers_at(
    monkeypatch: pytest.MonkeyPatch, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    # 127.0.0.1 stands here for an address in the network; nobody listens at the other.
    told = asked(monkeypatch, ["127.0.0.2", "127.0.0.1"], port, "localhost:8501")
    assert told == {"hosts": ["127.0.0.1", "teacher"], "connected": True}


def test_server_that_listens_on_loopback_only(
    monkeypatch: pytest.MonkeyPatch, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    told = asked(monkeypatch, ["127.0.0.2"], port, "localhost:8501")
    assert told == {"hosts": [], "connected": True}


def test_machine_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, [], 8501, "localhost") == {"hosts": [], "connected": False}


def test_public_server_tells_no_inner_addresses(
    monkeypatch: pytest.MonkeyPatch, listener: socket.socket
) -> None:
    port = listener.getsockname()[1]
    told = asked(monkeypatch, ["127.0.0.1"], port, "actviz.example.org")
    assert told == {"hosts": [], "connected": False}


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("localhost", False), ("127.0.0.1", False), ("[::1]", False), ("192.168.1.20", False),
        ("10.0.0.1", False), ("[fd00::2]", False), ("teacher", False), ("teacher.local", False),
        ("8.8.8.8", True), ("[2606:4700::1111]", True), ("actviz.example.org", True), ("", False),
    ],
)  # fmt: skip
def test_public_hosts(host: str, public: bool) -> None:
    assert is_public(host) is public


def test_own_addresses_are_for_others() -> None:
    found = own_addresses()
    assert len(set(found)) == len(found)
    assert not any(each.is_loopback for each in found)


@pytest.mark.parametrize("text", ["http://a/?f=elu", "https://a/?own=½", LONGEST])
def test_qr_code(text: str) -> None:
    status, headers, body = get("/actviz-share/qr", urlencode({"text": text}), "localhost", 8501)
    assert (status, headers["content-type"]) == (200, "image/svg+xml")
    assert headers["x-content-type-options"] == "nosniff"
    assert body.startswith(b"<svg")
    assert text.encode() not in body


@pytest.mark.parametrize(
    "text",
    ["", "javascript:alert(1)", "x", f"{LONGEST}x", "http://" + "½" * MOST, "http://\ud800" * 400],
)
def test_what_gets_no_qr_code(text: str) -> None:
    query = urlencode({"text": text}, errors="surrogatepass")
    status, _, body = get("/actviz-share/qr", query, "localhost", 8501)
    assert status == 400
    assert str(MOST) in body.decode()
