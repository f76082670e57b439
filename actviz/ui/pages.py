"""The pages of the app, as data: the router and the tests read the same list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class PageSpec:
    """One page: where it stands in the navigation, and the question it answers."""

    section: str
    title: str
    url_path: str
    """Path under the app's root; empty for the home page."""
    script: str
    """Path of the script, relative to the project's root."""
    icon: str
    question: str
    finds: tuple[str, ...] = ()
    """Names under which the Gallery's search finds the page, beside its title."""
    controls: Mapping[str, str] = field(default_factory=dict)
    """What a link may hide on it: a name, and how the keys of what it means begin."""
    not_for_a_class: tuple[str, ...] = ()
    """Those of its controls that are not shown to a class."""

    @property
    def script_path(self) -> Path:
        """Absolute path of the script: relative ones would depend on the working directory."""
        return ROOT / self.script

    @property
    def is_home(self) -> bool:
        """Whether the page answers at the app's root."""
        return self.url_path == ""


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        section="Functions",
        title="Gallery",
        url_path="",
        script="pages/gallery.py",
        icon=":material/grid_view:",
        question="What activations are there, and how do they look?",
    ),
    PageSpec(
        section="Functions",
        title="Explore",
        url_path="explore",
        script="pages/explore.py",
        icon=":material/tune:",
        question="What do this function, its derivative and its parameters do?",
        controls={
            "activation": "explore_activation",
            "own": "explore_own",
            "form": "explore_entry",
            "formula": "formulas_",
            "derivative": "explore_derivative",
            "saturation": "explore_saturation",
            "links": "take_along",
        },
        not_for_a_class=("own", "form", "derivative", "saturation", "links"),
    ),
    PageSpec(
        section="Functions",
        title="Compare",
        url_path="compare",
        script="pages/compare.py",
        icon=":material/stacked_line_chart:",
        question="How do these functions differ?",
        controls={
            "preset": "compare_preset",
            "functions": "compare_functions",
            "own": "compare_own",
            "panels": "compare_panels",
            "layout": "compare_layout",
            "tables": "compare_details",
        },
        not_for_a_class=("own", "layout", "tables"),
    ),
    PageSpec(
        section="Functions",
        title="ReLU family",
        url_path="relu-family",
        script="pages/relu_family.py",
        icon=":material/account_tree:",
        question="Leaky, parametric, randomized: fixed, learned or sampled?",
        finds=("leaky_relu", "prelu", "rrelu", "randomized", "parametric"),
        controls={
            "part": "relu_family_part",
        },
    ),
    PageSpec(
        section="Functions",
        title="Maxout",
        url_path="maxout",
        script="pages/maxout.py",
        icon=":material/vertical_align_top:",
        question="What does a maximum of linear pieces make?",
        finds=("maxout unit", "maximum of lines"),
        controls={
            "part": "maxout_part",
            "preset": "maxout_preset",
            "count": "maxout_count",
            "shape": "maxout_shape",
            "planes": "maxout_planes",
            "random": "maxout_random",
        },
        not_for_a_class=("preset", "count"),
    ),
    PageSpec(
        section="Functions",
        title="Gated units",
        url_path="gated",
        script="pages/gated.py",
        icon=":material/filter_alt:",
        question="What if one input opens the gate for another?",
        finds=("glu", "swiglu", "geglu", "reglu", "bilinear", "gated linear unit", "gate"),
        controls={
            "part": "gated_part",
            "preset": "gated_preset",
            "gate": "gated_gate",
            "clamped": "gated_clamped",
            "axes": "gated_reach",
            "formula": "formulas_",
        },
    ),
    PageSpec(
        section="Functions",
        title="Softmax",
        url_path="softmax",
        script="pages/softmax.py",
        icon=":material/bar_chart:",
        question="How do logits become probabilities?",
        finds=(
            "softmax",
            "softmin",
            "log_softmax",
            "sparsemax",
            "log-sum-exp",
            "logsumexp",
            "cross-entropy",
            "temperature",
            "logits",
            "logistic regression",
        ),
        controls={
            "function": "softmax_kind",
            "preset": "softmax_preset",
            "edit": "softmax_add",
            "vector": "softmax_vector",
            "names": "softmax_names",
        },
        not_for_a_class=("edit", "vector", "names"),
    ),
    PageSpec(
        section="Training",
        title="Training lab",
        url_path="training",
        script="pages/training.py",
        icon=":material/science:",
        question="What happens to the units while a network learns?",
        finds=("dead units", "dying ReLU", "vanishing gradient", "network"),
        controls={
            "preset": "training_preset",
            "racers": "training_racers_panel",
            "network": "training_network_panel",
            "data": "training_data_panel",
            "method": "training_method_panel",
            "view": "training_view_panel",
            "export": "training_export_panel",
            "question": "training_question",
            "transport": "training_transport",
            "rate": "training_learning_rate",
            "speed": "training_speed",
            "stop": "training_stop",
        },
        not_for_a_class=(
            "preset",
            "speed",
            "stop",
            "racers",
            "network",
            "data",
            "method",
            "view",
            "export",
        ),
    ),
    PageSpec(
        section="Training",
        title="Dead-unit map",
        url_path="dead-units",
        script="pages/dead_units.py",
        icon=":material/grid_on:",
        question="At which rate and scale do units die?",
        finds=("dying ReLU", "dead units", "learning rate", "sweep", "asleep", "born dead"),
        controls={
            "map": "dead_units_part",
            "colour": "dead_units_quantity",
            "own": "dead_units_own",
            "seed": "dead_units_seed",
            "files": "dead_units_files",
        },
        not_for_a_class=("seed", "own", "files"),
    ),
    PageSpec(
        section="Why it matters",
        title="Saturation",
        url_path="saturation",
        script="pages/saturation.py",
        icon=":material/stacks:",
        question="What becomes of signal and gradient through the layers?",
        finds=(
            "vanishing gradient",
            "exploding gradient",
            "initialisation",
            "edge of chaos",
            "mean field",
            "Xavier",
            "Glorot",
            "orthogonal",
        ),
        controls={
            "part": "saturation_part",
            "activation": "saturation_activation",
            "own": "saturation_own",
            "with": "saturation_second",
            "inputs": "saturation_inputs",
            "initialisation": "saturation_initialisation",
            "draws": "saturation_seeds",
            "check": "saturation_check",
        },
        not_for_a_class=("own", "check"),
    ),
    PageSpec(
        section="Why it matters",
        title="Zero-centred",
        url_path="zero-centred",
        script="pages/zero_centred.py",
        icon=":material/timeline:",
        question="Why do inputs of one sign make the path zig-zag?",
        finds=("zig-zag", "gradient descent", "condition number", "mean"),
        controls={
            "part": "zero_centred_part",
            "data": "zero_centred_data",
            "activation": "zero_centred_activation",
            "batch": "zero_centred_batch",
            "rates": "zero_centred_share",
            "weights": "zero_centred_weights",
            "layer": "zero_centred_network_units",
            "batches": "zero_centred_network_batch",
            "draw": "zero_centred_network_seed",
        },
        not_for_a_class=("weights",),
    ),
    PageSpec(
        section="Why it matters",
        title="Cost",
        url_path="cost",
        script="pages/cost.py",
        icon=":material/timer:",
        question="What does each function cost to compute?",
        finds=("speed", "time", "benchmark", "operations", "fast"),
        controls={
            "part": "cost_part",
            "pass": "cost_kind",
            "device": "cost_device",
            "measure": "cost_measure",
            "set": "cost_set",
            "groups": "cost_groups",
            "sort": "cost_sort",
            "functions": "cost_functions",
        },
        not_for_a_class=("set", "functions"),
    ),
    PageSpec(
        section="Why it matters",
        title="Space folding",
        url_path="space-folding",
        script="pages/space_folding.py",
        icon=":material/polyline:",
        question="How does a network cut up and fold its input space?",
        finds=("regions", "linear regions", "activation regions", "folding", "hyperplane"),
        controls={
            "part": "space_folding_part",
            "activation": "space_folding_activation",
            "layers": "space_folding_layers",
            "draws": "space_folding_seed",
            "fold": "space_folding_fold",
        },
    ),
    PageSpec(
        section="Guide",
        title="Choose",
        url_path="choose",
        script="pages/choose.py",
        icon=":material/alt_route:",
        question="Which one should I use, and where do I see that?",
        finds=("choice", "which activation", "claims"),
        controls={
            "part": "choose_part",
            "answer": "choose_answer",
        },
    ),
    PageSpec(
        section="Guide",
        title="Lessons",
        url_path="lesson",
        script="pages/lesson.py",
        icon=":material/school:",
        question="How do I lead a class through it?",
        finds=("teacher", "class", "lesson", "tips"),
        controls={"lesson": "lesson_show"},
    ),
)


def page_script(url_path: str) -> Path:
    """Script of the page at `url_path`, as `st.switch_page` takes it."""
    return next(page.script_path for page in PAGES if page.url_path == url_path)
