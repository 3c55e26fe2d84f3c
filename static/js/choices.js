// Is something typed for a part and not chosen yet? Then all parts are filed only after it was chosen or taken back.
(function () {
  "use strict";
  const SAID = "Mã hoặc thành phần vừa nhập ở đây chưa được nhận. Bấm «Chọn», hoặc trả lại như cũ, rồi xếp.";
  const boxes = () => [...document.querySelectorAll(".stack-choose [data-shown]")];
  // What a refused press brought back stands in the box, but is not chosen either.
  const asShown = (box) => box.value.trim().toUpperCase() === box.dataset.shown.toUpperCase();

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-after-choices]")) return;
    const open = boxes().find((box) => !asShown(box));
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the button may be pressed again
    open.setCustomValidity(SAID);
    open.reportValidity();
  }, true);
  document.addEventListener("input", (event) => { if (event.target.closest?.(".stack-choose")) event.target.setCustomValidity(""); });
})();
