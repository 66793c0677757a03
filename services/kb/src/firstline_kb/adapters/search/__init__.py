"""The full-text search over published articles, by tantivy."""
