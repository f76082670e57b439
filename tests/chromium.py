"""Find a Chromium that Playwright can drive, or install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
# Browsers that install themselves outside PATH.
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
NO_BROWSER = (
    "no browser for the browser tests: neither Playwright's own Chromium nor a system Chromium, "
    "Chrome or Edge was found, and none could be installed.\n"
    "Install one and run the tests again:\n"
    f"  anywhere        {Path(sys.executable).name} -m playwright install --with-deps chromium\n"
    "  Debian          apt-get install chromium\n"
    "  Ubuntu          install Google Chrome's .deb (Ubuntu's chromium package is a snap)\n"
    "  Windows, macOS  Google Chrome or Microsoft Edge"
)


class NoBrowserError(RuntimeError):
    """No browser was found, and none could be installed."""


def launch_options() -> dict[str, object]:
    """Return the arguments of Playwright's launch for the browser of this machine.

    Raises NoBrowserError, whose text says what to install, if there is none.
    """
    executable = find_browser()
    if executable is None:
        raise NoBrowserError(NO_BROWSER)
    flags = ["--disable-gpu", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to run as root with its sandbox on.
        flags.append("--no-sandbox")
    return {"executable_path": str(executable), "args": flags}


def find_browser() -> Path | None:
    """Return the first browser that starts: Playwright's own, then the system's."""
    with sync_playwright() as playwright:
        candidates = [Path(playwright.chromium.executable_path)]
    candidates += [Path(found) for found in map(shutil.which, COMMANDS) if found]
    candidates += [Path(place) for place in PLACES]
    return next((candidate for candidate in candidates if starts(candidate)), None)


def find_or_install_browser() -> Path:
    """Return a browser, installed now if the machine has none.

    Raises NoBrowserError, whose text says what to install, if that fails.
    """
    for install in (None, _install_playwright_chromium, _install_system_chromium):
        if install is not None:
            install()
        found = find_browser()
        if found is not None:
            return found
    raise NoBrowserError(NO_BROWSER)


def starts(executable: Path) -> bool:
    """Whether a browser is there and answers."""
    if not executable.is_file():
        return False
    if os.name == "nt":
        return True  # Windows browsers open a window instead of printing their version.
    # Ubuntu's chromium-browser is a script that only says to install the snap.
    try:
        answer = subprocess.run([executable, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _install_playwright_chromium() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    # Its system libraries come from the package manager, which only root may run unasked.
    if _is_root():
        command.insert(-1, "--with-deps")
    _run(command, timeout=600)


def _install_system_chromium() -> None:
    install_by_apt("chromium")


def install_by_apt(package: str) -> None:
    """Install a Debian package, where that can be done unasked."""
    if _is_root() and shutil.which("apt-get"):
        _run(["apt-get", "update"], timeout=300)
        _run(["apt-get", "install", "-y", "--no-install-recommends", package], timeout=900)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(command: list[str], timeout: float) -> None:
    """Run an installer, `timeout` in seconds; whether it worked shows in the next search."""
    print("installing a browser:", " ".join(command), flush=True)
    try:
        subprocess.run(
            command,
            timeout=timeout,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, flush=True)
