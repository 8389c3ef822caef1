"""My data, requests about it, erasure, and how long each thing is kept."""
