"""The attachment store: files named by the digest of their content, on the service's data volume.

A file is on disk before the transaction that names it commits; one whose transaction failed is an orphan that
harms nobody, and the same content takes no second place.
"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from shared.config import Settings
from shared.errors import NotFound

FOLDER = "attachments"


def digest(data: bytes) -> str:
    """The name under which ``data`` is kept."""
    return sha256(data).hexdigest()


def thumbnail_of(name: str) -> str:
    """The name of a picture's thumbnail."""
    return f"{name}.small"


class FolderStore:
    """Files below one folder, spread over subfolders by the beginning of their names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, name: str, data: bytes) -> None:
        """Under its name a file is complete and on disk, whatever happens meanwhile."""
        path = self._path(name)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)

    def get(self, name: str) -> bytes:
        """Raises ``NotFound`` when the file is gone."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise NotFound from error

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def store_of(settings: Settings) -> FolderStore:
    return FolderStore(settings.data_dir / FOLDER)
