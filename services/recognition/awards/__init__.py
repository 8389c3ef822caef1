"""A year's awards: categories, nominations, a jury whose votes are sealed, winners; and prizes that others gave."""
