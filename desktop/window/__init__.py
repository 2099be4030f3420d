"""The main window: panes, menus, banner, palette."""
