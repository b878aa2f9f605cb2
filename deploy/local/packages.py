"""Distribution packages that this machine lacks. Runs on a bare Python, before there is an environment.

    python3 -m deploy.local.packages venv     what `python3 -m venv` needs
    python3 -m deploy.local.packages tests    what the tests need, except for what LINLI_TEST_WITHOUT leaves out

Installs what is missing when it may (root, apt-get), else ends with one sentence that says what to install.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
START_NOTHING = "#!/bin/sh\nexit 101\n"
MARKS = {  # a file that the package brings
    "rabbitmq-server": "usr/lib/rabbitmq/bin/rabbitmq-server",
    "postgresql": "usr/lib/postgresql/*/bin/postgres",
    "chromium": "usr/bin/chromium",
    "fonts-noto-cjk": "usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc",
}


def provide(packages: Sequence[str]) -> None:
    """Raises ``SystemExit`` with one sentence when a missing package cannot be installed from here."""
    missing = [package for package in packages if not _present(package)]
    if not missing:
        return
    names = " ".join(missing)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(f"Missing on this machine: {names}. Install it with: sudo apt-get install {names}")
    sys.stdout.write(f"Installing {names} …\n")
    sys.stdout.flush()
    with _nothing_started():
        _apt_get("update")
        _apt_get("install", "-y", "--no-install-recommends", *missing)


def _present(package: str) -> bool:
    if package.endswith("-venv"):
        return importlib.util.find_spec("ensurepip") is not None
    return any(Path("/").glob(MARKS[package]))


@contextmanager
def _nothing_started() -> Iterator[None]:
    """Debian starts a service as soon as it is installed; ours runs privately, so the package must stay quiet."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text(START_NOTHING, encoding="ascii")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def _apt_get(*arguments: str) -> None:
    command = ["apt-get", "-qq", *arguments]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if result.returncode:
        last = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
        raise SystemExit(f"`{' '.join(command)}` failed: {' '.join(last)}")


def _for_tests() -> list[str]:
    left_out = os.environ.get("LINLI_TEST_WITHOUT", "").split(",")
    packages = [] if "rabbitmq" in left_out else ["rabbitmq-server"]
    if "postgresql" not in left_out and not _docker_answers():
        packages.append("postgresql")
    if "chromium" not in left_out:
        packages += ["chromium", "fonts-noto-cjk"]
    return packages


def _docker_answers() -> bool:
    """With an engine, PostgreSQL comes in a container; RabbitMQ is needed anyway, to test the launcher's own node."""
    docker = shutil.which("docker")
    return docker is not None and subprocess.run([docker, "info"], capture_output=True, check=False).returncode == 0  # noqa: S603


def main() -> None:
    own_venv = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    provide({"venv": [own_venv], "tests": _for_tests()}[sys.argv[1]])


if __name__ == "__main__":
    main()
