// Which tiles of the contact sheet have changed? The sheet says what it shows, the server sends only the others.
(function () {
  "use strict";
  const sheet = () => document.querySelector("[data-sorter] [data-sheet]");
  const tilesOf = (list) => [...list.querySelectorAll("[data-page-key]")];
  const keyOf = (tile) => tile.dataset.pageKey;

  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, verb, formData, triggeringEvent } = event.detail;
    const list = sheet();
    if (verb !== "post" || !list || !(elt.matches("[data-sorter]") || elt.closest("#work, #sheet-news"))) return;
    formData.set("have", tilesOf(list).map((tile) => `${keyOf(tile)}:${tile.dataset.mark}`).join(","));
    const button = triggeringEvent?.submitter;
    if (!button?.matches("[data-drop-order], [name=direction]")) formData.delete("order"); // hundreds of fields less
    if (!button?.matches("[data-spends=reason]")) formData.delete("warned");
    if (!button?.matches("[data-confirms]")) formData.delete("shown");
  });

  // No news for a desk that nobody looks at, nor while its own files come in and are shown anyway.
  document.addEventListener("htmx:configRequest", (event) => {
    const idle = !document.hidden && !document.querySelector("#work[hx-trigger]");
    if (event.target.id === "sheet-news" && !idle) event.preventDefault();
  });

  /** The box stays where it is, with its tick, the keyboard and a press that has begun: the picture changes, and what
      stands below it. */
  function exchange(old, tile) {
    const linked = old.contains(document.activeElement) && document.activeElement.localName === "a";
    const [before, after] = [old, tile].map((each) => each.querySelector(".sheet-pick"));
    before.querySelector("img").src = after.querySelector("img").getAttribute("src");
    old.dataset.mark = tile.dataset.mark;
    while (before.nextSibling) before.nextSibling.remove();
    while (after.nextSibling) old.append(after.nextSibling);
    if (linked) old.querySelector("a").focus({ preventScroll: true });
  }

  /** Only what stands elsewhere now is moved. */
  function order(list, keys) {
    const there = new Map(tilesOf(list).map((tile) => [keyOf(tile), tile]));
    there.forEach((tile, key) => { if (!keys.includes(key)) tile.remove(); });
    let at = list.firstElementChild;
    keys.map((key) => there.get(key)).filter(Boolean).forEach((tile) => {
      if (tile === at) at = at.nextElementSibling;
      else list.insertBefore(tile, at);
    });
  }

  function number(list) {
    tilesOf(list).forEach((tile, index) => tile.querySelectorAll("[data-number]").forEach((place) => {
      if (place.textContent !== String(index + 1)) place.textContent = String(index + 1);
    }));
  }

  function count(form, rows) {
    rows.forEach((row) => {
      const words = form.querySelector(`[data-target="${CSS.escape(row.dataset.countOf)}"] .chip-count`);
      if (words && words.textContent) words.textContent = row.textContent;
    });
  }

  /** The changes that an answer brings, or null. */
  bhxh.changesIn = (text) => (text.includes('id="sheet-changes"') && sheet()
    ? new DOMParser().parseFromString(text, "text/html").getElementById("sheet-changes") : null);

  bhxh.applyChanges = (changes) => {
    const list = sheet();
    const form = list.closest("form");
    tilesOf(changes).forEach((tile) => {
      const old = document.getElementById(tile.id);
      if (old) exchange(old, tile);
      else list.append(tile);
    });
    if (changes.dataset.order) order(list, changes.dataset.order.split(","));
    number(list);
    count(form, changes.querySelectorAll("[data-count-of]"));
    if (form.elements.version) form.elements.version.value = changes.dataset.version;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
})();
