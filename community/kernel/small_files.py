"""Our scripts as they go over the wire: without what only somebody who reads the code needs.

A room's scripts have to come through a bad line in a moment (S7). With `DEBUG` they are served as they are written.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class SmallStaticFiles(CompressedManifestStaticFilesStorage):
    """What `collectstatic` gathers; scripts of others come as they are packed."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        ours = [Path(folder) for folder in settings.STATICFILES_DIRS]
        if not dry_run:
            for name, (storage, _path) in paths.items():
                if name.endswith(".js") and Path(getattr(storage, "location", "")) in ours:
                    file = Path(self.path(name))
                    # Twice changes nothing: what is there already is not gathered again.
                    file.write_text(jsmin(file.read_text()))
        yield from super().post_process(paths, dry_run, **options)
