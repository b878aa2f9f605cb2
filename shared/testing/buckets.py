"""A real S3 server on the loopback interface."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from minio import Minio
from moto.server import ThreadedMotoServer

from shared.config import Bucket
from shared.ids import new_id
from shared.local.processes import LOOPBACK

KEY, SECRET = "a-key-of-tests", "a-secret-of-tests"


class BucketServer:
    """``bucket`` makes an empty one; ``names`` are the objects in it."""

    def __init__(self, port: int) -> None:
        self.client = Minio(f"{LOOPBACK}:{port}", access_key=KEY, secret_key=SECRET, secure=False, region="us-east-1")
        self.url = f"http://{LOOPBACK}:{port}"

    def bucket(self, folder: str = "ticketing") -> Bucket:
        name = f"test-{new_id()}"
        self.client.make_bucket(name)
        return Bucket(url=f"{self.url}/{name}", key=KEY, secret=SECRET, folder=folder)

    def names(self, bucket: Bucket) -> list[str]:
        found = self.client.list_objects(urlsplit(bucket.url).path.strip("/"), recursive=True)
        return [str(thing.object_name) for thing in found]

    def empty(self, bucket: Bucket) -> None:
        for name in self.names(bucket):
            self.client.remove_object(urlsplit(bucket.url).path.strip("/"), name)


@contextmanager
def bucket_server() -> Iterator[BucketServer]:
    server = ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
    server.start()
    try:
        yield BucketServer(server.get_host_and_port()[1])
    finally:
        server.stop()
