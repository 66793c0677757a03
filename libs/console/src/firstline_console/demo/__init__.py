"""The demo: a year of a real desk through the whole suite, compared with an independent oracle."""
