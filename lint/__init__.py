"""How doisoat is run: read reports, check them, write what was found."""

__version__ = "0.1.0"
