"""Claims on the rectified linear unit."""

from __future__ import annotations

from actviz.claims import costs, dead_map
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.claims.runs import dying, race
from actviz.maths import CATALOGUE, properties

SECTION, TITLE = "relu", "ReLU"


def rectifier_range() -> Numbers:
    """ReLU's range, and its values at -2 and 2."""
    relu = CATALOGUE["relu"]
    low, high = properties(relu).range
    left, right = relu.value([-2.0, 2.0])
    return {"low": low, "high": high, "x": 2.0, "left": float(left), "right": float(right)}


CLAIMS = (
    Claim(
        id="relu-range",
        section=SECTION,
        text="ReLU is max(0, x): the positive part, with values from 0 upwards.",
        verdict=Verdict.TRUE,
        condition="Its range goes from {low:g}, which it takes, to ∞; f(−{x:g}) = {left:g}, "
        "f({x:g}) = {right:g}.",
        source="Nair & Hinton 2010, Rectified Linear Units Improve Restricted Boltzmann Machines",
        link="/explore?activation=relu",
        measure=rectifier_range,
    ),
    Claim(
        id="relu-faster",
        section=SECTION,
        text="ReLU greatly accelerates the convergence of gradient descent against sigmoid and "
        "tanh.",
        verdict=Verdict.CONDITION,
        condition="In the lab's race it is there at step {relu:,.0f}, tanh at {tanh:,.0f} "
        "({times:.1f} times as late), the sigmoid at {sigmoid:,.0f}. The factor of six that is "
        "often quoted is one convolutional network on CIFAR, in epochs, against tanh.",
        source="Krizhevsky, Sutskever & Hinton 2012, ImageNet Classification with Deep "
        "Convolutional Neural Networks",
        link="/training?preset=relu-is-faster",
        measure=race,
    ),
    Claim(
        id="relu-why-faster",
        section=SECTION,
        text="That is due to its linear, non-saturating form.",
        verdict=Verdict.UNTESTABLE,
        condition="Argued by those who report it, not separated from other differences.",
        source="Krizhevsky, Sutskever & Hinton 2012, ImageNet Classification with Deep "
        "Convolutional Neural Networks",
    ),
    Claim(
        id="relu-can-die",
        section=SECTION,
        text="A large gradient can make a ReLU unit die: it is never active again.",
        verdict=Verdict.TRUE,
        condition="One step is enough. A unit with weight {weight:g} and bias {bias:g} on the one "
        "input {x:g}, whose target is {target:g}, is dead after a step at any rate from {rate:g} "
        "on, with half the squared error as loss.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/dead-units",
        measure=dead_map.one_step_death,
    ),
    Claim(
        id="dead-forever",
        section=SECTION,
        text="Once a ReLU unit is dead, its gradient is zero for ever.",
        verdict=Verdict.CONDITION,
        condition="With plain gradient descent and inputs that stay the same, as in the first "
        "layer: of {first} units dead there at step {early:,.0f}, {first_woken} woke by step "
        "{steps:,.0f}. The second layer's inputs move: of its {second}, {second_woken} woke. "
        "Momentum can move a dead unit too.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/training?preset=dying-relu",
        measure=dying,
    ),
    Claim(
        id="forty-percent",
        section=SECTION,
        text="As much as 40 % of a network can be dead if the learning rate is too high.",
        verdict=Verdict.CONDITION,
        condition="No measurement is behind the figure. Here more than {share:.0%} are dead in "
        "{cells} of {all} cells of rate and scale, from a rate of {lowest:.2g} on where the "
        "weights are large; at the most {most:.0%}. But {born:.1%} are dead before the first step.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/dead-units",
        measure=dead_map.many_dead,
    ),
    Claim(
        id="proper-rate",
        section=SECTION,
        text="With a proper learning rate this is less frequently an issue.",
        verdict=Verdict.TRUE,
        condition="Over all scales of the map {low_dead:.0%} are dead at rates up to {low:g}, and "
        "{high_dead:.0%} at rates from {high:g} on.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/dead-units?column=5",
        measure=dead_map.by_rate,
    ),
    Claim(
        id="relu-cheaper",
        section=SECTION,
        text="ReLU is cheaper to compute than sigmoid and tanh.",
        verdict=Verdict.TRUE,
        condition="As a function: in the stored result sigmoid takes {sigmoid:.1f} and tanh "
        "{tanh:.1f} times ReLU's time on {elements:,} elements. Other machines and libraries give "
        "other factors.",
        source="PyTorch documentation, torch.utils.benchmark",
        link="/cost?f=relu%2Csigmoid%2Ctanh",
        measure=costs.beside_squashing,
    ),
    Claim(
        id="relu-threshold",
        section=SECTION,
        text="ReLU is done by thresholding a matrix at zero.",
        verdict=Verdict.TRUE,
        condition="{comparisons} comparison for each element, {others} other operations.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/cost?sort=operations",
        measure=costs.kinds_of_operations,
    ),
)
