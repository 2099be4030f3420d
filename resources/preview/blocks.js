// The note's blocks in the page: patches put in with as little change to the DOM as possible, so
// that scroll, selection, open <details>, loaded images and drawn diagrams stay.
"use strict";
globalThis.banyan = {};
(function (banyan) {
  const content = document.getElementById("ui-content");
  const KEPT_ATTRIBUTE = { DETAILS: "open" };
  const LONG_BLOCKS = 600;

  // A block: `lines` it spans in the source, and its top-level `nodes`.
  let blocks = [];
  let starts = null;
  let owners = new WeakMap();

  banyan.content = content;
  banyan.blocks = () => blocks;

  // First source line of each block, and at the end the number of lines.
  banyan.starts = () => {
    if (starts === null) {
      starts = new Array(blocks.length + 1);
      let line = 0;
      blocks.forEach((block, index) => { starts[index] = line; line += block.lines; });
      starts[blocks.length] = line;
    }
    return starts;
  };

  banyan.blockOf = (node) => {
    while (node && !owners.has(node)) node = node.parentNode;
    return owners.get(node);
  };

  function parse(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const fragment = template.content;
    return [...fragment.childNodes].filter(
      (node) => node.nodeType === Node.ELEMENT_NODE || (node.nodeType === Node.TEXT_NODE && node.data.trim())
    );
  }

  // Boxes whose source line is known can be clicked; a placeholder that has only its target to show
  // shows it once.
  function prepare(nodes) {
    for (const place of find(nodes, "span.missing[data-target]")) {
      if (place.textContent === place.dataset.target) place.dataset.bare = "";
    }
    for (const box of find(nodes, "li.task[data-line] input")) box.removeAttribute("disabled");
  }

  // Elements that match, in the order of the document, among the nodes and below them.
  function find(nodes, selector) {
    const found = [];
    for (const node of nodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(selector)) found.push(node);
      found.push(...node.querySelectorAll(selector));
    }
    return found;
  }
  banyan.find = find;

  const isDiagram = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches("figure.diagram");
  banyan.codeOf = (figure) => figure.querySelector(":scope > pre");

  function alike(old, fresh) {
    if (isDiagram(old) && isDiagram(fresh)) return old.dataset.hash === fresh.dataset.hash;
    return old.isEqualNode(fresh);
  }

  function mergeable(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return false;
    return old.nodeType === Node.TEXT_NODE
      || (old.nodeType === Node.ELEMENT_NODE && old.nodeName !== "IMG" && old.nodeName !== "math");
  }

  // The old drawing is shown until the new one is there.
  function mergeDiagram(old, fresh) {
    old.dataset.hash = fresh.dataset.hash;
    banyan.codeOf(old).replaceWith(banyan.codeOf(fresh));
    for (const picture of old.querySelectorAll(":scope > .ui-paper")) picture.remove();
    if (old.dataset.drawn) old.dataset.drawn = "stale";
    delete old.dataset.error;
  }

  function merge(old, fresh) {
    if (old.nodeType === Node.TEXT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    if (isDiagram(old) && isDiagram(fresh)) {
      mergeDiagram(old, fresh);
      return;
    }
    const kept = KEPT_ATTRIBUTE[old.nodeName];
    for (const { name } of [...old.attributes]) {
      if (name !== kept && !fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (name !== kept && old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    if (old.nodeName === "INPUT") old.checked = fresh.hasAttribute("checked");
    const place = (node, before) => old.insertBefore(node, before);
    reconcile([...old.childNodes], [...fresh.childNodes], null, place, (node) => node.remove());
  }

  // Turns the neighbours `olds` into `fresh`, before `end`; returns the nodes now in their place.
  function reconcile(olds, fresh, end, place, takeOut) {
    const result = new Array(fresh.length);
    let first = 0;
    let oldEnd = olds.length;
    let freshEnd = fresh.length;
    while (first < oldEnd && first < freshEnd && alike(olds[first], fresh[first])) {
      result[first] = olds[first];
      first += 1;
    }
    while (oldEnd > first && freshEnd > first && alike(olds[oldEnd - 1], fresh[freshEnd - 1])) {
      oldEnd -= 1;
      freshEnd -= 1;
      result[freshEnd] = olds[oldEnd];
    }
    const paired = Math.min(oldEnd, freshEnd);
    for (let index = first; index < freshEnd; index += 1) {
      const old = index < paired ? olds[index] : null;
      if (old && mergeable(old, fresh[index])) {
        merge(old, fresh[index]);
        result[index] = old;
      } else {
        const before = index < paired ? old : (oldEnd < olds.length ? olds[oldEnd] : end);
        place(fresh[index], before);
        if (old) takeOut(old);
        result[index] = fresh[index];
      }
    }
    for (let index = Math.max(paired, first); index < oldEnd; index += 1) takeOut(olds[index]);
    return result;
  }

  function make([lines, html]) {
    const nodes = html ? parse(html) : [];
    prepare(nodes);
    return { lines, nodes };
  }

  function nodeAfter(index) {
    for (let next = index; next < blocks.length; next += 1) {
      if (blocks[next].nodes.length) return blocks[next].nodes[0];
    }
    return null;
  }

  function splice(at, removed, inserted) {
    const fresh = inserted.map(make);
    const olds = blocks.slice(at, at + removed).flatMap((block) => block.nodes);
    const news = fresh.flatMap((block) => block.nodes);
    const placed = reconcile(olds, news, nodeAfter(at + removed), banyan.place, banyan.takeOut);
    let taken = 0;
    for (const block of fresh) {
      block.nodes = placed.slice(taken, taken + block.nodes.length);
      taken += block.nodes.length;
      for (const node of block.nodes) owners.set(node, block);
    }
    if (removed === fresh.length) fresh.forEach((block, index) => { blocks[at + index] = block; });
    else blocks = blocks.slice(0, at).concat(fresh, blocks.slice(at + removed));
    return fresh;
  }

  // A patch: {revision, reset, first, filling, splices: [[at, removed, [[lines, html], …]], …]}.
  // `first` is the one that holds what was edited or looked at; others may follow with the rest.
  banyan.apply = (patch) => {
    banyan.expectShift();
    if (patch.reset) {
      content.replaceChildren();
      blocks = [];
      owners = new WeakMap();
    }
    const fresh = [];
    for (const [at, removed, inserted] of patch.splices) fresh.push(...splice(at, removed, inserted));
    starts = null;
    content.classList.toggle("ui-long", blocks.length > LONG_BLOCKS);
    if (patch.reset) banyan.reset();
    banyan.changed(fresh.flatMap((block) => block.nodes), patch);
    if (!patch.first) return;
    const { revision } = patch;
    requestAnimationFrame(() => requestAnimationFrame(() => banyan.report({ type: "painted", revision })));
  };
})(globalThis.banyan);
