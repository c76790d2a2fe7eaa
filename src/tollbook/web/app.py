"""The application: pages and API over one office."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from tollbook import __version__
from tollbook.errors import DecisionError, FetchError, InputError, PeopleError, TollbookError
from tollbook.run.desk import UnknownId
from tollbook.web import api, guard, pages, render
from tollbook.web.api.described import describe
from tollbook.web.api.packing import Packing
from tollbook.web.api.problems import malformed, misdirected
from tollbook.web.coding_door import keep_apart
from tollbook.web.office import Office
from tollbook.web.static_files import ROOT, LastingFiles

API = "/api/v1"
TITLES = {
    400: "Broken request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not here",
    405: "Not done here",
    413: "Too large",
    422: "This cannot be done so",
    429: "Too many requests",
}


def create_app(office: Office, settings: guard.Settings | None = None) -> FastAPI:
    """Make the application over an open office; `settings` say who may come in and from where."""
    app = FastAPI(
        title="Tollbook",
        version=__version__,
        summary="Who said how many were killed, in which words, and who gives another account.",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.office = office
    guard.install(app, settings or guard.Settings())
    app.router.dependencies.append(Depends(keep_apart))
    app.mount("/static", LastingFiles(directory=ROOT), name="static")
    for package, prefix in ((pages, ""), (api, API)):
        for found in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            if hasattr(module, "router"):
                app.include_router(module.router, prefix=prefix, include_in_schema=bool(prefix))
    app.add_exception_handler(UnknownId, _unknown)
    for refusal in (DecisionError, InputError, PeopleError, FetchError):
        app.add_exception_handler(refusal, _undecidable)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(TollbookError, _failed)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Packing, below=API)
    describe(app)

    @app.get("/", include_in_schema=False)
    def home() -> RedirectResponse:
        return RedirectResponse("/incidents")

    return app


def _unknown(request: Request, error: Exception) -> Response:
    return _told(request, 404, "Not here", str(error))


def _undecidable(request: Request, error: Exception) -> Response:
    return _told(request, 422, "This cannot be done so", str(error))


def _not_understood(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(API):
        return malformed(request, error)
    return _told(request, 422, "This is not understood", "The form or address is not as this page makes it; go back.")


def _failed(request: Request, error: Exception) -> Response:
    return _told(request, 500, "This did not work", str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 401 and not request.url.path.startswith(API) and not render.is_fragment(request):
        return RedirectResponse(f"/sign-in?next={request.url.path}", status_code=303)
    if error.status_code == 304:
        return Response(status_code=304, headers=dict(error.headers or {}))
    detail, headers = str(error.detail), dict(error.headers or {})
    if request.url.path.startswith(API) and detail in ("Not Found", "Method Not Allowed"):  # said by the router
        detail, headers = misdirected(request, error.status_code)
    title = TITLES.get(error.status_code, "This did not work")
    response = _told(request, error.status_code, title, detail)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _told(request: Request, status: int, title: str, detail: str) -> Response:
    """Tell what is wrong: a program as a problem (RFC 9457), a person as a page or a message on the page."""
    if request.url.path.startswith(API):
        from fastapi.responses import JSONResponse

        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        return JSONResponse(problem, status, media_type="application/problem+json")
    template = "parts/refused.html" if render.is_fragment(request) else "error.html"
    return render.page(request, template, {"title": title, "detail": detail, "status": status}, status=status)
