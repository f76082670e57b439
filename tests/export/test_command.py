"""`python -m actviz.export`, and what the button HTML asks the server for."""

import json
from pathlib import Path
from urllib.parse import urlencode

import pytest

from actviz.export import routes
from actviz.export.__main__ import main
from tests.asgi import answer


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


def pressed(query: str, host: str = "localhost") -> tuple[int, bytes]:
    """Status and body of the server's answer to the button."""
    path = "/class/room/actviz-export/page"
    status, _headers, body = answer(routes.routes(), path, query, host)
    return status, body


@pytest.mark.parametrize(("host", "public"), [("localhost", False), ("example.org", True)])
def test_the_button_gets_a_page_to_fill(host: str, public: bool) -> None:
    query = urlencode([("drawing", "explore/curves"), ("f", "=x*tanh(a*x)")])
    status, body = pressed(query, host)
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
    status, body = pressed(urlencode(query))
    assert status == 400
    assert said in body.decode()
