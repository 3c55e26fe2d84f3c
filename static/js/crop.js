// Which part of the page is kept? A frame drawn over the picture fills in how much is cut off each edge.
(function () {
  "use strict";
  const fields = document.querySelector("[data-crop]");
  const button = document.querySelector("[data-crop-draw]");
  const stage = document.querySelector("[data-stage]");
  const image = document.querySelector("[data-image-now]");
  if (!fields || !button || !stage || !image) return;
  const frame = document.createElement("div");
  frame.className = "crop-frame";
  let from = null;

  const box = (name) => fields.querySelector(`[name="${name}"]`);
  const percent = (share) => (Math.min(1, Math.max(0, share)) * 100).toFixed(1).replace(".", ",");

  function drawing(on) {
    button.setAttribute("aria-pressed", String(on));
    stage.classList.toggle("is-cropping", on);
    if (on) fields.closest("details").open = true;
    else frame.remove();
  }

  /** The frame between two points of the window, no larger than the picture. */
  function between(start, end) {
    const whole = image.getBoundingClientRect();
    const across = [start.x, end.x].map((x) => Math.min(whole.right, Math.max(whole.left, x))).sort((a, b) => a - b);
    const down = [start.y, end.y].map((y) => Math.min(whole.bottom, Math.max(whole.top, y))).sort((a, b) => a - b);
    return { whole, left: across[0], right: across[1], top: down[0], bottom: down[1] };
  }

  function show(area) {
    const origin = stage.getBoundingClientRect();
    stage.append(frame);
    frame.style.left = `${area.left - origin.left + stage.scrollLeft}px`;
    frame.style.top = `${area.top - origin.top + stage.scrollTop}px`;
    frame.style.width = `${area.right - area.left}px`;
    frame.style.height = `${area.bottom - area.top}px`;
    box("left").value = percent((area.left - area.whole.left) / area.whole.width);
    box("right").value = percent((area.whole.right - area.right) / area.whole.width);
    box("top").value = percent((area.top - area.whole.top) / area.whole.height);
    box("bottom").value = percent((area.whole.bottom - area.bottom) / area.whole.height);
  }

  button.addEventListener("click", () => drawing(button.getAttribute("aria-pressed") !== "true"));

  // Before the viewer's own handlers, which move the page with the mouse.
  stage.addEventListener("pointerdown", (event) => {
    if (!stage.classList.contains("is-cropping") || event.button !== 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    from = { x: event.clientX, y: event.clientY };
    stage.setPointerCapture(event.pointerId);
  }, true);
  stage.addEventListener("pointermove", (event) => { if (from) show(between(from, { x: event.clientX, y: event.clientY })); }, true);
  stage.addEventListener("pointerup", () => { from = null; }, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && stage.classList.contains("is-cropping")) { drawing(false); event.preventDefault(); event.stopPropagation(); } }, true);
})();
