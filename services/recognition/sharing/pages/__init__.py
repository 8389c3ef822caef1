"""The picture and the press kit of each article: the same for everybody."""
