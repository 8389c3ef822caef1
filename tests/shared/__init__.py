"""The plumbing, piece by piece, on real databases and a real nats-server."""
