"""Run the command line as `python -m gis_sluzby`."""

from gis_sluzby.cli import main

if __name__ == "__main__":
    main()
