"""`python -m fanzha`."""

from fanzha.cli import main

main(prog_name="fanzha")
