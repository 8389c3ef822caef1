"""How pages answer: a page or its fragment, the form once more with its mistakes, or the way on to the next page."""

import re
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import quote, urlsplit

import msgspec
from litestar import Response
from litestar.datastructures import Cookie
from litestar.enums import MediaType
from litestar.response.base import ASGIResponse

from shared.tokens import Purpose, Tokens
from web.form import Errors, Message, raw, read
from web.requests import AnyRequest
from web.text import alternates, render

__all__ = ["Errors", "Flash", "Message", "again", "page", "read", "see_other"]

FLASH = "flash"
NAME = re.compile(r"[a-z][a-z_]*")
PLAIN = re.compile(r"(?:[^%<>&]|%%|%\([a-z_]+\)s)*")
"""The texts of flashes. They come back signed; should a key get out, still no wide `%9999999d` fills the memory and no
text is markup."""


class Flash(msgspec.Struct, frozen=True):
    """One sentence shown on the next page: an English text to translate. No personal data: it travels in a cookie."""

    text: str
    params: dict[str, str | int] = {}
    kind: str = "success"


FRAME_ONLY = frozenset({"lang", "actor", "audience", "csrf", "demo", "gap", "shut", "site_url"})
"""Of what `context_of` gives; `nav`, `alternates`, `here`, `path` and `entrances` may be a page's own."""


