"""What reporting adds to `firstline`."""
