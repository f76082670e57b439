"""What a function is like, found from its definition and its values."""

from actviz.maths.analysis.properties import Properties, properties

__all__ = ["Properties", "properties"]
