"""What engineers write beyond plain Markdown: one extension a module."""
