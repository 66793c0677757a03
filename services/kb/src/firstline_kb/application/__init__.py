"""What people ask of articles, and how it is carried out."""
