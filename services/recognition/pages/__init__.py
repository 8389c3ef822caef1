"""Recognition's pages: public, employer's, editor's."""

from services.recognition.pages import desk, figures, own, public

PAGES = (*public.PAGES, *own.PAGES, *desk.PAGES, *figures.PAGES)
