"""Series: an initiative that presents employers one after another, in issues."""
