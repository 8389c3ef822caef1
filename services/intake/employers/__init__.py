"""Employers: registered, checked, changed; what they offer and to whom they belong."""
