// Says that a file is on its way, and for how long; the form works without it.

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", () => {
    const status = form.querySelector("[data-upload-status]");
    const seconds = form.querySelector("[data-upload-seconds]");
    const began = Date.now();
    status.hidden = false;
    setInterval(() => { seconds.textContent = `${Math.round((Date.now() - began) / 1000)} s`; }, 1000);
  });
}
