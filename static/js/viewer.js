// Which page is shown, how large, which way up, and how wide beside the form? Remembered per dossier in this browser;
// page and width also on the server, where the viewer says to which address.
(function () {
  "use strict";
  const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

  const SOON_MS = 1500;

  /** Tells the server after a pause, and when the page is left, what has changed since it drew the page. */
  function keeper(root) {
    const url = root?.dataset.placeUrl;
    const place = { page: root?.dataset.placePage || "", split: root?.dataset.placeSplit || "" };
    let timer = null;
    function send() {
      if (!timer) return;
      clearTimeout(timer);
      timer = null;
      fetch(url, { method: "POST", body: new URLSearchParams(place), headers: { "X-CSRFToken": bhxh.csrf() }, keepalive: true }).catch(() => {});
    }
    if (url) window.addEventListener("pagehide", send);
    return (name, value) => {
      if (!url || place[name] === String(value)) return;
      place[name] = String(value);
      clearTimeout(timer);
      timer = setTimeout(send, SOON_MS);
    };
  }
  const keepers = new Map();
  const keep = (root, name, value) => {
    if (!keepers.has(root)) keepers.set(root, keeper(root));
    keepers.get(root)(name, value);
  };

  function viewer(root) {
    const links = [...root.querySelectorAll("[data-page]")];
    const image = root.querySelector("[data-image-now]");
    const sheet = root.querySelector("[data-sheet-now]");
    const stage = root.querySelector("[data-stage]");
    const place = root.querySelector("[data-place]");
    const fault = root.querySelector("[data-fault]");
    if (!image) return;
    const unreached = fault.textContent;
    let asked = 0; // how often for a picture that is being drawn anew
    const memory = `viewer:${root.dataset.keyName}`;
    let at = Math.max(0, links.findIndex((link) => link.getAttribute("aria-current") === "true"));
    let zoom = ZOOMS.indexOf(1);
    const turns = new Map(); // a view turned by hand keeps its turn until the page is left

    function show(index, keepPlace) {
      at = Math.min(links.length - 1, Math.max(0, index));
      const link = links[at];
      links.forEach((other) => other.toggleAttribute("aria-current", false));
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest", inline: "nearest" });
      fault.hidden = true;
      image.hidden = false;
      if (image.getAttribute("src") !== link.dataset.image) image.src = link.dataset.image;
      image.alt = `Trang ${link.dataset.page}, ${link.querySelector(".thumb-label").textContent.trim()}`;
      place.textContent = `${at + 1}/${links.length}`;
      turn();
      if (!keepPlace) stage.scrollTo(0, 0);
      preload(at + 1);
      save();
      root.dispatchEvent(new CustomEvent("page-shown", { bubbles: true, detail: link.dataset.page }));
    }

    function turn() {
      image.dataset.turn = turns.get(at) ?? links[at]?.dataset.turn ?? "0";
      pins();
    }

    /** Only the pins of this page, turned with it. */
    function pins() {
      sheet.querySelectorAll("[data-pins]").forEach((drawing) => {
        drawing.toggleAttribute("hidden", drawing.dataset.pins !== links[at]?.dataset.page);
        drawing.dataset.turn = image.dataset.turn;
      });
    }

    function measure() { if (image.naturalWidth) sheet.style.setProperty("--tall", image.naturalHeight / image.naturalWidth); }

    function preload(index) { if (links[index]) new Image().src = links[index].dataset.image; }

    function resize(step) {
      stage.dataset.fit = "";
      zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + step));
      // What is in the middle of the window stays there.
      const across = (stage.scrollLeft + stage.clientWidth / 2) / stage.scrollWidth;
      const down = (stage.scrollTop + stage.clientHeight / 2) / stage.scrollHeight;
      sheet.style.setProperty("--zoom", ZOOMS[zoom]);
      stage.scrollTo(across * stage.scrollWidth - stage.clientWidth / 2, down * stage.scrollHeight - stage.clientHeight / 2);
      save();
    }

    function fit() {
      stage.dataset.fit = stage.dataset.fit === "page" ? "" : "page";
      zoom = ZOOMS.indexOf(1);
      sheet.style.setProperty("--zoom", 1);
      save();
    }

    function save() {
      bhxh.remember(memory, JSON.stringify({ page: links[at]?.dataset.page, zoom, fit: stage.dataset.fit || "" }));
      if (links[at]) keep(root, "page", links[at].dataset.page);
    }

    function restore() {
      let kept = null;
      try { kept = JSON.parse(bhxh.recall(memory)); } catch { /* written by another version: start afresh */ }
      if (kept && ZOOMS[kept.zoom]) {
        zoom = kept.zoom;
        sheet.style.setProperty("--zoom", ZOOMS[zoom]);
        stage.dataset.fit = kept.fit === "page" ? "page" : "";
      }
      if (!links.length) return; // one page, whose neighbours are pages of their own
      // An address that names a page means that page, and the server knows where this person was.
      const named = links[at].href === location.href || root.dataset.placeUrl;
      const index = kept && !named ? links.findIndex((link) => link.dataset.page === kept.page) : at;
      show(index < 0 ? at : index);
    }

    const verbs = {
      previous: () => show(at - 1),
      next: () => show(at + 1),
      out: () => resize(-1),
      in: () => resize(1),
      fit,
      turn: () => { turns.set(at, String((Number(image.dataset.turn || 0) + 90) % 360)); turn(); },
    };
    root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-view]");
      if (button) { verbs[button.dataset.view](); return; }
      const link = event.target.closest("[data-page]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); show(links.indexOf(link)); }
    });
    // Links elsewhere on the page ("Trang 3") open that page here: <a data-show-page="3" href="…">.
    document.addEventListener("click", (event) => {
      const cited = event.target.closest("[data-show-page]");
      const index = cited ? links.findIndex((link) => link.dataset.page === cited.dataset.showPage) : -1;
      if (index >= 0) { event.preventDefault(); show(index); }
    });
    document.addEventListener("htmx:afterSettle", pins);
    /** Why there is no picture: the server says it, and asks to come again while it is being drawn anew. */
    async function explain() {
      const wanted = image.src;
      image.hidden = true;
      const answer = await fetch(wanted, { headers: { Accept: "application/json" } }).catch(() => null);
      const told = answer && !answer.ok ? await answer.json().catch(() => null) : null;
      if (image.src !== wanted) return;
      fault.textContent = told?.message ?? unreached;
      fault.hidden = false;
      if (answer?.status === 503 && asked++ < 30) setTimeout(() => { if (image.src === wanted) image.src = wanted; }, 2000);
    }

    image.addEventListener("load", () => { image.hidden = false; fault.hidden = true; measure(); });
    image.addEventListener("error", explain);
    drag(stage);
    measure();
    restore();
  }

  /** The page is moved by dragging it, like paper. */
  function drag(stage) {
    let from = null;
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType !== "mouse" || event.target.closest("a")) return;
      from = { x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop };
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointermove", (event) => { if (from) stage.scrollTo(from.x - event.clientX, from.y - event.clientY); });
    ["pointerup", "pointercancel"].forEach((name) => stage.addEventListener(name, () => { from = null; }));
    stage.addEventListener("dragstart", (event) => event.preventDefault());
  }

  function splitter(split) {
    const bar = split.querySelector("[data-split-bar]");
    if (!bar) return;
    const memory = "split";
    const set = (share) => {
      const percent = Math.round(Math.min(75, Math.max(25, share)));
      split.style.setProperty("--left", `${percent}%`);
      bar.setAttribute("aria-valuenow", String(percent));
    };
    const root = split.querySelector("[data-viewer]");
    const kept = () => {
      bhxh.remember(memory, bar.getAttribute("aria-valuenow"));
      keep(root, "split", bar.getAttribute("aria-valuenow"));
    };
    const known = Number(root?.dataset.placeSplit || bhxh.recall(memory));
    if (known) set(known);
    bar.addEventListener("pointerdown", (event) => { bar.setPointerCapture(event.pointerId); event.preventDefault(); });
    bar.addEventListener("pointermove", (event) => {
      if (!bar.hasPointerCapture(event.pointerId)) return;
      const box = split.getBoundingClientRect();
      set(((event.clientX - box.left) / box.width) * 100);
    });
    bar.addEventListener("pointerup", kept);
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
      if (!step) return;
      event.preventDefault();
      set(Number(bar.getAttribute("aria-valuenow")) + step);
      kept();
    });
  }

  document.querySelectorAll("[data-viewer]").forEach(viewer);
  document.querySelectorAll("[data-split]").forEach(splitter);
})();
