"""Value and derivative against PyTorch's own float64 forward and autograd."""

import numpy as np
import pytest
import torch

from actviz.maths import CATALOGUE, Activation
from tests.maths.settings import DELICATE, around_breakpoints, parameter_settings

IN_TORCH = [entry for entry in CATALOGUE.values() if entry.torch is not None]

# Absolute tolerances (value, derivative) where torch itself loses digits; elsewhere 0.
LOSES_DIGITS = {
    "sigmoid": (0, 4e-16),  # autograd computes σ(1 - σ), which cancels on the right
    "hard_sigmoid": (0, 5e-9),  # autograd's slope is 1/6 in single precision
    "tanh": (0, 4e-16),  # autograd computes 1 - tanh², which cancels in the tails
    "tanh_shrink": (2e-16, 4e-16),  # x - tanh(x) cancels near 0, its autograd likewise
    "gelu": (4e-15, 1e-15),  # x (1 + erf(x/√2))/2 cancels on the left
    "gelu_tanh": (4e-15, 1e-14),  # 1 + tanh(…) cancels on the left, 1 - tanh² is multiplied by x³
    "mish": (0, 1e-14),  # autograd's 1 - tanh(softplus)² times x
    # The switch to the identity at βx > 20: off by e^-20/β there, and σ by e^-20.
    "softplus": (2.1e-9, 2.1e-9),
    "sinc": (0, 1e-7),  # autograd divides cos - sinc by x, which cancels at a kink ± 1e-8
}


# torch's celu passes 1/α to its backward in single precision: choose α with an exact 1/α.
SETTINGS = {"celu": [{"alpha": alpha} for alpha in (1.0, 0.5, 4.0)]}


def torch_value_and_gradient(
    activation: Activation, points: list[float], parameters: dict[str, float]
) -> tuple[np.ndarray, np.ndarray]:
    assert activation.torch is not None
    x = torch.tensor(points, dtype=torch.float64, requires_grad=True)
    call = activation.torch.format(**{name: repr(value) for name, value in parameters.items()})
    y = eval(call, {"torch": torch, "x": x})
    (gradient,) = torch.autograd.grad(y.sum(), x)
    return y.detach().numpy(), gradient.numpy()


@pytest.mark.parametrize("activation", IN_TORCH, ids=lambda a: a.id)
def test_value_and_derivative_equal_torch(activation):
    value_slack, derivative_slack = LOSES_DIGITS.get(activation.id, (0, 0))
    for parameters in SETTINGS.get(activation.id) or parameter_settings(activation):
        points = DELICATE + around_breakpoints(activation, parameters)
        value, gradient = torch_value_and_gradient(activation, points, parameters)
        text = f"{activation.id} {parameters} at {points}"
        np.testing.assert_allclose(
            activation.value(points, **parameters), value, 1e-10, value_slack, err_msg=text
        )
        np.testing.assert_allclose(
            activation.derivative(points, **parameters),
            gradient,
            1e-10,
            derivative_slack,
            err_msg=text,
        )


def test_softplus_is_not_cut_off_as_in_torch():
    softplus = CATALOGUE["softplus"]
    assert softplus.value(25.0) > 25.0
    assert torch.nn.functional.softplus(torch.tensor(25.0, dtype=torch.float64)) == 25.0


def test_a_wrong_definition_would_be_noticed():
    x = torch.tensor([-3.0], dtype=torch.float64)
    wrong = 1.0507 * (torch.nn.functional.selu(x) + 1.6733)
    right = CATALOGUE["selu"].derivative([-3.0])
    assert not np.allclose(right, wrong.numpy(), rtol=1e-3)
