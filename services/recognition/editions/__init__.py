"""Published boards: their rules, rows and proofs."""
