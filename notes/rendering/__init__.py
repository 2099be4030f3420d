"""Markdown to sanitised HTML, whole or block by block."""
