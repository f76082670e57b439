"""How the Cost page times JavaScript, by a clock that the test turns: no time is asserted."""

import statistics

import pytest
from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url

QUARTILES = """
async ([assets, numbers]) =>
  (await import(assets + "/views/cost/timing.js")).quartiles(numbers)
"""
# Acts that turn the clock by so many milliseconds, and the order in which they are called.
IN_TURNS = """
async ([assets, own, relu, round]) => {
  const { inTurns, resolution } = await import(assets + "/views/cost/timing.js");
  let clock = 0;
  let calls = "";
  const act = (name, takes) => () => { clock += takes; calls += name; };
  const found = inTurns(act("f", own), act("r", relu), round, () => clock);
  let readings = 0;
  const fine = resolution(() => Math.floor((readings += 1) / 10) * 0.5);
  return { ...found, calls, fine };
}
"""


@pytest.mark.parametrize("count", [5, 9])
def test_quartiles_are_those_of_the_server(blank: Page, count: int) -> None:
    numbers = [(7 * k) % count + 0.1 * k for k in range(count)]
    found = blank.evaluate(QUARTILES, [assets_url(), numbers])
    assert found == pytest.approx(statistics.quantiles(numbers, n=4), rel=1e-12)


def test_a_function_is_timed_in_turns_with_relu(blank: Page) -> None:
    found = blank.evaluate(IN_TURNS, [assets_url(), 1.5, 0.5, 4])
    assert found["ratio"] == pytest.approx(3)
    assert found["spread"] == pytest.approx(0)
    assert found["seconds"] == pytest.approx(1.5e-3)
    # 1.5 ms four times, 0.5 ms eight times fill 4 ms; each begins with a call that counts nothing.
    assert found["calls"].endswith(9 * ("r" * 8 + "f" * 4))
    assert found["fine"] == 0.5


def test_what_takes_long_is_called_less(blank: Page) -> None:
    found = blank.evaluate(IN_TURNS, [assets_url(), 50, 0.5, 4])
    assert found["ratio"] == pytest.approx(100)
    assert found["calls"].count("f") == 1 + 1 + 5
