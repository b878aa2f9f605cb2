import json
import os
import subprocess
import sys
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from shared.local import processes


@dataclass
class Deployment:
    base_url: str
    folder: Path

    @property
    def credentials(self):
        return json.loads((self.folder / "var/credentials.json").read_text())

    def mails(self):
        return [message_from_bytes(p.read_bytes(), policy=policy.default) for p in sorted((self.folder / "var/mail").glob("*.eml"))]


@pytest.fixture(scope="module")
def deployment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation")
    port = processes.free_port()
    env = os.environ | {"PORT": str(port), "VAR": str(folder / "var")}
    env.pop("AMQP_URL", None)
    launcher = processes.start([sys.executable, "-m", "deploy.local"], log=folder / "terminal", environment=env)
    ok = processes.wait_until(lambda: "Linli runs at" in (folder / "terminal").read_text(), lambda: launcher.poll() is None, 110)
    assert ok, (folder / "terminal").read_text()
    yield Deployment(f"http://127.0.0.1:{port}", folder)
    processes.stop(launcher, 30)
