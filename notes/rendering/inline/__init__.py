"""Inline structure: the text of a paragraph, heading or cell → text and elements.

One pass from left to right finds what binds most tightly (code, escapes, addresses, raw HTML,
formulas), brackets close over what is between them, and emphasis is paired last, as CommonMark's
"parsing strategy" has it. `scanner.HANDLERS` names a handler for each character that can begin
something. Time grows with the length of the text, whatever the text.
"""
