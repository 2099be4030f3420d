"""The Qt application."""

from desktop.guard import install

install()
