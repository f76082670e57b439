"""Runs worth showing: each a link, and a question to ask before it starts."""

from __future__ import annotations

from dataclasses import dataclass

from actviz.training.config import LabConfig


@dataclass(frozen=True)
class Preset:
    """A config with the sentence that asks before it shows. `steps` suffice to see the answer."""

    id: str
    title: str
    question: str
    config: LabConfig
    steps: int


PRESETS: dict[str, Preset] = {
    preset.id: preset
    for preset in (
        Preset(
            "dying-relu",
            "Dying ReLU",
            "At a learning rate of 3, how many of the 64 units still learn after 1,500 steps?",
            LabConfig(hidden=(32, 32), learning_rate=3.0),
            1500,
        ),
        Preset(
            "leaky-rescue",
            "Leaky to the rescue",
            "Same start, same data, Adam at a rate of 0.1: how many units does ReLU lose, and "
            "how many a leaky ReLU, or a parametric one that learns its slope?",
            LabConfig(
                hidden=(32, 32),
                optimiser="adam",
                activations=("relu", "leaky_relu", "prelu:alpha~0.25"),
            ),
            1500,
        ),
        Preset(
            "sigmoid-stall",
            "The sigmoid stalls",
            "Six layers deep: which of sigmoid, tanh and ReLU gets its first layer to move at all?",
            LabConfig(
                dataset="moons",
                hidden=(16,) * 6,
                activations=("sigmoid", "tanh", "relu"),
                initialisation="xavier",
                learning_rate=0.1,
            ),
            1500,
        ),
        Preset(
            "big-init",
            "Too large a start",
            "The weights start twenty times too large: what share of the tanh and sigmoid units is "
            "saturated before the first step?",
            LabConfig(
                hidden=(32, 32),
                activations=("tanh", "sigmoid", "relu"),
                initialisation="xavier",
                initial_scale=20.0,
            ),
            1500,
        ),
        Preset(
            "relu-is-faster",
            "ReLU is faster",
            "Who reaches 95 % accuracy first: ReLU, tanh or sigmoid, and how many times sooner?",
            LabConfig(hidden=(16, 16), activations=("relu", "tanh", "sigmoid"), learning_rate=0.3),
            3000,
        ),
        Preset(
            "linear-collapse",
            "Depth without a curve",
            "Six layers without a non-linearity: what shapes can the decision boundary take?",
            LabConfig(
                hidden=(16,) * 6, activations=("identity", "relu"), initialisation="xavier"
            ),
            1500,
        ),
        Preset(
            "sparse",
            "Half fire",
            "Before the first step, on what share of the examples does a ReLU unit fire, and does "
            "training change it?",
            LabConfig(hidden=(64, 64), activations=("relu", "softplus"), learning_rate=0.05),
            1500,
        ),
        Preset(
            "race-16",
            "Sixteen activations race",
            "Sixteen networks from the same start: which activation wins, and which never starts?",
            LabConfig(
                dataset="spirals",
                hidden=(8, 8, 8),
                batch_size=10,
                activations=(
                    "relu", "leaky_relu", "prelu:alpha~0.25", "rrelu", "elu", "selu", "gelu",
                    "swish:beta~1.0", "mish", "softplus", "tanh", "sigmoid", "softsign", "sinusoid",
                    "binary_step", "identity",
                ),
            ),
            5000,
        ),
    )
}  # fmt: skip
