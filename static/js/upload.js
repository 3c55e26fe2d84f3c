// How do dropped files reach the server? One request a file, three at a time; a refused one stops nothing.
(function () {
  "use strict";
  const AT_ONCE = 3;
  const TONES = { accepted: "good", warned: "warn", refused: "bad" };
  const STATUS_WORDS = {
    403: "Không có quyền tải tệp vào hồ sơ này.",
    404: "Không tìm thấy hồ sơ này nữa.",
    409: "Hồ sơ đã chuyển bước, không nhận thêm tệp. Tải lại trang.",
    413: "Tệp lớn hơn mức cho phép. Chia nhỏ rồi tải lại.",
  };

  function start(form) {
    const input = form.querySelector('input[type="file"]');
    const area = form.querySelector("[data-drop]");
    const list = form.querySelector("[data-uploads]");
    const sum = form.querySelector("[data-upload-sum]");
    const row = form.querySelector("[data-upload-row]");
    const limit = Number(form.dataset.limitMb || 0) * 1024 * 1024;
    const waiting = [];
    const count = { all: 0, accepted: 0, warned: 0, refused: 0, failed: 0 };
    let running = 0;
    let stale = false;

    function add(files) {
      const sending = self.crypto.getRandomValues(new Uint32Array(4)).join("-").slice(0, 36);
      for (const file of files) {
        const item = row.content.firstElementChild.cloneNode(true);
        item.querySelector(".upload-name").textContent = file.name;
        item.querySelector("progress").setAttribute("aria-label", `Tải ${file.name}`);
        list.append(item);
        count.all++;
        waiting.push({ file, item, sending });
      }
      tell();
      next();
    }

    function next() {
      while (running < AT_ONCE && waiting.length) send(waiting.shift());
    }

    function send(job) {
      if (limit && job.file.size > limit) {
        judge(job, "refused", `Tệp lớn hơn ${form.dataset.limitMb} MB. Chia nhỏ rồi tải lại.`);
        return;
      }
      running++;
      const request = new XMLHttpRequest();
      const body = new FormData();
      for (const hidden of form.querySelectorAll('input[type="hidden"], [data-goes-along]')) body.append(hidden.name, hidden.value);
      body.append("sending", job.sending);
      body.append(input.name, job.file, job.file.name);
      request.open("POST", form.action);
      request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        job.item.querySelector("progress").value = (event.loaded / event.total) * 100;
        say(job, event.loaded < event.total ? `${Math.round((event.loaded / event.total) * 100)} %` : "Đang kiểm tra…");
      });
      request.addEventListener("load", () => { running--; answered(job, request); next(); });
      const broken = () => { running--; retriable(job, "Mất kết nối, tệp chưa tải lên."); next(); };
      request.addEventListener("error", broken);
      request.addEventListener("abort", broken);
      say(job, "Đang tải…");
      request.send(body);
    }

    function answered(job, request) {
      let said = {};
      try { said = JSON.parse(request.responseText); } catch { /* an error page: its status speaks */ }
      if (said.results && said.results.length) said = said.results[0];
      if (said.known) job.item.dataset.known = ""; // the server's list will not say again what is said here
      if (request.status === 401) retriable(job, said.message || "Phiên làm việc đã hết. Đăng nhập lại ở thẻ khác rồi tải lại tệp.");
      else if (TONES[said.verdict]) judge(job, said.verdict, said.message || "", said.known ? 0 : said.pages);
      else if (request.status >= 500 || request.status === 0 || request.status === 429) retriable(job, "Máy chủ chưa nhận được tệp.");
      else judge(job, "refused", said.message || STATUS_WORDS[request.status] || "Máy chủ không nhận tệp này.");
      refresh();
    }

    function judge(job, verdict, message, pages) {
      count[verdict]++;
      tell();
      const taken = form.dataset.refreshUrl && verdict !== "refused" && !("known" in job.item.dataset);
      if (taken) { job.item.remove(); return; } // the server's own list says more of it
      job.item.dataset.tone = TONES[verdict];
      job.item.querySelector("progress").value = 100;
      const words = { accepted: "Đã nhận", warned: "Đã nhận, cần xem lại", refused: "Không nhận" };
      const word = "known" in job.item.dataset ? "Đã có" : words[verdict];
      say(job, word + (pages ? `, ${pages} trang` : "") + (message ? `: ${message}` : ""));
    }

    function retriable(job, message) {
      count.failed++;
      job.item.dataset.tone = "bad";
      const again = document.createElement("button");
      Object.assign(again, { type: "button", className: "button", textContent: "Tải lại tệp" });
      again.addEventListener("click", () => {
        count.failed--;
        delete job.item.dataset.tone;
        job.item.querySelector("progress").value = 0;
        waiting.push(job);
        next();
      });
      say(job, message);
      job.item.querySelector(".upload-verdict").append(" ", again);
      tell();
    }

    function say(job, words) { job.item.querySelector(".upload-verdict").textContent = words; }

    function tell() {
      const done = count.accepted + count.warned + count.refused;
      const pieces = [`${done}/${count.all} tệp đã xong`];
      if (count.warned) pieces.push(`${count.warned} cần xem lại`);
      if (count.refused) pieces.push(`${count.refused} không nhận`);
      if (count.failed) pieces.push(`${count.failed} chưa tải được`);
      sum.textContent = pieces.join(", ");
      const detail = { left: count.all - done - count.failed, lost: count.refused + count.failed };
      form.dispatchEvent(new CustomEvent("uploads", { detail })); // heard by the camera, whose dialog lies over the list
    }

    /** Asks for the server's list of files: at once, or when that list has stopped asking by itself. */
    function refresh() {
      const { refreshUrl, refreshTarget } = form.dataset;
      if (!refreshUrl) return;
      stale = document.querySelector(refreshTarget).matches("[hx-get], [hx-post]");
      if (!stale) htmx.ajax("GET", refreshUrl, { target: refreshTarget, select: refreshTarget, swap: "outerHTML" });
    }

    document.addEventListener("htmx:afterSwap", () => { if (stale) refresh(); });
    const take = () => { add([...input.files]); input.value = ""; };
    input.addEventListener("change", take);
    if (input.files.length) take(); // chosen before this script was there
    form.addEventListener("submit", (event) => event.preventDefault());
    ["dragenter", "dragover"].forEach((name) => area.addEventListener(name, (event) => { event.preventDefault(); area.classList.add("is-over"); }));
    area.addEventListener("dragleave", () => area.classList.remove("is-over"));
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("is-over");
      add([...event.dataTransfer.files]);
    });
    window.addEventListener("beforeunload", (event) => { if (running || waiting.length) event.preventDefault(); });
  }

  // A file that misses the area must not replace the page.
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => {
    if (event.dataTransfer?.types.includes("Files") && document.querySelector("[data-upload]")) event.preventDefault();
  }));
  document.querySelectorAll("[data-upload]").forEach(start);
})();
