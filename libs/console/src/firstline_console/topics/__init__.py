"""Looking at the broker's topics beside the catalogue."""
