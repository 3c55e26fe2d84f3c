// How are papers photographed with the live camera? Every shot goes into the file box, which sends it like a chosen file.
(function () {
  "use strict";
  const SIDE = 3508; // pixels of the long side wished for: A4 at 300 dpi; a camera gives what it has
  const opener = document.querySelector("[data-shots-open]");
  const camera = opener && bhxh.liveCamera(document.getElementById("shots"), {
    ready: "Đặt trọn tờ giấy vào khung, đủ sáng, không nghiêng. Chụp lần lượt từng trang.",
    none: "Không mở được máy ảnh: trình duyệt chưa được phép, hoặc không có máy ảnh. Hãy dùng ô «Chụp hoặc chọn ảnh».",
  });
  if (!camera) return; // the file box stands alone
  const box = document.getElementById(opener.dataset.shotsOpen);
  let taken = 0;
  let sent = { left: 0, lost: 0 };

  function tell() {
    const done = sent.lost ? `${sent.lost} tệp chưa nhận được, xem ở danh sách tệp đã gửi` : "đã nhận đủ";
    camera.say(`Đã chụp ${taken} ảnh, ${sent.left ? "đang gửi" : done}. Đặt trang sau vào khung, hoặc bấm «Xong».`);
  }

  opener.hidden = false;
  opener.addEventListener("click", () => { taken = 0; camera.open({ width: { ideal: SIDE }, height: { ideal: SIDE } }); });
  camera.take.addEventListener("click", () => camera.shoot(box, `chup-${Date.now()}.jpg`, () => {
    taken += 1;
    sent.left += 1;
    tell();
  }));
  box.form.addEventListener("uploads", (event) => { sent = event.detail; if (taken) tell(); });
})();
