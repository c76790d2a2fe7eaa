"""What every answer tells the browser it may do, which is little: scripts, styles and pictures of this server alone."""

from starlette.datastructures import MutableHeaders

# The hash of each inline <style> that the vendored chart library writes; no other inline style or script runs.
STYLE_HASHES: tuple[str, ...] = ()

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        " ".join(("style-src 'self'", *(f"'{h}'" for h in STYLE_HASHES))),
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
_UNUSED = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "bluetooth", "midi", "display-capture")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
}
A_YEAR = 31_536_000


def protect(headers: MutableHeaders, path: str, is_encrypted: bool) -> None:
    """Add what protects an answer; a page is kept by nobody but this browser, which asks again before it shows it."""
    for name, value in ALWAYS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "private, no-cache")
    if not path.startswith("/static/"):
        headers.add_vary_header("Cookie")
    if is_encrypted:
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
