"""Training lab: watch units live and die while networks learn."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.page_spec import ROOT
from actviz.ui.text import show_messages
from actviz.views.training import controls
from actviz.views.training import pictures as view
from actviz.views.training.session import matching_run, take_notice
from actviz.views.training.state import TrainingState

st.html(ROOT / "assets" / "views" / "training" / "training.css")
state, messages = read_link(TrainingState)
run, problems = matching_run(state)

with st.container(key="training_page", gap="small"):
    with st.container(key="training_head", horizontal=True, vertical_alignment="center"):
        st.title("Training lab", anchor=False)
        controls.choose_preset(state)
        controls.set_up(state, run)
    show_messages([*messages, *problems])
    controls.resume(run)
    with st.container(key="training_question"):
        outcome = view.question(state, run)
    with st.container(key="training_transport", horizontal=True, vertical_alignment="bottom"):
        with st.container(key="training_buttons", horizontal=True, width="content"):
            controls.buttons(run)
        controls.choose_speed(state)
        controls.learning_rate(state, run)
    # Below Start, which must not move away from the hand when the question goes; in a place of its
    # own, so that the pictures have theirs whether there is one or not.
    with st.container(key="training_prediction"):
        view.prediction(state, outcome)
    with st.container(key="training_pictures"):
        view.pictures(state, run)
        view.clock(run, state)

if text := take_notice():
    st.toast(text)
view.definitions()
