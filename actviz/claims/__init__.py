"""Claims about activation functions: each with its verdict, source, numbers and link.

The claims are those of a widespread text on the subject, section by section, in our own words,
and some on what is younger than it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from actviz.claims import (
    choice,
    costs,
    dead_questions,
    folding_questions,
    gated,
    idea,
    lab_questions,
    leaky,
    logistic,
    logistic_centring,
    maxout,
    rectifier,
    rectifier_balance,
    saturation,
    saturation_questions,
    softmax,
    softplus,
    tanh,
)
from actviz.claims.prediction import Prediction
from actviz.claims.record import Claim, Numbers, Verdict

# In the order of the text, then what came after it.
_MODULES = (
    idea, logistic, logistic_centring, tanh, saturation, rectifier, softplus, leaky,
    rectifier_balance, maxout,
    softmax, choice, gated,
)  # fmt: skip

_ASKING = (*_MODULES, saturation_questions, dead_questions, folding_questions, costs, lab_questions)

SECTIONS: Mapping[str, str] = MappingProxyType(
    {module.SECTION: module.TITLE for module in _MODULES}
)
CLAIMS: Mapping[str, Claim] = MappingProxyType(
    {claim.id: claim for module in _MODULES for claim in module.CLAIMS}
)
PREDICTIONS: Mapping[str, Prediction] = MappingProxyType(
    {each.id: each for module in _ASKING for each in getattr(module, "PREDICTIONS", ())}
)

__all__ = ["CLAIMS", "PREDICTIONS", "SECTIONS", "Claim", "Numbers", "Prediction", "Verdict"]
