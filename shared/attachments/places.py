"""What a place for files promises; ``Folder`` and ``BucketFolder`` keep it."""

from typing import BinaryIO, Protocol

from prometheus_client import Counter

from shared.errors import N_, DomainError

failed = Counter("linli_attachments_failed", "Files that the bucket failed to keep or to give")


class FilesUnavailable(DomainError):
    """The place did not answer, or refused us; HTTP status 503."""

    status = 503
    message = N_("Photos and files cannot be reached just now. Please try again in a minute.")


class Place(Protocol):
    """Names are ``<folder>/<file>``. Every verb may raise ``FilesUnavailable``."""

    def read(self, name: str) -> BinaryIO:
        """Raises ``NotFound``."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """The file appears whole or not at all; what has this name has this content, so it may be written again."""
        ...

    def delete(self, name: str) -> None:
        """What is not there is deleted already."""
        ...
