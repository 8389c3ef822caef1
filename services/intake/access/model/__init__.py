"""Access: the model."""
