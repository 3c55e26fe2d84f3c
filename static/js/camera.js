// How does a card get before the camera of a desk or a phone? A picture goes into the file box and the form asks the server.
(function () {
  "use strict";
  const SIDE = 1600; // pixels; the code of a card held before the camera is read well at this size

  /** A chosen or taken picture is read at once. */
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-card-photo]") && event.target.files.length) {
      event.target.form.requestSubmit(document.querySelector("[data-read-cards]"));
    }
  });

  // Browsers give the camera to pages on HTTPS only (and to this machine itself); elsewhere the file box stands alone.
  if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return;
  const dialog = document.getElementById("camera");
  const video = dialog.querySelector("video");
  const said = dialog.querySelector("[data-camera-said]");
  const take = dialog.querySelector("[data-camera-take]");
  let box = null;

  document.querySelectorAll("[data-camera-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => { box = document.getElementById(button.dataset.cameraOpen); open(); });
  });

  async function open() {
    said.textContent = "Đưa mặt trước thẻ sát máy ảnh, lấy trọn mã QR.";
    take.disabled = true;
    dialog.showModal();
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: SIDE } } });
      if (!dialog.open) { stop(); return; } // closed while the browser was asking
      await video.play();
      take.disabled = false;
      take.focus();
    } catch {
      said.textContent = "Không mở được máy ảnh: trình duyệt chưa được phép, hoặc không có máy ảnh. Hãy chọn ảnh có sẵn hoặc dùng máy quét.";
    }
  }

  function stop() {
    video.srcObject?.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }

  take.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], "the.jpg", { type: "image/jpeg" }));
      box.files = files.files;
      dialog.close();
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }, "image/jpeg", 0.92);
  });
  dialog.querySelector("[data-camera-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", stop); // also by Esc: no camera runs unseen
})();
