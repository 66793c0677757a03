"""What kb shows and takes over HTTP."""
