/* The site without a network. This file names every page and asset of one build with a digest of its contents, so a new
   build is a new file, and browsers look for a new one by themselves whenever a page is opened.

   - The first CORE files (emergency pages first) must all arrive before this build takes over; if one does not, the
     browser drops it and everything stays as it was: the network, or the build before.
   - The rest comes later, in the background, when a page says that the connection is not a costly one.
   - What is kept is shown at once and looked up again behind it, so that no page can stay old.
   - Only complete, successful answers of this very site are kept. Downloads and other hosts are never touched. */
"use strict";

var VERSION = "{{ version }}";
var CORE = {{ core }};
var FILES = {{ files }};

var BASE = new URL("./", self.location).href;
var FAMILY = "fanzha " + BASE + " "; /* sites in other folders of the same host have caches of their own */
var NAME = FAMILY + VERSION;
var DIGESTS = BASE + "sw.js?digests";
var PATHS = Object.keys(FILES);
var AT_ONCE = 4;
var NAMED_BY_DIGEST = /\.[0-9a-f]{8}\.min\.(js|css)$/;
var filling = null;

/* The first of the files with the same contents, by digest. */
var TWINS = {};
PATHS.forEach(function (path) { if (!TWINS[FILES[path]]) TWINS[FILES[path]] = path; });

function has(path) {
  return Object.prototype.hasOwnProperty.call(FILES, path);
}

/* Return what an address of this site is called in FILES, or null. Share links add a query; some hosts drop ".html". */
function pathOf(address) {
  var url = new URL(address);
  url.search = "";
  url.hash = "";
  if (url.href.indexOf(BASE) !== 0) return null;
  var path = url.href.slice(BASE.length);
  if (path === "" || path.slice(-1) === "/") path += "index.html";
  if (has(path)) return path;
  return has(path + ".html") ? path + ".html" : null;
}

function mayKeep(response) {
  return response && response.status === 200 && response.type === "basic";
}

/* A host that redirects /a.html to /a gives an answer that browsers refuse to show for /a.html: keep its contents. */
function plain(response) {
  if (!response.redirected) return Promise.resolve(response);
  return response.blob().then(function (body) {
    return new Response(body, { status: 200, headers: response.headers });
  });
}

function keep(cache, path, response) {
  return plain(response).then(function (whole) { return cache.put(BASE + path, whole); });
}

function fetched(cache, path) {
  return fetch(new Request(BASE + path, { cache: "no-cache", credentials: "same-origin" })).then(function (response) {
    if (!mayKeep(response)) throw new Error(path + ": " + response.status);
    return keep(cache, path, response);
  });
}

/* Return the caches of earlier builds, each with the digests it was made of. */
function earlier() {
  return caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf(FAMILY) === 0 && name !== NAME;
    }).map(function (name) {
      return caches.open(name).then(function (cache) {
        return cache.match(DIGESTS).then(function (kept) { return kept ? kept.json() : {}; }).then(function (digests) {
          return { cache: cache, digests: digests };
        });
      });
    }));
  }).catch(function () { return []; });
}

/* Put one file into the cache: it is there, or the same bytes are there under another name (every language has its own
   copy of the style sheets), or an earlier build has them, or the network brings it. */
function bring(cache, before, path) {
  return cache.match(BASE + path).then(function (there) {
    if (there) return undefined;
    var twin = TWINS[FILES[path]];
    var older = before.filter(function (one) { return one.digests[path] === FILES[path]; }).pop();
    return (twin === path ? Promise.resolve() : cache.match(BASE + twin)).then(function (kept) {
      return kept || (older && older.cache.match(BASE + path));
    }).then(function (kept) {
      return kept ? cache.put(BASE + path, kept) : fetched(cache, path);
    });
  });
}

/* Bring many files, a few at a time; `strictly` gives up at the first failure, otherwise that file is left out. */
function bringAll(cache, before, paths, strictly) {
  var left = paths.slice();
  function next() {
    var path = left.shift();
    if (path === undefined) return Promise.resolve();
    return bring(cache, before, path).catch(function (error) {
      if (strictly) throw error;
    }).then(next);
  }
  var lines = [];
  for (var count = 0; count < AT_ONCE; count += 1) lines.push(next());
  return Promise.all(lines);
}

