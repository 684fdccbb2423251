"""Counts too long for every run of the tests: `make soak` runs them and writes docs/measured.md."""
