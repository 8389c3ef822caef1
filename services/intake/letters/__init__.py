"""Outgoing mail: written in the transaction that causes it, sent afterwards."""
