"""Lessons: how a class is led through the app."""

import streamlit as st

from actviz.ui.page_link import read_link
from actviz.ui.text import show_messages
from actviz.views.lesson.state import LessonState
from actviz.views.lesson.view import show_lessons

state, messages = read_link(LessonState)

st.title("Lessons", anchor=False)
show_messages(messages)
show_lessons(state)
