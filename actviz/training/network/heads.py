"""What stands behind the output layer: targets, loss, its gradient, and what is predicted.

A loss is one class, which is its whole record: the config, the page and exported scripts read it.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

LOSSES: dict[str, type[Head]] = {}


class Head:
    """Loss on outputs (racers, examples, outputs) against targets (examples, outputs).

    Where racers have examples of their own, targets are (racers, examples, outputs).

    Two classes share one output, more have one each; 0 classes are a curve, whose one output is a
    number. A subclass is in `LOSSES` by being defined.

    id          its name in configs and links
    label       its name on the page
    for_curves  whether it makes sense of numbers as targets
    middle      the output between two classes
    """

    id: ClassVar[str]
    label: ClassVar[str]
    for_curves: ClassVar[bool] = True
    middle: ClassVar[float] = 0.5

    def __init_subclass__(cls) -> None:
        LOSSES[cls.id] = cls

    def __init__(self, classes: int) -> None:
        self.classes = classes
        self.outputs = classes if classes > 2 else 1

    def targets(self, labels: NDArray[np.float64], dtype: torch.dtype) -> Tensor:
        """Labels (examples,) as a target for each output, (examples, outputs)."""
        if self.classes == 0:
            return torch.as_tensor(np.ascontiguousarray(labels), dtype=dtype).unsqueeze(1)
        numbers = torch.as_tensor(np.ascontiguousarray(labels), dtype=torch.int64)
        if self.outputs == 1:
            return numbers.to(dtype).unsqueeze(1)
        return functional.one_hot(numbers, self.classes).to(dtype)

    def correct(self, output: Tensor, target: Tensor) -> Tensor | None:
        """Whether the predicted class is right, (racers, examples); None for a curve.

        Two classes: the right side of the middle; more: the largest output is the right one.
        """
        if self.classes == 0:
            return None
        if self.outputs == 1:
            return (output > self.middle).squeeze(2) == (target > 0.5).squeeze(-1)
        return output.argmax(2) == target.argmax(-1)

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """Loss of each example, (racers, examples)."""
        raise NotImplementedError

    def gradient(self, output: Tensor, target: Tensor) -> Tensor:
        """Gradient of the mean loss by the output, same shape as `output`."""
        raise NotImplementedError

    def prediction(self, output: Tensor) -> Tensor:
        """Class probabilities or the curve's value, (racers, examples, outputs)."""
        raise NotImplementedError

    def script_loss(self) -> str:
        """The mean loss of tensors `outputs` and `targets` in an exported script."""
        raise NotImplementedError

    def script_accuracy(self) -> str:
        """The share of right `outputs` against `train_targets` in an exported script."""
        if self.classes == 0:
            return 'float("nan")'
        right = (
            f"(outputs > {self.middle}) == (train_targets > 0.5)"
            if self.outputs == 1
            else "outputs.argmax(1) == train_targets.argmax(1)"
        )
        return f"({right}).double().mean().item()"


class CrossEntropy(Head):
    """Cross-entropy in nats of a sigmoid output (two classes) or a softmax.

    The gradient is that of torch's own loss on outputs in double precision, rounded once. In single
    precision the exponential differs in the last bit between the middle and the end of a tensor,
    and at high learning rates that bit decides which units die: a racer would not end where it
    ends alone.
    """

    id = "cross_entropy"
    label = "cross-entropy"
    for_curves = False
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

    def script_loss(self) -> str:
        """Torch's own, in double precision."""
        kind = "binary_cross_entropy_with_logits" if self.outputs == 1 else "cross_entropy"
        return f"torch.nn.functional.{kind}(outputs.double(), targets.double())"


class MeanSquare(Head):
    """Mean squared error of linear outputs against 0 and 1, or against a curve's numbers."""

    id = "squared_error"
    label = "squared error"

    def loss(self, output: Tensor, target: Tensor) -> Tensor:
        """Mean of the squared differences, (racers, examples)."""
        return (output - target).square().mean(2)

    def gradient(self, output: Tensor, target: Tensor) -> Tensor:
        """2 (output - target) / (examples * outputs)."""
        return (output - target).mul_(2.0 / (output.shape[1] * self.outputs))

    def prediction(self, output: Tensor) -> Tensor:
        """The outputs themselves."""
        return output

    def script_loss(self) -> str:
        """Torch's own."""
        return "torch.nn.functional.mse_loss(outputs, targets)"


def losses_for(*, curve: bool) -> list[str]:
    """Names of the losses for a curve, or for classes; the first is the usual one."""
    return [name for name, loss in LOSSES.items() if loss.for_curves or not curve]


def make_head(loss: str, classes: int) -> Head:
    """The head for a loss and a number of classes, 0: a curve."""
    return LOSSES[loss](classes)
