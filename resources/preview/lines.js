// Source lines and heights: which line stands at which height of the page, and back.
"use strict";
(function (banyan) {
  let set = -1;       // where the page was scrolled to by the editor: that scrolling is not reported
  let wanted = null;  // the line to be kept at the top while the note is still filling in
  let pending = false;
  let keeping = false;
  let shifting = 0;   // until then scrolling is the page's own, which keeps what is seen in place
  const SHIFT_TIME = 200;
  const SETTLING = 3; // frames

  const top = (node) => box(node).top + scrollY;
  const bottom = (node) => box(node).bottom + scrollY;

  function box(node) {
    if (node.nodeType === Node.ELEMENT_NODE) return node.getBoundingClientRect();
    const range = document.createRange();
    range.selectNode(node);
    return range.getBoundingClientRect();
  }

  // Points [line, height] inside one block, rising in both.
  function points(index) {
    const block = banyan.blocks()[index];
    const start = banyan.starts()[index];
    const found = [[start, top(block.nodes[0])]];
    const add = (line, height) => {
      const last = found[found.length - 1];
      if (line > last[0] && height >= last[1]) found.push([line, height]);
    };
    for (const element of banyan.find(block.nodes, "[data-line]")) {
      const line = start + Number(element.dataset.line);
      if (line >= start + block.lines) continue;
      const rect = element.getBoundingClientRect();
      if (!rect.height) continue;
      add(line, rect.top + scrollY);
      if (element.nodeName === "PRE" || element.matches("figure.code")) {
        const pre = element.matches("pre") ? element : element.querySelector("pre");
        codePoints(pre, line, add);
      }
    }
    const next = shownAfter(index);
    if (next < 0) add(start + block.lines, bottom(block.nodes[block.nodes.length - 1]));
    else add(banyan.starts()[next], top(banyan.blocks()[next].nodes[0]));
    return found;
  }

  function shownAfter(index) {
    const blocks = banyan.blocks();
    for (let next = index + 1; next < blocks.length; next += 1) if (blocks[next].nodes.length) return next;
    return -1;
  }

  // Code: its first line is the one after the fence, and all its lines are of one height.
  function codePoints(pre, line, add) {
    if (!pre) return;
    const count = (pre.textContent.replace(/\n$/, "").match(/\n/g) || []).length + 1;
    const style = getComputedStyle(pre);
    const rect = pre.getBoundingClientRect();
    add(line + 1, rect.top + scrollY + parseFloat(style.paddingTop));
    add(line + 1 + count, rect.bottom + scrollY - parseFloat(style.paddingBottom));
  }

  function between(points, value, from, to) {
    let index = 0;
    while (index + 1 < points.length && points[index + 1][from] <= value) index += 1;
    const [a, b] = [points[index], points[Math.min(index + 1, points.length - 1)]];
    const span = b[from] - a[from];
    const share = span > 0 ? Math.min(1, Math.max(0, (value - a[from]) / span)) : 0;
    return a[to] + share * (b[to] - a[to]);
  }

  // The last block with something to see that is not `isAfter`, of those from `low` up to `high`.
  function lastShown(isAfter, low = 0, high = banyan.blocks().length) {
    const blocks = banyan.blocks();
    while (low < high) {
      let middle = (low + high) >> 1;
      let probe = middle;
      while (probe > low && !blocks[probe].nodes.length) probe -= 1;
      if (blocks[probe].nodes.length && isAfter(probe)) high = probe;
      else low = middle + 1;
    }
    let found = low - 1;
    while (found >= 0 && !blocks[found].nodes.length) found -= 1;
    if (found < 0) found = blocks.findIndex((block) => block.nodes.length);
    return found;
  }

  banyan.heightOf = (line) => {
    const starts = banyan.starts();
    const index = lastShown((probe) => starts[probe] > line);
    return index < 0 ? 0 : between(points(index), line, 0, 1);
  };

  banyan.lineAt = (height) => {
    const blocks = banyan.blocks();
    const part = partAt(height);
    if (!part) return 0;
    // in the part alone: the others need not be laid out for it
    const [first, last] = [part.firstChild, part.lastChild].map((node) => blocks.indexOf(banyan.blockOf(node)));
    const index = lastShown((probe) => top(blocks[probe].nodes[0]) > height, first, last + 1);
    return between(points(index), height, 1, 0);
  };

  // The last part that does not begin below a height; else the first.
  function partAt(height) {
    const parts = banyan.content.children;
    let [low, high] = [0, parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (top(parts[middle]) > height) high = middle;
      else low = middle + 1;
    }
    return parts[Math.max(0, low - 1)];
  }

  banyan.scrollToLine = (line) => {
    wanted = line;
    settle(line, SETTLING);
  };

  // Blocks far away have heights that are guessed until they come near: go there, look again.
  function settle(line, times) {
    if (wanted !== line) return;
    const goal = line <= 0 ? 0 : banyan.heightOf(line);
    if (Math.abs(goal - scrollY) >= 1) scrollTo({ top: goal, behavior: "instant" });
    set = scrollY;
    if (times > 0) requestAnimationFrame(() => settle(line, times - 1));
    else if (!banyan.isFilling) wanted = null; // from here on the engine keeps what is seen in place
  }

  // A hand on the page ends that.
  for (const type of ["wheel", "mousedown", "keydown", "touchstart"]) {
    document.addEventListener(type, () => { wanted = null; shifting = 0; }, { passive: true, capture: true });
  }

  // What is put in or changes its size may move the page, up to the second frame and a little on.
  banyan.expectShift = () => {
    shifting = Infinity;
    requestAnimationFrame(() => requestAnimationFrame(() => { shifting = performance.now() + SHIFT_TIME; }));
  };
  document.addEventListener("load", banyan.expectShift, { capture: true });
  addEventListener("resize", banyan.expectShift);

  // While blocks come in, the line asked for stays where it was asked for.
  banyan.keepLine = () => {
    if (wanted === null || keeping) return;
    keeping = true;
    requestAnimationFrame(() => {
      keeping = false;
      if (wanted !== null) settle(wanted, banyan.isFilling ? 0 : SETTLING);
    });
  };

  banyan.reset = () => {
    wanted = null;
    set = 0;
    scrollTo({ top: 0, behavior: "instant" });
  };

  document.addEventListener("scroll", () => {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => {
      pending = false;
      if (Math.abs(scrollY - set) < 2 || performance.now() < shifting) return;
      set = -1;
      wanted = null;
      banyan.report({ type: "scroll", line: scrollY <= 0 ? 0 : banyan.lineAt(scrollY) });
    });
  }, { passive: true });
})(globalThis.banyan);
