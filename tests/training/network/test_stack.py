"""A racer ends where it ends alone, and where plain PyTorch ends."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn import functional

from actviz.training import Lab, LabConfig
from actviz.training.counter import shuffled
from actviz.training.lab.inspection import learned_parameters, weights
from actviz.training.network.initialisation import INITIALISATIONS, start_weights
from actviz.training.network.optimisers import OPTIMISERS

STEPS = 60
# Double precision: what is left between two orders of summation is rounding, grown by 60 steps.
CLOSE = {"rtol": 1e-7, "atol": 1e-9}
BASE = LabConfig(samples=100, hidden=(6, 5), learning_rate=0.05, batch_size=16)


def trained(config: LabConfig) -> Lab:
    lab = Lab(config, dtype=torch.float64)
    lab.advance(STEPS)
    return lab


def assert_same(first: list[Any], second: list[Any]) -> None:
    assert len(first) == len(second) > 0
    for one, other in zip(first, second, strict=True):
        for a, b in zip(one, other, strict=True):
            np.testing.assert_allclose(a, b, **CLOSE)


RACERS = (
    "relu", "tanh", "prelu:alpha~0.25", "rrelu", "leaky_relu:alpha=0.1", "leaky_relu:alpha=0.2",
    "swish:beta~1.0", "maxout:k=2", "maxout:k=3", "gelu", "sigmoid", "identity", "binary_step",
    "elu", "softplus", "prelu:alpha~0.1",
)  # fmt: skip


@settings(max_examples=8)
@given(
    optimiser=st.sampled_from(tuple(OPTIMISERS)),
    learned_per=st.sampled_from(["layer", "unit"]),
    dataset=st.sampled_from(["circles", "blobs", "curve"]),
    seed=st.integers(0, 1000),
    order=st.permutations(RACERS),
    chosen=st.integers(0, 15),
)
def test_racer_among_sixteen_ends_where_it_ends_alone(
    optimiser: str, learned_per: str, dataset: str, seed: int, order: list[str], chosen: int
) -> None:
    config = replace(
        BASE,
        optimiser=optimiser,
        learned_per=learned_per,
        dataset=dataset,
        seed=seed,
        activations=tuple(order),
        learning_rate=0.01,
    )
    together = trained(config)
    alone = trained(replace(config, activations=(order[chosen],)))
    assert_same(weights(together, chosen), weights(alone, 0))
    for name, layers in learned_parameters(alone)[0].items():
        assert_same([layers], [learned_parameters(together)[chosen][name]])
    np.testing.assert_allclose(together.loss()[chosen], alone.loss()[0], **CLOSE)


def test_rounding_is_the_same_alone_and_together() -> None:
    # At this rate one different bit would decide which units die.
    config = LabConfig(hidden=(32, 32), learning_rate=3.0)
    alone, together = Lab(config), Lab(replace(config, activations=("tanh", "relu", "leaky_relu")))
    alone.advance(300)
    together.advance(300)
    assert alone.loss()[0] == pytest.approx(together.loss()[1], rel=1e-6)
    assert alone.dead_fraction()[0].tolist() == together.dead_fraction()[1].tolist()


class Plain(nn.Module):
    """The network that the lab describes, with torch's own parts and autograd."""

    def __init__(
        self, config: LabConfig, activation: Callable[..., Tensor], **learned: Any
    ) -> None:
        super().__init__()
        sizes = (2, *config.hidden, 1)
        pieces = config.racers[0].pieces
        starts = start_weights(
            sizes,
            pieces,
            INITIALISATIONS[config.initialisation].deviation,
            config.initial_scale,
            config.seed,
        )
        self.layers = nn.ModuleList()
        for matrix in starts:
            layer = nn.Linear(*matrix.shape).double()
            with torch.no_grad():
                layer.weight.copy_(matrix.T)
                layer.bias.zero_()
            self.layers.append(layer)
        with torch.no_grad():
            for layer in list(self.layers)[:-1]:
                layer.bias.fill_(config.bias_start)
        self.activation = activation
        self.learned = nn.ModuleList(
            nn.ParameterDict(
                {
                    name: nn.Parameter(torch.full(size, value, dtype=torch.float64))
                    for name, (value, *size) in learned.items()
                }
            )
            for _ in config.hidden
        )

    def forward(self, x: Tensor) -> Tensor:
        *hidden, last = self.layers
        for layer, learned in zip(hidden, self.learned, strict=True):
            x = self.activation(layer(x), **dict(learned.items()))
        return last(x)


