"""What every answer tells the browser it may do, which is little: scripts, styles and pictures of this server alone."""

from starlette.datastructures import MutableHeaders

# No inline script and no inline style runs: what a report brought along could otherwise.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)
_UNUSED = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "midi", "display-capture")
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
    """Add what protects an answer, where it does not say so itself more strictly.

    A page is kept by nobody but this browser, which asks again before it shows it.
    """
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", "private, no-cache")
    if not path.startswith("/static/"):
        headers.add_vary_header("Cookie")
    if is_encrypted:
        headers["Strict-Transport-Security"] = f"max-age={A_YEAR}"
