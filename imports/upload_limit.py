"""Files that are too large are not kept while they arrive, not even on the disk."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MEGABYTE = 1 << 20


class RefuseLargeFiles(FileUploadHandler):
    """Passes over a file as soon as it is larger than what is taken; the request says so to its form."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > most_bytes():
            self.request.has_too_large_file = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def most_bytes() -> int:
    return settings.IMPORT_MOST_MEGABYTES * MEGABYTE