def maxout_of_three(z: Tensor) -> Tensor:
    return z.unflatten(1, (-1, 3)).max(2).values


def swish(z: Tensor, beta: Tensor) -> Tensor:
    return z * torch.sigmoid(beta * z)


def srelu(z: Tensor, t_l: Tensor, a_l: Tensor, t_r: Tensor, a_r: Tensor) -> Tensor:
    low, high = t_l + a_l * (z - t_l), t_r + a_r * (z - t_r)
    return torch.where(z >= t_r, high, torch.where(z > t_l, z, low))


def apl(z: Tensor, **hinges: Tensor) -> Tensor:
    result = functional.relu(z)
    for name in [name for name in hinges if name.startswith("a")]:
        result = result + hinges[name] * functional.relu(-z + hinges["b" + name[1:]])
    return result


PLAIN = {
    "relu": (functional.relu, {}),
    "tanh": (torch.tanh, {}),
    "gelu": (functional.gelu, {}),
    "elu": (functional.elu, {}),
    "leaky_relu:alpha=0.2": (lambda z: functional.leaky_relu(z, 0.2), {}),
    "prelu:alpha~0.25": (lambda z, alpha: functional.prelu(z, alpha), {"alpha": (0.25, 1)}),
    "swish:beta~1.5": (swish, {"beta": (1.5, 1)}),
    "maxout:k=3": (maxout_of_three, {}),
}


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize("racer", PLAIN)
def test_racer_ends_where_plain_torch_ends(racer: str, optimiser: str) -> None:
    activation, learned = PLAIN[racer]
    compare_with_plain_torch(racer, optimiser, activation, learned, "layer")


def test_srelu_and_apl_learn_for_each_unit_as_in_plain_torch() -> None:
    for text, function in (
        ("srelu:t_l~-0.5,a_l~0.2,t_r~0.5,a_r~0.3", srelu),
        ("apl:a1~0.2,b1~0.1,a2~-0.1,b2~-0.3", apl),
    ):
        (racer,) = LabConfig(activations=(text,)).racers
        learned = {name: (racer.parameters[name], 5) for name in racer.learned}
        config = replace(BASE, hidden=(5, 5))
        compare_with_plain_torch(text, "sgd", function, learned, "unit", config)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_weights_decay_as_with_torch_s_own_penalties(optimiser: str) -> None:
    config = replace(BASE, l1=0.003, l2=0.02)
    function, learned = PLAIN["prelu:alpha~0.25"]
    compare_with_plain_torch("prelu:alpha~0.25", optimiser, function, learned, "layer", config)


def compare_with_plain_torch(
    racer: str,
    optimiser: str,
    activation: Callable[..., Tensor],
    learned: dict[str, tuple[float, int]],
    learned_per: str,
    base: LabConfig = BASE,
) -> None:
    config = replace(
        base,
        activations=(racer,),
        optimiser=optimiser,
        bias_start=0.1,
        learned_per=learned_per,
        learning_rate=0.05 if optimiser == "sgd" else 0.01,
    )
    lab = trained(config)
    plain = Plain(config, activation, **learned)
    # The record says what it is in torch.
    form = OPTIMISERS[optimiser].torch.format(**vars(config))
    update = eval(form, {"torch": torch, "parameters": list(plain.parameters())})
    update.param_groups[0]["lr"] = config.learning_rate
    features, targets = lab.train_examples.features, lab.train_examples.targets
    step = epoch = 0
    while step < STEPS:
        order = torch.from_numpy(shuffled(config.seed, epoch, len(features)))
        epoch += 1
        batches = order.split(config.batch_size)
        for batch in batches[: STEPS - step]:
            update.zero_grad()
            outputs = plain(features[batch])
            loss = functional.binary_cross_entropy_with_logits(outputs, targets[batch])
            for layer in plain.layers:
                loss = loss + config.l1 * layer.weight.abs().sum()
                loss = loss + config.l2 / 2 * layer.weight.square().sum()
            loss.backward()
            update.step()
            step += 1
    expected = [
        (layer.weight.detach().T.numpy(), layer.bias.detach().numpy()) for layer in plain.layers
    ]
    assert_same(weights(lab, 0), expected)
    for name, layers in learned_parameters(lab)[0].items():
        for found, wanted in zip(layers, plain.learned, strict=True):
            np.testing.assert_allclose(found, wanted[name].detach().numpy(), **CLOSE)
