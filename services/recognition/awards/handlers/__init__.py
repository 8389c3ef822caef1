"""Awards: what readers tell, kept and answered."""
