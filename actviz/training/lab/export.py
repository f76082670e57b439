"""A run as a stand-alone PyTorch script, which trains the same networks without actviz."""

from __future__ import annotations

import base64
import inspect
import io
import textwrap

import numpy as np

from actviz.maths.code import torch_line
from actviz.training import counter
from actviz.training.choices import OWN_DATA, REAL_DATASETS
from actviz.training.data import toys
from actviz.training.data.dataset import standardised_split
from actviz.training.lab.lab import Lab
from actviz.training.network import initialisation
from actviz.training.racer import MAXOUT, SAMPLED, Racer

_HEAD = '''"""{title}, as plain PyTorch.

Written by actviz after {steps:,} steps. Needs torch and numpy{extra}. Trains each racer from the
same start on the same batches, and prints what the lab showed: loss, accuracy and the fraction of
dead units of each hidden layer, on the whole training set. At high learning rates one rounding
error can decide which units die: another version of torch may then end elsewhere.
"""

from __future__ import annotations

{standard}from itertools import pairwise

import numpy as np
import torch
{sklearn}
SEED = {seed}
STEPS = {steps}
LEARNING_RATES = {rates}  # from which step on
BATCH_SIZE = {batch_size}
HIDDEN = {hidden}
PIECES = {pieces}  # linear pieces of each racer's units, 1 but for maxout
INITIALISATION, SCALE, BIAS_START = {initialisation!r}, {scale}, {bias_start}

# One thread is fastest for networks this small.
torch.set_num_threads(1)
'''

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

_NETWORK = '''
class Network:
    """Weights, biases and learned activation parameters of one racer."""

    def __init__(self, activation, pieces, learned):
        sizes = (train_features.shape[1], *HIDDEN, OUTPUTS)
        matrices = start_weights(sizes, pieces, INITIALISATION, SCALE, SEED)
        starts = [BIAS_START] * len(HIDDEN) + [0.0]
        self.activation, self.pieces = activation, pieces
        self.weights = [matrix.float().requires_grad_() for matrix in matrices]
        self.biases = [
            torch.full((matrix.shape[1],), start, requires_grad=True)
            for matrix, start in zip(matrices, starts)
        ]
        self.learned = [
            {{
                name: torch.full(({share},), start, requires_grad=True)
                for name, start in learned.items()
            }}
            for units in HIDDEN
        ]

    def parameters(self):
        learned = [value for layer in self.learned for value in layer.values()]
        return [*self.weights, *self.biases, *learned]

    def forward(self, x, step=None):
        """Outputs, and for each hidden layer its pre-activations and activations.

        In a step of training, sampled slopes are drawn.
        """
        seen = []
        for layer in range(len(HIDDEN)):
            z = torch.addmm(self.biases[layer], x, self.weights[layer])
            if self.pieces > 1:
                x = z.unflatten(1, (-1, self.pieces)).max(2).values
            else:
                draw = None if step is None else ({slopes} + layer, step)
                x = self.activation(z, draw, self.learned[layer])
            seen.append((z, x))
        if OUTPUTS == 1:
            return (x * self.weights[-1].T).sum(1, keepdim=True) + self.biases[-1], seen
        return torch.addmm(self.biases[-1], x, self.weights[-1]), seen


def loss_of(outputs, targets):
    {loss}


def train(network):
    parameters = network.parameters()
    {optimiser}
    step = epoch = 0
    while step < STEPS:
        order = shuffled(SEED, epoch, len(train_features))
        chosen = torch.from_numpy(order).split(BATCH_SIZE)
        for batch in chosen[: STEPS - step]:
            rate = LEARNING_RATES[max(start for start in LEARNING_RATES if start <= step)]
            outputs, _ = network.forward(train_features[batch], step)
            for parameter in parameters:
                parameter.grad = None
            loss_of(outputs, train_targets[batch]).backward()
            {decay}{update}
            step += 1
        epoch += 1


def report(name, network):
    outputs, seen = network.forward(train_features)
    numbers = [*network.parameters(), outputs, *(z for z, _ in seen)]
    if not all(number.isfinite().all() for number in numbers):
        print(f"{{name}}: diverged")
        return
    loss = loss_of(outputs, train_targets).item()
    {accuracy}
    dead = []
    for z, x in seen:
        (slopes,) = torch.autograd.grad(x.sum(), z, retain_graph=True)
        if network.pieces > 1:
            slopes = slopes.unflatten(1, (-1, network.pieces)).sum(2)
        dead.append((slopes.abs() <= 1e-6).all(0).double().mean().item())
    print(f"{{name}}: loss {{loss:.9g}}, accuracy {{accuracy:.9g}}, dead {{dead}}")


for name, activation, pieces, learned in RACERS:
    network = Network(activation, pieces, learned)
    train(network)
    report(name, network)
'''

