"""The live figure of a page, as a visitor's hands and eyes have it."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page


def figure(page: Page) -> Locator:
    return page.locator("div.live-figure")


def slider(page: Page, label: str) -> Locator:
    return figure(page).get_by_role("slider", name=label, exact=False)


def slider_of(page: Page, control: str) -> Locator:
    """The slider of the control with this id."""
    return figure(page).locator(f'[data-control="{control}"] input[type=range]')


def number(page: Page, attribute: str) -> int:
    return int(figure(page).get_attribute(attribute) or 0)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def drag(page: Page, handle: Locator, share: float, moves: int = 20) -> None:
    """Drag a slider's thumb to `share` of its track, letting every frame pass, and hold it."""
    box = handle.bounding_box()
    assert box is not None
    low, high = (float(handle.get_attribute(name) or 0) for name in ("min", "max"))
    current = float(handle.input_value())
    radius = 8
    start = box["x"] + radius + (box["width"] - 2 * radius) * (current - low) / (high - low)
    end = box["x"] + radius + (box["width"] - 2 * radius) * share
    height = box["y"] + box["height"] / 2
    page.mouse.move(start, height)
    page.mouse.down()
    for move in range(1, moves + 1):
        page.mouse.move(start + (end - start) * move / moves, height)
        page.evaluate("() => new Promise(requestAnimationFrame)")


def trace(page: Page, live: str) -> dict[str, list[float]]:
    """x and y of what the chart now shows under a live name."""
    found: dict[str, list[float]] = page.locator(".live-figure-chart").evaluate(
        """(chart, live) => {
          const trace = chart.data.find((each) => each.meta?.live === live);
          return { x: Array.from(trace.x), y: Array.from(trace.y) };
        }""",
        live,
    )
    return found


def chart_places(page: Page, *points: tuple[float, float]) -> list[dict[str, float]]:
    """Where on the screen points of the first chart's first axes are, in pixels: {x, y}."""
    found: list[dict[str, float]] = (
        figure(page)
        .first.locator(".live-figure-chart")
        .evaluate(
            """(chart, points) => {
          const { xaxis, yaxis } = chart._fullLayout;
          const box = chart.getBoundingClientRect();
          return points.map(([x, y]) => ({
            x: box.left + xaxis._offset + xaxis.d2p(x), y: box.top + yaxis._offset + yaxis.d2p(y),
          }));
        }""",
            points,
        )
    )
    return found


def press_chart(page: Page, x: float, y: float, to: tuple[float, float]) -> None:
    """Press at x and y of the chart's first axes, drag to another point, and let go."""
    start, end = chart_places(page, (x, y), to)
    page.mouse.move(**start)
    page.mouse.down()
    page.mouse.move(**end, steps=8)
    page.mouse.up()


def downloads(page: Page, name: str) -> dict[str, bytes]:
    """What the figure gives as SVG, PNG and CSV, under this name."""
    contents = {}
    for kind in ("SVG", "PNG", "CSV"):
        with page.expect_download() as waiting:
            figure(page).get_by_role("button", name=kind, exact=False).click()
        assert waiting.value.suggested_filename == f"{name}.{kind.lower()}"
        contents[kind] = waiting.value.path().read_bytes()
    assert contents["SVG"].startswith(b"<svg")
    assert contents["PNG"].startswith(b"\x89PNG")
    return contents
