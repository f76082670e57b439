"""Every entry against a form of other origin: a library's, or the paper's written another way."""

import math

import numpy as np
import pytest
import scipy.integrate
import scipy.interpolate
import scipy.special
import scipy.stats
import torch
import torch.nn.functional as functional

from actviz.maths import CATALOGUE
from tests.maths.settings import along, inside_domain

# Off the joints of every piecewise function at its defaults, where conventions may differ.
GRID = np.linspace(-6.013, 6.017, 401)
# The forms here are naive: they cancel and round where the entries do not.
TOLERANCE = 1e-12

special, stats = scipy.special, scipy.stats
logistic = stats.logistic.cdf


def by_torch(function):
    """A torch function as one of arrays."""
    return lambda x, *numbers: function(torch.from_numpy(np.asarray(x)), *numbers).numpy()


def pieces(x, *choices):
    """NumPy's piecewise choice; the last choice holds elsewhere."""
    *pairs, otherwise = choices
    conditions, values = zip(*pairs, strict=True)
    return np.select(conditions, [np.broadcast_to(v, np.shape(x)) for v in values], otherwise)


def shrunk_inside(x, inner, outer):
    # Through its five joints.
    xs = [-20, -outer, -inner, inner, outer, 20]
    return np.interp(x, xs, [-20, -outer, 0, 0, outer, 20])


def antiderivative(slope, x):
    """The integral of `slope` from 0 to each x."""
    joints = [-1.0, 0.0, 1.0]
    return np.array(
        [scipy.integrate.quad(slope, 0, end, epsabs=1e-13, points=joints)[0] for end in x]
    )


def smooth_step(x, gamma):
    cubic = scipy.interpolate.CubicHermiteSpline([-gamma / 2, gamma / 2], [0, 1], [0, 0])
    return pieces(x, (x < -gamma / 2, 0), (x > gamma / 2, 1), cubic(x))


def deformed(x, alpha, t):
    bracket = np.maximum(1 + (1 - t) * np.minimum(x, 0), 0)
    return np.maximum(x, 0) + alpha * (bracket ** (1 / (1 - t)) - 1)


def integrated_elu(x, alpha_r, alpha_l, beta):
    def slope(u):
        return 2 * alpha_r * u + beta if u > 0 else alpha_l * math.expm1(u) + beta

    return antiderivative(slope, x)


def sign_times(function):
    return lambda x: np.sign(x) * function(np.abs(x))


