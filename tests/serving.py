"""Start the real app, or another Streamlit script, as a process of its own."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_APP = ("app.py", "actviz", "pages", "assets", ".streamlit")


def copy_of_the_app(directory: Path) -> Path:
    """Copy what the app consists of, without tests, to a directory; return that."""
    for name in _APP:
        if (ROOT / name).is_dir():
            unneeded = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, directory / name, ignore=unneeded)
        else:
            shutil.copy(ROOT / name, directory / name)
    return directory


def free_port() -> int:
    """Return a TCP port that nothing listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def streamlit_server(
    script: Path = ROOT / "app.py",
    options: Sequence[str] = (),
    base_path: str = "",
    directory: Path = ROOT,
    prefix: Sequence[str] = (),
) -> Iterator[str]:
    """Serve a script with `streamlit run` from a directory; yield its address.

    `prefix` is a command that runs the rest of its line, `nice` for one.
    """
    port = free_port()
    command = [*prefix, *_streamlit(script, port)]
    if base_path:
        command.append(f"--server.baseUrlPath={base_path}")
    with _served([*command, *options], _address(port, base_path), directory):
        yield _address(port, base_path)


@contextmanager
def mortal_server() -> Iterator[tuple[str, Callable[..., None]]]:
    """Serve the app; yield its address, and what kills it and starts another in its place.

    The latter takes a function to be called in between.
    """
    port = free_port()
    command, address = _streamlit(ROOT / "app.py", port), _address(port, "")
    with ExitStack() as lives:
        process = lives.enter_context(_served(command, address, ROOT))

        def restart(meanwhile: Callable[[], object] | None = None) -> None:
            nonlocal process
            process.kill()
            lives.close()
            if meanwhile is not None:
                meanwhile()
            process = lives.enter_context(_served(command, address, ROOT))

        yield address, restart


def _streamlit(script: Path, port: int) -> list[str]:
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    return [*command, "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]


@contextmanager
def uvicorn_server(base_path: str = "", directory: Path = ROOT) -> Iterator[str]:
    """Serve the app with uvicorn, started in a directory; yield its address.

    A base path is written to the directory's .streamlit/config.toml: the environment variables
    of Streamlit's options are read by its own command line only.
    """
    if base_path:
        settings = directory / ".streamlit" / "config.toml"
        settings.parent.mkdir()
        settings.write_text(f'[server]\nbaseUrlPath = "{base_path}"\n', encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", f"--app-dir={ROOT}", f"--port={port}"]
    with _served(command, _address(port, base_path), directory):
        yield _address(port, base_path)


def _address(port: int, base_path: str) -> str:
    return f"http://127.0.0.1:{port}" + (f"/{base_path.strip('/')}" if base_path else "")


@contextmanager
def _served(command: list[str], address: str, directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, cwd=directory, stdout=log, stderr=subprocess.STDOUT)
        try:
            try:
                _wait_until_healthy(process, address)
            except RuntimeError as error:
                log.seek(0)
                raise RuntimeError(f"{error}\n{' '.join(command)}\n{log.read()[-4000:]}") from None
            yield process
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str) -> None:
    # Ten minutes: on a slow machine a cold import of torch from a slow disk takes some.
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)  # Nothing to await: the process opens its port when it is ready.
    raise RuntimeError("the server did not answer within ten minutes")
