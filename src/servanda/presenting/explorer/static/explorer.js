// Keys for what the page does without them too: links and forms carry everything.
(function () {
  "use strict";

  function typing(event) {
    var at = event.target;
    return event.ctrlKey || event.metaKey || event.altKey || (at.matches && at.matches("input, textarea, select"));
  }

  // In a document: j and k from fact to fact, in the order of the text.
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card[data-number]"));
  var current = cards.findIndex(function (card) { return card.classList.contains("wanted"); });

  function show(index) {
    if (index < 0 || index >= cards.length) { return; }
    document.querySelectorAll(".current").forEach(function (one) { one.classList.remove("current"); });
    current = index;
    var number = cards[index].dataset.number;
    cards[index].classList.add("current");
    document.querySelectorAll('mark[data-facts~="' + number + '"]').forEach(function (mark) { mark.classList.add("current"); });
    var place = document.getElementById("at-" + number);
    if (place) { place.focus({ preventScroll: true }); place.scrollIntoView({ block: "center" }); }
    cards[index].scrollIntoView({ block: "nearest" });
  }

  // Whatever names a key is pressed, followed or entered by it.
  function pressed(event) {
    var name = (event.ctrlKey ? "Ctrl+" : "") + event.key;
    var own = Array.prototype.find.call(document.querySelectorAll("[data-key]"), function (one) { return one.dataset.key === name; });
    if (!own) { return false; }
    if (own.matches("input, textarea")) { own.focus(); } else { own.click(); }
    event.preventDefault();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    var note = event.target.matches && event.target.matches("form.judge input");
    // In the note and the name, Enter and Escape lead back to the keys instead of judging unasked.
    if (note && !event.ctrlKey && (event.key === "Enter" || event.key === "Escape")) { event.target.blur(); event.preventDefault(); return; }
    if (((event.ctrlKey && event.key === "Enter") || event.key === "Escape") && pressed(event)) { return; }
    if (typing(event)) { return; }
    if (pressed(event)) { return; }
    if (cards.length && event.key === "j") { show(current + 1); event.preventDefault(); }
    if (cards.length && event.key === "k") { show(current < 0 ? 0 : current - 1); event.preventDefault(); }
    if (event.key === "Enter" && event.target.classList && event.target.classList.contains("at")) {
      var card = document.getElementById("fact-" + event.target.dataset.number);
      var details = card && card.querySelector("details");
      if (details) { details.open = true; details.querySelector("summary").focus(); event.preventDefault(); }
    }
    if (event.key === "/") { document.getElementById("find").focus(); event.preventDefault(); }
  });
})();
