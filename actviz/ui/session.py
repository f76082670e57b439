"""What one visitor's session keeps, and what its widgets have told, for callbacks that are whole.

Streamlit ends a run whose visitor has done something else meanwhile, wherever the run next asks
`st.session_state` or `st.query_params` or shows something: in the middle of a callback too, and as
the next message brings the same values, nothing calls it again. So callbacks ask here, where
nothing ends a run, and what they begin they finish.
"""

from __future__ import annotations

import threading
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_MEMORY = "actviz"

_thread = threading.local()  # a thread that runs scripts serves one session


def memory() -> dict[str, Any]:
    """What this session keeps from run to run."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _found()
    try:
        return _thread.memory
    except AttributeError:
        _thread.memory = found = _found()
        return found


def _found() -> dict[str, Any]:
    found: dict[str, Any] | None = st.session_state.to_dict().get(_MEMORY)
    if found is None:
        st.session_state[_MEMORY] = found = {}
    return found


def told(key: str) -> Any:
    """What the widget with this key has told; None where it has told nothing, or is not there."""
    return st.session_state.to_dict().get(key)
