"""`python -m tollbook`: the command line."""

from tollbook.cli.main import main

if __name__ == "__main__":
    main()
