// Is the new picture of this page there? Asked every second while a worker draws it; what was typed stays.
(function () {
  "use strict";
  const note = document.querySelector("[data-redrawing]");
  if (!note) return;

  const typed = () => document.querySelector("form.one-page [aria-invalid]") || [...document.querySelectorAll("form.one-page input:not([type=hidden])")].some((field) => field.value !== field.defaultValue);

  async function ask() {
    const answer = await fetch(note.dataset.redrawing, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    if (!page || page.querySelector("[data-redrawing]")) { setTimeout(ask, 1000); return; }
    if (!typed()) { location.reload(); return; }
    document.querySelector("[data-image-now]").src = page.querySelector("[data-image-now]").src;
    note.remove();
  }

  setTimeout(ask, 700);
})();
