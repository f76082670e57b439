"""What activations cost, timed in turns with ReLU, and the result that the page shows at once."""

from actviz.training.cost.layer import BATCH, WIDTHS, LayerCost, measure_layers
from actviz.training.cost.stored import STORED, Stored, machine, stored
from actviz.training.cost.timing import (
    DERIVED,
    ELEMENTS,
    LARGEST,
    PASSES,
    Cost,
    columns,
    functions,
    measure,
)

__all__ = [
    "BATCH",
    "DERIVED",
    "ELEMENTS",
    "LARGEST",
    "PASSES",
    "STORED",
    "WIDTHS",
    "Cost",
    "LayerCost",
    "Stored",
    "columns",
    "functions",
    "machine",
    "measure",
    "measure_layers",
    "stored",
]
