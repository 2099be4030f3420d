"""Full-text search: folding, query language, index."""
