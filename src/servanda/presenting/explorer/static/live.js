// Makes smooth what works without it: parts of a page renewed in place, periods drawn on a chart, days chosen by a slider.
(function () {
  "use strict";

  document.documentElement.classList.add("scripted");

  // An address holds what was asked, and no empty answers.
  document.addEventListener("htmx:configRequest", function (event) {
    var asked = event.detail.parameters, data = event.detail.formData;
    Object.keys(asked).forEach(function (name) { if (asked[name] === "") { (data || asked).delete ? data.delete(name) : delete asked[name]; } });
  });

  // What the server refuses is shown as the page that says why.
  document.addEventListener("htmx:responseError", function (event) { window.location.assign(event.detail.pathInfo.finalRequestPath); });

  // On a narrow screen long parts begin folded; without this script, and on paper, they stand open. What the reader opened stays so.
  var narrow = window.matchMedia("(max-width: 40rem)"), opened = {};

  function unfold(place) {
    for (var part = place && place.closest("details"); part; part = part.parentElement.closest("details")) { part.open = true; }
  }
  // A hash that is no text of an address ("#%") aims at nothing.
  function aimed(hash) { try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch (error) { return null; } }
  function aim() { return aimed(window.location.hash); }
  function fold(within) {
    if (!narrow.matches) { return; }
    within.querySelectorAll("details.fold[open]").forEach(function (part) { part.open = opened[part.id] === true; });
    unfold(aim());
  }
  fold(document);
  document.addEventListener("htmx:load", function (event) { if (event.detail.elt !== document.body) { fold(event.detail.elt); } });
  document.addEventListener("click", function (event) {
    var summary = event.target.closest ? event.target.closest("details.fold > summary") : null;
    if (summary) { opened[summary.parentElement.id] = !summary.parentElement.open; }
    var link = event.target.closest ? event.target.closest('a[href*="#"]') : null;
    if (link && link.pathname === window.location.pathname) { unfold(aimed(link.hash)); }
  });
  window.addEventListener("hashchange", function () { unfold(aim()); });
  window.addEventListener("beforeprint", function () { document.querySelectorAll("details").forEach(function (part) { part.open = true; }); });

  function send(form) { if (form.requestSubmit) { form.requestSubmit(); } else { form.submit(); } }

  // On a chart: a bar is a link; drawing over several takes them all.
  var drawing = null;

  function slotAt(event) {
    var at = document.elementFromPoint(event.clientX, event.clientY);
    return at && at.closest ? at.closest("[data-zoom] a") : null;
  }

  function over(slots, from, to) {
    var first = Math.min(slots.indexOf(from), slots.indexOf(to)), last = Math.max(slots.indexOf(from), slots.indexOf(to));
    return slots.slice(first, last + 1);
  }

  function mark(taken) {
    drawing.slots.forEach(function (slot) { slot.classList.toggle("taken", taken.indexOf(slot) >= 0); });
  }

  function zoom(chart, first, last) {
    var form = document.querySelector(chart.dataset.zoom);
    form.elements.since.value = first.dataset.since;
    form.elements.until.value = last.dataset.until;
    send(form);
  }

  document.addEventListener("pointerdown", function (event) {
    var slot = event.button === 0 ? slotAt(event) : null;
    if (!slot || event.pointerType === "touch") { return; }
    var chart = slot.closest("[data-zoom]");
    drawing = { chart: chart, slots: Array.prototype.slice.call(chart.querySelectorAll("a")), from: slot, to: slot };
  });
  document.addEventListener("pointermove", function (event) {
    var slot = drawing && slotAt(event);
    if (!slot || drawing.slots.indexOf(slot) < 0) { return; }
    drawing.to = slot;
    if (slot !== drawing.from) { drawing.moved = true; }
    mark(drawing.moved ? over(drawing.slots, drawing.from, drawing.to) : []);
  });
  document.addEventListener("pointerup", function () {
    if (!drawing) { return; }
    var done = drawing, taken = done.moved ? over(done.slots, done.from, done.to) : [];
    mark([]);
    drawing = null;
    if (taken.length) { zoom(done.chart, taken[0], taken[taken.length - 1]); }
  });
  document.addEventListener("dragstart", function (event) { if (drawing) { event.preventDefault(); } });
  document.addEventListener("click", function (event) {
    var slot = event.target.closest ? event.target.closest("[data-zoom] a") : null;
    if (!slot || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    zoom(slot.closest("[data-zoom]"), slot, slot);
  });

  // A slider of days writes into the field of the day beside it, and the field is what is asked.
  function dayOf(slider) {
    var day = new Date(slider.dataset.first + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + Number(slider.value));
    return day.toISOString().slice(0, 10);
  }
  document.addEventListener("input", function (event) {
    var slider = event.target;
    if (!slider.dataset || !slider.dataset.first) { return; }
    var field = document.getElementById(slider.dataset.field);
    field.value = dayOf(slider);
    slider.setAttribute("aria-valuetext", field.value);
  });
  document.addEventListener("change", function (event) {
    var slider = event.target;
    if (!slider.dataset || !slider.dataset.first) { return; }
    send(document.getElementById(slider.dataset.field).form);
  });
})();
