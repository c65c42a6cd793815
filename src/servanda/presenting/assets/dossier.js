(function () {
  "use strict";
  var root = document.documentElement;
  document.querySelectorAll("[data-needs-script]").forEach(function (one) { one.hidden = false; });
  document.getElementById("theme").addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.getElementById("print").addEventListener("click", function () { print(); });
  document.getElementById("save").addEventListener("click", function () {
    var items = document.getElementById("bibliography").textContent;
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([items], { type: "application/vnd.citationstyles.csl+json" }));
    link.download = "bibliography.json";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  // Folds are opened for paper, so that nothing is missing there, and closed again after.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details"), function (one) { return !one.open; });
    opened.forEach(function (one) { one.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (one) { one.open = false; }); });
  // A narrow screen begins with the long parts folded.
  if (matchMedia("(max-width: 52rem)").matches) { document.querySelectorAll(".long").forEach(function (one) { one.open = false; }); }
  // A link into a closed fold, or to a section that holds one, opens it.
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var one = target; one; one = one.parentElement) { if (one.tagName === "DETAILS") { one.open = true; } }
    if (target && target.tagName === "SECTION") { target.querySelectorAll(":scope > .long").forEach(function (one) { one.open = true; }); }
    if (target) { target.scrollIntoView(); }
  }
  addEventListener("hashchange", reveal);
  reveal();
  var box = document.getElementById("filter"), told = document.getElementById("filtered"), rows = document.querySelectorAll("main :is(li, tr)[id]");
  var texts = Array.prototype.map.call(rows, function (one) { return one.textContent.toLowerCase(); });
  function filter() {
    var wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean), left = 0;
    rows.forEach(function (row, index) {
      var shown = wanted.every(function (word) { return texts[index].indexOf(word) >= 0; });
      row.classList.toggle("out", !shown);
      left += shown;
    });
    root.classList.toggle("filtering", wanted.length > 0);
    if (wanted.length) { document.querySelectorAll("main details").forEach(function (one) { if (one.querySelector(":is(li, tr)[id]:not(.out)")) { one.open = true; } }); }
    told.textContent = wanted.length ? left + " of " + rows.length + " entries" : "";
  }
  box.addEventListener("input", filter);
  addEventListener("keydown", function (event) {
    if (event.key === "/" && !/INPUT|TEXTAREA/.test(event.target.tagName)) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape" && event.target === box) { box.value = ""; filter(); }
  });
})();
