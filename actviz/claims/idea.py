"""Claims on what an activation function does at all."""

from __future__ import annotations

import numpy as np

from actviz.claims.practice import COUNTED, FOLDERS
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.folding import ABSOLUTE, folding_layers, shares
from actviz.maths.regions import Layer, linear_pieces, regions
from actviz.training.experiments.random_regions import random_network

SECTION, TITLE = "idea", "What an activation does"


def squashing_defaults() -> Numbers:
    """Of the counted defaults, how many squash."""
    return {
        "squashing": COUNTED["Sigmoid"] + COUNTED["Tanh"],
        "folders": FOLDERS,
        "unbounded": sum(COUNTED[name] for name in ("GELU, all forms", "SiLU (Swish)", "ReLU")),
    }


def functions_here() -> Numbers:
    """How many functions the catalogue has."""
    return {"here": len(CATALOGUE)}


def _regions(name: str, *hidden: int) -> int:
    """Regions of a random network's plane."""
    return len(regions(random_network(hidden, linear_pieces(CATALOGUE[name]))))


def divided_plane() -> Numbers:
    """Regions of the plane for one ReLU unit, and for a layer of them."""
    units = 24
    return {"one": _regions("relu", 1), "units": units, "layer": _regions("relu", units)}


def linear_layers() -> Numbers:
    """Regions of the plane for layers without an activation."""
    hidden = (8, 8, 8, 8, 8)
    return {"layers": len(hidden), "regions": _regions("identity", *hidden)}


def folded_square() -> Numbers:
    """Regions in a square that |x| folds along both axes, layer by layer."""
    layers = 3
    return {"layers": layers, "sheets": len(regions(folding_layers(ABSOLUTE, layers)))}


def lost_inputs() -> Numbers:
    """Percentages of a square that a layer of two units brings to a point, a line, or keeps.

    `pairs` is what four ReLUs of weights W and -W keep, `leaky` what two leaky ReLUs do.
    """
    relu, leaky = (linear_pieces(CATALOGUE[name]) for name in ("relu", "leaky_relu"))
    assert relu is not None
    assert leaky is not None
    point, line, _ = shares(folding_layers(relu, 1))
    (turned,) = folding_layers(relu, 1, 20.0)
    both = np.concatenate([turned.weights, -turned.weights])
    return {
        "point": 100 * point,
        "line": 100 * line,
        "pairs": 100 * shares([Layer(both, np.zeros(len(both)), relu)])[2],
        "leaky": 100 * shares(folding_layers(leaky, 1))[2],
    }


CLAIMS = (
    Claim(
        id="squashing",
        section=SECTION,
        text="An activation turns a unit's level into its output, typically by squashing it.",
        verdict=Verdict.NOT_GENERAL,
        condition="Outdated: of {folders} counted model configurations, {squashing} have sigmoid "
        "or tanh as the default of their hidden layers; GELU, SiLU and ReLU, named {unbounded} "
        "times, have no upper bound.",
        source="Hugging Face, the transformers library, defaults of its configurations",
        link="/choose?part=practice",
        measure=squashing_defaults,
    ),
    Claim(
        id="similarity",
        section=SECTION,
        text="What a unit computes before its activation is in all cases a similarity of input "
        "and weights: an inner product, a correlation, a convolution.",
        verdict=Verdict.NOT_GENERAL,
        condition="A radial unit measures a distance, a gate multiplies two inner products, and a "
        "maxout unit takes the largest of several.",
        source="Broomhead & Lowe 1988, Multivariable Functional Interpolation and Adaptive "
        "Networks",
        link="/maxout?part=two",
    ),
    Claim(
        id="threshold",
        section=SECTION,
        text="An activation acts as a threshold that divides the space of inputs into typically "
        "two parts.",
        verdict=Verdict.CONDITION,
        condition="One ReLU divides the plane into {one}; {units} of one layer into {layer}. Tanh "
        "and sigmoid are smooth: they divide nothing.",
        source="Zaslavsky 1975, Facing up to Arrangements",
        link="/space-folding?hidden=1",
        measure=divided_plane,
    ),
    Claim(
        id="space-folding",
        section=SECTION,
        text="Bengio and others call what a network does to its space folding.",
        verdict=Verdict.TRUE,
        condition="Units that make |x| lay both sides of a crease on one another: {layers} layers "
        "of two cut a square into {sheets} sheets that all come to lie on one. Nothing says that "
        "training finds such weights.",
        source="Montúfar, Pascanu, Cho & Bengio 2014, On the Number of Linear Regions of Deep "
        "Neural Networks",
        link="/space-folding?part=fold&turn=0",
        measure=folded_square,
    ),
    Claim(
        id="same-space",
        section=SECTION,
        text="Without an activation the network stays in the same space, however many layers it "
        "has.",
        verdict=Verdict.TRUE,
        condition="{layers} layers without one are a single affine map: {regions} region.",
        source="Saxe, McClelland & Ganguli 2014, Exact Solutions to the Nonlinear Dynamics of "
        "Learning in Deep Linear Neural Networks",
        link="/space-folding?hidden=8-8-8-8-8&activation=identity",
        measure=linear_layers,
    ),
    Claim(
        id="irreversible",
        section=SECTION,
        text="Selecting enforces irreversibility, which learning needs.",
        verdict=Verdict.NOT_GENERAL,
        condition="A layer of two ReLUs brings {point:g} % of a square to a point and {line:g} % "
        "to lines. Yet leaky ReLU keeps {leaky:g} %, and so do ReLUs in pairs of W and −W; tanh "
        "and sigmoid are one-to-one, and fully invertible networks learn ImageNet.",
        source="Jacobsen, Smeulders & Oyallon 2018, I-RevNet: Deep Invertible Networks",
        link="/space-folding?part=fold&fold=relu&folds=1",
        measure=lost_inputs,
    ),
    Claim(
        id="consolidation",
        section=SECTION,
        text="A projection may be non-linear by itself, yet has no mechanism that consolidates "
        "what it finds.",
        verdict=Verdict.UNTESTABLE,
        condition="It does not say what would count as consolidating.",
        source="Goodfellow, Bengio & Courville 2016, Deep Learning, chapter 6, defines no such "
        "mechanism",
    ),
    Claim(
        id="proposals",
        section=SECTION,
        text="More than 640 activation functions have been proposed.",
        verdict=Verdict.UNTESTABLE,
        condition="Unsourced: no count of that size was found, and the survey lists about four "
        "hundred. This app has {here}.",
        source="Kunc & Kléma 2024, Three Decades of Activations",
        link="/",
        measure=functions_here,
    ),
)
