"""Dialogs: import plan, export, history, preferences, help."""
