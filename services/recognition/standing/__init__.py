"""What was heard as facts, and the standing each group has by them."""
