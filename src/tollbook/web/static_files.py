"""Scripts, styles and maps, served from the package under names that change with their content."""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

ROOT = Path(str(files("tollbook.web") / "static"))


@cache
def static_url(name: str) -> str:
    """Give the address of a static file, with a part of its hash, so that browsers may keep it for good."""
    return f"/static/{name}?v={hashlib.sha256((ROOT / name).read_bytes()).hexdigest()[:12]}"


class LastingFiles(StaticFiles):
    """Static files that a browser may keep: an address with a hash never changes, one without is asked about again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give the file with how long it may be kept."""
        response = await super().get_response(path, scope)
        lasting = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
        return response
