"""`python -m lotproof` is the program `lotproof`, for where scripts are not on the path."""

from lotproof.cli import main

if __name__ == "__main__":
    main(prog_name="lotproof")
