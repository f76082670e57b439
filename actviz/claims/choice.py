"""Claims on which function to use. The text's rule is CS231n's, almost word for word."""

from __future__ import annotations

from actviz.claims.practice import COUNTED, FOLDERS
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.claims.runs import born_dead, dying, race

SECTION, TITLE = "choice", "Which one to use"


def watched() -> Numbers:
    """Units dead before the first step, and after a run at a rate that is too high."""
    return {**born_dead(), **dying()}


def defaults_now() -> Numbers:
    """How many counted models have what the text names, and what they have in its place."""
    return {
        "leaky": COUNTED["Leaky ReLU"],
        "gelu": COUNTED["GELU, all forms"],
        "silu": COUNTED["SiLU (Swish)"],
        "folders": FOLDERS,
    }


CLAIMS = (
    Claim(
        id="use-relu",
        section=SECTION,
        text="Use ReLU, be careful with the learning rate, and watch the share of dead units.",
        verdict=Verdict.CONDITION,
        condition="Still a good start for plain networks. Watch from before the first step: "
        "{born:.1%} of the second layer's units are dead then, on average over {starts} starts; "
        "at a rate of {rate:g}, {dead:.0%} of all are after {steps:,.0f} steps.",
        source="CS231n, Stanford, Neural Networks Part 1",
        link="/training?preset=dying-relu",
        measure=watched,
    ),
    Claim(
        id="then-leaky",
        section=SECTION,
        text="If that worries you, try leaky ReLU or maxout.",
        verdict=Verdict.NOT_GENERAL,
        condition="Outdated: of {folders} counted models {leaky} default to leaky ReLU; {gelu} "
        "name a GELU, {silu} a SiLU.",
        source="Hugging Face, the transformers library, defaults of its configurations",
        link="/choose?part=practice",
        measure=defaults_now,
    ),
    Claim(
        id="never-sigmoid",
        section=SECTION,
        text="Never use the sigmoid.",
        verdict=Verdict.NOT_GENERAL,
        condition="Not in the hidden layers of a plain deep network. But outputs for yes or no "
        "and gates need it, and with batch normalisation an Inception network with sigmoids "
        "reached 69.8 % on ImageNet; without, it never got beyond chance, 1 in 1,000.",
        source="Ioffe & Szegedy 2015, Batch Normalization",
        link="/choose?path=output.binary",
    ),
    Claim(
        id="tanh-worse",
        section=SECTION,
        text="Try tanh, but expect it to work worse than ReLU or maxout.",
        verdict=Verdict.CONDITION,
        condition="In deep plain networks. In the lab's race tanh reaches the mark at step "
        "{tanh:,.0f} and ReLU at {relu:,.0f}; both get there. With orthogonal weights deep "
        "networks of tanh's kind have done better than ReLU's.",
        source="Pennington, Schoenholz & Ganguli 2017, Resurrecting the Sigmoid in Deep Learning "
        "through Dynamical Isometry",
        link="/training?preset=relu-is-faster",
        measure=race,
    ),
)
