"""One file per format; each is a row of `notes.importing.registry`."""
