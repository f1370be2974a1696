/* Plays the screens: LED screens from dots cut out of one picture a screen, televisions from the slides of the page's own
   list. Both are asked for when the screen is first moved. Pixels are drawn and never read, so that it works from a USB
   stick too. Nothing moves before somebody presses a button. */
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
  var TALLEST = 0.7; /* of the window: how high a television is that one sees close up, so that its buttons are seen too */
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

  /* The dots of an LED screen, in a canvas. */
  function Dots(film, first, canvas) {
    var sheet = null, mask = null, dark = null;

    /* Return the width in CSS pixels of a screen that has as much room. */
    this.widest = function (room) {
      var fine = window.devicePixelRatio || 1;
      var most = Math.min(room / film.width, CLOSEST);
      return film.width * (most * fine >= ROUND ? Math.floor(most * fine) / fine : most);
    };

    /* The canvas is as fine as the device shows it, within limits: a large one is slow, a coarse one has no round dots. */
    this.sized = function (wide) {
      var pixels = wide / film.width * (window.devicePixelRatio || 1);
      var size = Math.max(SMALLEST, Math.min(LARGEST, Math.round(pixels)));
      canvas.style.width = canvas.style.maxWidth = wide + "px";
      if (canvas.width !== film.width * size || !mask || mask.round !== pixels >= ROUND) {
        canvas.width = film.width * size;
        canvas.height = film.height * size;
        mask = beads(film.width, film.height, size, "#fff", "", pixels >= ROUND);
        dark = beads(film.width, film.height, size, "#26262b", "#0a0a0c", true);
        mask.round = pixels >= ROUND;
      }
    };

    this.draw = function (frame) {
      var pen = canvas.getContext("2d");
      var x = sheet ? frame.column % data.fold : 0, y = sheet ? Math.floor(frame.column / data.fold) * film.height : 0;
      pen.globalCompositeOperation = "copy";
      pen.imageSmoothingEnabled = false;
      pen.drawImage(sheet || first, x, y, film.width, film.height, 0, 0, canvas.width, canvas.height);
      pen.globalCompositeOperation = "destination-in";
      pen.drawImage(mask, 0, 0);
      pen.globalCompositeOperation = "destination-over";
      pen.drawImage(dark, 0, 0);
    };

    this.load = function (done, failed) {
      fetched([film.sheet], function (pictures) { sheet = pictures[0]; done(); }, failed);
    };

    /* Calls `then` when the canvas may take the place of the picture. */
    this.open = function (then) {
      function ready() {
        canvas.hidden = false;
        first.hidden = true;
        then();
      }
      if (first.complete && first.naturalWidth) ready();
      else first.addEventListener("load", ready);
    };
  }

  /* The slides of a television: the picture that stands there already, with another source. */
  function Slides(film, first, listed, texts) {
    var slides = null;

    this.widest = function (room) {
      return Math.min(room, Number(first.getAttribute("width")), TALLEST * window.innerHeight * film.width / film.height);
    };

    this.sized = function (wide) {
      first.style.width = wide + "px";
      first.style.maxWidth = first.style.maxHeight = "none";
    };

    this.draw = function (frame) {
      if (!slides || first.src === slides[frame.column].src) return;
      first.src = slides[frame.column].src;
      first.alt = texts[frame.column].textContent;
      spoken(first, texts[frame.column]);
    };

    this.load = function (done, failed) {
      var sources = Array.prototype.map.call(listed, function (picture) { return picture.src; });
      first.loading = "eager";
      fetched(sources, function (pictures) { slides = pictures; done(); }, failed);
    };

    this.open = function (then) { then(); };
  }

  /* Asks for pictures; calls `done` with them when all are there, `failed` once when one is not. */
  function fetched(sources, done, failed) {
    var missing = sources.length;
    var pictures = sources.map(function (source) {
      var picture = new Image();
      picture.onload = function () {
        missing -= 1;
        if (!missing) done(pictures);
      };
      picture.onerror = function () {
        if (missing > 0) failed();
        missing = -1;
      };
      picture.src = source;
      return picture;
    });
  }

  /* Marks an element as being in the language of another, or in the page's own. */
  function spoken(element, as) {
    ["lang", "dir"].forEach(function (name) {
      if (as && as.hasAttribute(name)) element.setAttribute(name, as.getAttribute(name));
      else element.removeAttribute(name);
    });
  }

  function Player(root, film) {
    var self = this;
    var canvas = part("canvas"), first = part("still"), wall = part("wall"), housing = wall.firstElementChild;
    var form = root.querySelector("form");
    var fields = form.elements;
    var texts = root.querySelectorAll(".fz-screen__text"); /* each in its own language */
    var stage = canvas ? new Dots(film, first, canvas) : new Slides(film, first, root.querySelectorAll("li > img"), texts);
    var pages = frames(film.pages), running = frames(film.scroll);
    var asked = false, there = false, waiting = null;
    var reel = pages; /* what is being shown: `begin` chooses it */
    var at = 0, spent = 0, last = 0, playing = false;

    function part(name) { return root.querySelector('[data-fz-part="' + name + '"]'); }
    function scrolls() { return running.length > 0 && fields.mode.value === "scroll" && !still.matches; }
    function draw() { stage.draw(reel[at]); }

    /* As seen from afar, or as large as there is room for. */
    function sized() {
      var metres = Number(fields.distance.value);
      stage.sized(metres ? film.metres / metres * PIXELS : stage.widest(inner(wall) - (housing.offsetWidth - inner(housing))));
      var wider = wall.scrollWidth > wall.clientWidth + 1;
      if (wider) wall.tabIndex = 0;
      else wall.removeAttribute("tabindex");
      draw();
    }

    function told() {
      var paged = reel === pages;
      part("number").textContent = paged ? fill(words.page, { number: at + 1, count: pages.length }) : "";
      part("text").textContent = paged ? texts[at].textContent : "";
      spoken(part("text"), paged && texts[at]);
      part("now").setAttribute("aria-live", playing ? "off" : "polite");
      root.classList.toggle("fz-screen--playing", playing);
      root.classList.toggle("fz-screen--still", still.matches);
      root.classList.toggle("fz-screen--scrolls", !paged);
    }

    /* The pictures are asked for once; what was wanted last then goes on. */
    function whenThere(then) {
      if (there) { then(); return; }
      waiting = then;
      if (asked) return;
      asked = true;
      stage.load(function () { there = true; draw(); waiting(); }, function () {
        asked = false;
        self.stop();
        part("number").textContent = words.failed;
      });
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

    function turn(to) {
      self.stop();
      if (reel !== pages) return;
      at = (to + pages.length) % pages.length;
      told();
      whenThere(draw);
    }

    function pressed(event) {
      var to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || reel !== pages) return;
      event.preventDefault();
      turn(to);
    }

    function begin() {
      var was = playing;
      self.stop();
      reel = scrolls() ? running : pages;
      at = 0;
      told();
      judged();
      if (was && !still.matches) play();
      else if (there) draw();
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
    part("previous").addEventListener("click", function () { turn(at - 1); });
    part("next").addEventListener("click", function () { turn(at + 1); });
    part("play").parentNode.addEventListener("keydown", pressed);
    if (fields.mode) fields.mode.addEventListener("change", begin);
    fields.speed.addEventListener("change", judged);
    fields.distance.addEventListener("change", distant);
    form.addEventListener("submit", function (event) { event.preventDefault(); });

    stage.open(function () {
      sized();
      told();
    });
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
