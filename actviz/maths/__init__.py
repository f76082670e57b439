"""The mathematics: primitives, the activation record, the catalogue. SymPy and NumPy only."""

from actviz.maths.activation import Activation
from actviz.maths.analysis import Properties, properties
from actviz.maths.catalogue import CATALOGUE
from actviz.maths.custom_activation import CustomActivation
from actviz.maths.maxout import maxout
from actviz.maths.parameter import Parameter
from actviz.maths.parser import parse_activation
from actviz.maths.parser.syntax import ParseError
from actviz.maths.sampling import sample
from actviz.maths.softmax import log_softmax, log_sum_exp, softmax, softmax_jacobian

__all__ = [
    "CATALOGUE",
    "Activation",
    "CustomActivation",
    "Parameter",
    "ParseError",
    "Properties",
    "log_softmax",
    "log_sum_exp",
    "maxout",
    "parse_activation",
    "properties",
    "sample",
    "softmax",
    "softmax_jacobian",
]
