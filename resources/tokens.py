"""The one table of colours, spacing, radii and type sizes.

Both themes, the preview's CSS and the exports' CSS are made from it. Text colours reach 4.5 : 1 on
every surface they stand on (tested). Python, not TOML: the window needs it before it is shown, and
reading TOML takes 10 ms.
"""

from __future__ import annotations

from typing import Any

TOKENS: dict[str, dict[str, Any]] = {
    "space": {  # px, a 4 px grid
        "xs": 4,
        "s": 8,
        "m": 12,
        "l": 16,
        "xl": 24,
    },
    "radius": {  # px
        "s": 4,
        "m": 6,
        "l": 10,
    },
    "size": {  # px
        "row": 28,
        "toolbar": 40,
        "icon": 16,
        "icon_large": 20,
    },
    "type": {  # px
        "small": 12,
        "interface": 13,
        "editor": 15,
        "body": 16,
        "title": 22,
        "line_height": 1.75,  # of the preview's body
        "measure": 42,  # em: about 40 Chinese characters
    },
    "font": {
        "interface": [
            "PingFang SC",
            "Microsoft YaHei UI",
            "Noto Sans CJK SC",
            "Segoe UI",
            "Inter",
            "sans-serif",
        ],
        "body": ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Segoe UI", "sans-serif"],
        "mono": [
            "Sarasa Mono SC",
            "Noto Sans Mono CJK SC",
            "Cascadia Mono",
            "SF Mono",
            "Menlo",
            "monospace",
        ],
    },
    "light": {
        "window": "#f3f4f1",  # behind everything: tree pane
        "pane": "#fafaf8",  # list pane
        "surface": "#ffffff",  # editor and preview
        "raised": "#ffffff",  # menus, dialogs
        "line": "#e3e5df",
        "hover": "#e9ece5",
        "selected": "#dbe8dc",
        "text": "#22261f",
        "text_soft": "#555c50",
        "text_faint": "#666d61",
        "accent": "#2f6b43",
        "accent_text": "#ffffff",
        "accent_soft": "#e3efe5",
        "warning": "#8a5300",
        "warning_soft": "#fdf1da",
        "danger": "#b3261e",
        "danger_soft": "#fbe9e7",
        "code": "#f4f5f1",
        "mark": "#fff3bf",
        "link": "#2a6a44",
        "focus": "#2f6b43",
        "info": "#1f5f99",
        "info_soft": "#e6f0fa",
        "special": "#6b3fa0",
        "special_soft": "#f1eafa",
    },
    "dark": {
        "window": "#191b18",
        "pane": "#1e211d",
        "surface": "#232622",
        "raised": "#2a2e29",
        "line": "#343932",
        "hover": "#2c302a",
        "selected": "#31432f",
        "text": "#e4e7df",
        "text_soft": "#b3b9ac",
        "text_faint": "#9ba294",
        "accent": "#86c795",
        "accent_text": "#142017",
        "accent_soft": "#263a2a",
        "warning": "#e8b45c",
        "warning_soft": "#3a2f1a",
        "danger": "#f2a19a",
        "danger_soft": "#40231f",
        "code": "#1c1f1b",
        "mark": "#5c5120",
        "link": "#8bcf9b",
        "focus": "#86c795",
        "info": "#8ab8e8",
        "info_soft": "#1f3044",
        "special": "#c3a6f0",
        "special_soft": "#32264a",
    },
}
