// How are papers photographed with the live camera? Every shot goes into the file box, which sends it like a chosen file.
(function () {
  "use strict";
  const SIDE = 3508; // pixels of the long side wished for: A4 at 300 dpi; a camera gives what it has
  const dialog = document.getElementById("shots");
  const opener = document.querySelector("[data-shots-open]");
  // Browsers give the camera to pages on HTTPS only (and to this machine itself); elsewhere the file box stands alone.
  if (!dialog || !opener || !window.isSecureContext || !navigator.mediaDevices?.getUserMedia) return;
  const video = dialog.querySelector("video");
  const said = dialog.querySelector("[data-shots-said]");
  const take = dialog.querySelector("[data-shots-take]");
  const box = document.getElementById(opener.dataset.shotsOpen);
  let taken = 0;

  opener.hidden = false;
  opener.addEventListener("click", open);

  async function open() {
    taken = 0;
    said.textContent = "Đặt trọn tờ giấy vào khung, đủ sáng, không nghiêng. Chụp lần lượt từng trang.";
    take.disabled = true;
    dialog.showModal();
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: SIDE }, height: { ideal: SIDE } } });
      if (!dialog.open) { stop(); return; } // closed while the browser was asking
      await video.play();
      take.disabled = false;
      take.focus();
    } catch {
      said.textContent = "Không mở được máy ảnh: trình duyệt chưa được phép, hoặc không có máy ảnh. Hãy dùng ô «Chụp hoặc chọn ảnh».";
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
      files.items.add(new File([blob], `chup-${Date.now()}.jpg`, { type: "image/jpeg" }));
      box.files = files.files;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      taken += 1;
      said.textContent = `Đã chụp ${taken} ảnh, đang gửi. Đặt trang sau vào khung, hoặc bấm «Xong».`;
    }, "image/jpeg", 0.92);
  });
  dialog.querySelector("[data-shots-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", stop); // also by Esc: no camera runs unseen
})();
