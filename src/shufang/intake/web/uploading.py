"""Files too large are turned away while they arrive, before they fill the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from shufang.intake.reading import limits


class SizeLimit(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: drops files of people without a role here, and a file that
    grows beyond the limit.

    The check for a form's token reads the whole request, before any page asks who sent it: without
    this, a stranger could fill the disk. The name of a large file is kept in `request.too_large`,
    so that the form can say what happened.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        if not getattr(getattr(self.request, "user", None), "roles", None):
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > limits.FILE_BYTES:
            names: list[str] = getattr(self.request, "too_large", [])
            self.request.too_large = [*names, self.file_name]  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None  # the next handler keeps the file
