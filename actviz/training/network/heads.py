"""What stands behind the output layer: targets, loss, its gradient, and what is predicted."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional


class Head(Protocol):
    """Loss on outputs (racers, examples, outputs) against targets (examples, outputs)."""

    outputs: int

    def targets(self, labels: NDArray[np.float64], dtype: torch.dtype) -> Tensor:
        """Labels (examples,) as a target for each output, (examples, outputs)."""

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """Loss of each example, (racers, examples)."""

    def gradient(self, output: Tensor, target: Tensor) -> Tensor:
        """Gradient of the mean loss by the output, same shape as `output`."""

    def correct(self, output: Tensor, target: Tensor) -> Tensor | None:
        """Whether the predicted class is right, (racers, examples); None for a curve."""

    def prediction(self, output: Tensor) -> Tensor:
        """Class probabilities or the curve's value, (racers, examples, outputs)."""


class _Classes:
    """Two classes share one output, more have one each."""

    middle = 0.5

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self.outputs = 1 if classes == 2 else classes

    def targets(self, labels: NDArray[np.float64], dtype: torch.dtype) -> Tensor:
        """One column of 0 and 1 for two classes, else a column for each class."""
        numbers = torch.as_tensor(np.ascontiguousarray(labels), dtype=torch.int64)
        if self.outputs == 1:
            return numbers.to(dtype).unsqueeze(1)
        return functional.one_hot(numbers, self.classes).to(dtype)

    def correct(self, output: Tensor, target: Tensor) -> Tensor | None:
        """Two classes: the right side of the middle; more: the largest output is the right one."""
        if self.outputs == 1:
            return (output > self.middle).squeeze(2) == (target > 0.5).squeeze(1)
        return output.argmax(2) == target.argmax(1)


class CrossEntropy(_Classes):
    """Cross-entropy in nats of a sigmoid output (two classes) or a softmax.

    The gradient is that of torch's own loss on outputs in double precision, rounded once. In single
    precision the exponential differs in the last bit between the middle and the end of a tensor,
    and at high learning rates that bit decides which units die: a racer would not end where it
    ends alone.
    """

    middle = 0.0

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """-ln of the share given to the right class, (racers, examples)."""
        if self.outputs == 1:
            # ln(1 + e^z) - y z, without overflow.
            return (-functional.logsigmoid(-output) - target * output).squeeze(2)
        return -(torch.log_softmax(output, 2) * target).sum(2)

    def gradient(self, output: Tensor, target: Tensor) -> Tensor:
        """(Shares - target) / examples, as every textbook has it."""
        wide = output.double()
        shares = torch.sigmoid(wide) if self.outputs == 1 else torch.softmax(wide, 2)
        return shares.sub_(target).div_(output.shape[1]).to(output.dtype)

    def prediction(self, output: Tensor) -> Tensor:
        """Probability of class 1, or of every class."""
        return torch.sigmoid(output) if self.outputs == 1 else torch.softmax(output, 2)


class MeanSquare(_Classes):
    """Mean squared error of linear outputs against 0 and 1."""

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """Mean of the squared differences, (racers, examples)."""
        return (output - target).square().mean(2)

    def gradient(self, output: Tensor, target: Tensor) -> Tensor:
        """2 (output - target) / (examples * outputs)."""
        return (output - target).mul_(2.0 / (output.shape[1] * self.outputs))

    def prediction(self, output: Tensor) -> Tensor:
        """The outputs themselves."""
        return output


class Curve(MeanSquare):
    """Mean squared error of one linear output against a number."""

    def __init__(self) -> None:
        super().__init__(2)

    def targets(self, labels: NDArray[np.float64], dtype: torch.dtype) -> Tensor:
        """The numbers as a column."""
        return torch.as_tensor(np.ascontiguousarray(labels), dtype=dtype).unsqueeze(1)

    def correct(self, output: Tensor, target: Tensor) -> None:
        """No number is right or wrong."""
        return


def make_head(loss: str, classes: int) -> Head:
    """The head for a loss (cross_entropy or squared_error) and a number of classes, 0: a curve."""
    if classes == 0:
        return Curve()
    return CrossEntropy(classes) if loss == "cross_entropy" else MeanSquare(classes)
