"""What whoever runs an installation watches: figures for Prometheus, and health in detail for this machine alone."""
