"""The sealed live preview."""
