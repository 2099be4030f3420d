"""Block structure as CommonMark lays it down, with what notes add to it: source lines → blocks.

Python-Markdown's own block parser splits at blank lines first and measures nesting in steps of
four spaces, so that lists written with two or three, fences inside lists and tables after text
come out wrong. Here each line is matched against the open containers, as the specification's
"parsing strategy" describes, and every block knows the source lines it came from.
"""