def page(
    request: AnyRequest,
    template: str,
    *,
    status: int = 200,
    fragment: str | None = None,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response[str]:
    """The template as a page; for htmx the `fragment` template alone, where one is given.

    TypeError where the page would hide what the frame goes by: its word would stand for ours on every page it draws.
    """
    if hidden := FRAME_ONLY & context.keys():
        raise TypeError(f"{template}: the frame's own, name it otherwise: {', '.join(sorted(hidden))}")
    common = context_of(request) | context
    partial = fragment is not None and asked_by_htmx(request)
    flash = None if partial or _shared(request) else _flash(request)
    body = render(
        fragment if partial and fragment else template,
        **{"flash": flash, "status": status, **common, "partial": partial},
    )
    private = common["actor"] or common["csrf"] or partial or status >= 400 or flash
    sent = {"Cache-Control": "no-store" if private else "no-cache", "Vary": "HX-Request", **(headers or {})}
    if asked_by_htmx(request) and not partial:
        sent |= _whole(request)
    response = Response(body, status_code=status, media_type=MediaType.HTML, headers=sent)
    if flash:
        response.delete_cookie(FLASH, path="/")
    return response


def again(
    request: AnyRequest,
    template: str,
    form: Mapping[str, Any],
    errors: Errors | Mapping[str, str | Message],
    *,
    fragment: str | None = None,
    **context: Any,
) -> Response[str]:
    """The form once more: what was typed, what is wrong with it, status 422; 429 where it comes too early."""
    named = errors if isinstance(errors, Errors) else Errors(errors)
    status, headers = (429, {"Retry-After": str(named.wait)}) if named.wait else (422, None)
    shown: dict[str, Any] = {"values": typed(form), "errors": named, **context}
    return page(request, template, status=status, headers=headers, fragment=fragment, **shown)


def see_other(url: str, flash: Flash | str | None = None) -> Response[str]:
    """303 to `url`, a path of ours, with a sentence for the next page. Raises ValueError for any other address."""
    if not url.startswith("/") or url.startswith(("//", "/\\")) or any(sign < " " for sign in url):
        raise ValueError(f"not a path of this site: {url!r}")
    note = Flash(flash) if isinstance(flash, str) else flash
    return _Onward("", status_code=303, headers={"Location": url, "Cache-Control": "no-store"}).saying(note)


class _Onward(Response[str]):
    """The way to the next page. Its sentence is signed when it is sent: only then is it known by which site."""

    note: Flash | None = None

    def saying(self, note: Flash | None) -> Self:
        self.note = note
        return self

    def to_asgi_response(self, app: Any, request: AnyRequest, **named: Any) -> ASGIResponse:
        if self.note is not None:
            value = tokens_of(request).write(Purpose.FLASH, self.note)
            self.cookies.append(Cookie(FLASH, value=value, path="/", max_age=120, httponly=True, samesite="lax"))
            self.note = None
        return super().to_asgi_response(app, request, **named)


SAFE = "/:@!$&'()*+,;=~"
"""What stands in a path as it is; letters outside ASCII are no header."""
LOCAL = re.compile(r"/(?:[A-Za-z0-9_.~!$&'()*+,;=:@%?-][A-Za-z0-9_.~!$&'()*+,;=:@%?/-]*)?")


def local(path: str, otherwise: str = "/") -> str:
    """`path` where it leads to a page of this site and no browser could take it for another, else `otherwise`."""
    return path if LOCAL.fullmatch(path) and len(path) <= 2000 else otherwise


def typed(form: Mapping[str, Any]) -> dict[str, Any]:
    """A form's raw values for the template: text, or a list where a name came several times."""
    given = {name: [value for value in values if isinstance(value, str)] for name, values in raw(form).items()}
    return {name: values[0] if len(values) == 1 else values for name, values in given.items() if values}


def _shared(request: AnyRequest) -> bool:
    """Whether the route is public: the same page for everybody, so no cookie is read or taken off there."""
    handler = request.scope.get("route_handler")  # none where no route was found
    return bool(handler and getattr(handler.opt.get("policy"), "public", False))


def asked_by_htmx(request: AnyRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def context_of(request: AnyRequest) -> dict[str, Any]:
    """What every page of this request shares, from `request.state`."""
    state = request.state
    actor = getattr(state, "actor", None)
    lang = getattr(state, "lang", None) or getattr(actor, "lang", None) or "bg"
    return {
        "lang": lang,
        "actor": actor,
        "audience": audience(actor),
        "csrf": getattr(state, "csrf", ""),
        "path": request.url.path,
        "here": here(request),
        "alternates": _alternates(request),
        "nav": _nav(request, actor, lang),
        "entrances": getattr(getattr(state, "site", None), "entrances", None),
        "demo": getattr(state, "demo", None),
        "gap": getattr(state, "gap", None),
        "shut": getattr(state, "closed", ()) if actor else (),
        "site_url": getattr(getattr(state, "site", None), "base_url", ""),
    }


def here(request: AnyRequest) -> str:
    """Where a switch of language comes back to: this page, or the one whose form this page answers."""
    url = request.url
    if request.method not in ("GET", "HEAD"):
        came = urlsplit(request.headers.get("referer", ""))
        return local(f"{came.path}?{came.query}" if came.query else came.path, url.path)
    return local(f"{url.path}?{url.query}" if url.query else url.path, url.path)


def audience(actor: Any) -> str:
    """Whose look a page has: `public`, `employer` or `office`."""
    if actor is None:
        return "public"
    return "employer" if getattr(actor, "employer", None) else "office"


def _nav(request: AnyRequest, actor: Any, lang: str) -> Any:
    """What the door found for this actor; public pages, which the door lets pass, ask the application."""
    given, site = getattr(request.state, "nav", None), getattr(request.state, "site", None)
    return given if given is not None else site.nav(actor, lang) if site else ()


def _alternates(request: AnyRequest) -> tuple[tuple[str, str], ...]:
    """The same page with the same filters; where a list goes on differs with the order of the letters."""
    kept = [part for part in request.url.query.split("&") if part and not part.startswith("after=")]
    query = f"?{'&'.join(kept)}" if kept else ""
    return tuple((lang, href + query) for lang, href in alternates(request.url.path))


def _whole(request: AnyRequest) -> dict[str, str]:
    """htmx asked, perhaps by following a 303, and gets a whole document: let it take the place of the old one."""
    address = {"HX-Push-Url": quote(request.url.path, safe=SAFE)} if request.method == "GET" else {}
    return {"HX-Retarget": "body", "HX-Reswap": "innerHTML show:window:top"} | address


def _flash(request: AnyRequest) -> Flash | None:
    if (given := getattr(request.state, "flash", None)) is not None:
        return given if isinstance(given, Flash) else Flash(str(given))
    kept = tokens_of(request).read(Purpose.FLASH, request.cookies.get(FLASH, ""), Flash)
    return kept if kept is not None and _is_plain(kept) else None


def _is_plain(kept: Flash) -> bool:
    if not PLAIN.fullmatch(kept.text) or not all(NAME.fullmatch(name) for name in kept.params):
        return False
    try:
        _ = kept.text % kept.params
    except (ValueError, KeyError, TypeError):
        return False
    return True


def tokens_of(request: AnyRequest) -> Tokens:
    """The keys of the site that is asked: what it gives a browser to bring back is signed."""
    tokens: Tokens = next(iter(request.state.site.runtimes.values())).keys.tokens
    return tokens
