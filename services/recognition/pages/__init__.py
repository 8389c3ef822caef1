"""Recognition's pages: public, employer's, editor's."""

from services.recognition.pages import desk, figures, own, public, standing

PAGES = (*public.PAGES, *standing.PAGES, *own.PAGES, *desk.PAGES, *figures.PAGES)