FORMS = {
    # Sigmoids and what is clipped
    "sigmoid": special.expit,
    "tanh": lambda x: np.sinh(x) / np.cosh(x),
    "logistic": lambda x, L, k, x0: L / 2 * (1 + np.tanh(k * (x - x0) / 2)),
    "arctan": lambda x: np.imag(np.log(1 + 1j * x)),
    "softsign": by_torch(functional.softsign),
    "lecun_tanh": lambda x: 1.7159 * (1 - 2 / (np.exp(4 * x / 3) + 1)),
    "isru": lambda x, alpha: np.sign(x) / np.sqrt(alpha + x**-2),
    "elliott_sigmoid": lambda x: (functional.softsign(torch.from_numpy(x)).numpy() + 1) / 2,
    "penalized_tanh": lambda x, a: np.maximum(np.tanh(x), 0) + a * np.minimum(np.tanh(x), 0),
    "hexpo": lambda x, a, b, c, d: np.where(x > 0, a - a / np.exp(x / b), c * np.exp(x / d) - c),
    "dsilu": lambda x: special.expit(x) + x * special.expit(x) - x * special.expit(x) ** 2,
    "log_sigmoid": special.log_expit,
    "hard_sigmoid": by_torch(functional.hardsigmoid),
    "hard_tanh": np.clip,
    "sqnl": sign_times(lambda u: 1 - (1 - np.minimum(u, 2) / 2) ** 2),
    "sparse_sigmoid": stats.uniform(-1, 2).cdf,
    "smooth_step": smooth_step,
    "soft_clipping": lambda x, alpha: (
        np.log((1 + np.exp(alpha * x)) / (1 + np.exp(alpha * (x - 1)))) / alpha
    ),
    # Rectifiers and their kin
    "relu": by_torch(functional.relu),
    "leaky_relu": lambda x, alpha: np.maximum(x, alpha * x),
    "prelu": lambda x, alpha: (1 + alpha) / 2 * x + (1 - alpha) / 2 * np.abs(x),
    "rrelu": lambda x, l, u: np.maximum(x, 0) + (l + u) / 2 * np.minimum(x, 0),  # noqa: E741
    "relu6": by_torch(functional.relu6),
    "threshold": lambda x, theta, v: np.where(x > theta, x, v),
    "srelu": lambda x, t_l, a_l, t_r, a_r: (
        np.clip(x, t_l, t_r) + a_l * np.minimum(x - t_l, 0) + a_r * np.maximum(x - t_r, 0)
    ),
    "apl": lambda x, a1, b1, a2, b2: (
        np.maximum(0, x) + a1 * np.maximum(0, -x + b1) + a2 * np.maximum(0, -x + b2)
    ),
    # The paper's form.
    "plu": lambda x, alpha, c: np.maximum(alpha * (x + c) - c, np.minimum(alpha * (x - c) + c, x)),
    "squared_relu": lambda x: x * np.maximum(x, 0),
    "star_relu": lambda x, s, b: s * functional.relu(torch.from_numpy(x)).numpy() ** 2 + b,
    "repu": lambda x, p: np.clip(x, 0, None) ** p,
    "nlrelu": lambda x, beta: np.log(beta * np.maximum(0, x) + 1),
    "qrelu": lambda x: np.where(x > 0, x, 0.01 * x * (x - 2)),
    "sine_relu": lambda x, epsilon: np.where(
        x > 0, x, epsilon * np.sqrt(2) * np.sin(x - np.pi / 4)
    ),
    "vlu": lambda x, alpha, beta: np.maximum(0, x) + alpha * np.imag(np.exp(1j * beta * x)),
    "cos_relu": lambda x: (x + np.abs(x)) / 2 + np.sin(x + np.pi / 2),
    "flattened_t_swish": lambda x, t: np.maximum(x, 0) / (1 + np.exp(-x)) + t,
    # Exponential linear units
    "elu": lambda x, alpha: np.maximum(x, 0) + np.minimum(0, alpha * (np.exp(x) - 1)),
    "selu": by_torch(functional.selu),
    "celu": by_torch(functional.celu),
    "isrlu": lambda x, alpha: np.where(x >= 0, x, x / np.sqrt(1 + alpha * x * x)),
    "pelu": lambda x, a, b: a * functional.elu(torch.from_numpy(x / b)).numpy(),
    "mpelu": lambda x, alpha, beta: np.where(
        x > 0, x, alpha * functional.elu(torch.from_numpy(beta * x)).numpy()
    ),
    "pdelu": deformed,
    "serlu": lambda x: 1.07861828 * np.where(x >= 0, x, 2.90427123 * x * np.exp(x)),
    "xielu": integrated_elu,
    "elish": lambda x: functional.elu(torch.from_numpy(x)).numpy() / (1 + np.exp(-x)),
    "hard_elish": lambda x: (
        functional.elu(torch.from_numpy(x)).numpy() * np.maximum(0, np.minimum(1, (x + 1) / 2))
    ),
    # The paper's form, with its a = 1, b = 2, c = 2 ln 2.
    "slu": lambda x: np.where(x >= 0, x, 2 * np.log(np.exp(x) + 1) - 2 * np.log(2)),
    # Smooth rectifiers
    "softplus": lambda x, beta: np.log(1 + np.exp(beta * x)) / beta,
    "squareplus": lambda x, b: (x + np.sqrt(x**2 + b)) / 2,
    # The integral of the sparse sigmoid.
    "sparse_plus": lambda x: antiderivative(lambda u: float(np.clip((u + 1) / 2, 0, 1)), x) + 1 / 4,
    "shifted_softplus": lambda x: np.log(0.5 * np.exp(x) + 0.5),
    # The mean of ReLU over a window of half-width beta.
    "smelu": lambda x, beta: (
        (np.maximum(x + beta, 0) ** 2 - np.maximum(x - beta, 0) ** 2) / (4 * beta)
    ),
    # Gated by a sigmoid
    "gelu": lambda x: x * stats.norm.cdf(x),
    "gelu_tanh": lambda x: x / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))),
    "quick_gelu": lambda x: x * special.expit(1.702 * x),
    "silu": by_torch(functional.silu),
    "swish": lambda x, beta: x / (1 + np.exp(-beta * x)),
    "e_swish": lambda x, beta: beta * functional.silu(torch.from_numpy(x)).numpy(),
    "hard_swish": by_torch(functional.hardswish),
    # The paper's smooth maximum of p1 x and p2 x.
    "acon_c": lambda x, p1, p2, beta: (
        p1 * x * logistic(beta * (p1 * x - p2 * x)) + p2 * x * logistic(beta * (p2 * x - p1 * x))
    ),
    "aria2": lambda x, alpha, beta: x * (1 + np.exp(-beta * x)) ** -alpha,
    "sinlu": lambda x, a, b: (
        functional.silu(torch.from_numpy(x)).numpy() + a * np.sin(b * x) / (1 + np.exp(-x))
    ),
    # The paper's form.
    "smu": lambda x, alpha, mu: (
        ((1 + alpha) * x + (1 - alpha) * x * special.erf(mu * (1 - alpha) * x)) / 2
    ),
    "golu": lambda x: x * stats.gumbel_r.cdf(x),
    # Mish and its kin
    "mish": by_torch(functional.mish),
    "hard_mish": lambda x: x / 2 * np.minimum(2, np.maximum(0, x + 2)),
    # tanh ln u is (u² - 1)/(u² + 1).
    "smish": lambda x: x * ((1 + logistic(x)) ** 2 - 1) / ((1 + logistic(x)) ** 2 + 1),
    "logish": lambda x: x * (np.log(2 + np.exp(-x)) - np.log(1 + np.exp(-x))),
    "phish": lambda x: x * np.tanh(functional.gelu(torch.from_numpy(x)).numpy()),
    "serf": lambda x: x * special.erf(functional.softplus(torch.from_numpy(x)).numpy()),
    "tanh_exp": lambda x: x * (1 - 2 / (np.exp(2 * np.exp(x)) + 1)),
    "colu": lambda x: x / (1 - x * np.exp(-(x + np.exp(x)))),
    # Identity and steps, V-shaped
    "identity": np.array,
    "binary_step": lambda x: np.heaviside(x, 1),
    "signum": np.sign,
    "bent_identity": lambda x: (np.sqrt(x**2 + 1) - 1) / 2 + x,
    "blu": lambda x, beta: beta * (np.sqrt(x**2 + 1) - 1) + x,
    "absolute": lambda x: np.maximum(x, -x),
    "soft_modulus": lambda x: np.where(np.abs(x) <= 1, x**2 * (2 - np.abs(x)), np.abs(x)),
    "bi_firing": lambda x, a: special.huber(a, x) / a,
    "lisht": lambda x: x * (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
    "seagull": lambda x: 2 * np.log(np.abs(1 + 1j * x)),
    "m_qrelu": lambda x: np.where(x > 0, x, 0.01 * x - x),
    # Waves and bumps
    "sinusoid": lambda x, omega: np.imag(np.exp(1j * omega * x)),
    "cosine": lambda x, omega: np.real(np.exp(1j * omega * x)),
    "sinc": lambda x: special.spherical_jn(0, np.abs(x)),
    "gcu": lambda x: np.real(x * np.exp(1j * x)),
    "dsu": lambda x: np.pi**2 * np.sin(x) / (np.pi**2 - x**2),
    "snake": lambda x, a: x + (1 - np.cos(2 * a * x)) / (2 * a),
    "gabor": lambda x, omega, s: np.real(np.exp(1j * omega * x) * np.exp(-(np.abs(s * x) ** 2))),
    "gaussian": lambda x: np.sqrt(np.pi) * stats.norm(0, np.sqrt(0.5)).pdf(x),
    "multiquadric": lambda x, c, x0: np.abs((x - x0) + 1j * c),
    "inverse_multiquadric": lambda x, c, x0: ((x - x0) ** 2 + c**2) ** -0.5,
    # The paper, with the size of x written out.
    "sq_rbf": lambda x: pieces(
        x, (np.abs(x) <= 1, 1 - x**2 / 2), (np.abs(x) < 2, (2 - np.abs(x)) ** 2 / 2), 0.0
    ),
    "hat": stats.triang(0.5, -1, 2).pdf,
    "mexican_hat": lambda x: stats.norm.pdf(x) * (1 - x**2) * np.sqrt(2 * np.pi),
    "resech": lambda x: x * np.pi * stats.hypsecant.pdf(x),
    # Probability curves
    "erf": special.erf,
    "cauchy_cdf": stats.cauchy.cdf,
    "laplace_cdf": stats.laplace.cdf,
    "complementary_log_log": stats.gumbel_l.cdf,
    "log_log": stats.gumbel_r.cdf,
    "gompertz": lambda x, a, b, c: a * stats.gumbel_r(np.log(b) / c, 1 / c).cdf(x),
    "logit": special.logit,
    "probit": stats.norm.ppf,
    # Shrinkage
    "hard_shrink": by_torch(functional.hardshrink),
    "soft_shrink": lambda x, lambd: x - np.clip(x, -lambd, lambd),
    "tanh_shrink": by_torch(functional.tanhshrink),
    "firm_shrink": lambda x, lambd, mu: shrunk_inside(x, lambd, mu),
    # Exponentials, logarithms, polynomials
    "exponential": lambda x: np.cosh(x) + np.sinh(x),
    "soft_exponential": lambda x, alpha: special.boxcox1p(np.expm1(x), alpha) + alpha,
    "arsinh": lambda x: np.sign(x) * np.log(np.abs(x) + np.sqrt(x**2 + 1)),
    "symlog": sign_times(lambda u: np.log(1 + u)),
    "symexp": sign_times(lambda u: np.exp(u) - 1),
    "square": np.square,
    "cube": lambda x: np.polyval([1, 0, 0, 0], x),
    "ncu": lambda x: x * (1 - x) * (1 + x),
}


def parameters_within(activation):
    """The defaults and a third along every slider; the latter where the form is defined there."""
    yield activation.defaults
    if activation.parameters and activation.id != "soft_exponential":
        yield {p.name: along(p, 1 / 3) for p in activation.parameters}


def test_every_entry_has_an_independent_form():
    assert set(FORMS) == set(CATALOGUE)


@pytest.mark.parametrize("identifier", FORMS)
def test_equals_the_independent_form(identifier):
    activation = CATALOGUE[identifier]
    x = np.array(inside_domain(activation, GRID))
    assert x.size
    for parameters in parameters_within(activation):
        with np.errstate(all="ignore"):
            expected = FORMS[identifier](x, *parameters.values())
        found = activation.value(x, **parameters)
        np.testing.assert_allclose(
            found, expected, rtol=TOLERANCE, atol=TOLERANCE, err_msg=str(parameters)
        )
