"""tonghop: gathers the reports that units e-mail and tabulates what is in them."""
