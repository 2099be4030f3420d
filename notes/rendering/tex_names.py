"""TeX commands that writers know from KaTeX or MathJax, in the words of the MathML library."""

from __future__ import annotations

_SAME = """
    alef aleph  alefsym aleph  allowbreak {}  arg operatorname{arg}  argmax operatorname*{arg\\,max}
    bull bullet  clubs clubsuit  dag dagger  ddag ddagger  diamonds diamondsuit  empty emptyset
    exist exists  hearts heartsuit  image Im  infin infty  isin in  lq text{‘}  minuso ominus
    mathellipsis dots  newline \\  plusmn pm  real Re  rq text{’}  sdot cdot  shortparallel parallel
    spades spadesuit  sub subset  sube subseteq  supe supseteq  thetasym vartheta  weierp wp
    doublecap Cap  doublecup Cup  Dagger ddagger
    darr downarrow  dArr Downarrow  Darr Downarrow  harr leftrightarrow  hArr Leftrightarrow
    Harr Leftrightarrow  larr leftarrow  lArr Leftarrow  Larr Leftarrow  lrarr leftrightarrow
    lrArr Leftrightarrow  Lrarr Leftrightarrow  rarr rightarrow  rArr Rightarrow  Rarr Rightarrow
    uarr uparrow  uArr Uparrow  Uarr Uparrow
    Complex mathbb{C}  cnums mathbb{C}  N mathbb{N}  natnums mathbb{N}  R mathbb{R}  Reals mathbb{R}
    reals mathbb{R}  Z mathbb{Z}
    Alpha mathrm{A}  Beta mathrm{B}  Chi mathrm{X}  Epsilon mathrm{E}  Eta mathrm{H}
    Iota mathrm{I}  Kappa mathrm{K}  Mu mathrm{M}  Nu mathrm{N}  Omicron mathrm{O}  Rho mathrm{P}
    Tau mathrm{T}  Zeta mathrm{Z}
"""
_SIGNS = {
    "colonequals": ":=",
    "coloncolonequals": "::=",
    "coloncolon": "::",
    "dblcolon": "::",
    "equalscolon": "=:",
    "ratio": ":",
    "vcentcolon": ":",
    "copyright": "©",
}


def _commands() -> dict[str, str]:
    names = _SAME.split()
    commands = {}
    for name, same in zip(names[::2], names[1::2], strict=True):
        commands["\\" + name] = same if same == "{}" else "\\" + same
    return commands | {"\\" + name: f"{{{signs}}}" for name, signs in _SIGNS.items()}


COMMANDS = _commands()
"""Command → what to put in its place."""

ENVIRONMENTS = {
    "aligned": "align*",
    "alignat": "align*",
    "alignat*": "align*",
    "alignedat": "align*",
    "darray": "array",
    "dcases": "cases",
    "eqnarray": "align*",
    "eqnarray*": "align*",
    "gathered": "gather*",
    "split": "align*",
}
"""Environment → one that looks the same."""
