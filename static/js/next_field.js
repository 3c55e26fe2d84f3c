// One code after the other: the Enter of the scanner goes on to the next box; only in the last one it sends the form.
(function () {
  "use strict";
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("[data-next-field]");
    if (!box || event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
    const boxes = [...box.form.querySelectorAll("[data-next-field]")];
    const next = boxes[boxes.indexOf(box) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
})();
