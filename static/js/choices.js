// What is typed for a part of a stack and not chosen yet is filed by no press, and lost by none.
(function () {
  "use strict";
  const SAID = "Mã hoặc thành phần vừa nhập ở đây chưa được nhận. Bấm «Chọn», hoặc trả lại như cũ, rồi xếp.";
  const KEPT = `typed ${location.pathname.match(/^.*?\/\d+\//)}`;
  const boxes = () => [...document.querySelectorAll(".stack-choose [data-shown]")];
  // What a refused press brought back stands in the box, but is not chosen either.
  const asShown = (box) => box.value.trim().toUpperCase() === box.dataset.shown.toUpperCase();
  let pressed = null;

  document.addEventListener("submit", (event) => {
    const open = event.target.matches("[data-after-choices]") && boxes().find((box) => !asShown(box));
    pressed = LEAVES.test(event.submitter?.formAction) ? null : event.target.closest(".stack-part");
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the button may be pressed again
    open.setCustomValidity(SAID);
    open.reportValidity();
  }, true);
  document.addEventListener("input", (event) => { if (event.target.closest?.(".stack-choose")) event.target.setCustomValidity(""); });

  // Every press shows the stack anew: what was typed comes back where it still says something else, also in a part that
  // was dropped and is taken back. Of the part that was pressed the server takes it, but for these deeds.
  const LEAVES = /\/(drop|join)\/$/;
  let waiting = [];
  addEventListener("pagehide", () => {
    const typed = boxes().filter((box) => !asShown(box) && box.closest(".stack-part") !== pressed);
    const kept = [...waiting, ...typed.map((box) => ({ id: box.id, value: box.value, shown: box.dataset.shown }))];
    if (kept.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
  });
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  sessionStorage.removeItem(KEPT);
  waiting = kept.filter(({ id }) => !document.getElementById(id));
  kept.forEach(({ id, value, shown }) => {
    const box = document.getElementById(id);
    if (box && box.dataset.shown === shown && asShown(box)) box.value = value;
  });
})();
