"""Recognition's pages: public, employer's, editor's."""

from services.recognition.pages import (
    archive,
    desk,
    disputes,
    figures,
    holds,
    method,
    own,
    public,
    standing,
    translations,
)

PAGES = (
    *public.PAGES,
    *archive.PAGES,
    *method.PAGES,
    *standing.PAGES,
    *own.PAGES,
    *desk.PAGES,
    *figures.PAGES,
    *disputes.PAGES,
    *holds.PAGES,
    *translations.PAGES,
)
