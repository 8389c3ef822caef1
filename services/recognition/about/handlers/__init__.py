"""About: what readers tell, kept and answered."""
