"""The public help pages: HTML from the server, without any script."""
