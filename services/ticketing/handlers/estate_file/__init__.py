"""The Excel file that tells an estate's premises and households (C1.4.1): read, checked, never evaluated."""

from services.ticketing.handlers.estate_file.read import EstateFile, read_estate_file
from shared.file_problems import FileRefused, Problem

__all__ = ["EstateFile", "FileRefused", "Problem", "read_estate_file"]
