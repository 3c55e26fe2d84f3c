// What stays chosen when the contact sheet is exchanged under a clerk's hands, and does every press count?
(function () {
  "use strict";
  const pressed = []; // presses made while an earlier one is on its way: they go one after the other
  let sent = null;    // the press that is on its way, and the pages it was for
  let kept = null;    // what stood on the sheet that is being exchanged
  let clicks = 0;     // 2 and more: a double click
  let seen = 0;       // how many pages were out when the sheet was last looked at
  let showing = false; // the button that shows pages waits for its answer: until then it must stay where it is

  const sheet = () => document.querySelector("[data-sorter]");
  const pageBoxes = (form) => [...form.querySelectorAll('[name="page"]')];
  const chosen = (form) => pageBoxes(form).filter((box) => box.checked).map((box) => box.value);
  const fields = (form) => [...form.querySelectorAll("select[name], input[name]:not([type])")];

  /** What finds the same control on the next sheet. */
  function selectorOf(control) {
    if (!control || !control.closest?.("[data-sorter]")) return "";
    if (control.id) return `#${CSS.escape(control.id)}`;
    const worth = ["formaction", "name", "value"].map((name) => [name, control.getAttribute(name)]);
    return control.localName + worth.map(([name, value]) => (value === null ? `:not([${name}])` : `[${name}="${CSS.escape(value)}"]`)).join("");
  }

  function memoryOf(form) {
    const typed = fields(form).map((field) => [field.name, field.value]);
    return { form, pages: chosen(form), typed, focus: selectorOf(document.activeElement), anchor: anchorOf(form) };
  }

  /** The first page in sight that is not about to move, and how far down it stands. */
  function anchorOf(form) {
    const inSight = [...form.querySelectorAll("[data-page-key]")].filter((page) => page.getBoundingClientRect().bottom > 160);
    const page = inSight.find((other) => !other.querySelector(":checked")) || inSight[0];
    return page ? { key: page.dataset.pageKey, top: page.getBoundingClientRect().top } : null;
  }

  function choose(form, pages) {
    pageBoxes(form).forEach((box) => { box.checked = pages.includes(box.value); });
    pageBoxes(form)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function type(form, typed) {
    typed.forEach(([name, value]) => {
      const field = fields(form).find((other) => other.name === name);
      if (field && (field.localName !== "select" || [...field.options].some((option) => option.value === value))) field.value = value;
    });
  }

  /** A page that was sent is let go, unless it is likely to be turned or moved on, or the press was refused. What was
      typed goes only with the press that spends it, and not when it was typed on meanwhile. */
  function remember(form, refused) {
    const done = sent && !refused ? sent : null;
    choose(form, done && !done.keeps ? kept.pages.filter((page) => !done.pages.includes(page)) : kept.pages);
    type(form, kept.typed.filter(([name, value]) => !(done && done.spends === name && done.typed[name] === value)));
    if (kept.focus) form.querySelector(kept.focus)?.focus({ preventScroll: true });
    stay(form, kept.anchor);
  }

  const failed = (answer) => /class="toast" data-tone="bad"/.test(answer.responseText);

  /** The same, where only some tiles are exchanged and everything else stays by itself. */
  function change(form, changes, detail) {
    if (form.querySelector(".is-dragged")) { detail.shouldSwap = false; return; }
    const anchor = anchorOf(form);
    const done = detail.requestConfig.elt === form && sent && !failed(detail.xhr) ? sent : null;
    bhxh.applyChanges(changes);
    if (done && !done.keeps) choose(form, chosen(form).filter((page) => !done.pages.includes(page)));
    const spent = done?.spends && fields(form).find((field) => field.name === done.spends);
    if (spent && spent.value === done.typed[done.spends]) spent.value = "";
    stay(form, anchor);
  }

  function stay(form, anchor) {
    const page = anchor && form.querySelector(`[data-page-key="${CSS.escape(anchor.key)}"]`);
    if (page) window.scrollBy(0, page.getBoundingClientRect().top - anchor.top);
  }

  function again() {
    const form = sheet();
    const press = form && !sent && pressed.shift();
    if (!press) return;
    const button = form.querySelector(press.button);
    const before = chosen(form);
    choose(form, press.pages);
    type(form, press.typed);
    const there = button && chosen(form).length;
    if (there) button.click(); // htmx takes the address of the button that was clicked
    choose(form, before); // what was ticked since stays so
    if (!there) { bhxh.toast("Các trang vừa chọn không còn trên danh sách. Hãy chọn lại.", "warn"); again(); }
  }

  /** While many files are taken in, the first pages come up by themselves: they may be sorted at once. Those of a scan
      come one by one. */
  function showFirst(form) {
    const show = document.querySelector("[data-show-pages]");
    const out = Number(show?.dataset.showPages || 0);
    const wanted = out > seen && form && (show.hasAttribute("data-show-more") || !form.querySelector("[data-page-key]"));
    seen = out;
    if (wanted) show.click();
  }

  document.addEventListener("click", (event) => { clicks = event.detail; }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-toast] form") && sheet()?.hasAttribute("hx-boost")) {
      event.preventDefault(); // an undo brings its pages back without leaving the sheet
      event.stopPropagation();
      form.closest("[data-toast]").remove();
      htmx.ajax("POST", form.action, { source: sheet() });
    } else if (form.matches("[data-sorter]") && sent) {
      event.preventDefault();
      event.stopPropagation();
      const button = selectorOf(event.submitter);
      if (clicks > 1 && button === sent.button) return;
      const { pages, typed } = memoryOf(form);
      pressed.push({ button, pages, typed });
    }
  }, true);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    if (elt.id === "work-show") showing = true;
    if (!elt.matches("[data-sorter]")) return;
    const button = requestConfig.triggeringEvent?.submitter;
    sent = { button: selectorOf(button), pages: button ? chosen(elt) : [], typed: Object.fromEntries(memoryOf(elt).typed),
      keeps: Boolean(button?.hasAttribute("data-keeps-choice")), spends: button?.dataset.spends };
    elt.setAttribute("aria-busy", "true");
    // A press answers the complaint about the one before it.
    if (button) document.querySelectorAll('[data-toast][data-tone="bad"]').forEach((toast) => toast.remove());
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.requestConfig.elt; // the event itself comes from what is left on the page
    if (form.id === "work-show") showing = false;
    if (!form.matches("[data-sorter]")) return;
    form.removeAttribute("aria-busy");
    if (!event.detail.successful) pressed.length = 0; // what follows was meant for another sheet
    sent = null;
  });

  // Only now is the new sheet's form sent without leaving the page, and a new button heard.
  document.addEventListener("htmx:afterSettle", () => {
    showFirst(sheet());
    if (!sent) again();
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = sheet();
    const { target, requestConfig } = event.detail;
    if (showing && target.id === "work" && requestConfig.elt.id !== "work-show") { event.detail.shouldSwap = false; return; }
    const changes = form && bhxh.changesIn(event.detail.xhr.responseText);
    if (changes) { change(form, changes, event.detail); return; }
    if (!form || !/<form class="sorter"/.test(event.detail.xhr.responseText)) return;
    kept = memoryOf(form);
    // Pages held by the mouse stay where they are; who asks in the background asks again.
    if (form.querySelector(".is-dragged")) event.detail.shouldSwap = false;
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const form = sheet();
    if (!kept || !form || form === kept.form) return;
    remember(form, failed(event.detail.xhr));
    kept = null;
  });
})();
