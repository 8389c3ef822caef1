"""What is watched: figures, health, the access log, traces, and the files that read them."""
