// Where is an image cut in two? A line over the picture shows the place; a press on the picture moves it.
(function () {
  "use strict";
  const fields = document.querySelector("[data-cut]");
  const button = document.querySelector("[data-cut-draw]");
  const stage = document.querySelector("[data-stage]");
  const image = document.querySelector("[data-image-now]");
  if (!fields || !button || !stage || !image) return;
  const at = fields.querySelector("[data-cut-at]");
  const line = fields.querySelector("[data-cut-line]");
  const rule = document.createElement("div");
  rule.className = "cut-line";
  if (image.naturalWidth && image.naturalWidth < image.naturalHeight) line.value = "level";
  image.addEventListener("load", () => { line.value = image.naturalWidth < image.naturalHeight ? "level" : "upright"; });

  const on = () => stage.classList.contains("is-cutting");
  const share = () => Math.min(1, Math.max(0, Number(at.value.replace(",", ".")) / 100 || 0));

  function show() {
    if (!on()) { rule.remove(); return; }
    const whole = image.getBoundingClientRect();
    const origin = stage.getBoundingClientRect();
    const upright = line.value === "upright";
    stage.append(rule);
    rule.style.left = `${whole.left - origin.left + stage.scrollLeft + (upright ? whole.width * share() : 0)}px`;
    rule.style.top = `${whole.top - origin.top + stage.scrollTop + (upright ? 0 : whole.height * share())}px`;
    rule.style.width = upright ? "0" : `${whole.width}px`;
    rule.style.height = upright ? `${whole.height}px` : "0";
  }

  function set(wanted) {
    stage.classList.toggle("is-cutting", wanted);
    button.setAttribute("aria-pressed", String(wanted));
    show();
  }

  button.addEventListener("click", () => set(!on()));
  [at, line].forEach((field) => field.addEventListener("input", () => { set(true); }));

  // Before the viewer's own handlers, which move the page with the mouse.
  stage.addEventListener("pointerdown", (event) => {
    if (!on() || event.button !== 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const whole = image.getBoundingClientRect();
    const place = line.value === "upright" ? (event.clientX - whole.left) / whole.width : (event.clientY - whole.top) / whole.height;
    at.value = (Math.min(1, Math.max(0, place)) * 100).toFixed(1).replace(".", ",");
    show();
  }, true);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && on()) { set(false); event.preventDefault(); event.stopPropagation(); } }, true);
})();
