"""Claims on gated units, which are younger than the text."""

from __future__ import annotations

import torch

from actviz.claims.practice import GATED_FILES, MODEL_FILES
from actviz.claims.record import Claim, Numbers, Verdict
from actviz.maths import CATALOGUE
from actviz.maths.gated import GatedUnit
from actviz.training.experiments.gated_layer import parameter_counts, two_thirds

SECTION, TITLE = "gated", "Gated units"


def practice() -> Numbers:
    """Files with a model's code, and those with a gated feed-forward part."""
    return {"gated": GATED_FILES, "files": MODEL_FILES, "share": GATED_FILES / MODEL_FILES}


def equal_size() -> Numbers:
    """The weights of a plain layer and of gated ones of two thirds and of all of its width."""
    width, hidden = 512, 2048
    narrow = two_thirds(hidden)
    plain, gated = parameter_counts(width, hidden, narrow)
    _, same = parameter_counts(width, hidden, hidden)
    return {
        "width": width,
        "hidden": hidden,
        "narrow": narrow,
        "plain": plain,
        "gated": gated,
        "ratio": gated / plain,
        "same": same / plain,
    }


def halves() -> Numbers:
    """The largest difference of torch's glu to both ways of reading its halves."""
    a, b = torch.meshgrid(*[torch.linspace(-4, 4, 33, dtype=torch.float64)] * 2, indexing="ij")
    glu = torch.nn.functional.glu(torch.cat([a, b], dim=-1), dim=-1).numpy()
    unit = GatedUnit(CATALOGUE["sigmoid"])
    first, second = a.numpy(), b.numpy()
    return {
        "second": float(abs(glu - unit.value(first, second)).max()),
        "first": float(abs(glu - unit.value(second, first)).max()),
    }


def growth() -> Numbers:
    """SwiGLU where both inputs are large and equal, without and with gpt-oss's clamp."""
    x = 30.0
    limit = 7.0
    swish = CATALOGUE["swish"]
    clamped = GatedUnit(swish, {"beta": 1.702}, limit, 1.0)
    return {
        "x": x,
        "square": float(GatedUnit(swish).value(x, x)) / x**2,
        "limit": limit,
        "clamped": float(clamped.value(x, x)),
    }


_SHAZEER = "Shazeer 2020, GLU Variants Improve Transformer"

CLAIMS = (
    Claim(
        id="gated-practice",
        section=SECTION,
        text="Today's models use gated units.",
        verdict=Verdict.CONDITION,
        condition="Many do: {gated} of {files} files with a model's code have a gated "
        "feed-forward part, {share:.0%}. Older models and other kinds are among the rest.",
        source="Hugging Face, the transformers library, the code of its models",
        link="/gated",
        measure=practice,
    ),
    Claim(
        id="gated-two-thirds",
        section=SECTION,
        text="At two thirds of the width a gated layer has as many weights as a plain one.",
        verdict=Verdict.TRUE,
        condition="With {width:,} inputs a plain layer of {hidden:,} units has {plain:,}, a gated "
        "one of {narrow:,} has {gated:,}, {ratio:.4f} times as many; at the same width it would "
        "be {same:g} times.",
        source=_SHAZEER,
        link="/gated?part=cost",
        measure=equal_size,
    ),
    Claim(
        id="gated-half",
        section=SECTION,
        text="PyTorch's glu gates the first half of its input by the second.",
        verdict=Verdict.TRUE,
        condition="It differs from a·σ(b) by at most {second:.1g}, where a is the first half; the "
        "other way round by up to {first:.2g}.",
        source="PyTorch documentation, torch.nn.functional.glu",
        link="/gated?gate=sigmoid",
        measure=halves,
    ),
    Claim(
        id="gated-growth",
        section=SECTION,
        text="A gated unit grows like the square of its inputs.",
        verdict=Verdict.CONDITION,
        condition="SwiGLU of (x, x) is {square:.3f} x² at x = {x:g}, too much for numbers of few "
        "bits. GLU grows like x only, and with a clamp at {limit:g}, as gpt-oss has it, SwiGLU "
        "ends at {clamped:.3g}.",
        source="OpenAI 2025, gpt-oss, in the transformers library",
        link="/gated?beta=1.702&clamped=1&reach=10",
        measure=growth,
    ),
)
