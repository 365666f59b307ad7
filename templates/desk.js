/* Readable without this: it counts the time left down from absolute instants, and finds rows by words. */
(function () {
  "use strict";
  var dues = document.querySelectorAll("[data-due]");
  function span(ms) {
    var minutes = Math.floor(Math.abs(ms) / 60000), days = Math.floor(minutes / 1440), hours = Math.floor(minutes / 60) % 24;
    var text = days ? days + " d " + hours + " h" : hours ? hours + " h " + minutes % 60 + " min" : minutes + " min";
    return ms < 0 ? "ran out " + text + " ago" : text + " left";
  }
  function tick() {
    var now = Date.now();
    dues.forEach(function (due) {
      var ms = Date.parse(due.dataset.due) - now, text = span(ms);
      if (due.textContent !== text) due.textContent = text;
      due.className = "left " + (ms < 0 ? "bad" : ms <= 172800000 ? "warn" : "plain");
    });
  }
  if (dues.length) { document.getElementById("live").hidden = false; tick(); setInterval(tick, 15000); }

  var form = document.getElementById("search"), input = document.getElementById("words"), found = document.getElementById("found");
  var items = [];
  document.querySelectorAll("section.group").forEach(function (group) {
    group.querySelectorAll("tr.case").forEach(function (row) {
      var link = row.querySelector('a[href^="#supplier-"]');
      items.push({ node: row, of: link && link.hash.slice(1), text: (group.dataset.find + " " + row.textContent).toLowerCase() });
    });
  });
  var cases = items.length;
  document.querySelectorAll("section.supplier").forEach(function (one) { items.push({ node: one, text: one.textContent.toLowerCase() }); });
  form.hidden = false;
  function filter() {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0, theirs = {};
    items.forEach(function (item, place) {
      var fits = words.every(function (word) { return item.text.indexOf(word) >= 0; });
      item.node.hidden = !fits && !theirs[item.node.id];
      if (fits && place < cases) { shown += 1; if (item.of) theirs[item.of] = true; }
    });
    document.querySelectorAll("section.group").forEach(function (group) { group.hidden = !group.querySelector("tr.case:not([hidden])"); });
    found.textContent = words.length ? shown + " of " + cases + " cases" : "";
  }
  input.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== input && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
    if (event.key === "Escape" && document.activeElement === input) { input.value = ""; filter(); }
  });
})();
