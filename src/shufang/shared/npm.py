"""Static files by name from node_modules: only what pages use (docs/decisions/0009)."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class NpmFinder(BaseFinder):
    """Finds exactly the files that settings.NPM_FILES names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.NODE_MODULES)
        self.files: dict[str, str] = dict(settings.NPM_FILES)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [source for source in self.files.values() if not (self.root / source).is_file()]
        return [
            Error(f"{source} is missing: run make setup", id="shared.E001") for source in missing
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002
        found = str(self.root / self.files[path]) if path in self.files else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[Any]:
        for name, source in self.files.items():
            yield name, _OneFile(self.root, name, source)


class _OneFile(FileSystemStorage):
    def __init__(self, root: Path, name: str, source: str) -> None:
        super().__init__(location=root)
        self.name, self.source = name, source

    def path(self, name: str) -> str:
        return super().path(self.source if name == self.name else name)


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashes names, but leaves sourceMappingURL comments alone.

    Npm packages name maps that we do not serve.
    """

    patterns = tuple(
        (
            glob,
            tuple(
                p for p in found if "sourceMappingURL" not in (p if isinstance(p, str) else p[0])
            ),
        )
        for glob, found in CompressedManifestStaticFilesStorage.patterns
    )
