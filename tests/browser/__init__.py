"""Every page as people meet it: in a real browser, by keyboard, on a phone, in the dark, without scripts, on paper."""
