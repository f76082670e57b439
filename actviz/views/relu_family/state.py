"""What the page of the ReLU family shows, as its link says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from actviz.link import LinkReader, PageState, choice_field, number_field, number_text, whole_field
from actviz.maths.random_slopes import RandomSlopes
from actviz.training.experiments.active_units import INPUT_KINDS
from actviz.training.experiments.slope_fit import TARGETS

PARTS = {
    "slopes": "Three slopes",
    "random": "Randomized",
    "learned": "Learned",
    "identities": "Two identities",
    "active": "Half are active",
}
FORMS = {"slope": "a·x (PyTorch)", "divisor": "x/a (Xu et al.)"}
PHASES = {"training": "Training", "test": "Test"}
LAST_SEED = 999_999
MOST_STEPS = 300
MOST_DRAWS = 500


@dataclass(frozen=True)
class ReluFamilyState(PageState):
    """Every part keeps its settings in the link while another part is shown."""

    PAGE: ClassVar[str] = "relu_family"

    part: str = choice_field("slopes", PARTS)
    leaky: float = number_field(0.01, -0.5, 1.0)
    prelu: float = number_field(0.25, -0.5, 1.0)
    l: float = number_field(1 / 8, 0.0, 1.0)  # noqa: E741 (the paper's letter)
    u: float = number_field(1 / 3, 0.0, 1.0)

    form: str = choice_field("slope", FORMS)
    phase: str = choice_field("training", PHASES)
    divisor_l: float = number_field(3.0, 1.0, 10.0)
    divisor_u: float = number_field(8.0, 1.0, 10.0)
    draws: int = whole_field(60, 10, MOST_DRAWS)
    seed: int = whole_field(1, 0, LAST_SEED)

    target: str = choice_field("gentle", TARGETS)
    start: float = number_field(0.25, -2.0, 2.5)
    rate: float = number_field(0.05, 0.01, 1.0)
    steps: int = whole_field(0, 0, MOST_STEPS)

    alpha: float = number_field(1.6, -1.0, 3.0)
    scale: float = number_field(-1.0, -3.0, 3.0)

    inputs: int = whole_field(64, 1, 512)
    units: int = whole_field(256, 1, 1024)
    data: str = choice_field("centred", INPUT_KINDS)
    layer: int = whole_field(1, 0, LAST_SEED)

    @property
    def random_slopes(self) -> RandomSlopes:
        """The law of the random slope in the chosen form."""
        if self.form == "divisor":
            return RandomSlopes(self.divisor_l, self.divisor_u, divides=True)
        return RandomSlopes(self.l, self.u)

    @classmethod
    def reconcile(cls, values: dict[str, Any], link: LinkReader) -> None:
        """The lower end of a range lies at or below the upper one."""
        for low, high in (("l", "u"), ("divisor_l", "divisor_u")):
            if values[low] > values[high]:
                wrong = number_text(values[low])
                link.reject(low, wrong, f"it must not be above {high} ({values[high]:g})")
                values[low], values[high] = cls.default(low), cls.default(high)
