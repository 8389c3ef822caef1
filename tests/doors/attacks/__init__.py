"""Nobody gets in: every way that a trial found in, tried again; `make security` says of each whether it is closed."""
