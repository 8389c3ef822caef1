"""Measured ratios; not part of the normal run: `python -m tests.benchmarks NAME [--postgres]`."""
