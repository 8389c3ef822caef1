"""Rights: what is done."""
