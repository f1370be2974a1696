/* 停用离线功能：用这个文件替换网站根目录的 sw.js，读者下次打开网页时，存下的页面会被清除，以后一律走网络。
   Turns the offline pages off: put this in the place of sw.js at the site's root. The next time readers open a page,
   what was kept is removed, and everything comes from the network again. */
"use strict";

var FAMILY = "fanzha " + new URL("./", self.location).href + " ";

self.addEventListener("install", function () { self.skipWaiting(); });

self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.map(function (name) { return name.indexOf(FAMILY) === 0 ? caches.delete(name) : undefined; }));
  }).then(function () { return self.registration.unregister(); }));
});
