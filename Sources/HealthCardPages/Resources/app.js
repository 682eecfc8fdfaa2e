"use strict";
(() => {
  const byID = (id) => document.getElementById(id);

  // The code page: counts down, and takes the next code when this one is over. Rests while the page is hidden.
  const panel = byID("code-panel");
  if (panel) {
    let end = 0;
    let busy = false;
    const start = () => {
      end = performance.now() + Number(byID("countdown").dataset.seconds) * 1000;
    };
    const renew = async () => {
      busy = true;
      try {
        const answer = await fetch(panel.dataset.codeUrl, { cache: "no-store", redirect: "manual" });
        if (answer.ok) {
          panel.innerHTML = await answer.text();
          byID("spoken").textContent = panel.dataset.refreshed;
          start();
        } else if (answer.type === "opaqueredirect" || answer.status < 500) {
          location.reload();
        } else {
          throw new Error(String(answer.status));
        }
      } catch {
        byID("spoken").textContent = panel.dataset.failed;
        end = performance.now() + 5000;
      }
      busy = false;
    };
    start();
    setInterval(() => {
      if (document.hidden || busy) return;
      const left = Math.ceil((end - performance.now()) / 1000);
      byID("countdown").textContent = String(Math.max(left, 0));
      if (left <= 0) renew();
    }, 250);
  }

  // The console: takes new figures every few seconds.
  const figures = document.querySelector("[data-refresh-url]");
  if (figures) {
    setInterval(async () => {
      if (document.hidden) return;
      try {
        const answer = await fetch(figures.dataset.refreshUrl, { cache: "no-store", redirect: "manual" });
        if (answer.ok) figures.innerHTML = await answer.text();
        else if (answer.status < 500) location.reload();
      } catch {
        // The time above the figures says how old they are; the next turn tries again.
      }
    }, Number(figures.dataset.refreshSeconds) * 1000);
  }

  // The desk: the scanner types into one field, which has the focus whenever it can; a second Enter sends nothing.
  const form = byID("desk-form");
  if (form) {
    const field = byID("desk-code");
    let sent = false;
    field.focus();
    addEventListener("focus", () => field.focus());
    form.addEventListener("change", (event) => {
      if (event.target !== field) field.focus();
    });
    form.addEventListener("submit", (event) => {
      if (sent || field.value.trim() === "") event.preventDefault();
      else sent = true;
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) sent = false;
    });
  }

  // A review: one key a decision. A key that is held down, or was pressed before anybody can have read the page, decides
  // nothing; nor does a second one while the first is on its way.
  const keyed = document.querySelectorAll("[data-keys]");
  if (keyed.length) {
    let sent = false;
    for (const form of document.querySelectorAll("[data-keyed]")) {
      form.addEventListener("submit", (event) => {
        if (sent) event.preventDefault();
        sent = true;
      });
    }
    addEventListener("pageshow", (event) => {
      if (event.persisted) sent = false;
    });
    addEventListener("keydown", (event) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || performance.now() < 300) return;
      const button = [...keyed].find((one) => one.dataset.keys.includes(event.key.toLowerCase()));
      if (!button || event.key.length !== 1) return;
      event.preventDefault();
      button.click();
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.body.classList.remove("print-label", "print-slip");
      document.body.classList.add("print-" + button.dataset.print);
      print();
    });
  }
})();
