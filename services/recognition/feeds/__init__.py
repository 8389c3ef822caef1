"""What programs read of the public pages: news as Atom, the list of all addresses, what may be looked through."""
