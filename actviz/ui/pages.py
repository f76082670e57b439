"""The pages of the app, as data: the router and the tests read the same list."""

from dataclasses import dataclass
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
    ),
    PageSpec(
        section="Functions",
        title="Compare",
        url_path="compare",
        script="pages/compare.py",
        icon=":material/stacked_line_chart:",
        question="How do these functions differ?",
    ),
    PageSpec(
        section="Functions",
        title="ReLU family",
        url_path="relu-family",
        script="pages/relu_family.py",
        icon=":material/account_tree:",
        question="Leaky, parametric, randomized: fixed, learned or sampled?",
        finds=("leaky_relu", "prelu", "rrelu", "randomized", "parametric"),
    ),
    PageSpec(
        section="Functions",
        title="Maxout",
        url_path="maxout",
        script="pages/maxout.py",
        icon=":material/vertical_align_top:",
        question="What does a maximum of linear pieces make?",
        finds=("maxout unit", "maximum of lines"),
    ),
    PageSpec(
        section="Functions",
        title="Gated units",
        url_path="gated",
        script="pages/gated.py",
        icon=":material/filter_alt:",
        question="What if one input opens the gate for another?",
        finds=("glu", "swiglu", "geglu", "reglu", "bilinear", "gated linear unit", "gate"),
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
    ),
    PageSpec(
        section="Training",
        title="Training lab",
        url_path="training",
        script="pages/training.py",
        icon=":material/science:",
        question="What happens to the units while a network learns?",
        finds=("dead units", "dying ReLU", "vanishing gradient", "network"),
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
    ),
    PageSpec(
        section="Guide",
        title="Choose",
        url_path="choose",
        script="pages/choose.py",
        icon=":material/alt_route:",
        question="Which one should I use, and where do I see that?",
        finds=("choice", "which activation", "claims"),
    ),
)


def page_script(url_path: str) -> Path:
    """Script of the page at `url_path`, as `st.switch_page` takes it."""
    return next(page.script_path for page in PAGES if page.url_path == url_path)
