"""Certificates: where a number is typed, what stands of one today, and the sheet itself. Never touches the session."""

from typing import Any

from litestar import Response, get
from sqlalchemy.orm import Session

from services.recognition.badges.model import Certificate, read_number
from services.recognition.badges.printed import certificate_pdf, embedded
from services.recognition.badges.queries.marks import Formerly, certificate
from services.recognition.board.printed import public_page
from services.recognition.editions.model import EMBARGO, Edition, quarter_end
from services.recognition.editions.queries.gone import is_lost
from shared.auth import PUBLIC
from shared.gap import Gap
from shared.languages import addresses, of_each
from shared.service import Runtime
from shared.transaction import Missing
from web import respond, typeset
from web.form import Errors
from web.requests import AnyRequest
from web.site import Gone

NOTHING = "Enter the number that stands on the certificate. It looks like 2026-4/name-of-the-employer"
UNREAD = "This is no number of a certificate: “%(typed)s”. It looks like 2026-4/name-of-the-employer"
UNKNOWN = "No certificate has the number %(typed)s. Compare it with the sheet, letter by letter"
CANNOT_TELL = (
    "We cannot tell of %(typed)s: the records of that edition were lost here. It may well be valid; ask again later"
)
MOST_SHOWN = 60


@get(addresses("/certificates"), policy=PUBLIC)
async def check(request: AnyRequest, runtime: Runtime) -> Response[Any]:
    """The form; with a number in the address, the way to its page, or what is wrong with it."""
    typed = str(request.query_params.get("number", "")).strip()
    if not typed:
        return _form(request, NOTHING if "number" in request.query_params else "")
    number = read_number(typed)
    if number is None:
        return _form(request, UNREAD, typed)
    try:
        await runtime.read(certificate, *number, runtime.clock.today())
    except Missing:
        lost = await runtime.read(_is_of_lost, number[0], runtime.gap)
        return _form(request, CANNOT_TELL if lost else UNKNOWN, "/".join(number))
    except Formerly:
        return _withdrawn(request)
    return respond.see_other(f"/{request.state.lang}/certificates/{'/'.join(number)}")


def _is_of_lost(session: Session, number: str, gap: Gap | None) -> bool:
    """Of an edition that is not here, and was or may have been published before the records were lost."""
    if is_lost(session, number):
        return True
    if gap is None or session.get(Edition, number) is not None or read_number(f"{number}/x") is None:
        return False
    return quarter_end(number.partition(".")[0]) + EMBARGO <= gap.until.date()


def _form(request: AnyRequest, wrong: str = "", typed: str = "", wrongly: int = 422) -> Response[Any]:
    errors, about = Errors(), of_each(request.url.path)
    if wrong:
        errors.add("number", wrong, typed=typed[:MOST_SHOWN])
    given = {"number": request.query_params.get("number", typed)}
    page, status = "recognition/badges/check.html", wrongly if errors else 200
    return public_page(request, page, status=status, values=given, errors=errors, alternates=about)


@get(addresses("/certificates/{edition:str}/{file:str}"), policy=PUBLIC)
async def one(request: AnyRequest, runtime: Runtime, edition: str, file: str) -> Response[Any]:
    """What stands of it today; with `.pdf`, the sheet, as long as it stands."""
    slug = file.removesuffix(".pdf")
    try:
        found = await runtime.read(certificate, edition, slug, runtime.clock.today())
    except Formerly:
        return _withdrawn(request)
    except Missing:
        if slug != file or not await runtime.read(_is_of_lost, edition, runtime.gap):
            raise
        return _form(request, CANNOT_TELL, f"{edition}/{slug}", 404)
    return _page(request, runtime, found) if slug == file else await _sheet(request, runtime, found)


def _page(request: AnyRequest, runtime: Runtime, found: Certificate) -> Response[Any]:
    lang = request.state.lang
    return public_page(
        request,
        "recognition/badges/certificate.html",
        certificate=found,
        code=list(embedded(found.slug, runtime.settings.base_url, lang).items()),
        alternates=of_each(request.url.path),
    )


async def _sheet(request: AnyRequest, runtime: Runtime, found: Certificate) -> Response[Any]:
    if not found.stands:
        raise Gone
    here, lang = runtime.settings, request.state.lang
    body = await typeset.aside(certificate_pdf, found, here.base_url, lang, here.operator)
    name = f"{found.edition}-{found.slug}-{lang}.pdf"
    headers = {"Cache-Control": "public, no-cache", "Content-Disposition": f'inline; filename="{name}"'}
    return Response(body, media_type="application/pdf", headers=headers)


def _withdrawn(request: AnyRequest) -> Response[Any]:
    about = of_each(request.url.path)
    return public_page(request, "recognition/badges/withdrawn.html", status=410, alternates=about)


PAGES = (check, one)
