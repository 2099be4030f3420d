// What a person does in the page, reported to the application; and the page's own controls.
"use strict";
(function (banyan) {
  const content = banyan.content;
  const root = document.documentElement;
  let words = { copy: "", copied: "", lost: "" };
  let sought = null; // a fragment not yet found
  banyan.isFilling = false; // more of the note is still to come

  // Console messages that begin with the token of this page come from here; no others are read.
  banyan.report = (message) => console.log("{token}" + JSON.stringify(message));

  const copy = document.createElement("button");
  copy.id = "ui-copy";
  copy.type = "button";
  copy.tabIndex = -1;
  const large = document.createElement("div");
  large.id = "ui-large";
  const hint = document.createElement("div");
  hint.id = "ui-hint";
  hint.setAttribute("role", "status");
  document.body.append(copy, large, hint);

  banyan.setTheme = (theme, style) => {
    banyan.expectShift();
    root.dataset.theme = theme;
    document.getElementById("ui-content-style").textContent = style;
    askForDrawings([...content.querySelectorAll("figure.diagram")]);
  };

  banyan.setWords = (style, texts) => {
    document.getElementById("ui-word-style").textContent = style;
    words = texts;
    root.lang = texts.language;
    copy.textContent = words.copy;
  };

  // After a patch: `nodes` are those that are new in the page.
  banyan.changed = (nodes, patch) => {
    const wasFilling = banyan.isFilling;
    banyan.isFilling = patch.filling;
    if (patch.filling || wasFilling) banyan.keepLine();
    if (sought !== null && goTo(sought)) sought = null;
    if (!patch.filling) sought = null;
    if (copy.target && !copy.target.isConnected) hideCopy();
    askForDrawings(banyan.find(nodes, "figure.diagram"));
  };

  const sourcesOf = (figures) => figures
    .map((figure) => ({ hash: figure.dataset.hash, text: (banyan.codeOf(figure) || figure).textContent }));

  function askForDrawings(figures) {
    const sources = sourcesOf(figures.filter((figure) => figure.dataset.drawn !== root.dataset.theme));
    if (sources.length) banyan.report({ type: "diagrams", sources });
  }

  const figuresOf = (hash) => content.querySelectorAll(`figure.diagram[data-hash="${CSS.escape(hash)}"]`);

  function draw(figure, paper, { src, width, height }) {
    const selector = paper ? ":scope > img.ui-paper" : ":scope > img:not(.ui-paper)";
    const picture = figure.querySelector(selector) || document.createElement("img");
    if (paper) picture.className = "ui-paper";
    if (width) [picture.width, picture.height] = [width, height];
    picture.alt = "";
    picture.src = src;
    if (!picture.isConnected) figure.append(picture);
  }

  // A picture made of the diagram's source, which stays in the page unseen.
  banyan.showDiagram = (hash, picture) => {
    banyan.expectShift();
    for (const figure of figuresOf(hash)) {
      draw(figure, false, picture);
      figure.dataset.drawn = root.dataset.theme;
      delete figure.dataset.error;
    }
    banyan.keepLine();
  };

  // On paper a diagram is light: what is not yet drawn so is drawn once more, for print alone.
  banyan.askForPaper = () => {
    const figures = [...content.querySelectorAll("figure.diagram:not([data-drawn=light], [data-error])")];
    banyan.report({ type: "paper-diagrams", sources: sourcesOf(figures) });
  };

  banyan.showOnPaper = (hash, picture) => {
    for (const figure of figuresOf(hash)) draw(figure, true, picture);
  };

  banyan.finishPaper = async () => {
    await Promise.allSettled([...content.querySelectorAll("img.ui-paper")].map((picture) => picture.decode()));
    banyan.report({ type: "paper-ready" });
  };

  banyan.refuseDiagram = (hash, reason) => {
    for (const figure of figuresOf(hash)) {
      for (const picture of figure.querySelectorAll(":scope > img")) picture.remove();
      delete figure.dataset.drawn;
      figure.dataset.error = reason;
    }
  };

  function showCopy(pre, text) {
    const rect = pre.getBoundingClientRect();
    copy.target = pre;
    copy.textContent = text;
    copy.classList.add("ui-shown");
    copy.style.top = `${rect.top + scrollY + 6}px`;
    copy.style.left = `${rect.right + scrollX - copy.offsetWidth - 6}px`;
  }

  function hideCopy() {
    copy.target = null;
    copy.classList.remove("ui-shown");
  }

  document.addEventListener("mouseover", (event) => {
    if (event.target === copy) return;
    const pre = event.target.closest ? event.target.closest("#ui-content pre") : null;
    if (pre && pre !== copy.target) showCopy(pre, words.copy);
    if (!pre && copy.target) hideCopy();
  });

  copy.addEventListener("click", () => {
    banyan.report({ type: "copy", text: copy.target.textContent.replace(/\n$/, "") });
    showCopy(copy.target, words.copied);
  });

  function showLarge(node) {
    large.replaceChildren(node.cloneNode(true));
    large.classList.add("ui-shown");
  }

  function hideLarge() {
    large.classList.remove("ui-shown");
    large.replaceChildren();
  }
  large.addEventListener("click", hideLarge);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && large.classList.contains("ui-shown")) hideLarge();
  });

  // A heading whose id or text is the same but for signs: other programs make ids in other ways.
  function likeliest(id) {
    const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const headings = [...content.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const wanted = plain(id);
    if (!wanted) return undefined;
    return headings.find((heading) => plain(heading.id) === wanted)
      || headings.find((heading) => plain(heading.textContent) === wanted);
  }

  function goTo(fragment) {
    let id = fragment;
    try { id = decodeURIComponent(fragment); } catch { /* a lone % stays as it is */ }
    const target = content.querySelector(`[id="${CSS.escape(id)}"], a[name="${CSS.escape(id)}"]`) || likeliest(id);
    if (!target) return false;
    for (let node = target; node; node = node.parentElement) if (node.nodeName === "DETAILS") node.open = true;
    target.scrollIntoView({ block: "start", behavior: "instant" });
    return true;
  }
  // From outside: the heading may be in a part of the note that is still to come.
  banyan.goTo = (fragment) => { sought = goTo(fragment) ? null : fragment; };

  // Says something below a link, until the person does anything else.
  function tell(link, text) {
    const rect = link.getBoundingClientRect();
    hint.textContent = text;
    hint.classList.add("ui-shown");
    hint.style.top = `${rect.bottom + scrollY + 4}px`;
    hint.style.left = `${Math.max(8, Math.min(rect.left, innerWidth - hint.offsetWidth - 16)) + scrollX}px`;
  }
  for (const type of ["mousedown", "wheel", "keydown"]) {
    document.addEventListener(type, () => hint.classList.remove("ui-shown"), { passive: true, capture: true });
  }

  function onLink(link) {
    const href = link.getAttribute("href") || "";
    if (href.startsWith("#")) {
      if (!goTo(href.slice(1))) tell(link, words.lost);
      return;
    }
    if (!href && !link.dataset.target) return; // `[text]()`
    banyan.report({
      type: "link",
      href,
      kind: link.classList.contains("wiki") ? "wiki" : link.classList.contains("remote") ? "remote" : "",
      target: link.dataset.target || "",
    });
  }

  // All pictures of other sites that the note shows, as if each had been clicked.
  banyan.askForPictures = () => {
    for (const link of content.querySelectorAll("a.remote")) onLink(link);
  };

  function onBox(input) {
    const block = banyan.blockOf(input);
    const item = input.closest("li[data-line]");
    if (!block || !item) return;
    const start = banyan.starts()[banyan.blocks().indexOf(block)];
    banyan.report({ type: "task", line: start + Number(item.dataset.line), checked: input.checked });
  }

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const link = target.closest("a");
    if (link) {
      event.preventDefault();
      onLink(link);
    } else if (target.nodeName === "INPUT" && content.contains(target)) {
      onBox(target);
      event.preventDefault(); // the box changes when the source has
    } else if (content.contains(target) && target.nodeName === "IMG") {
      showLarge(target);
    }
  });
  document.addEventListener("auxclick", (event) => event.preventDefault());
  document.addEventListener("submit", (event) => event.preventDefault());

  document.addEventListener("dblclick", (event) => {
    if (!content.contains(event.target) || event.target.closest("a, img, input, summary")) return;
    banyan.report({ type: "line", line: Math.floor(banyan.lineAt(event.pageY)) });
  });

  document.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    banyan.report({ type: "zoom", steps: event.deltaY < 0 ? 1 : -1 });
  }, { passive: false });

  banyan.report({ type: "ready" });
})(globalThis.banyan);
