"""What the public reads: board, articles, archive, method; and what an employer sees of it."""
