"""Plumbing and contracts that the services stand on."""
