"""A run as a stand-alone PyTorch script, which trains the same networks without actviz."""

from __future__ import annotations

import base64
import io
import textwrap
from collections.abc import Sequence
from pathlib import Path
from string import Template

import numpy as np
from sympy import Expr

from actviz.maths.symbolic.source_code import torch_definitions, torch_line
from actviz.training import counter
from actviz.training.data.dataset import standardised_split
from actviz.training.data.examples import source_of
from actviz.training.data.input_features import COORDINATES, python_of
from actviz.training.data.registry import DATASETS, OWN_DATA
from actviz.training.lab.lab import Lab
from actviz.training.network.initialisation import INITIALISATIONS, start_weights
from actviz.training.network.optimisers import OPTIMISERS
from actviz.training.racer import Racer

_TEMPLATE = Template(Path(__file__).with_name("script_template.txt").read_text(encoding="utf-8"))

_EXACT = '''
class Exact(torch.autograd.Function):
    """f with its exact derivatives, by x and by learned parameters.

    Autograd would take NaN from the branch that torch.where leaves out.
    """

    @staticmethod
    def forward(ctx, function, slopes, x, *learned):
        ctx.slopes = slopes
        ctx.save_for_backward(x, *learned)
        return function(x, *learned).to(x.dtype).expand_as(x).clone()

    @staticmethod
    def backward(ctx, gradient):
        arguments = ctx.saved_tensors
        by = [(gradient * slope).sum_to_size(argument.shape)
              for slope, argument in zip(ctx.slopes(*arguments), arguments)]
        return None, None, *by
'''

_DECAY = """\
with torch.no_grad():
    for weight in network.weights:
        weight.grad += {l2} * weight + {l1} * weight.sign()
"""


def to_script(
    lab: Lab, steps: int = 0, done: tuple[int, Sequence[tuple[int, float]]] | None = None
) -> str:
    """Python source of a script that repeats the lab's run up to its present step.

    A run that has not started is written with `steps`, those that it is to train. `done` are the
    steps and (from which step on, learning rate) of the same run where something else trains it.

    It needs torch and numpy (scikit-learn for its data sets), and carries the visitor's own data
    within it. It prints one line for each racer: `name: loss …, accuracy …, dead […]`, or
    `name: diverged`.
    """
    step, rates = done or (lab.step, [(0, lab.start_rate), *lab.history.rates])
    config = lab.config
    names = ", ".join(racer.label for racer in config.racers)
    title = textwrap.shorten(f"{names} on {lab.dataset.name}", 90)
    needs = "" if config.dataset == OWN_DATA else DATASETS[config.dataset].needs
    deviation = INITIALISATIONS[config.initialisation].deviation
    begin, update = OPTIMISERS[config.optimiser].script_lines(vars(config))
    decay = _DECAY.format(l1=config.l1, l2=config.l2) if config.l1 or config.l2 else ""
    racers = _racers(config.racers)
    carried = (
        deviation, start_weights, counter.mixed, counter.uniform, counter.shuffled,
    )  # fmt: skip
    functions = [source_of(function) for function in carried]
    return _TEMPLATE.substitute(
        # A file's name may hold anything, the end of the script's first text too.
        title=title.translate({ord('"'): "'", ord("\\"): "/"}),
        extra=f" and {needs}" if needs else "",
        steps=step or steps,
        written=f"after {step:,} steps" if step else f"before the first of {steps:,} steps",
        rates=dict(rates),
        seed=config.seed,
        batch_size=config.batch_size,
        hidden=config.hidden,
        pieces=[racer.pieces for racer in config.racers],
        deviation=deviation.__name__,
        scale=config.initial_scale,
        bias_start=config.bias_start,
        data=_data(lab),
        functions="\n\n\n".join(functions),
        racers=(_EXACT.lstrip() + "\n\n" if "Exact.apply" in racers else "") + racers,
        slopes=counter.SLOPES,
        share="units" if config.learned_per == "unit" else "1",
        loss=lab.head.script_loss(),
        accuracy=lab.head.script_accuracy(),
        optimiser=_indented(begin, 4),
        update=_indented(decay + update, 12),
    )


def _indented(lines: str, spaces: int) -> str:
    """Lines for a place in the template that is indented so far."""
    return textwrap.indent(lines, " " * spaces).lstrip()


