"""The PyTorch form of every activation against its NumPy form."""

import numpy as np
import pytest
import torch
from sympy import Piecewise

from actviz.maths import CATALOGUE, Activation, Parameter
from actviz.training import torch_activation

EDGES = [0.0, 1e-8, 1.0, 20.0, 88.0, 700.0]
POINTS = np.concatenate([np.linspace(-6, 6, 241), EDGES, np.negative(EDGES)])
EVERY = [pytest.param(activation, id=activation.id) for activation in CATALOGUE.values()]
LEARNABLE = [
    pytest.param(activation, parameter.name, id=f"{activation.id}-{parameter.name}")
    for activation in CATALOGUE.values()
    for parameter in activation.parameters
]
# Two libraries' exponentials agree to 1e-15 or so, and a difference may cancel four digits of it.
# Below 1e-290 NumPy and torch flush differently. Right at 0 torch's own form of a function such as
# x - tanh x cancels, where the NumPy form has a series: that leaves a rounding error of x.
RELATIVE = 1e-10
ABSOLUTE = np.where(np.abs(POINTS) <= 1e-6, 1e-16, 1e-290)


def assert_close(actual: torch.Tensor, expected: np.ndarray) -> None:
    found = actual.detach().numpy()
    np.testing.assert_array_equal(np.isnan(found), np.isnan(expected))
    np.testing.assert_array_equal(found[np.isinf(expected)], expected[np.isinf(expected)])
    finite = np.isfinite(expected)
    excess = np.abs(found[finite] - expected[finite]) - RELATIVE * np.abs(expected[finite])
    worst = POINTS[finite][np.argmax(excess - ABSOLUTE[finite])]
    assert np.all(excess <= ABSOLUTE[finite]), f"differs at x = {worst}"


@pytest.mark.parametrize("activation", EVERY)
def test_value_and_gradient_are_the_derived_ones(activation: Activation) -> None:
    x = torch.tensor(POINTS, requires_grad=True)
    y = torch_activation(activation)(x)
    assert_close(y, activation.value(POINTS))
    y.sum().backward()
    assert x.grad is not None
    assert_close(x.grad, activation.derivative(POINTS))


@pytest.mark.parametrize(("activation", "name"), LEARNABLE)
def test_parameter_gradient_is_the_derived_one(activation: Activation, name: str) -> None:
    value = torch.nn.Parameter(torch.tensor(activation.defaults[name], dtype=torch.float64))
    points = POINTS[np.abs(POINTS) <= 20]
    torch_activation(activation, **{name: value})(torch.tensor(points)).sum().backward()
    assert value.grad is not None
    expected = activation.parameter_derivative(name, points)
    # A sum rounds by its largest term.
    scale = np.abs(expected).max() if np.isfinite(expected).all() else np.inf
    np.testing.assert_allclose(
        value.grad.item(), expected.sum(), rtol=1e-10, atol=1e-12 * min(scale, 1e30), equal_nan=True
    )


@pytest.mark.parametrize("activation", EVERY)
def test_nan_stays_nan_and_spoils_no_neighbour(activation: Activation) -> None:
    x = torch.tensor([0.3, np.nan, 0.4], dtype=torch.float64, requires_grad=True)
    y = torch_activation(activation)(x)
    y.sum().backward()
    assert x.grad is not None
    assert y.isnan().tolist() == [False, True, False]
    assert x.grad.isnan().tolist() == [False, True, False]


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("activation", EVERY)
def test_dtype_is_kept_and_rounded_once(activation: Activation, dtype: torch.dtype) -> None:
    x = torch.linspace(-3, 3, 25, dtype=dtype, requires_grad=True)
    y = torch_activation(activation)(x)
    y.sum().backward()
    assert x.grad is not None
    assert (y.dtype, x.grad.dtype) == (dtype, dtype)
    exact = activation.value(x.detach().double().numpy())
    # Half precision rounds the exact value once: half a unit in the last place, and some slack.
    # Single precision may cancel a digit or two in between.
    slack = {torch.float64: 1e-12, torch.float32: 1e-5}.get(dtype, torch.finfo(dtype).eps)
    smallest = torch.finfo(dtype).smallest_normal if dtype.itemsize == 2 else 1e-6
    np.testing.assert_allclose(y.detach().double().numpy(), exact, rtol=slack, atol=smallest)


