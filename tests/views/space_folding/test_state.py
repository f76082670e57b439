"""The Space folding page's state: layers, sliders, functions and hostile links."""

from actviz.views.space_folding.state import SpaceFoldingState


def test_layers_come_and_go() -> None:
    state, messages = SpaceFoldingState.read({"hidden": "8-4", "seed": "3"})
    assert messages == []
    assert state.with_layers(4).hidden == (8, 4, 4, 4)
    assert state.with_layers(1).hidden == (8,)
    assert state.with_layers(4).to_query() == {"hidden": "8-4-4-4", "seed": "3"}


def test_sliders_are_taken() -> None:
    state, _ = SpaceFoldingState.read({"activation": "leaky_relu", "hidden": "8-4"})
    window = {"weight": 2.0, "bias": 0.5, "x": 1.0, "y": -1.0, "reach": 7.0}
    taken = state.taken({"units0": 9.0, "units1": 3.0, "p.alpha": 0.3, **window})
    assert taken.hidden == (9, 3)
    assert taken.parameters == {"alpha": 0.3}
    assert SpaceFoldingState.read(taken.to_query()) == (taken, [])
    maxout = state.with_function("maxout")
    assert maxout.function is None
    assert maxout.taken({"units0": 8.0, "units1": 4.0, "rank": 4.0, **window}).rank == 4


def test_hostile_links_fall_back_with_a_message() -> None:
    links = ("", "0", "65", "8-8-8-8-8-8", "8--8", "eight", "8-", "-8", "1e2", "٣")
    for hidden in links:
        state, messages = SpaceFoldingState.read({"hidden": hidden})
        assert state == SpaceFoldingState()
        assert len(messages) == 1, hidden
    state, messages = SpaceFoldingState.read({"activation": "=x*x"})
    assert (state, len(messages)) == (SpaceFoldingState(), 1)
