"""What intake does: load, ask the model, publish."""
