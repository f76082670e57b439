"""Every primitive in PyTorch, value and autograd, against many digits of its elementary form."""

import mpmath
import pytest
import sympy
import torch

from actviz.maths.parser.vocabulary import RESERVED
from actviz.maths.primitives import PRIMITIVES, Primitive
from actviz.maths.symbolic.source_code import torch_definitions, torch_line
from actviz.training.compile import compile_torch
from tests.maths.test_primitives import DIGITS, WITH_DERIVATIVE, cases, exact

EVERY = pytest.mark.parametrize("primitive", PRIMITIVES, ids=lambda p: p.__name__)
SHARED = [p for p in PRIMITIVES if p.torch_template is None]
DIFFERENTIABLE = [p for p in SHARED if p in WITH_DERIVATIVE]
# As torch's own tanhshrink, which cancels near 0.
ABSOLUTE = {"tanh_remainder": 1e-16}


def arguments_of(primitive: type[Primitive]) -> tuple[sympy.Symbol, ...]:
    return sympy.symbols("x v w", real=True)[: next(iter(primitive.nargs))]


def in_lines(primitive: type[Primitive], case: tuple[float, ...]):
    """The primitive as exported scripts have it, and its arguments as tensors."""
    symbols = arguments_of(primitive)
    tensors = [torch.tensor(u, dtype=torch.float64, requires_grad=True) for u in case]
    scope = {"torch": torch} | dict(zip(map(str, symbols), tensors, strict=True))
    exec("\n".join(torch_definitions([primitive(*symbols)])), scope)
    return eval(torch_line(primitive(*symbols)), scope), tensors


@EVERY
def test_torch_equals_the_elementary_form(primitive: type[Primitive]) -> None:
    symbols = arguments_of(primitive)
    function = compile_torch((primitive(*symbols),), symbols, torch.float64)
    reference = exact(primitive)
    for case in cases(primitive):
        (value,) = function(*(torch.tensor([u], dtype=torch.float64) for u in case))
        line, _ = in_lines(primitive, case)
        with mpmath.workdps(DIGITS):
            wanted = float(reference(*map(mpmath.mpf, case)))
        # Rounding inside an exponent of size 30² is repeated 900 times over.
        slack = ABSOLUTE.get(primitive.__name__, 1e-300)
        assert value.item() == pytest.approx(wanted, rel=1e-12, abs=slack), case
        assert line.item() == pytest.approx(wanted, rel=1e-12, abs=slack), case


@pytest.mark.parametrize("primitive", DIFFERENTIABLE, ids=lambda p: p.__name__)
def test_autograd_of_a_shared_body_is_the_slope(primitive: type[Primitive]) -> None:
    reference = exact(primitive)
    for case in cases(primitive):
        value, tensors = in_lines(primitive, case)
        gradients = torch.autograd.grad(value, tensors)
        for place, gradient in enumerate(gradients):
            if case[place] == 0:
                continue  # the elementary form has its gap there
            order = tuple(int(i == place) for i in range(len(case)))
            with mpmath.workdps(DIGITS):
                slope = float(mpmath.diff(reference, tuple(map(mpmath.mpf, case)), order))
            # Autograd divides what cancels, in x²/2 at a = 1e-6 ten digits of it.
            slack = 1e-4 if case[place] == 1e-6 else 1e-10
            assert gradient.item() == pytest.approx(slope, rel=slack, abs=1e-15), (place, case)


@pytest.mark.parametrize(
    "primitive",
    [p for p in DIFFERENTIABLE if len(arguments_of(p)) == 1],
    ids=lambda p: p.__name__,
)
@pytest.mark.parametrize("far", [-1e5, -800.0, 800.0, 1e5])
def test_autograd_far_out_is_a_number(primitive: type[Primitive], far: float) -> None:
    value, tensors = in_lines(primitive, (far,))
    (gradient,) = torch.autograd.grad(value, tensors)
    assert value.isfinite()
    assert gradient.isfinite()


def test_no_parameter_can_be_called_as_a_shared_body_is() -> None:
    assert {primitive.__name__ for primitive in SHARED} <= RESERVED
