"""The page to compare with: a native slider and st.plotly_chart, as Streamlit comes.

It stands at the root and at /below: a deep link makes Streamlit's browser side look for its server
twice, which costs any page about 100 ms.
"""

import numpy as np
import plotly.graph_objects as go
import streamlit as st
import torch  # noqa: F401 (a page of this app has torch loaded too, and it weighs on the collector)


def page() -> None:
    """Show ELU and its derivative under a slider."""
    st.title("Stock page")
    alpha = st.slider("alpha", min_value=0.0, max_value=2.0, value=1.0, step=0.01)
    x = np.linspace(-6.0, 6.0, 601)
    decay = alpha * np.exp(np.minimum(x, 0.0))
    figure = go.Figure()
    figure.add_scatter(x=x, y=np.where(x > 0, x, decay - alpha), name="f")
    figure.add_scatter(x=x, y=np.where(x > 0, 1.0, decay), name="f′")
    st.plotly_chart(figure, key="chart")


at_root = st.Page(page, title="Stock", default=True)
below = st.Page(page, title="Stock below the root", url_path="below")
st.navigation([at_root, below]).run()
