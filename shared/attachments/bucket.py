"""The files in an S3-compatible bucket."""

from functools import lru_cache
from io import BytesIO
from typing import BinaryIO, NoReturn
from urllib.parse import parse_qs, urlsplit

import structlog
from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from shared.attachments.places import FilesUnavailable, failed
from shared.config import Bucket
from shared.errors import NotFound

CONNECT_SECONDS, READ_SECONDS = 2, 10
RETRIES = Retry(total=1, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504])
CONNECTIONS = 16  # as many as the web process has threads
ONE_PART = 64 * 2**20  # more than the largest file, so that each goes up in one request: whole or not at all

log = structlog.get_logger(__name__)


class BucketFolder:
    """One service's folder in the bucket."""

    def __init__(self, bucket: Bucket) -> None:
        self.client = _client(bucket)
        self.bucket = urlsplit(bucket.url).path.strip("/")
        self.folder = bucket.folder

    def read(self, name: str) -> BinaryIO:
        """Raises ``NotFound`` and ``FilesUnavailable``."""
        try:
            with self.client.get_object(self.bucket, f"{self.folder}/{name}") as answer:
                return BytesIO(answer.read())
        except (MinioException, HTTPError) as error:
            if isinstance(error, S3Error) and error.code == "NoSuchKey":
                raise NotFound from error
            _refuse(error)

    def write(self, name: str, content: bytes) -> None:
        """Raises ``FilesUnavailable``."""
        try:
            self.client.put_object(
                self.bucket, f"{self.folder}/{name}", BytesIO(content), len(content), part_size=ONE_PART
            )
        except (MinioException, HTTPError) as error:
            _refuse(error)

    def delete(self, name: str) -> None:
        """Raises ``FilesUnavailable``."""
        try:
            self.client.remove_object(self.bucket, f"{self.folder}/{name}")
        except (MinioException, HTTPError) as error:
            _refuse(error)


@lru_cache
def _client(bucket: Bucket) -> Minio:
    """One for the process: it keeps its connections, and threads may share it."""
    url = urlsplit(bucket.url)
    timeout = Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return Minio(
        url.netloc,
        access_key=bucket.key,
        secret_key=bucket.secret,
        secure=url.scheme == "https",
        region=parse_qs(url.query).get("region", ["us-east-1"])[0],
        http_client=PoolManager(timeout=timeout, retries=RETRIES, maxsize=CONNECTIONS),
    )


def _refuse(error: Exception) -> NoReturn:
    failed.inc()
    log.error("attachments.unavailable", error=str(error))
    raise FilesUnavailable from error
