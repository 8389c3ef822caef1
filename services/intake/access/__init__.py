"""Who may come in: accounts, second factors, sessions, and how often somebody tried."""
