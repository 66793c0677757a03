"""The reports, one file each. `registry.py` beside this folder lists them."""
