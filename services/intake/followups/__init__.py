"""Mailed questions to whoever is asked whether a person is still at work, and the letters about them."""
