"""People who look for work: their file, status, permissions and readiness."""
