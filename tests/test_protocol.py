"""What a page's connection may bring, sent as its browser or somebody else would send it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from urllib.parse import parse_qs

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.mutated_links import mutated_links, try_links
from tests.serving import streamlit_server
from tests.visitor import Visitor, visitor

FLOOD = 10_000
MANY = 1000
LAB = "preset=dying-relu&engine=torch"
SAMPLE = 140


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with streamlit_server() as address:
        yield address


def visit(server: str, act: Callable[[Visitor], Awaitable[None]]) -> None:
    async def come() -> None:
        async with visitor(server) as guest:
            await act(guest)
            assert guest.exceptions == []

    asyncio.run(come())


@pytest.mark.parametrize("turn", range(3))
def test_a_flood_of_commits_ends_at_its_last(server: str, turn: int) -> None:
    async def act(guest: Visitor) -> None:
        await guest.open("explore", "activation=elu")
        (figure,) = guest.live_figures()
        for number in range(1, FLOOD + 1):
            await guest.tell(guest.commit(figure, {"alpha": 4 * number / FLOOD}))
        last = guest.serials[figure]
        await guest.until(lambda: guest.live_figures().get(figure, {}).get("heard") == last)
        assert guest.asked == {"activation": ["elu"], "alpha": ["4"]}

    visit(server, act)


def test_changes_and_ticks_in_a_flood_end_at_the_last(server: str) -> None:
    """Each message carries all values of the page, and the link as it was at the start."""

    async def act(guest: Visitor) -> None:
        await guest.open("training", f"{LAB}&stop=900000&start=1")
        await guest.until(lambda: guest.clock != "")
        (stop,) = (each.number_input.id for each in guest.of_kind("number_input"))
        (rate,) = (each.slider for each in guest.of_kind("slider"))
        link = guest.query
        for number in range(MANY):
            speed = rate.options[number % len(rate.options)]
            states = (
                WidgetState(id=rate.id, string_array_value=StringArray(data=[speed])),
                WidgetState(id=stop, int_value=900_000 - number // 2),
            )
            await guest.tell(*states[: 1 + number % 2])
            guest.query = link
            if number % 3 == 0:
                await guest.tick(*states)
        wanted = {**parse_qs(link), "stop": [str(900_000 - number // 2)], "learning_rate": [speed]}
        await guest.until(lambda: guest.asked == wanted)

    visit(server, act)


def test_no_element_is_sent_as_a_reference_that_a_browser_may_have_forgotten(server: str) -> None:
    async def act(guest: Visitor) -> None:
        for page, query in (("explore", ""), ("training", ""), ("softmax", "show=regression")):
            guest.script = ""
            await guest.open(page, query)
            await guest.tell()
            await guest.wait()
        assert guest.remembered == []

    visit(server, act)


def test_many_commits_in_one_message_are_one(server: str) -> None:
    async def act(guest: Visitor) -> None:
        await guest.open("explore", "activation=elu")
        (figure,) = guest.live_figures()
        commits = [guest.commit(figure, {"alpha": 4 * n / MANY}) for n in range(1, MANY + 1)]
        events = [event for each in commits for event in json.loads(each.json_trigger_value)]
        links = guest.links
        await guest.tell(WidgetState(id=commits[0].id, json_trigger_value=json.dumps(events)))
        await guest.wait()
        assert guest.asked == {"activation": ["elu"], "alpha": ["4"]}
        assert guest.links == links + 1

    visit(server, act)


def test_first_message_of_a_session_may_be_a_commit(server: str) -> None:
    """After a restart the page is older than its session, which has yet to mount the figure."""

    async def act(guest: Visitor) -> None:
        async with visitor(server) as before:
            await before.open("explore", "activation=elu&from=-3")
            (figure,) = before.live_figures()
            commit = before.commit(figure, {"alpha": 2})
        guest.page, guest.query = "explore", "activation=elu&from=-3"
        await guest.tell(commit)
        await guest.wait()
        assert guest.asked == {"activation": ["elu"], "alpha": ["2"], "from": ["-3"]}

    visit(server, act)


@pytest.mark.parametrize(
    "payload",
    [
        {"names": 3001, "most": 1000},
        {"names": -1},
        {"names": "<b>"},
        {"names": 1e300},
        {"names": True},
        [],
        None,
        "3001",
    ],
)
def test_link_that_streamlit_does_not_read(server: str, payload: object) -> None:
    async def act(guest: Visitor) -> None:
        await guest.open("explore", "")
        (connection,) = guest.components("actviz_connection")
        event = json.dumps([{"event": "unread", "value": payload}])
        state = WidgetState(id=_make_trigger_id(connection, "events"), json_trigger_value=event)
        await guest.tell(state)
        await guest.wait()
        good = isinstance(payload, dict) and payload["names"] == 3001
        assert [("3,001 names" in text) for text in guest.warnings] == [True] * good

    visit(server, act)


def test_what_every_page_shares_costs_a_commit_nothing(server: str) -> None:
    """Share asks the server when it is opened: no message of a page carries any of it."""

    async def act(guest: Visitor) -> None:
        await guest.open("explore", "activation=elu")
        for _ in range(2):
            (told,) = guest.components("actviz_connection").values()
            assert set(told) == {"assets", "read"}
            (figure,) = guest.live_figures()
            await guest.tell(guest.commit(figure, {"alpha": 2}))
            await guest.wait()

    visit(server, act)


@pytest.mark.parametrize("step", [1234, 0, -5, "12", None])
@pytest.mark.parametrize("ran", [False, True])
def test_lab_of_a_forgotten_session_offers_the_step(server: str, step: object, ran: bool) -> None:
    async def act(guest: Visitor) -> None:
        async with visitor(server) as before:
            await before.open("training", "engine=torch")
            (connection,) = before.components("actviz_connection")
        event = json.dumps([{"event": "returned", "value": {"step": step}}])
        guest.page, guest.query = "training", "engine=torch"
        if ran:  # Streamlit itself has such a page run again where it had a clock
            await guest.open("training", guest.query)
        state = WidgetState(id=_make_trigger_id(connection, "events"), json_trigger_value=event)
        await guest.tell(state)
        await guest.wait()
        offers = [each.button.label for each in guest.of_kind("button")]
        assert ("Train to step 1,234" in offers) == (step == 1234)
        assert sum(label.startswith("Train to step") for label in offers) == (step == 1234)

    visit(server, act)


@pytest.mark.parametrize("turn", range(5))
def test_last_picture_of_a_run_is_its_last_step(server: str, turn: int) -> None:
    """Ticks that come while the page is drawn for the last time cut that off."""

    async def act(guest: Visitor) -> None:
        await guest.open("training", f"samples=100&stop={40 + turn}&start=1&engine=torch")
        while guest.clock:
            for _ in range(3):
                await guest.tick()
            await guest.wait()

        def last_step() -> bool:
            parts = guest.components("actviz_training_device").values()
            return [part["step"] for part in parts if part["part"] == "weights"] == [40 + turn]

        await guest.until(last_step)

    visit(server, act)


def test_mutated_links_and_their_sliders_make_no_exception_box(server: str) -> None:
    """A sample; `python -m tests.benchmark links` opens five thousand."""
    links = mutated_links(SAMPLE, seed=1)
    faults, moves = asyncio.run(try_links(server, links))
    assert faults == []
    assert moves > SAMPLE
