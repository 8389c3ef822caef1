"""Is everything all right? What a service's database and workers say, as figures and as sentences for lay people."""
