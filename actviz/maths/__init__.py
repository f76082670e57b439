"""The mathematics: primitives, the activation record, the catalogue. SymPy and NumPy only."""

from actviz.maths.activation import Activation, Parameter
from actviz.maths.analysis import Properties, properties
from actviz.maths.catalogue import CATALOGUE
from actviz.maths.sampling import sample

__all__ = ["CATALOGUE", "Activation", "Parameter", "Properties", "properties", "sample"]
