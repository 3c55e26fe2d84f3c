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

  const dialog = document.getElementById("camera");
  const camera = bhxh.liveCamera(dialog, {
    ready: "Đưa mặt trước thẻ sát máy ảnh, lấy trọn mã QR.",
    none: "Không mở được máy ảnh: trình duyệt chưa được phép, hoặc không có máy ảnh. Hãy chọn ảnh có sẵn hoặc dùng máy quét.",
  });
  if (!camera) return; // the file box stands alone
  let box = null;

  document.querySelectorAll("[data-camera-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      box = document.getElementById(button.dataset.cameraOpen);
      camera.open({ width: { ideal: SIDE } });
    });
  });
  camera.take.addEventListener("click", () => camera.shoot(box, "the.jpg", () => dialog.close()));
})();
