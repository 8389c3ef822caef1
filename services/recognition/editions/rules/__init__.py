"""The rules of publication D1-D10. Pure."""
