"""Rights: the pages."""
