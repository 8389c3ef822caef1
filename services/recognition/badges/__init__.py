"""What an employer can show of its mark: the badge, the certificate, and the page on which anybody checks them."""
