// How does a page open the live camera in a dialog, and give what was taken to a file box as if it had been chosen?
(function () {
  "use strict";

  /** Null where the browser gives no camera: on pages without HTTPS (this machine itself excepted). */
  bhxh.liveCamera = function (dialog, words) {
    if (!dialog || !window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return null;
    const video = dialog.querySelector("video");
    const said = dialog.querySelector("[data-camera-said]");
    const take = dialog.querySelector("[data-camera-take]");

    async function open(wished) {
      say(words.ready);
      take.disabled = true;
      dialog.showModal();
      try {
        video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", ...wished } });
        if (!dialog.open) { stop(); return; } // closed while the browser was asking
        await video.play();
        take.disabled = false;
        take.focus();
      } catch {
        say(words.none);
      }
    }

    function stop() {
      video.srcObject?.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
    }

    function say(text) { said.textContent = text; }

    /** Puts the picture of this moment into the box; `done` is called before anybody hears of it. */
    function shoot(box, name, done) {
      const canvas = document.createElement("canvas");
      Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
      canvas.getContext("2d").drawImage(video, 0, 0);
      canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], name, { type: "image/jpeg" }));
        box.files = files.files;
        done();
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }, "image/jpeg", 0.92);
    }

    dialog.querySelector("[data-camera-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", stop); // also by Esc: no camera runs unseen
    return { open, say, shoot, take };
  };
})();