def _data(lab: Lab) -> str:
    config, classes = lab.config, len(lab.dataset.class_names)
    if config.dataset == OWN_DATA:
        buffer = io.BytesIO()
        np.savez_compressed(buffer, features=lab.dataset.features, targets=lab.dataset.targets)
        text = "\n".join(textwrap.wrap(base64.b64encode(buffer.getvalue()).decode(), 96))
        load = (
            "import base64\nimport io\n\n"
            f'archive = np.load(io.BytesIO(base64.b64decode("""\n{text}\n""")))\n'
            'features, targets = archive["features"], archive["targets"]'
        )
    else:
        load = DATASETS[config.dataset].script(config)
    if classes > 2:
        target = f"torch.nn.functional.one_hot(torch.tensor(labels), {classes}).float()"
    else:
        target = "torch.tensor(labels).float().unsqueeze(1)"
    made = ""
    if config.features != COORDINATES:
        made = (
            f"\n\n{python_of(config.features)}\n\n\ntrain = np.stack(inputs_of(*train.T), axis=1)\n"
        )
    return (
        f"{load}\n\n\n{source_of(standardised_split)}\n\n\n"
        f"train, labels, *_ = standardised_split(\n    features, targets, {config.test_share}, "
        f"np.random.default_rng((SEED, 1))\n)\n{made}"
        f"train_features = torch.tensor(train).float()\ntrain_targets = {target}\n"
        f"OUTPUTS = {lab.head.outputs}"
    )


def _racers(racers: tuple[Racer, ...]) -> str:
    functions = [
        *torch_definitions(part for racer in racers for part in _derived(racer)),
        *(_function(place, racer) for place, racer in enumerate(racers)),
    ]
    rows = [
        f"    ({racer.label!r}, racer_{place}, PIECES[{place}], "
        f"{ {name: racer.parameters[name] for name in sorted(racer.learned)} }),"
        for place, racer in enumerate(racers)
    ]
    return "\n\n\n".join(functions) + "\n\n\nRACERS = [\n" + "\n".join(rows) + "\n]"


def _derived(racer: Racer) -> list[Expr]:
    """f, f' and the slopes by learned parameters, where a script spells them out."""
    activation = racer.activation if racer.elementwise and not racer.sampled else None
    if activation is None or (activation.torch is not None and not racer.learned):
        return []
    by_learned = (activation.df_by(name) for name in sorted(racer.learned))
    return [activation.f, activation.df, *by_learned]


def _function(place: int, racer: Racer) -> str:
    """Definitions that end with `racer_<place>(x, draw, learned)`.

    An activation's parameters are arguments of functions that name nothing else but x, torch and
    primitives, which no parameter can be called: none can stand for a name of the script.
    """
    header = f"def racer_{place}(x, draw, learned):\n"
    if not racer.elementwise:
        return f"{header}    raise NotImplementedError  # maxout has no function of one number"
    activation, numbers = racer.activation, racer.parameters
    if racer.sampled:
        return f"""{header}    l, u = torch.tensor({numbers["l"]!r}), torch.tensor({numbers["u"]!r})
    if draw is None:
        slope = (l + u) / 2
    else:
        drawn = torch.from_numpy(uniform(SEED, *draw, x.numel())).view(x.shape)
        slope = l + (u - l) * drawn.float()
    return torch.where(x > 0, x, slope * x)"""
    if activation.torch is not None and not racer.learned:
        line = activation.pytorch_lines(**numbers)
        return header + textwrap.indent(line.replace("y = ", "return "), "    ")
    learned = sorted(racer.learned)
    fixed = [f"{name}=torch.tensor({n!r})" for name, n in racer.numbers if name not in learned]
    arguments = ", ".join(["x", *learned, *fixed])
    _, *slopes = _derived(racer)
    lines = "".join(f"        torch.as_tensor({torch_line(slope)}),\n" for slope in slopes)
    return (
        f"def value_{place}({arguments}):\n"
        f"    return torch.as_tensor({torch_line(activation.f)})\n\n\n"
        f"def slopes_{place}({arguments}):\n    return (\n{lines}    )\n\n\n"
        f"{header}    return Exact.apply(value_{place}, slopes_{place}, x, *learned.values())"
    )
