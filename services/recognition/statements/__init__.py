"""What employers say of themselves: interview, figures, and what of it is held back."""