/* Carry over from earlier builds what they have in common with this one: that costs no network. */
function inherit(cache, before) {
  return Promise.all(before.map(function (one) { return one.cache.keys(); })).then(function (kept) {
    var there = {};
    kept.forEach(function (requests) { requests.forEach(function (request) { there[request.url] = true; }); });
    return bringAll(cache, before, PATHS.slice(CORE).filter(function (path) {
      return there[BASE + path] && before.some(function (one) { return one.digests[path] === FILES[path]; });
    }), false);
  });
}

function noteDigests(cache) {
  var headers = { "Content-Type": "application/json" };
  return cache.put(DIGESTS, new Response(JSON.stringify(FILES), { headers: headers }));
}

function install() {
  return Promise.all([caches.open(NAME), earlier()]).then(function (given) {
    var cache = given[0], before = given[1];
    return bringAll(cache, before, PATHS.slice(0, CORE), true)
      .then(function () { return inherit(cache, before); })
      .then(function () { return noteDigests(cache); });
  }).then(function () { return self.skipWaiting(); });
}

self.addEventListener("install", function (event) { event.waitUntil(install()); });

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) {
      return name.indexOf(FAMILY) === 0 && name !== NAME ? caches.delete(name) : undefined;
    }));
  }).then(function () { return self.clients.claim(); }));
});

/* A page asks for the rest; its own language comes first. */
self.addEventListener("message", function (event) {
  var wish = event.data || {};
  if (wish.fanzha !== "fill" || filling) return;
  var first = typeof wish.folder === "string" ? wish.folder : "";
  var order = PATHS.slice(CORE);
  if (first) {
    order.sort(function (one, other) { return (other.indexOf(first) === 0) - (one.indexOf(first) === 0); });
  }
  filling = caches.open(NAME).then(function (cache) { return bringAll(cache, [], order, false); });
  filling = filling.catch(function () { /* no room: what is there is there */ }).then(function () { filling = null; });
  event.waitUntil(filling);
});

/* Look a page up again behind the reader's back, so that the next look is at the newest. */
function refreshed(cache, path) {
  return fetched(cache, path).catch(function () { /* no network, or not for long: what is kept stays */ });
}

/* Where a reader lands who opens, without a network, what is not kept. */
function elsewhere(path) {
  var folders = path.split("/");
  var home = has(folders[0] + "/index.html") && has(folders[0] + "/help/now.html") ? folders[0] + "/" : "";
  return caches.open(NAME).then(function (cache) { return cache.match(BASE + home + "index.html"); }).then(function (kept) {
    return kept ? Response.redirect(BASE + home + "index.html#fz-offline", 302) : Response.error();
  });
}

function answer(event, path) {
  var request = event.request;
  return caches.open(NAME).then(function (cache) {
    return cache.match(BASE + path).then(function (kept) {
      if (kept) {
        if (!NAMED_BY_DIGEST.test(path) && /^(document|style|script)$/.test(request.destination)) {
          event.waitUntil(refreshed(cache, path));
        }
        return kept;
      }
      return fetch(request).then(function (response) {
        if (mayKeep(response) && !response.redirected) event.waitUntil(keep(cache, path, response.clone()).catch(function () {}));
        return response;
      });
    });
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  if (request.method !== "GET" || request.headers.has("range")) return;
  var path = pathOf(request.url);
  var page = request.mode === "navigate" && request.url.indexOf(BASE) === 0;
  if (path === null && !page) return; /* not ours, or not kept: as if there were no service worker */
  var answered = path === null ? fetch(request) : answer(event, path).catch(function () {
    return fetch(request); /* the store failed: the network does not depend on it */
  });
  event.respondWith(page ? answered.catch(function () {
    return elsewhere(request.url.slice(BASE.length));
  }) : answered);
});
