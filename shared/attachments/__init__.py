"""Files that people attach, kept under the digest of their content: in a folder, or in an S3-compatible bucket."""

from shared.attachments.places import FilesUnavailable
from shared.attachments.store import JPEG, PDF, XLSX, AttachmentStore, StoredFile

__all__ = ["JPEG", "PDF", "XLSX", "AttachmentStore", "FilesUnavailable", "StoredFile"]
