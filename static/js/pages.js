// How are pages dragged? Dropping presses the same buttons that the keyboard uses, so the server sees one protocol.
(function () {
  "use strict";
  let held = [];

  const sheetOf = (node) => node.closest?.("[data-sorter]");
  const boxOf = (page) => page.querySelector('[name="page"]');
  const pagesOf = (form) => [...form.querySelectorAll("[data-page-key]")];

  function choose(form, wanted) {
    pagesOf(form).forEach((page) => { boxOf(page).checked = wanted(page); });
    boxOf(pagesOf(form)[0])?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function clearMarks() {
    document.querySelectorAll(".is-before, .is-after, .is-over, .is-dragged").forEach((node) => node.classList.remove("is-before", "is-after", "is-over", "is-dragged"));
  }

  function sideOf(page, event) {
    const box = page.getBoundingClientRect();
    return event.clientX < box.left + box.width / 2 ? "before" : "after";
  }

  document.addEventListener("dragstart", (event) => {
    const page = event.target.closest?.("[data-page-key]");
    if (!page) return;
    const form = sheetOf(page);
    if (form.hasAttribute("aria-busy")) { event.preventDefault(); return; } // the sheet is about to be exchanged
    // A page outside the choice is moved alone; one inside takes the others along.
    if (!boxOf(page).checked) choose(form, (other) => other === page);
    held = pagesOf(form).filter((other) => boxOf(other).checked);
    held.forEach((other) => other.classList.add("is-dragged"));
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", `${held.length} trang`);
  });

  document.addEventListener("dragover", (event) => {
    if (!held.length) return;
    const target = event.target.closest?.("[data-target]");
    const page = event.target.closest?.("[data-page-key]");
    document.querySelectorAll(".is-before, .is-after, .is-over").forEach((node) => node.classList.remove("is-before", "is-after", "is-over"));
    if (!target && !page) return;
    event.preventDefault();
    if (target) target.classList.add("is-over");
    else if (!held.includes(page)) page.classList.add(`is-${sideOf(page, event)}`);
  });

  document.addEventListener("drop", (event) => {
    if (!held.length) return;
    const target = event.target.closest?.("[data-target]");
    const page = event.target.closest?.("[data-page-key]");
    const moved = held;
    held = [];
    clearMarks();
    if (target) { event.preventDefault(); target.click(); return; }
    if (!page || moved.includes(page)) return;
    event.preventDefault();
    const button = sheetOf(page).querySelector("[data-drop-order]");
    if (!button) return;
    page[sideOf(page, event)](...moved);
    button.click();
  });

  document.addEventListener("dragend", () => { held = []; clearMarks(); });

  document.addEventListener("click", (event) => {
    const form = sheetOf(event.target);
    if (!form) return;
    if (event.target.matches("[data-choose-every]")) choose(form, () => true);
    else if (event.target.matches("[data-choose-none]")) choose(form, () => false);
    else if (event.target.matches('[type="submit"]:not([data-drop-order], [data-any-time])') || event.target.closest("[data-target]")) {
      if (form.querySelector('[name="page"]:checked')) return;
      event.preventDefault();
      bhxh.toast("Chưa chọn trang nào. Đánh dấu trang cần xử lý rồi bấm lại.", "warn");
    }
  }, true);

  // Arrow keys walk the contact sheet, Enter opens a page; the space bar chooses, as in any checkbox.
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.("[data-sheet]") && /^Arrow/.test(event.key)) {
      event.preventDefault();
      boxOf(pagesOf(sheetOf(event.target))[0]).focus();
      return;
    }
    const page = event.target.closest?.("[data-page-key]");
    if (page && event.key === "Enter" && event.target === boxOf(page) && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      page.querySelector("a").click();
    }
    if (!page || !/^Arrow/.test(event.key)) return;
    const all = pagesOf(sheetOf(page));
    const across = all.filter((other) => other.offsetTop === all[0].offsetTop).length || 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
    const next = all[all.indexOf(page) + step];
    if (next) { event.preventDefault(); boxOf(next).focus(); }
  });
})();
