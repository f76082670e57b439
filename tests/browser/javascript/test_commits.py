"""What a live figure tells, and tells again, with a clock that the test moves."""

from playwright.sync_api import Page

from actviz.ui.asset_routes import assets_url

LOST = """
async (assets) => {
  const { Commits } = await import(assets + "/live_figure/commits.js");
  let now = 0, due = [];
  performance.now = () => now;
  window.setTimeout = (call, wait) => due.push({ call, at: now + wait });
  window.clearTimeout = (number) => number && delete due[number - 1];
  const pass = (wait) => {
    now += wait;
    const ripe = due.filter(({ at }) => at <= now);
    due = due.filter(({ at }) => at > now);
    ripe.forEach(({ call }) => call());
  };
  const told = [];
  const send = (_, { alpha, serial }) => told.push([alpha, serial]);
  const commits = new Commits(document.createElement("div"));
  commits.receive(0);
  commits.tell({ alpha: 1 }, [], send);
  pass(9_000);
  const patient = told.length;
  pass(2_000);
  commits.receive(2);
  pass(60_000);
  return { patient, told };
}
"""


def test_a_commit_without_an_answer_is_told_again_until_there_is_one(blank: Page) -> None:
    found = blank.evaluate(LOST, assets_url())
    assert found == {"patient": 1, "told": [[1, 1], [1, 2]]}
