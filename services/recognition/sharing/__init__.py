"""An article on its way to others: the picture that goes with its address, and the texts that papers may reprint."""
