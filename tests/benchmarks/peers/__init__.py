"""What a user would pick instead: the same pages and the same projection with other well-known tools."""
