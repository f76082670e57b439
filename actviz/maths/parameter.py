"""A named number of an activation, and how its name is written."""

from __future__ import annotations

from dataclasses import dataclass

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "theta": "θ",
    "lambd": "λ", "mu": "μ", "sigma": "σ", "omega": "ω", "tau": "τ", "rho": "ρ", "kappa": "κ",
}  # fmt: skip
_SUBSCRIPTS = str.maketrans("0123456789lrst", "₀₁₂₃₄₅₆₇₈₉ₗᵣₛₜ")


@dataclass(frozen=True)
class Parameter:
    """A number that shapes an activation, with the range its slider offers."""

    name: str
    default: float
    low: float
    high: float
    step: float
    meaning: str
    logarithmic: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.default <= self.high or self.step <= 0:
            raise ValueError(
                f"parameter {self.name!r}: want low <= default <= high and step > 0, "
                f"got {self.low}, {self.default}, {self.high}, step {self.step}"
            )

    @property
    def symbol(self) -> str:
        """The name as the screen shows it: α, x₀, tₗ."""
        stem, subscript = _split(self.name)
        shown = GREEK.get(stem, stem)
        return shown + (subscript.translate(_SUBSCRIPTS) if subscript else "")

    @property
    def latex(self) -> str:
        """The name in LaTeX."""
        stem, subscript = _split(self.name)
        shown = {"lambd": r"\lambda"}.get(stem, rf"\{stem}" if stem in GREEK else stem)
        return shown + (f"_{{{subscript}}}" if subscript else "")


def _split(name: str) -> tuple[str, str]:
    stem, _, subscript = name.partition("_")
    if not subscript and name[-1:].isdigit():
        stem, subscript = name.rstrip("0123456789"), name[len(name.rstrip("0123456789")) :]
    return stem, subscript
