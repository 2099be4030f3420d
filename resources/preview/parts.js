// The page's blocks stand in parts of some fifty: in a long note the engine lays out and draws only
// the parts that are seen, and a block that is put in moves parts instead of thousands of blocks.
"use strict";
(function (banyan) {
  const content = banyan.content;
  const FULL = 50;     // nodes of a part, when it is filled one after the other
  const CROWDED = 200; // nodes at which a part in whose middle something is put is cut in two

  const isFull = (part) => part.childNodes.length >= FULL;

  function make(before) {
    const part = document.createElement("div");
    part.className = "ui-part";
    content.insertBefore(part, before);
    return part;
  }

  // All from the node on moves to a part of its own.
  function cut(node) {
    const part = node.parentNode;
    const rest = make(part.nextSibling);
    while (node) {
      const next = node.nextSibling;
      rest.append(node);
      node = next;
    }
  }

  // Puts a node in before another one; null: at the end.
  banyan.place = (node, before) => {
    if (before && before.previousSibling && before.parentNode.childNodes.length >= CROWDED) cut(before);
    if (before && before.previousSibling) {
      before.before(node);
      return;
    }
    const next = before ? before.parentNode : null;
    const last = next ? next.previousSibling : content.lastChild;
    if (last && !isFull(last)) last.append(node);
    else if (next && !isFull(next)) next.prepend(node);
    else make(next).append(node);
  };

  // Takes a node out, and its part if nothing else is in it.
  banyan.takeOut = (node) => {
    const part = node.parentNode;
    node.remove();
    if (!part.hasChildNodes()) part.remove();
  };
})(globalThis.banyan);
