"""The badge, the certificate and the page that checks it: the same for everybody."""
