"""CONTRIBUTING's recipes for the lab, followed in a copy of the project."""

import re
from pathlib import Path

from tests.recipes import blocks, copy_project, files, paste, section

# Where the lines of a probe go in the browser's engine.
_BELOW = (
    r"    this\.saturated = 0;",
    r"        if \(slope < threshold\) saturated \+= 1;",
    r"      saturated: .*",
)


def with_the_recipes(folder: Path) -> Path:
    """Copy the project to a folder and paste the blocks where CONTRIBUTING says; the folder."""
    copy_project(folder)
    training = folder / "actviz" / "training"
    (optimiser,), (data_set,), (feature,), (probe,) = (
        blocks(f"Add {thing}")
        for thing in ("an optimiser", "a data set", "an input feature", "a probe")
    )
    paste(training / "network" / "optimisers.py", optimiser)
    paste(training / "data" / "toys.py", data_set)
    features = training / "data" / "input_features.py"
    paste(features, feature, behind="    for feature in \\(")
    paste(training / "lab" / "measures.py", probe, behind="    for measure in \\(")
    for path, block in files("Add an optimiser").items():
        paste(folder / path, block)
    lines = re.findall(r"`((?:this\.slopes|meanSlope)[^`]*)`", section("Add a probe"))
    for above, line in zip(_BELOW, lines, strict=True):
        indentation = above[: len(above) - len(above.lstrip())]
        paste(folder / "assets" / "engine" / "probe.js", indentation + line, behind=above)
    return folder
