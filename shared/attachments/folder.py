"""The files below one folder."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from shared.errors import NotFound


class Folder:
    """A file appears whole or not at all, and two writers of the same name write the same content."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> BinaryIO:
        """Raises ``NotFound``."""
        try:
            return (self.path / name).open("rb")
        except FileNotFoundError as error:
            raise NotFound from error

    def write(self, name: str, content: bytes) -> None:
        """Under a name of its own first; on disk, the file takes its place in one step."""
        path = self.path / name
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)

    def delete(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes the new name as durable as the content."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
