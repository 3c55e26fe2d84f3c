// What does every page need: theme switch, focus on errors, messages, choosing rows, one submit only, money with dots?
(function () {
  "use strict";
  const AT_ONCE = 3; // messages that stand together; errors are not counted away

  window.bhxh = {
    /** The CSRF token as it is now: after a sign-in in another tab it is another one than this page was made with. */
    csrf() { return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || ""; },
    remember(key, value) { try { localStorage.setItem(key, value); } catch { /* private window: not remembered */ } },
    recall(key) { try { return localStorage.getItem(key); } catch { return null; } },
    /** A message at the edge of the page, read out by screen readers. */
    toast(text, tone) {
      const box = document.getElementById("messages");
      if (!box) return;
      const item = document.createElement("div");
      item.className = "toast";
      item.dataset.tone = tone || "active";
      item.dataset.toast = "";
      const words = document.createElement("span");
      words.textContent = text;
      const close = document.createElement("button");
      Object.assign(close, { type: "button", className: "button button-plain", textContent: "Đóng" });
      close.dataset.dismiss = "";
      item.append(words, close);
      box.append(item);
      retire(item);
      tidy(box);
    },
  };

  /** The same words stand once, few stand together, and the key of undoing belongs to what was done last. */
  function tidy(box) {
    const said = new Set();
    const toasts = [...box.querySelectorAll("[data-toast]")].reverse();
    toasts.forEach((item) => {
      const name = item.querySelector("form")?.action || item.querySelector("span").textContent;
      const crowd = said.size >= AT_ONCE && item.dataset.tone !== "bad";
      if (crowd || said.has(name)) item.remove();
      said.add(name);
    });
    const undos = toasts.map((item) => item.isConnected && item.querySelector("[data-key]")).filter(Boolean);
    const steps = document.querySelector("[data-steps]"); // where steps are walked back one by one, their button has the key
    undos.slice(steps ? 0 : 1).forEach((button) => button.removeAttribute("data-key"));
  }

  function retire(item) {
    // Errors and offers to undo stay until they are dismissed; good news leaves by itself.
    if (item.dataset.tone === "bad" || item.querySelector("form")) return;
    setTimeout(() => { if (!item.matches(":hover, :focus-within")) item.remove(); }, 8000);
  }

  function themeSwitch() {
    const buttons = document.querySelectorAll("[data-theme-choice]");
    const show = (choice) => buttons.forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.themeChoice === choice)));
    show(bhxh.recall("theme") || "auto");
    buttons.forEach((button) => button.addEventListener("click", () => {
      const choice = button.dataset.themeChoice;
      if (choice === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      bhxh.remember("theme", choice);
      show(choice);
    }));
  }

  function menus() {
    document.addEventListener("click", (event) => {
      document.querySelectorAll("[data-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
    });
    document.addEventListener("keydown", (event) => {
      const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
      if (menu) { menu.open = false; menu.querySelector("summary").focus(); event.preventDefault(); } // and nothing else
    });
  }

  /** Enter in a field presses the button beside it; the browser would press the first one of the form. */
  function pressBeside() {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.altKey || !event.target.matches?.("[data-enter-beside] input")) return;
      event.preventDefault();
      event.target.closest("[data-own-button], .field")?.querySelector("button[type=submit]")?.click();
    });
  }

  function countChosen(form) {
    const boxes = [...form.querySelectorAll('[name="chosen"], [data-sheet] [name="page"]')];
    const chosen = boxes.filter((box) => box.checked).length;
    const words = form.querySelector("[data-chosen-count]");
    const what = form.matches("[data-sorter]") ? "trang" : form.dataset.chooser || "hồ sơ";
    if (words) words.textContent = chosen ? `Đã chọn ${chosen} ${what}` : `Chưa chọn ${what} nào`;
    const all = form.querySelector("[data-choose-all]");
    if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  }

  function choosing() {
    document.addEventListener("change", (event) => {
      const form = event.target.closest("[data-chooser], [data-sorter]");
      if (!form) return;
      if (event.target.matches("[data-choose-all]")) {
        form.querySelectorAll('[name="chosen"]').forEach((box) => { box.checked = event.target.checked; });
      }
      countChosen(form);
    });
    const countAll = () => document.querySelectorAll("[data-chooser], [data-sorter]").forEach(countChosen);
    countAll();
    window.addEventListener("pageshow", countAll); // a page gone back to, or loaded anew, keeps its ticks
  }

  /** Shift and click choose everything between two boxes. */
  function ranges() {
    let last = ""; // a value, not a box: the sheet may have been exchanged in between
    document.addEventListener("click", (event) => {
      if (!event.target.matches('[name="chosen"], [data-sheet] [name="page"]')) return;
      const boxes = [...event.target.form.querySelectorAll(`[name="${event.target.name}"][type="checkbox"]`)];
      const start = boxes.findIndex((box) => box.value === last);
      if (event.shiftKey && start >= 0) {
        const [from, to] = [start, boxes.indexOf(event.target)].sort((a, b) => a - b);
        boxes.slice(from, to + 1).forEach((box) => { box.checked = event.target.checked; });
        event.target.dispatchEvent(new Event("change", { bubbles: true }));
      }
      last = event.target.value;
    });
  }

  /** A second press while the first is on its way does nothing; the button's own name still goes along. */
  function submitOnce() {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("hx-boost")) return;
      const button = event.submitter;
      if (button && button.hasAttribute("data-needs-choice") && !form.querySelector('[name="chosen"]:checked')) {
        event.preventDefault();
        const what = form.dataset.chooser || "hồ sơ";
        bhxh.toast(`Chưa chọn ${what} nào. Đánh dấu các ${what} cần xử lý rồi bấm lại.`, "warn");
        return;
      }
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      const token = form.elements.namedItem("csrfmiddlewaretoken");
      if (token) token.value = bhxh.csrf();
      if (button) button.setAttribute("aria-busy", "true");
      setTimeout(release, 5000, form); // the answer may have been a download: the page stays
    });
    window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(release));
  }

  function release(form) {
    delete form.dataset.sent;
    document.querySelectorAll('[type="submit"][aria-busy]').forEach((button) => { if (button.form === form) button.removeAttribute("aria-busy"); });
  }

  function money() {
    document.addEventListener("input", (event) => {
      if (!event.target.matches("[data-money]")) return;
      const box = event.target;
      const typed = box.value;
      if (/[^\d. ]/.test(typed)) return; // a letter or a sign is left for the server to explain
      const behind = typed.slice(box.selectionStart).replace(/\D/g, "").length;
      box.value = typed.replace(/\D/g, "").replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");
      let at = box.value.length;
      for (let left = behind; left > 0 && at > 0; at--) if (/\d/.test(box.value[at - 1])) left--;
      box.setSelectionRange(at, at);
    });
  }

  function dates() {
    document.addEventListener("change", (event) => {
      const found = event.target.matches("[data-date]") && event.target.value.trim().match(/^(\d{2})(\d{2})(\d{4})$/);
      if (found) event.target.value = found.slice(1).join("/");
    });
  }

  function settle(root) {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
    const toasts = root.matches?.("[data-toast]") ? [root] : [...root.querySelectorAll("[data-toast]")];
    toasts.forEach(retire);
    if (toasts.length) tidy(document.getElementById("messages"));
    root.querySelectorAll("[data-chooser], [data-sorter]").forEach(countChosen);
    if (root.matches && root.matches("[data-chooser], [data-sorter]")) countChosen(root);
  }

  /** What was unfolded or folded by hand stays so when a part of the page is fetched anew. */
  function folds() {
    let known = [];
    document.addEventListener("htmx:beforeSwap", () => { known = [...document.querySelectorAll("details[id]")].map(({ id, open }) => [id, open]); });
    document.addEventListener("htmx:afterSwap", () => known.forEach(([id, open]) => {
      const fold = document.getElementById(id);
      if (fold) fold.open = open;
    }));
  }

  /** What is aborted because something newer was asked is no fault: nobody is told, not even the console. */
  function unsaid(ended) {
    const say = console.error;
    console.error = (...said) => { if (!/^htmx:(sendAbort|afterRequest)\b/.test(said[0])) say.apply(console, said); };
    try { ended(); } finally { console.error = say; }
  }

  function htmxFaults() {
    const say = (text) => () => bhxh.toast(text, "bad");
    document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
      const ended = xhr.onabort;
      xhr.onabort = () => unsaid(ended);
    });
    document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = bhxh.csrf(); });
    document.addEventListener("htmx:sendError", say("Không kết nối được máy chủ. Kiểm tra mạng rồi thử lại; nội dung đã nhập vẫn còn trên trang."));
    document.addEventListener("htmx:timeout", say("Máy chủ trả lời quá chậm. Thử lại sau ít phút."));
    document.addEventListener("htmx:responseError", (event) => {
      const status = event.detail.xhr.status;
      const text = { 403: "Không có quyền thực hiện việc này.", 404: "Không tìm thấy nội dung này nữa.", 409: "Hồ sơ vừa được người khác thay đổi. Tải lại trang để xem bản mới nhất." }[status];
      bhxh.toast(text || "Máy chủ gặp lỗi. Thử lại; nếu vẫn lỗi, báo người quản trị.", "bad");
    });
    // A session that has ended answers with the sign-in page: it must not land inside this one, where text may stand.
    document.addEventListener("htmx:beforeSwap", (event) => {
      if (!/<body class="sign-in"/.test(event.detail.xhr.responseText)) return;
      event.detail.shouldSwap = false;
      if (!document.querySelector('[data-toast][data-tone="bad"]')) bhxh.toast("Phiên làm việc đã hết. Mở thẻ mới để đăng nhập lại, rồi tiếp tục ở trang này.", "bad");
    });
    document.addEventListener("htmx:load", (event) => settle(event.detail.elt));
  }

  document.addEventListener("click", (event) => {
    if (event.target.matches("[data-dismiss]")) event.target.closest("[data-toast]").remove();
    if (event.target.matches('.error-summary a[href^="#"]')) {
      const target = document.getElementById(event.target.hash.slice(1));
      if (target) { event.preventDefault(); target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
    }
  });
  themeSwitch(); menus(); pressBeside(); choosing(); ranges(); submitOnce(); money(); dates(); folds(); htmxFaults(); settle(document);
  document.querySelectorAll('.rail [aria-current="page"], .tabs [aria-current]').forEach((here) => here.scrollIntoView({ block: "nearest", inline: "center" }));
})();