@pytest.mark.parametrize(
    "identifier", ["tanh", "gelu", "softplus", "sinc", "mish", "soft_exponential"]
)
def test_gradcheck(identifier: str) -> None:
    activation = CATALOGUE[identifier]
    inputs = [torch.tensor([-1.3, -0.2, 0.4, 1.7], dtype=torch.float64, requires_grad=True)]
    inputs += [
        torch.tensor(value + 0.1, dtype=torch.float64, requires_grad=True)
        for value in activation.defaults.values()
    ]

    def function(x: torch.Tensor, *values: torch.Tensor) -> torch.Tensor:
        return torch_activation(activation, **dict(zip(activation.defaults, values, strict=True)))(
            x
        )

    assert torch.autograd.gradcheck(function, inputs)


def test_branches_not_taken_give_no_nan_gradient() -> None:
    x = torch.tensor([200.0, 1000.0, -1.0], requires_grad=True)
    torch_activation(CATALOGUE["elu"])(x).sum().backward()
    assert x.grad is not None
    assert x.grad[:2].tolist() == [1.0, 1.0]


def test_parameter_tensors_broadcast_and_get_gradients_of_their_shape() -> None:
    slopes = torch.nn.Parameter(torch.tensor([[0.1], [0.2]]))
    x = torch.tensor([-1.0, -2.0, 3.0], requires_grad=True)
    y = torch_activation(CATALOGUE["leaky_relu"], alpha=slopes)(x)
    assert y.shape == (2, 3)
    y.sum().backward()
    assert slopes.grad is not None
    assert x.grad is not None
    assert slopes.grad.tolist() == [[-3.0], [-3.0]]
    torch.testing.assert_close(x.grad, torch.tensor([0.3, 0.3, 2.0]))


def test_optimiser_learns_a_parameter() -> None:
    slope = torch.nn.Parameter(torch.tensor(0.25))
    x = torch.linspace(-2, 2, 41)
    target = torch.nn.functional.leaky_relu(x, 0.7)
    optimiser = torch.optim.SGD([slope], lr=0.3)
    for _ in range(100):
        optimiser.zero_grad()
        torch.nn.functional.mse_loss(
            torch_activation(CATALOGUE["leaky_relu"], alpha=slope)(x), target
        ).backward()
        optimiser.step()
    assert slope.item() == pytest.approx(0.7, abs=1e-4)


def test_unknown_parameter_is_a_type_error_that_lists_the_known() -> None:
    with pytest.raises(TypeError, match=r"no parameter 'beta'; it takes: alpha"):
        torch_activation(CATALOGUE["leaky_relu"], beta=1.0)


def test_whole_numbers_are_refused_with_the_way_out() -> None:
    with pytest.raises(TypeError, match=r"convert it with x\.float\(\)"):
        torch_activation(CATALOGUE["relu"])(torch.tensor([1, 2]))


def test_second_backward_raises_rather_than_return_zeros() -> None:
    x = torch.tensor([0.5], requires_grad=True)
    y = torch_activation(CATALOGUE["tanh"])(x).square()
    (slope,) = torch.autograd.grad(y, x, create_graph=True)
    with pytest.raises(RuntimeError, match="once_differentiable"):
        slope.backward()


def test_constants_in_choices_keep_double_precision() -> None:
    activation = Activation(
        id="tenths",
        name="Tenths",
        family="Test",
        year=2024,
        source="a test",
        expression=lambda x, high: Piecewise(
            (0.3, x > 0), (Piecewise((0.1, x > -2), (high, True)), True)
        ),
        parameters=(Parameter("high", 0.7, 0.0, 1.0, 0.1, "value on the left"),),
    )
    y = torch_activation(activation)(torch.tensor([-3.0, -1.0, 1.0], dtype=torch.float64))
    assert y.tolist() == [0.7, 0.1, 0.3]