_DECAY = """with torch.no_grad():
    for weight in network.weights:
        weight.grad += {l2} * weight + {l1} * weight.sign()
"""
_SGD = """with torch.no_grad():
    for parameter in parameters:
        if parameter.grad is not None:
            parameter -= parameter.grad * rate"""
_MOMENTUM = """with torch.no_grad():
    for parameter, velocity in zip(parameters, velocities):
        if parameter.grad is not None:
            velocity.mul_({momentum}).add_(parameter.grad)
            parameter -= velocity * rate"""
_ADAM = """optimiser.param_groups[0]["lr"] = rate
optimiser.step()"""


def to_script(lab: Lab) -> str:
    """Python source of a script that repeats the lab's run up to its present step.

    It needs torch and numpy (scikit-learn for its data sets), and carries the visitor's own data
    within it. It prints one line for each racer: `name: loss …, accuracy …, dead […]`, or
    `name: diverged`.
    """
    config = lab.config
    names = ", ".join(racer.label for racer in config.racers)
    title = textwrap.shorten(f"{names} on {lab.dataset.name}", 90)
    head = _HEAD.format(
        # A file's name may hold anything, the end of the script's first text too.
        title=title.translate({ord('"'): "'", ord("\\"): "/"}),
        extra=" and scikit-learn" if config.dataset in REAL_DATASETS else "",
        standard="import base64\nimport io\n" if config.dataset == OWN_DATA else "",
        sklearn=f"from sklearn.datasets import load_{config.dataset}\n"
        if config.dataset in REAL_DATASETS
        else "",
        steps=lab.step,
        rates=dict([(0, lab.start_rate), *lab.history.rates]),
        seed=config.seed,
        batch_size=config.batch_size,
        hidden=config.hidden,
        pieces=[racer.pieces for racer in config.racers],
        initialisation=config.initialisation,
        scale=config.initial_scale,
        bias_start=config.bias_start,
    )
    needed = (
        initialisation.deviation, initialisation.start_weights, counter.mixed, counter.uniform,
        counter.shuffled,
    )  # fmt: skip
    functions = [inspect.getsource(function) for function in needed]
    racers = _racers(config.racers)
    exact = [_EXACT] if "Exact.apply" in racers else []
    parts = [head, _data(lab), *functions, *exact, racers, _network(lab)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _data(lab: Lab) -> str:
    config = lab.config
    if config.dataset == OWN_DATA:
        buffer = io.BytesIO()
        np.savez_compressed(buffer, features=lab.dataset.features, targets=lab.dataset.targets)
        text = "\n".join(textwrap.wrap(base64.b64encode(buffer.getvalue()).decode(), 96))
        load = (
            f'archive = np.load(io.BytesIO(base64.b64decode("""\n{text}\n""")))\n'
            'features, targets = archive["features"], archive["targets"]'
        )
    elif config.dataset in REAL_DATASETS:
        load = (
            f"features, targets = load_{config.dataset}(return_X_y=True)\n"
            f"if len(features) > {config.samples}:\n"
            "    chosen = np.random.default_rng(SEED).permutation(len(features))"
            f"[:{config.samples}]\n"
            "    features, targets = features[chosen], targets[chosen]"
        )
    else:
        make = inspect.getsource(getattr(toys, config.dataset))
        load = (
            f"{make}\n\nfeatures, targets = {config.dataset}"
            f"({config.samples}, {config.noise}, np.random.default_rng(SEED))"
        )
    head = lab.head
    classes = len(lab.dataset.class_names)
    if classes > 2:
        target = f"torch.nn.functional.one_hot(torch.tensor(labels), {classes}).float()"
    else:
        target = "torch.tensor(labels).float().unsqueeze(1)"
    return (
        f"{load}\n\n\n{inspect.getsource(standardised_split)}\n\n"
        f"train, labels, *_ = standardised_split(\n    features, targets, {config.test_share}, "
        "np.random.default_rng((SEED, 1))\n)\n"
        f"train_features = torch.tensor(train).float()\ntrain_targets = {target}\n"
        f"OUTPUTS = {head.outputs}"
    )


def _racers(racers: tuple[Racer, ...]) -> str:
    functions = [_function(place, racer) for place, racer in enumerate(racers)]
    rows = [
        f"    ({racer.label!r}, racer_{place}, PIECES[{place}], "
        f"{ {name: racer.parameters[name] for name in sorted(racer.learned)} }),"
        for place, racer in enumerate(racers)
    ]
    return "\n\n\n".join(functions) + "\n\n\nRACERS = [\n" + "\n".join(rows) + "\n]"


def _function(place: int, racer: Racer) -> str:
    """Definitions that end with `racer_<place>(x, draw, learned)`.

    An activation's parameters are arguments of functions that name nothing else but x and torch,
    which no parameter can be called: none can stand for a name of the script.
    """
    header = f"def racer_{place}(x, draw, learned):\n"
    if racer.id == MAXOUT:
        return f"{header}    raise NotImplementedError  # maxout has no function of one number"
    activation, numbers = racer.activation, racer.parameters
    if racer.id == SAMPLED:
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
    slopes = [activation.df, *(activation.df_by(name) for name in learned)]
    lines = "".join(f"        torch.as_tensor({torch_line(slope)}),\n" for slope in slopes)
    return (
        f"def value_{place}({arguments}):\n"
        f"    return torch.as_tensor({torch_line(activation.f)})\n\n\n"
        f"def slopes_{place}({arguments}):\n    return (\n{lines}    )\n\n\n"
        f"{header}    return Exact.apply(value_{place}, slopes_{place}, x, *learned.values())"
    )


def _network(lab: Lab) -> str:
    config, classes = lab.config, len(lab.dataset.class_names)
    if config.loss_used == "squared_error":
        loss = "return torch.nn.functional.mse_loss(outputs, targets)"
    else:
        kind = "binary_cross_entropy_with_logits" if classes == 2 else "cross_entropy"
        loss = f"return torch.nn.functional.{kind}(outputs.double(), targets.double())"
    middle = 0.0 if config.loss_used == "cross_entropy" else 0.5
    right = {
        0: 'accuracy = float("nan")',
        2: f"accuracy = ((outputs > {middle}) == (train_targets > 0.5)).double().mean().item()",
    }.get(
        classes,
        "accuracy = (outputs.argmax(1) == train_targets.argmax(1)).double().mean().item()",
    )
    start, update = {
        "sgd": ("", _SGD),
        "momentum": (
            "velocities = [torch.zeros_like(parameter) for parameter in parameters]",
            _MOMENTUM.format(momentum=config.momentum),
        ),
        "adam": ("optimiser = torch.optim.Adam(parameters)", _ADAM),
    }[config.optimiser]
    decay = _DECAY.format(l1=config.l1, l2=config.l2) if config.l1 or config.l2 else ""
    return _NETWORK.format(
        slopes=counter.SLOPES,
        decay=textwrap.indent(decay, " " * 12).lstrip() + " " * 12 * bool(decay),
        share="units" if config.learned_per == "unit" else "1",
        loss=loss,
        accuracy=right,
        optimiser=start or "# Plain gradient descent, written out.",
        update=textwrap.indent(update, " " * 12).lstrip(),
    )
