"""Claims on saturation: what it does to one unit, and what to the gradient through many layers."""

from __future__ import annotations

import math

import numpy as np

from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE, mean_field

SECTION, TITLE = "saturation", "Saturation through the layers"

_STEEPEST = {"sigmoid": 0.25, "tanh": 1.0}
_SATURATED = 0.05  # of the steepest slope, as on the page


def _factor(name: str, sigma_w: float) -> float:
    """What a layer passes on of a gradient, without biases."""
    return math.sqrt(mean_field.chi(name, mean_field.fixed_point(name, sigma_w), sigma_w))


def _saturated(name: str, sigma_w: float) -> float:
    """The share of units that are saturated, in wide layers without biases."""
    low, high = 0.0, 20.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        above = CATALOGUE[name].derivative(middle) > _SATURATED * _STEEPEST[name]
        low, high = (middle, high) if above else (low, middle)
    q = mean_field.fixed_point(name, sigma_w)
    return math.erfc(low / math.sqrt(2 * q))


def sigmoid_layers() -> Numbers:
    """How many layers there are, what one of sigmoids passes on at σ_w = 1, and what all do."""
    layers, q, arrives = 10, 1.0, 1.0
    for _ in range(layers - 1):
        arrives *= math.sqrt(mean_field.chi("sigmoid", q, 1.0))
        q = mean_field.length_map("sigmoid", q, 1.0)
    return {
        "layers": layers,
        "steepest": float(CATALOGUE["sigmoid"].derivative(0.0)),
        "factor": _factor("sigmoid", 1.0),
        "saturated": _saturated("sigmoid", 1.0),
        "arrives": arrives,
    }


def large_weights() -> Numbers:
    """Sigmoid at two scales of its weights: saturated units, and what a layer passes on."""
    small, large = 1.0, 10.0
    return {
        "small": small,
        "large": large,
        "saturated": _saturated("sigmoid", large),
        "small_factor": _factor("sigmoid", small),
        "large_factor": _factor("sigmoid", large),
        "critical": mean_field.critical_sigma_w("sigmoid"),
        "input": large,
        "slope": float(CATALOGUE["sigmoid"].derivative(large)),
    }


def critical_scales() -> Numbers:
    """Critical σ_w of three functions, and what Xavier's weights leave of thirty ReLU layers."""
    layers = 30
    return {
        "sigmoid": mean_field.critical_sigma_w("sigmoid"),
        "tanh": mean_field.critical_sigma_w("tanh"),
        "relu": mean_field.critical_sigma_w("relu"),
        "layers": layers,
        "left": mean_field.chi("relu", 1.0, 1.0) ** (layers / 2),
    }


def tanh_saturates() -> Numbers:
    """Tanh with large weights: saturated units, and what a layer passes on."""
    scale = 3.0
    return {
        "scale": scale,
        "saturated": _saturated("tanh", scale),
        "factor": _factor("tanh", scale),
    }


def relu_layers() -> Numbers:
    """What a ReLU layer passes on at three scales, and how uneven narrow networks are at He's.

    `median` is of |h|² after the layers over that of the inputs, which is 1 on average.
    """
    larger, width, layers, networks = 1.6, 16, 10, 4000
    random = np.random.default_rng(0)
    h = np.full((networks, width), 1.0)
    for _ in range(layers):
        weights = random.standard_normal((networks, width, width)) * math.sqrt(2 / width)
        h = np.maximum(np.einsum("nij,nj->ni", weights, h), 0)

    def factor(sigma_w: float) -> float:
        return math.sqrt(mean_field.chi("relu", 1.0, sigma_w))

    return {
        "xavier": factor(1.0),
        "torch": factor(math.sqrt(1 / 3)),
        "scale": larger,
        "larger": factor(larger),
        "width": width,
        "layers": layers,
        "median": float(np.median((h**2).mean(axis=1))),
    }


_GLOROT = (
    "Glorot & Bengio 2010, Understanding the Difficulty of Training Deep Feedforward Neural "
    "Networks"
)
_SCHOENHOLZ = "Schoenholz, Gilmer, Ganguli & Sohl-Dickstein 2017, Deep Information Propagation"
_HE = "He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers"

CLAIMS = (
    Claim(
        id="sigmoid-kills",
        section=SECTION,
        text="Sigmoids kill gradients.",
        verdict=Verdict.TRUE,
        condition="Their slope is at most {steepest:g}. With Xavier's or LeCun's weights a layer "
        "passes on {factor:.3f} of a gradient, although {saturated:.0%} of its units are "
        "saturated; of {layers} layers the first gets {arrives:.1e}.",
        source=_GLOROT,
        link="/saturation?depth=10",
        measure=sigmoid_layers,
    ),
    Claim(
        id="saturated-unit",
        section=SECTION,
        text="A saturated unit passes almost no signal to its weights and, recursively, to its "
        "data.",
        verdict=Verdict.CONDITION,
        condition="One unit, yes: σ′({input:g}) = {slope:.1e}. Through depth large weights make up "
        "for small slopes: at σ_w = {large:g}, with {saturated:.0%} of the units saturated, a "
        "layer passes on {large_factor:.3f} of the gradient.",
        source=_SCHOENHOLZ,
        link="/saturation?sigma_w=10",
        measure=large_weights,
    ),
    Claim(
        id="start-matters",
        section=SECTION,
        text="The scale of the first weights matters much.",
        verdict=Verdict.TRUE,
        condition="A gradient keeps its size at σ_w = {sigmoid:.2f} with sigmoid, {tanh:g} with "
        "tanh and {relu:.3f} with ReLU. Of {layers} ReLU layers with Xavier's weights the gradient "
        "keeps {left:.1e}, with He's all of it.",
        source=_HE,
        link="/saturation?activation=relu&depth=30&initialisation=xavier",
        measure=critical_scales,
    ),
    Claim(
        id="weights-too-large",
        section=SECTION,
        text="With weights that are too large, most units are saturated and the network barely "
        "learns.",
        verdict=Verdict.CONDITION,
        condition="Saturated, yes: {saturated:.0%} at σ_w = {large:g}. But the gradient grows with "
        "the weights, from {small_factor:.3f} a layer at {small:g} to {large_factor:.3f}; beyond "
        "{critical:.2f} it explodes.",
        source=_SCHOENHOLZ,
        link="/saturation?sigma_w=12",
        measure=large_weights,
    ),
    Claim(
        id="tanh-saturates",
        section=SECTION,
        text="Tanh saturates as well.",
        verdict=Verdict.TRUE,
        condition="At σ_w = {scale:g} {saturated:.0%} of the units are saturated; the gradient "
        "explodes all the same, by {factor:.2f} a layer.",
        source=_GLOROT,
        link="/saturation?activation=tanh&sigma_w=3",
        measure=tanh_saturates,
    ),
    Claim(
        id="relu-no-vanishing",
        section=SECTION,
        text="With ReLU gradients neither vanish nor explode.",
        verdict=Verdict.NOT_GENERAL,
        condition="A layer passes on {xavier:.3f} of a gradient with Xavier's weights, {torch:.3f} "
        "with those of PyTorch's linear layers, {larger:.2f} at σ_w = {scale:g}. Only He's scale "
        "keeps it, on average over networks: through {layers:g} layers of {width:g} units half of "
        "them keep less than {median:.2f} of the signal's square.",
        source=_HE,
        link="/saturation?activation=relu&initialisation=xavier",
        measure=relu_layers,
    ),
)
