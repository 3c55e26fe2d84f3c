// Is the draft kept? After a pause the form goes to data-autosave, one request at a time; a draft is never a submission.
(function () {
  "use strict";
  const IDLE_MS = 800;
  const RETRY_MS = 15000;
  const PATIENCE_MS = 10000;

  function start(form) {
    const url = form.dataset.autosave;
    if (!url) return;
    const notes = document.querySelectorAll("[data-save-note]");
    let timer = null;
    let sending = null; // what is on its way, settled when it is answered
    let pressed = null; // the button of a submission that waits for it
    let stopped = false;
    let submitted = false;
    let said = "";
    let kept = snapshot();

    function snapshot() {
      const data = new FormData(form);
      data.delete("csrfmiddlewaretoken");
      return new URLSearchParams([...data].map(([name, value]) => [name, typeof value === "string" ? value : value.name])).toString();
    }

    const dirty = () => snapshot() !== kept;
    const say = (words) => notes.forEach((note) => { note.textContent = words; });

    function later(wait) {
      clearTimeout(timer);
      if (!stopped && !submitted) timer = setTimeout(save, wait);
    }

    function save() {
      if (sending) { later(IDLE_MS); return; }
      if (!dirty()) return;
      sending = send(snapshot()).finally(() => { sending = null; });
    }

    async function send(now) {
      say("Đang lưu nháp…");
      try {
        const answer = await fetch(url, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": bhxh.csrf(), Accept: "application/json", "X-Autosave": "1" } });
        await answered(answer, now);
      } catch {
        say("Chưa lưu được nháp: mất kết nối. Sẽ tự thử lại.");
        later(RETRY_MS);
      }
      if (!stopped && snapshot() !== now) later(IDLE_MS);
    }

    async function answered(answer, now) {
      const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok) {
        kept = now;
        said = "";
        const version = form.elements.namedItem("version");
        if (version && json.version !== undefined) { version.value = json.version; if (snapshot() !== now) kept = keptWith(now, json.version); }
        say(`Đã lưu nháp lúc ${new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false })}`);
        return;
      }
      if (answer.status === 422) { say(json.message || "Nháp chưa lưu: có ô nhập chưa hợp lệ."); return; }
      // Signed out: after a sign-in in another tab the next try goes through.
      stopped = answer.status < 500 && answer.status !== 401;
      const words = json.message || {
        409: "Hồ sơ vừa được thay đổi ở nơi khác. Nháp không tự lưu nữa; nội dung đã nhập vẫn còn trên trang. Sao chép phần cần giữ rồi tải lại trang.",
        403: "Không còn quyền sửa hồ sơ này. Nháp không tự lưu nữa.",
      }[answer.status] || "Chưa lưu được nháp. Sẽ tự thử lại.";
      if (said !== words && (stopped || answer.status === 401)) bhxh.toast(words, "bad");
      said = words;
      say({ 409: "Chưa lưu nháp: hồ sơ đã thay đổi ở nơi khác", 401: "Chưa lưu nháp: phiên làm việc đã hết", 403: "Chưa lưu nháp: không còn quyền" }[answer.status] || words);
      if (!stopped) later(RETRY_MS);
    }

    function keptWith(now, version) {
      const values = new URLSearchParams(now);
      values.set("version", version);
      return values.toString();
    }

    form.addEventListener("input", () => later(IDLE_MS));
    form.addEventListener("change", () => later(IDLE_MS));
    /** What is kept on the way gives the form another version: sent with the old one it would meet its own change. */
    function submitBehind(event) {
      submitted = true;
      clearTimeout(timer);
      if (!sending) return;
      event.preventDefault();
      const waits = pressed !== null;
      pressed = { button: event.submitter };
      if (waits) return;
      Promise.race([sending, new Promise((done) => { setTimeout(done, PATIENCE_MS); })]).then(() => {
        const { button } = pressed;
        [sending, pressed] = [null, null];
        form.requestSubmit(button);
      });
    }

    form.addEventListener("submit", submitBehind);
    window.addEventListener("pageshow", () => { submitted = false; });
    window.addEventListener("beforeunload", (event) => { if (!submitted && dirty()) event.preventDefault(); });
  }

  document.querySelectorAll("form[data-autosave]").forEach(start);
})();
