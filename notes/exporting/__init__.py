"""Notes go out: Markdown, HTML, PDF."""
