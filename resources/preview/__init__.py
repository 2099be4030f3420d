"""The preview's page: its shell, its own style and the script of its isolated world."""
