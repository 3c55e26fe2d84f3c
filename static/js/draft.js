// How are rows of the contribution history added, taken out, pasted and marked, and the left side switched?
(function () {
  "use strict";
  const CELLS = ["start", "end", "regime", "salary", "allowances", "rate", "job", "employer", "exclusion", "note"];
  const list = document.querySelector("[data-periods]");
  const form = document.getElementById("draft");
  if (!form) return;

  const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  const rows = () => [...list.querySelectorAll("[data-period]")];
  const boxes = (row) => CELLS.map((name) => row.querySelector(`[name="p_${name}"]`));

  /** The regime is mostly that of the row above; why a row is not counted is not. */
  const empty = (box) => { if (box.name !== "p_regime") box.value = ""; };

  function renumber() {
    rows().forEach((row, index) => {
      row.querySelector("[data-row-number]").textContent = index + 1;
      row.querySelector("[data-remove]").value = index + 1;
      row.querySelectorAll("[aria-label]").forEach((box) => box.setAttribute("aria-label", box.getAttribute("aria-label").replace(/^Dòng \d+/, `Dòng ${index + 1}`)));
    });
  }

  function blank() {
    const row = rows().at(-1).cloneNode(true);
    boxes(row).forEach((box) => { empty(box); box.classList.remove("is-bad"); box.removeAttribute("aria-invalid"); });
    row.querySelector("[data-notes]").replaceChildren();
    list.append(row);
    renumber();
    return row;
  }

  function remove(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    if (!next) boxes(row).forEach(empty);
    else { row.remove(); next.querySelector("input").focus(); }
    renumber();
    changed();
  }

  /** Rows copied in a spreadsheet are laid out over the rows from here on. */
  function paste(event) {
    const box = event.target.closest("[data-period] input");
    const text = event.clipboardData.getData("text/plain").replace(/\s+$/, "");
    if (!box || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let row = box.closest("[data-period]");
    const from = boxes(row).indexOf(box);
    text.split(/\r?\n/).forEach((line, index) => {
      if (index) row = row.nextElementSibling || blank();
      const into = boxes(row).slice(from);
      line.split("\t").slice(0, into.length).forEach((cell, at) => { fill(into[at], cell.trim()); });
    });
    changed();
  }

  function fill(box, value) {
    // An unknown word in the list of regimes is left for the server to explain.
    if (box.tagName === "SELECT" && ![...box.options].some((option) => option.value === value)) box.add(new Option(value, value));
    box.value = value;
  }

  function spell(box) {
    if (/^p_(start|end)$/.test(box.name)) box.value = box.value.trim().replace(/^(\d{2})(\d{4})$/, "$1/$2");
    if (box.name === "p_salary" && /^\d{4,}$/.test(box.value.trim())) box.value = box.value.trim().replace(/\B(?=(\d{3})+$)/g, ".");
  }

  /** Enter goes down a row, as in a spreadsheet; a form of many boxes must not be sent by it. */
  function enter(event) {
    const box = event.target.closest("[data-period] input, [data-period] select");
    if (!box || event.key !== "Enter" || event.ctrlKey) return;
    event.preventDefault();
    const row = box.closest("[data-period]");
    const below = row.nextElementSibling || blank();
    boxes(below)[boxes(row).indexOf(box)].focus();
  }

  function mark() {
    const notes = new Map([...document.querySelectorAll("[data-row-notes]")].map((note) => [note.dataset.rowNotes, note]));
    // Blank rows in between are not counted by the server.
    rows().filter((row) => boxes(row).some((box) => box.tagName === "INPUT" && box.value.trim())).forEach((row, index) => {
      const note = notes.get(String(index + 1));
      row.querySelector("[data-notes]").replaceChildren(...(note ? note.cloneNode(true).children : []));
    });
  }

  if (list) {
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-remove]");
      if (button) { event.preventDefault(); remove(button.closest("[data-period]")); }
    });
    form.querySelector("[data-add-row]").addEventListener("click", (event) => { event.preventDefault(); blank().querySelector("input").focus(); });
    list.addEventListener("paste", paste);
    list.addEventListener("keydown", enter);
    list.addEventListener("change", (event) => spell(event.target));
    document.addEventListener("htmx:afterSwap", (event) => { if (event.detail.elt.id === "working" || event.detail.target.id === "working") mark(); });
  }

  /** Saving draws the page anew: who was typing in a box has it again, unless something is wrong elsewhere. */
  const PLACE = `draft-box:${location.pathname}`;
  const namesakes = (name) => [...form.elements].filter((box) => box.name === name);

  form.addEventListener("submit", ({ submitter }) => {
    const box = document.activeElement;
    if (submitter?.name || !box?.name || box.form !== form) return;
    sessionStorage.setItem(PLACE, JSON.stringify([box.name, namesakes(box.name).indexOf(box), box.selectionStart]));
  });

  const [name, index, caret] = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
  sessionStorage.removeItem(PLACE);
  const box = name && !document.querySelector("[data-focus]") ? namesakes(name)[index] : null;
  if (box) {
    box.focus();
    if (Number.isInteger(caret)) box.setSelectionRange(caret, caret);
  }

  document.querySelectorAll("[data-pane]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-pane]").forEach((other) => {
      other.toggleAttribute("aria-current", false);
      document.getElementById(other.dataset.pane).hidden = other !== link;
    });
    link.setAttribute("aria-current", "true");
  }));
})();
