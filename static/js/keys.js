// Which keys do what? A control names its key in data-key ("j", "ctrl+enter", "alt+1"); `?` lists those on the page.
(function () {
  "use strict";
  const BURST_MS = 35;   // a scanner types faster than any hand
  const BURST_LENGTH = 6;
  const WAIT_MS = 60;    // a single key waits this long, lest it is the first letter of a barcode
  const OFF = "keys-off"; // where a browser kept the switch before it was the person's
  const WORDS = { ctrl: "Ctrl", alt: "Alt", shift: "Shift", enter: "Enter", escape: "Esc", delete: "Delete", arrowleft: "←", arrowright: "→", arrowup: "↑", arrowdown: "↓" };
  let waiting = null;
  let burst = "";
  let lastAt = 0;
  let start = null;      // the box in which a burst began, and what stood there

  const toggle = document.querySelector("[data-keys-switch]");
  const off = () => Boolean(toggle && !toggle.checked);
  const typing = (el) => el && (el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName) || (el.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file|range)$/.test(el.type)));

  function nameOf(event) {
    const parts = [];
    if (event.ctrlKey || event.metaKey) parts.push("ctrl");
    if (event.altKey) parts.push("alt");
    // With Alt some layouts give another letter or digit, so the place of the key counts there.
    const digit = event.altKey && /^Digit(\d)$/.exec(event.code);
    parts.push(digit ? digit[1] : event.key === "=" ? "+" : event.key.toLowerCase());
    return parts.join("+");
  }

  function controls() {
    const open = document.querySelector("dialog[open]");
    return [...(open || document).querySelectorAll("[data-key]")].filter((el) => !el.disabled && el.getClientRects().length);
  }

  function run(name) {
    const control = controls().find((el) => el.dataset.key === name);
    if (control) control.click();
    return Boolean(control);
  }

  /** Keys of the page that no control in sight names, or that wait for a choice: "arrowup|…;arrowdown|…". */
  function more() {
    const said = [...document.querySelectorAll("[data-more-keys]")].map((el) => el.dataset.moreKeys);
    return said.flatMap((text) => text.split(";").map((row) => row.split("|")));
  }

  function sheet() {
    const dialog = document.getElementById("key-sheet");
    if (!dialog || dialog.open) return;
    const rows = [["?", "Bảng phím tắt này"], ["/", "Tới ô tìm kiếm"]];
    const seen = new Set();
    controls().forEach((el) => {
      if (seen.has(el.dataset.key)) return;
      seen.add(el.dataset.key);
      rows.push([el.dataset.key, el.dataset.keyLabel || el.textContent.trim().replace(/\s+/g, " ")]);
    });
    more().filter(([key]) => !seen.has(key)).forEach((row) => rows.push(row));
    dialog.querySelector("[data-key-list]").replaceChildren(...rows.map(([key, label]) => {
      const row = document.createElement("div");
      const term = document.createElement("dt");
      const said = document.createElement("dd");
      key.split(/(?<=.)\+/).forEach((piece) => {
        const cap = document.createElement("kbd");
        cap.textContent = WORDS[piece] || (piece.length === 1 ? piece.toUpperCase() : piece);
        term.append(cap, " ");
      });
      said.textContent = label;
      row.append(term, said);
      return row;
    }));
    dialog.showModal();
    dialog.scrollTop = 0;  // the button at the end has the focus, the title is read first
  }

  function single(name) {
    if (name === "?") sheet();
    else if (name === "/") document.querySelector("[data-search-box]")?.focus();
    else run(name);
  }

  /** Collects a burst of fast keys; the code, when Enter ends one. */
  function scanned(event) {
    const fast = event.timeStamp - lastAt < BURST_MS;
    lastAt = event.timeStamp;
    if (event.key === "Enter") {
      const code = fast && !event.ctrlKey && burst.length >= BURST_LENGTH ? burst : "";
      burst = "";
      return code;
    }
    if (event.key.length > 1 && event.key !== "Shift") burst = "";  // no scanner leaves the field or moves in it
    if (event.key.length === 1 && !event.ctrlKey && !event.altKey) {
      if (!fast || !burst) start = { box: event.target, value: event.target.value };
      burst = fast ? burst + event.key : event.key;
    }
    if (burst.length > 1) waiting?.forget();
    return "";
  }

  /** Runs a single key when it turns out to be one, or when the next thing is about to be done. */
  function later(name) {
    waiting?.forget();
    const forget = () => { clearTimeout(timer); waiting = null; };
    const run = () => { forget(); single(name); };
    const timer = setTimeout(run, WAIT_MS);
    waiting = { run, forget };
  }

  /** Opens what was scanned. Inside a field only a code of our own shape counts, and the field gets its text back. */
  function openCode(code, inBox) {
    const form = document.querySelector("[data-barcode-form]");
    if (!form) return false;
    const search = form.querySelector("[data-search-box]");
    if (inBox) {
      const shape = form.dataset.barcodeForm;
      if (!shape || start.box === search || start.box.hasAttribute("data-takes-code") || !new RegExp(`^(?:${shape})$`).test(code)) return false;
      start.box.value = start.value;
    }
    search.value = code;
    form.requestSubmit();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    const inBox = typing(event.target);
    const code = scanned(event);
    if (code && openCode(code, inBox)) { event.preventDefault(); return; }
    const name = nameOf(event);
    const combined = event.ctrlKey || event.metaKey || event.altKey;
    if (combined) { if (run(name)) event.preventDefault(); return; }
    const letsGo = name === "escape" && event.target.matches?.("[data-sorter] select"); // nothing is typed there
    if ((inBox && !letsGo) || off() || event.target.closest?.("dialog[open]")) return;
    if (/^(enter|tab| |arrow.*|home|end|page.*)$/.test(name) && !controls().some((el) => el.dataset.key === name)) return;
    if (name === "/" ) event.preventDefault();
    if (name.length > 1) { waiting?.run(); single(name); return; } // it stands in no barcode
    later(name);
  });

  /** The switch is kept with the account; where that fails it goes back and says so. */
  async function keep() {
    const form = toggle.form;
    const wanted = toggle.checked;
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": bhxh.csrf(), "X-Requested-With": "fetch" } }).catch(() => null);
    if (answer?.status === 204) return true;
    toggle.checked = !wanted;
    bhxh.toast("Chưa lưu được việc bật, tắt phím tắt. Kiểm tra kết nối mạng rồi thử lại.", "warn");
    return false;
  }

  toggle?.addEventListener("change", keep);
  if (toggle && bhxh.recall(OFF) === "1") {
    toggle.checked = false;
    keep().then((kept) => { if (kept) bhxh.remember(OFF, "0"); });
  }
  document.querySelector("[data-keys-open]")?.addEventListener("click", () => { document.querySelector("[data-menu]").open = false; sheet(); });
})();
