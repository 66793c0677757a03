"""What runs in an image. Importing it costs nothing: a health check does so every few seconds."""
