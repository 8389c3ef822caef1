"""What a public site owes its readers: who runs it, what it keeps, what it promises; and the mistakes they tell of."""
