"""Applications sent for a person, and what became of them."""
