"""How fast the browser's engine trains, in updates per second, beside a plain torch.nn loop."""

import time

import torch
from playwright.sync_api import sync_playwright
from torch import nn

from actviz.training import PRESETS, Lab, LabConfig
from tests.benchmark.reporting import verdict
from tests.browser.engine import in_browser
from tests.chromium import launch_options
from tests.serving import streamlit_server

NARROW = LabConfig(hidden=(8, 8, 8), batch_size=10, learning_rate=0.03)
RACE = PRESETS["race-16"].config
# Title, config, how many times the torch.nn loop's updates it must make.
CASES: tuple[tuple[str, LabConfig, float | None], ...] = (
    ("one racer, 8-8-8, batch 10", NARROW, 40.0),
    ("16 different racers, 8-8-8", RACE, 20.0),
    ("one racer, 32-32, batch 32", LabConfig(hidden=(32, 32)), None),
    ("one racer, 128-128-128", LabConfig(hidden=(128,) * 3), None),
)
ROUNDS = 8

# Updates of each racer per second, over steps that take about a third of a second: with the probes
# of the history and snapshots, and of steps alone.
TIME = """
  const speed = (run) => {
    for (let steps = 1; ; steps *= 2) {
      const began = performance.now();
      run.advance(steps);
      const taken = performance.now() - began;
      if (taken > 300) return (1000 * steps) / taken;
    }
  };
  const bare = load();
  bare.history.interval = bare.timeline.interval = Infinity;
  return JSON.stringify({ whole: speed(load()), bare: speed(bare) });
"""


def run() -> None:
    """Print both engines' updates per second and how they compare, best of eight rounds each."""
    options = launch_options()
    with streamlit_server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)  # type: ignore[arg-type]
        for title, config, limit in CASES:
            whole, bare, plain = 0.0, 0.0, 0.0
            for _ in range(ROUNDS):
                page = browser.new_page()
                page.goto(f"{address}/_stcore/health")
                timed = in_browser(page, config, TIME)
                page.close()
                whole = max(whole, timed["whole"] * len(config.activations))
                bare = max(bare, timed["bare"] * len(config.activations))
                # In turns, so that both meet the same machine.
                plain = max(plain, torch_updates_per_second(config))
            print(
                f"{title}: browser {bare:,.0f} updates/s, with history {whole:,.0f} "
                f"({whole / plain:.1f} ×), torch.nn loop {plain:,.0f}"
            )
            if limit is not None:
                print(verdict(f"{title}, against torch.nn", bare / plain, limit, " ×", True))
        browser.close()


def torch_updates_per_second(config: LabConfig) -> float:
    """Updates per second of one ReLU network of this shape, written as tutorials write it."""
    lab = Lab(LabConfig(hidden=config.hidden, batch_size=config.batch_size))
    features, targets = lab.train_examples.features.clone(), lab.train_examples.targets.clone()
    layers: list[nn.Module] = []
    inputs = features.shape[1]
    for units in config.hidden:
        layers += [nn.Linear(inputs, units), nn.ReLU()]
        inputs = units
    model = nn.Sequential(*layers, nn.Linear(inputs, 1))
    optimiser = torch.optim.SGD(model.parameters(), lr=config.learning_rate)
    loss_of = nn.BCEWithLogitsLoss()
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < 0.3:
        for batch in torch.randperm(len(features)).split(config.batch_size):
            optimiser.zero_grad()
            loss_of(model(features[batch]), targets[batch]).backward()
            optimiser.step()
            done += 1
    return done / (time.perf_counter() - began)
