/* Search, as a dialog. Its engine and the index are fetched when it is first opened: most readers never search. What was
   typed stays on the device. The phone's Back key closes the dialog, and leads from a page back to what was found. */
(function () {
  "use strict";

  var opener = document.querySelector("[data-fz-engine]");
  var dialog = document.getElementById("fz-search");
  if (!opener || !dialog || !history.replaceState) return;

  function part(name) { return dialog.querySelector(".fz-search__" + name); }

  var form = part("form"), field = part("input"), clear = part("clear"), body = part("body");
  var status = part("status"), again = part("again"), list = part("results"), none = part("none");
  var suggested = part("suggested");
  var words = status.dataset;
  var wanted = [opener.dataset.fzEngine, opener.dataset.fzIndex];
  var state = "idle"; /* idle, loading, ready or failed */
  var before = null; /* what had the focus */
  var shown = null; /* what the results are for */
  var timer = 0;
  var opening = { at: 0, x: 0, y: 0 }; /* when it was clicked open, and where */

  /* Loading */

  function load() {
    if (state === "loading" || state === "ready") return;
    state = "loading";
    fetchNext(0);
  }

  function fetchNext(number) {
    if (number === wanted.length) {
      state = "ready";
      shown = null;
      show();
      return;
    }
    var script = document.createElement("script");
    script.src = wanted[number];
    script.onload = function () {
      /* A captive portal answers anything with a page of its own. */
      if (number ? window.fzIndex : window.fzFind) fetchNext(number + 1);
      else script.onerror();
    };
    script.onerror = function () {
      script.remove();
      state = "failed";
      show();
    };
    document.body.appendChild(script);
  }

  /* Showing what was found */

  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  function show() {
    var typed = field.value.trim();
    clear.hidden = !field.value;
    again.hidden = state !== "failed";
    if (state === "failed") {
      say(words.fzFailed);
    } else if (state !== "ready") {
      say(typed ? words.fzWait : "");
    } else if (typed !== shown) {
      shown = typed;
      results(typed, typed ? window.fzFind(typed).slice(0, 20) : []);
      remember({ fzSearch: typed });
    }
    if (state !== "ready") results("", []);
  }

  function results(typed, found) {
    list.textContent = "";
    found.forEach(function (one) { list.appendChild(item(one, typed)); });
    list.hidden = !found.length;
    none.hidden = !typed || Boolean(found.length);
    if (suggested) suggested.hidden = Boolean(found.length);
    body.scrollTop = 0;
    if (state !== "ready") return;
    if (!typed) say("");
    else if (!found.length) say(words.fzNone.replace("{words}", typed));
    else say(found.length === 1 ? words.fzOne : words.fzMany.replace("{count}", found.length));
  }

  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = "fz-search__" + kind;
    if (text) made.textContent = text;
    return made;
  }

  function item(one, typed) {
    var made = element("li", "result fz-search__result--" + one.kind);
    var link = element("a", "link");
    link.href = address(one.address);
    if (one.label) link.appendChild(element("span", "kind", one.label));
    link.appendChild(marked(element("strong", "title"), one.title, typed));
    if (one.lead) link.appendChild(marked(element("span", "lead"), one.lead, typed));
    made.appendChild(link);
    if (one.section) {
      var inner = element("a", "section");
      inner.href = address(one.section.address);
      marked(inner, one.section.title, typed);
      made.appendChild(inner);
    }
    return made;
  }

  function address(path) {
    return new URL(path, new URL(opener.dataset.fzBase, location.href)).href;
  }

  /* Sets the text into the element, with the words that were typed marked. */
  function marked(holder, text, typed) {
    var pieces = window.fzFind.marks(text, typed);
    pieces.forEach(function (piece) {
      if (piece.hit) {
        var mark = document.createElement("mark");
        mark.textContent = piece.text;
        holder.appendChild(mark);
      } else {
        holder.appendChild(document.createTextNode(piece.text));
      }
    });
    return holder;
  }

  /* Opening and closing */

  function remember(what, add) {
    try {
      if (add) history.pushState(what, "");
      else if (history.state && typeof history.state.fzSearch === "string") history.replaceState(what, "");
    } catch (error) { /* some WebViews refuse; then Back leaves the page, as ever */ }
  }

  function remembered() {
    return history.state && typeof history.state.fzSearch === "string";
  }

  function others(hide) {
    Array.prototype.forEach.call(document.body.children, function (one) {
      if (one === dialog || one.tagName === "SCRIPT") return;
      if (hide) one.setAttribute("inert", "");
      else one.removeAttribute("inert");
    });
  }

  function open(text) {
    if (typeof text === "string") field.value = text;
    if (dialog.hidden) {
      before = document.activeElement;
      document.body.appendChild(dialog); /* out of the header, whose neighbours must be out of reach */
      dialog.hidden = false;
      document.documentElement.classList.add("fz-searching");
      others(true);
      if (!remembered()) remember({ fzSearch: field.value }, true);
    }
    load();
    show();
    field.focus();
  }

  function shut() {
    if (dialog.hidden) return;
    dialog.hidden = true;
    document.documentElement.classList.remove("fz-searching");
    others(false);
    var back = before && before !== document.body && document.contains(before) ? before : opener;
    back.focus({ preventScroll: true });
  }

  function close() {
    shut();
    if (remembered()) history.back();
  }

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", function (event) {
    event.preventDefault();
    if (event.detail) opening = { at: Date.now(), x: event.clientX, y: event.clientY };
    open();
  });
  opener.addEventListener("keydown", function (event) {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });

  /* Many people click everything twice; the second click must not hit what has just come up under the finger. */
  ["mousedown", "click"].forEach(function (kind) {
    dialog.addEventListener(kind, function (event) {
      if (Date.now() - opening.at > 500) return;
      if (Math.abs(event.clientX - opening.x) + Math.abs(event.clientY - opening.y) > 40) return;
      event.preventDefault();
      event.stopPropagation();
    }, true);
  });

  part("close").addEventListener("click", close);
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) return close(); /* beside the box */
    var link = event.target.closest("a[href]");
    /* A place on this very page: the browser stays, so the dialog must go. */
    if (link && link.hash && link.href.split("#")[0] === location.href.split("#")[0]) {
      event.preventDefault();
      shut();
      location.replace(link.hash);
    }
  });

  window.addEventListener("popstate", function () {
    if (remembered()) open(history.state.fzSearch);
    else shut();
  });

  /* Typing */

  function soon() {
    clearTimeout(timer);
    clear.hidden = !field.value;
    timer = setTimeout(show, 120);
  }

  field.addEventListener("input", function (event) {
    if (!event.isComposing) soon(); /* half-typed pinyin finds nothing */
  });
  field.addEventListener("compositionend", soon);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    show();
    var first = list.querySelector("a");
    if (first) first.focus();
    else field.blur(); /* a phone's keyboard would hide what is said */
  });
  form.addEventListener("reset", function () {
    setTimeout(function () {
      show();
      field.focus();
    }, 0);
  });
  again.addEventListener("click", function () {
    load();
    show();
    field.focus();
  });

  /* Keys */

  function stops() {
    return Array.prototype.filter.call(dialog.querySelectorAll("a[href], button, input"), function (one) {
      return one.offsetWidth > 0;
    });
  }

  dialog.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    var places = stops(), here = places.indexOf(document.activeElement), next = -1;
    if (event.key === "Escape") {
      event.stopPropagation();
      return close();
    }
    if (event.key === "Tab") {
      if (event.shiftKey && here <= 0) next = places.length - 1;
      else if (!event.shiftKey && (here < 0 || here === places.length - 1)) next = 0;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var links = places.filter(function (one) { return one === field || one.tagName === "A"; });
      var at = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      next = places.indexOf(links[Math.max(0, Math.min(links.length - 1, at))]);
    }
    if (next < 0) return;
    event.preventDefault();
    places[next].focus();
  });

  document.addEventListener("keydown", function (event) {
    if (!dialog.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key !== "/" && event.key !== "f" && event.key !== "s") return;
    if (event.target.closest && event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    open();
  });

  /* Coming in: by Back from a page that was found, or by a link that ends in ?q=… */

  var asked = /[?&]q=([^&]*)/.exec(location.search);
  if (remembered()) {
    open(history.state.fzSearch);
  } else if (asked) {
    try {
      open(decodeURIComponent(asked[1].replace(/\+/g, " ")));
    } catch (error) { /* not UTF-8 */ }
  }
})();
