/* Plays the screens: dots cut out of one picture a screen, which is asked for when the screen is first moved. Its pixels
   are drawn and never read, so that it works from a USB stick too. Nothing moves before somebody presses a button. */
(function () {
  "use strict";

  var source = document.getElementById("fz-screens");
  if (!source) return;
  var data = JSON.parse(source.textContent);
  var words = data.words;
  var SMALLEST = 3, LARGEST = 8; /* pixels of a dot in the canvas */
  /* CSS defines a pixel as 1/96 inch seen from 28 inches; so many of them are a metre seen from a metre. */
  var PIXELS = 28 * 96;
  var CLOSEST = 10; /* CSS pixels of a dot that one sees close up, at the most */
  var ROUND = 2.5; /* pixels of a dot from which its shape is seen; smaller ones only blend, and are drawn without gaps */
  var still = window.matchMedia("(prefers-reduced-motion: reduce)");
  var players = [];

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in values ? values[name] : whole; });
  }

  function sheetOf(width, height) {
    var made = document.createElement("canvas");
    made.width = width;
    made.height = height;
    return made;
  }

  /* Return a sheet full of dots of `size` pixels, round or without gaps, on a ground. */
  function beads(columns, rows, size, colour, ground, round) {
    var one = sheetOf(size, size), pen = one.getContext("2d");
    pen.fillStyle = colour;
    pen.beginPath();
    if (round) pen.arc(size / 2, size / 2, size * 0.43, 0, 2 * Math.PI);
    else pen.rect(0, 0, size, size);
    pen.fill();
    var all = sheetOf(columns * size, rows * size);
    pen = all.getContext("2d");
    if (ground) {
      pen.fillStyle = ground;
      pen.fillRect(0, 0, all.width, all.height);
    }
    pen.fillStyle = pen.createPattern(one, "repeat");
    pen.fillRect(0, 0, all.width, all.height);
    return all;
  }

  /* Return the width within an element's padding. */
  function inner(element) {
    var style = window.getComputedStyle(element);
    return element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  /* Return the frames of runs (first column, step, number, milliseconds of each). */
  function frames(runs) {
    var found = [];
    runs.forEach(function (run) {
      for (var i = 0; i < run[2]; i += 1) found.push({ column: run[0] + i * run[1], ms: run[3], moves: run[2] > 1 });
    });
    return found;
  }

  /* Return the least and the most of these milliseconds in seconds: `2.5–4`. */
  function range(all) {
    var ends = [Math.min.apply(null, all), Math.max.apply(null, all)].map(function (ms) { return String(Math.round(ms / 100) / 10); });
    return ends[0] === ends[1] ? ends[0] : ends.join("–");
  }

  function Player(root, film) {
    var self = this;
    var canvas = part("canvas"), first = part("still"), wall = part("wall"), housing = wall.firstElementChild;
    var form = root.querySelector("form");
    var fields = form.elements;
    var texts = root.querySelectorAll(".fz-screen__text"); /* each in its own language */
    var pages = frames(film.pages), running = frames(film.scroll);
    var sheet = null, asked = false, mask = null, dark = null;
    var reel = pages; /* what is being shown: `begin` chooses it */
    var at = 0, spent = 0, last = 0, playing = false;

    function part(name) { return root.querySelector('[data-fz-part="' + name + '"]'); }
    function scrolls() { return running.length > 0 && fields.mode.value === "scroll" && !still.matches; }

    /* Return how wide a dot is, in CSS pixels: as seen from afar, or as large as there is room for. */
    function dotWidth() {
      var metres = Number(fields.distance.value);
      if (metres) return film.metres / metres * PIXELS / film.width;
      var room = inner(wall) - (housing.offsetWidth - inner(housing));
      var fine = window.devicePixelRatio || 1;
      var most = Math.min(room / film.width, CLOSEST);
      return most * fine >= ROUND ? Math.floor(most * fine) / fine : most;
    }

    /* The canvas is as fine as the device shows it, within limits: a large one is slow, a coarse one has no round dots. */
    function sized() {
      var wide = dotWidth();
      var pixels = wide * (window.devicePixelRatio || 1);
      var size = Math.max(SMALLEST, Math.min(LARGEST, Math.round(pixels)));
      canvas.style.width = canvas.style.maxWidth = wide * film.width + "px";
      if (canvas.width !== film.width * size || !mask || mask.round !== pixels >= ROUND) {
        canvas.width = film.width * size;
        canvas.height = film.height * size;
        mask = beads(film.width, film.height, size, "#fff", "", pixels >= ROUND);
        dark = beads(film.width, film.height, size, "#26262b", "#0a0a0c", true);
        mask.round = pixels >= ROUND;
      }
      var wider = wall.scrollWidth > wall.clientWidth + 1;
      if (wider) wall.tabIndex = 0;
      else wall.removeAttribute("tabindex");
      draw();
    }

    function draw() {
      var pen = canvas.getContext("2d"), frame = reel[at];
      var picture = sheet || first;
      var x = sheet ? frame.column % data.fold : 0, y = sheet ? Math.floor(frame.column / data.fold) * film.height : 0;
      pen.globalCompositeOperation = "copy";
      pen.imageSmoothingEnabled = false;
      pen.drawImage(picture, x, y, film.width, film.height, 0, 0, canvas.width, canvas.height);
      pen.globalCompositeOperation = "destination-in";
      pen.drawImage(mask, 0, 0);
      pen.globalCompositeOperation = "destination-over";
      pen.drawImage(dark, 0, 0);
    }

    function told() {
      var paged = reel === pages;
      part("number").textContent = paged ? fill(words.page, { number: at + 1, count: pages.length }) : "";
      part("text").textContent = paged ? texts[at].textContent : "";
      ["lang", "dir"].forEach(function (name) {
        if (paged && texts[at].hasAttribute(name)) part("text").setAttribute(name, texts[at].getAttribute(name));
        else part("text").removeAttribute(name);
      });
      part("now").setAttribute("aria-live", playing ? "off" : "polite");
      root.classList.toggle("fz-screen--playing", playing);
      root.classList.toggle("fz-screen--still", still.matches);
      root.classList.toggle("fz-screen--scrolls", !paged);
    }

    /* The sheet is asked for once; what waits for it then goes on. */
    function whenThere(then) {
      if (sheet) { then(); return; }
      if (asked) return;
      asked = true;
      var loading = new Image();
      loading.onload = function () { sheet = loading; draw(); then(); };
      loading.onerror = function () {
        asked = false;
        self.stop();
        part("number").textContent = words.failed;
      };
      loading.src = film.sheet;
    }

    function tick(now) {
      if (!playing) return;
      var before = at, share = Number(fields.speed.value);
      spent += last ? Math.min(now - last, 1000) : 0; /* who comes back to the tab goes on where it stood */
      last = now;
      for (;;) {
        var stands = reel[at].ms / (reel[at].moves || reel === pages ? share : 1);
        if (spent < stands) break;
        spent -= stands;
        at = (at + 1) % reel.length;
      }
      if (at !== before) {
        draw();
        if (reel === pages) told();
      }
      window.requestAnimationFrame(tick);
    }

    function play() {
      players.forEach(function (other) { if (other !== self) other.stop(); });
      playing = true;
      told();
      whenThere(function () {
        spent = last = 0;
        if (playing) { draw(); window.requestAnimationFrame(tick); }
      });
    }

    function turn(by) {
      self.stop();
      if (reel !== pages) return;
      at = (at + by + pages.length) % pages.length;
      told();
      whenThere(draw);
      if (sheet) draw();
    }

    function begin() {
      var was = playing;
      self.stop();
      reel = scrolls() ? running : pages;
      at = 0;
      told();
      judged();
      if (was && !still.matches) play();
      else if (sheet) draw();
    }

    function distant() {
      var metres = Number(fields.distance.value);
      wall.style.minHeight = metres ? wall.offsetHeight + "px" : ""; /* what is below stays where it is */
      root.classList.toggle("fz-screen--far", metres > 0);
      sized();
      wall.scrollLeft = (wall.scrollWidth - wall.clientWidth) / 2;
      judged();
    }

    /* Says how fast it runs, and whether it can be read from there. */
    function judged() {
      var metres = Number(fields.distance.value), share = Number(fields.speed.value);
      var verdict = metres <= film.readable ? words.clear : metres <= film.legible ? words.hard : words.unreadable;
      var stand = pages.map(function (page) { return page.ms / share; });
      var pace = reel !== pages ? fill(words.rate, { count: (film.speed * share).toFixed(1) }) :
        still.matches ? "" : fill(words.stands, { seconds: range(stand) });
      part("pace").textContent = pace;
      part("verdict").textContent = metres ? fill(verdict, { metres: metres }) : "";
      part("said").setAttribute("role", "status"); /* from now on: what a page says when it opens is no news */
    }

    this.stop = function () {
      playing = false;
      told();
    };
    this.settle = begin;
    this.sized = sized;

    part("play").addEventListener("click", function () { if (playing) self.stop(); else play(); });
    part("previous").addEventListener("click", function () { turn(-1); });
    part("next").addEventListener("click", function () { turn(1); });
    fields.mode.addEventListener("change", begin);
    fields.speed.addEventListener("change", judged);
    fields.distance.addEventListener("change", distant);
    form.addEventListener("submit", function (event) { event.preventDefault(); });

    function ready() {
      canvas.hidden = false;
      first.hidden = true;
      sized();
      told();
    }
    if (first.complete && first.naturalWidth) ready();
    else first.addEventListener("load", ready);
  }

  document.querySelectorAll("[data-fz-screen]").forEach(function (root) {
    players.push(new Player(root, data.screens[root.dataset.fzScreen]));
  });

  function motion() {
    document.querySelector("[data-fz-still]").hidden = !still.matches;
    players.forEach(function (player) { player.settle(); });
  }
  if (still.addEventListener) still.addEventListener("change", motion);
  motion();
  window.addEventListener("resize", function () { players.forEach(function (player) { player.sized(); }); });
})();
