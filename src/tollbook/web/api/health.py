"""That the server is there; asked without signing in."""

from fastapi import APIRouter, Response

from tollbook import __version__
from tollbook.web.api.answers import encoded
from tollbook.web.wire_waiting import Health

router = APIRouter(tags=["Server"])


@router.get("/health", operation_id="getHealth", response_model=Health, summary="Is the server there?")
def get_health() -> Response:
    """Say that the server is there, and its version; nothing of the workspace."""
    return Response(encoded({"status": "ok", "version": __version__}), media_type="application/json")
