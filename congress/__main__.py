"""`python -m congress` is the `congress` command."""

from congress.start import main

main()
