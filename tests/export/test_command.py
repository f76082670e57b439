"""`python -m actviz.export`, and what the button HTML asks the server for."""

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from actviz.export import routes
from actviz.export.__main__ import main


def test_a_function_with_its_parameters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "logistic.html"
    home = "https://example.org/app/"
    main(["explore", "logistic", "k=2", "--out", str(out), "--home", home])
    page = out.read_text(encoding="utf-8")
    content = page.split('id="content">')[1].split("</script>")[0]
    controls = {each["id"]: each["value"] for each in json.loads(content)["figures"][0]["controls"]}
    assert controls == {"L": 1, "k": 2, "x0": 0}
    assert 'href="https://example.org/app/explore?activation=logistic&amp;k=2"' in page
    assert f"{len(page.encode()):,} bytes" in capsys.readouterr().out


def test_a_page_by_its_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "comparison.html"
    main(["--link", "/compare?f=relu&f==x*tanh(x)&f=nonsense", "--out", str(out)])
    page = out.read_text(encoding="utf-8")
    assert "<h1>Compare</h1>" in page
    assert page.count("<math") == 4
    assert "nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["explore", "swich"], "did you mean"),
        (["explore", "elu", "beta=2"], "elu has no parameter 'beta'; it has alpha"),
        (["explore", "elu", "alpha"], "want a parameter as k=2, got 'alpha'"),
        (["explore", "=x+"], "formula"),
        (["compare"], "want explore and a function, or --link; got 'compare'"),
        (["--link", "/nowhere"], "there is no page '/nowhere'"),
        (["--link", "/lesson"], "has no live figure"),
        (["explore", "elu", "--home", "javascript:alert(1)"], "links back"),
    ],
)
def test_what_cannot_be_written_is_said(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--out", str(tmp_path / "no.html")])
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def asked(query: str, host: str = "localhost") -> tuple[int, bytes]:
    """Status and body of the server's answer to the button."""
    scope = {
        "type": "http", "method": "GET", "path": "/class/room/actviz-export/page",
        "root_path": "", "scheme": "http", "headers": [(b"host", host.encode())],
        "query_string": query.encode(), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        sent.append(message)

    app = Starlette(routes=routes.routes())
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    return sent[0]["status"], b"".join(each["body"] for each in sent[1:])


@pytest.mark.parametrize(("host", "public"), [("localhost", False), ("example.org", True)])
def test_the_button_gets_a_page_to_fill(host: str, public: bool) -> None:
    query = urlencode([("drawing", "explore/curves"), ("f", "=x*tanh(a*x)")])
    status, body = asked(query, host)
    assert status == 200
    answer = json.loads(body)
    assert answer["public"] is public
    for slot in ("title", "alt", "link", "content", "plotly", "programs"):
        assert f"<!--{slot}-->" in answer["shell"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ([("drawing", "../app")], "there is no drawing '../app'"),
        ([("drawing", "explore/curves"), ("drawing", "compare/curves")], "one drawing"),
        ([("f", "swich")], "did you mean"),
        ([("f", "relu")] * 9, "at most 8"),
        ([("f", "=" + "x+" * 200 + "x")] * 3 + [("f", "=" + "x*" * 200 + "x")], "characters"),
        ([("f", "=x+")], "formula"),
    ],
)
def test_what_the_button_cannot_have_meant_is_refused(
    query: list[tuple[str, str]], said: str
) -> None:
    status, body = asked(urlencode(query))
    assert status == 400
    assert said in body.decode()
