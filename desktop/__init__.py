"""The Qt application."""

from desktop import features, guard

guard.install()
features.install()
