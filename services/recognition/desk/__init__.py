"""The editors' work: what waits, the preview, publishing, holds."""
