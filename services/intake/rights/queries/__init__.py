"""Rights: what is read."""
