"""What is said of a page in the list of them."""

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
