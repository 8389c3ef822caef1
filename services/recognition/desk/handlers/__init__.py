"""Desk: publishing."""
