"""What the panel Share asks: how other devices reach this server, and the QR code of a link."""

from __future__ import annotations

import io
import ipaddress
import re
import socket
import threading
from functools import lru_cache

import ifaddr
import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PREFIX = "actviz-share"
MOST = 1_500  # bytes of a link: a code of 133 modules a side; in a denser one phones find nothing
_MOST_ADDRESSES = 32
_PATIENCE = 1.0  # seconds for a connection of this machine to itself
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
_drawing = threading.Lock()

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def routes() -> list[Route]:
    """The routes for `st.App(routes=...)`, under any base path."""
    served = {"addresses": _addresses, "qr": _qr}
    return [
        Route(f"{base}/{PREFIX}/{name}", endpoint)
        for name, endpoint in served.items()
        for base in ("", "/{base:path}")
    ]


def own_addresses() -> list[_Address]:
    """This machine's addresses that others may know it by, the one with the way out first."""
    found = []
    for adapter in ifaddr.get_adapters():
        for each in adapter.ips:
            text = each.ip if isinstance(each.ip, str) else each.ip[0]
            address = ipaddress.ip_address(text.partition("%")[0])
            # A browser cannot say which interface a link-local IPv6 address belongs to.
            local = address.is_link_local and address.version == 6
            if not (address.is_loopback or address.is_unspecified or local):
                found.append(address)
    way_out = _way_out()
    found.sort(key=lambda one: (str(one) != way_out, one.is_link_local, one.version))
    return list(dict.fromkeys(found))[:_MOST_ADDRESSES]


def _way_out() -> str:
    """The address that this machine has on the way to others; "" where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            # An address for documentation: a datagram's socket sends nothing when it connects.
            asking.connect(("192.0.2.1", 9))
            return str(asking.getsockname()[0])
        except OSError:
            return ""


def _answers(address: _Address, port: int) -> bool:
    """Whether the server takes connections there: it may listen on some addresses only."""
    try:
        socket.create_connection((str(address), port), timeout=_PATIENCE).close()
    except OSError:
        return False
    return True


def is_public(host: str) -> bool:
    """Whether a page was opened by a name or an address that the whole internet knows."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".lan", ".internal"))


def _addresses(request: Request) -> Response:
    """Hosts under which others reach the server, and whether this machine is in a network."""
    own, hosts = [], []
    # Strangers need not know the inner addresses of a public server, and have one that works.
    if not is_public(request.url.hostname or ""):
        own = own_addresses()
        _, port = request.scope.get("server") or ("", None)
        hosts = [
            f"[{each}]" if each.version == 6 else str(each)
            for each in own
            if port is None or _answers(each, port)
        ]
        name = socket.gethostname()
        if hosts and _NAME.fullmatch(name) and name != "localhost":
            hosts.append(name)
    answer = {"hosts": hosts, "connected": bool(own), "most": MOST}
    return JSONResponse(answer, headers=_HEADERS)


def _qr(request: Request) -> Response:
    """The QR code of a link, as a vector graphic."""
    text = request.query_params.get("text", "")
    size = len(text.encode(errors="replace"))
    if not text.startswith(("http://", "https://")) or size > MOST:
        reason = f"want text=http://… of up to {MOST} bytes, got {size} bytes"
        return Response(reason, 400, _HEADERS, "text/plain")
    # A class opens its panels at once, and each code takes the interpreter for a while.
    with _drawing:
        picture = qr_code(text)
    return Response(picture, headers=_HEADERS, media_type="image/svg+xml")


@lru_cache(maxsize=64)
def qr_code(text: str) -> bytes:
    """A QR code as SVG, black on white, with the margin that readers need."""
    picture = io.BytesIO()
    code = segno.make_qr(text, error="l")
    code.save(picture, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True)
    return picture.getvalue()
