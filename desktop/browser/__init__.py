"""Tree and list of notes."""
