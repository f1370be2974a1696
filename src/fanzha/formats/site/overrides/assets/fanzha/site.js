/* Small things the page can do without: copying a text, closing a menu. Nothing is sent. */
(function () {
  "use strict";

  function copied(button) {
    var label = button.querySelector("span");
    var before = label.textContent;
    label.textContent = button.dataset.fzDone;
    button.classList.add("fz-copy--done");
    setTimeout(function () {
      label.textContent = before;
      button.classList.remove("fz-copy--done");
    }, 2000);
  }

  /* For file:// and old browsers, where navigator.clipboard is missing. */
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "fz-unseen";
    document.body.appendChild(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-fz-copy]");
    if (!button) return;
    var text = button.dataset.fzCopy;
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { copied(button); }, function () {
        if (copyBySelection(text)) copied(button);
      });
    } else if (copyBySelection(text)) {
      copied(button);
    }
  });

  /* The phone's own way to pass something on, where there is one. */
  if (navigator.share) {
    document.querySelectorAll("[data-fz-share]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.share({ text: button.dataset.fzShare }).catch(function () { /* the reader changed their mind */ });
      });
    });
  }

  /* The menu is a <details>: it works without this, and closes by itself with it. */
  var menus = document.querySelectorAll("details.fz-drop");
  document.addEventListener("click", function (event) {
    menus.forEach(function (menu) { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    menus.forEach(function (menu) {
      if (!menu.open) return;
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    });
  });

  /* While the large call buttons are in view, the bar at the bottom would only repeat them. */
  var calls = document.querySelector(".fz-calls-large");
  if (calls && "IntersectionObserver" in window) {
    new IntersectionObserver(function (entries) {
      document.body.classList.toggle("fz-bar-hidden", entries[0].isIntersecting);
    }).observe(calls);
  }

  /* The language switch keeps the place on the page. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-fz-switch]");
    if (link && location.hash) link.hash = location.hash;
  });
})();
