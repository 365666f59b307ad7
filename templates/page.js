// Everything is readable without this. With it exhibits open beside the text, pictures enlarge, the contents follow.
(function () {
  "use strict";
  var wide = matchMedia("(min-width: 82rem)");

  function made(name, properties, children) {
    var one = Object.assign(document.createElement(name), properties);
    one.append.apply(one, children || []);
    return one;
  }
  function all(query) {
    return Array.from(document.querySelectorAll(query));
  }

  // A table or a chart that is wider than its frame can be reached and scrolled with the keyboard.
  function framed() {
    all(".scroll, figure.chart").forEach(function (frame) {
      var more = frame.scrollWidth > frame.clientWidth;
      var title = frame.querySelector("caption, title");
      if (more) {
        frame.tabIndex = 0;
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", title ? title.textContent.trim().slice(0, 120) : "Table");
      } else if (frame.hasAttribute("tabindex")) {
        ["tabindex", "role", "aria-label"].forEach(function (name) { frame.removeAttribute(name); });
      }
    });
  }
  framed();
  addEventListener("resize", framed);

  // The contents mark the section that is being read.
  var items = [], current = null, waiting = false;
  function listed() {
    current = null;
    items = all("nav.contents a").map(function (link) {
      return { link: link, section: document.getElementById(link.hash.slice(1)) };
    }).filter(function (item) { return item.section; });
  }
  listed();
  function follow() {
    waiting = false;
    var found = null;
    items.forEach(function (item) {
      if (item.section.getBoundingClientRect().top < innerHeight / 3) found = item;
    });
    if (found === current) return;
    if (current) current.link.removeAttribute("aria-current");
    current = found;
    if (!found) return;
    found.link.setAttribute("aria-current", "location");
    var list = found.link.closest("nav");
    if (list.scrollHeight > list.clientHeight) found.link.scrollIntoView({ block: "nearest" });
  }
  if (items.length) {
    addEventListener("scroll", function () {
      if (!waiting) { waiting = true; requestAnimationFrame(follow); }
    }, { passive: true });
    follow();
  }

  if (!window.HTMLDialogElement || !document.getElementById("exhibits")) return;

  // An exhibit beside the text: not modal where both have room, so that the text can be read on.
  var heading = made("h2", { id: "beside-title", tabIndex: -1 });
  var place = made("a", { textContent: "In its place" });
  var closer = made("button", { type: "button", textContent: "Close" });
  var body = made("div", { className: "body" });
  var panel = made("dialog", { className: "beside" }, [made("header", {}, [heading, place, closer]), body]);
  var opener = null;
  panel.setAttribute("aria-labelledby", heading.id);
  document.body.append(panel);

  function beside(link, exhibit) {
    var copy = exhibit.cloneNode(true), title = copy.querySelector("h3");
    heading.textContent = title.textContent;
    title.remove();
    [copy].concat(Array.from(copy.querySelectorAll("[id]"))).forEach(function (one) { one.removeAttribute("id"); });
    body.replaceChildren(copy);
    place.href = "#" + exhibit.id;
    if (!panel.contains(link)) opener = link;
    if (!panel.open) {
      if (wide.matches) panel.show(); else panel.showModal();
      document.body.classList.toggle("with-beside", wide.matches);
    }
    panel.scrollTop = 0;
    heading.focus({ preventScroll: true });
    framed();
  }
  closer.addEventListener("click", function () { panel.close(); });
  panel.addEventListener("close", function () {
    document.body.classList.remove("with-beside");
    body.replaceChildren();
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  });
  place.addEventListener("click", function () {
    var there = document.getElementById(place.hash.slice(1));
    opener = null;
    panel.close();
    there.tabIndex = -1;
    there.focus({ preventScroll: true });
  });

  // A picture as large as the window, and in its own size on a click or the Enter key.
  var caption = made("h2", { id: "large-title", tabIndex: -1 });
  var back = made("button", { type: "button", textContent: "Previous" });
  var next = made("button", { type: "button", textContent: "Next" });
  var size = made("button", { type: "button", textContent: "Full size" });
  var shut = made("button", { type: "button", textContent: "Close" });
  var shown = made("div", { className: "body" });
  var large = made("dialog", { className: "large" }, [made("header", {}, [caption, back, next, size, shut]), shown]);
  var pictures = [], at = 0, asked = null;
  large.setAttribute("aria-labelledby", caption.id);
  document.body.append(large);

  function titled(image) {
    var head = image.closest("figure, article"), title = head && head.querySelector("h3");
    if (!title && head) title = (head.closest("article") || head).querySelector("h3, figcaption");
    var number = image.closest("figure.sheet");
    var text = title ? title.textContent : image.alt.slice(0, 120);
    number = number && number.querySelector("figcaption");
    return number && title ? text + " (" + number.textContent + ")" : text;
  }
  function show(index) {
    at = (index + pictures.length) % pictures.length;
    var image = pictures[at];
    caption.textContent = titled(image);
    shown.replaceChildren(made("img", { src: image.src, alt: image.alt, width: image.getAttribute("width"), height: image.getAttribute("height") }));
    full(false);
    back.hidden = next.hidden = pictures.length < 2;
  }
  function full(on) {
    large.classList.toggle("full", on);
    size.textContent = on ? "Fit" : "Full size";
  }
  function enlarge(image) {
    var from = image.closest("dialog.beside, main");
    asked = document.activeElement;
    pictures = Array.from(from.querySelectorAll(from === panel ? "img" : image.closest(".thumb") ? ".thumb img" : "figure img"));
    show(pictures.indexOf(image));
    large.showModal();
    caption.focus({ preventScroll: true });
  }
  back.addEventListener("click", function () { show(at - 1); });
  next.addEventListener("click", function () { show(at + 1); });
  size.addEventListener("click", function () { full(!large.classList.contains("full")); });
  shut.addEventListener("click", function () { large.close(); });
  shown.addEventListener("click", function (event) {
    if (event.target.localName === "img") full(!large.classList.contains("full")); else large.close();
  });
  large.addEventListener("keydown", function (event) {
    if (pictures.length > 1 && event.key === "ArrowLeft") show(at - 1);
    if (pictures.length > 1 && event.key === "ArrowRight") show(at + 1);
  });
  large.addEventListener("close", function () {
    shown.replaceChildren();
    if (asked) asked.focus({ preventScroll: true });
  });
  function enlargeable() {
    all("figure.plate img, figure.sheet img, .thumb img").forEach(function (image) {
      if (image.closest(".shot")) return;
      var button = made("button", { type: "button", className: "enlarge", textContent: "Enlarge" });
      button.setAttribute("aria-label", "Enlarge " + (image.closest(".thumb") ? image.alt.slice(0, 80) : titled(image)));
      var frame = made("span", { className: "shot" });
      image.replaceWith(frame);
      frame.append(image, button);
    });
  }
  enlargeable();

  // Parts of the page were put in anew while it is open.
  document.addEventListener("lotproof:changed", function () { enlargeable(); framed(); listed(); follow(); });

  document.addEventListener("click", function (event) {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    var shot = event.target.closest(".shot"), link = event.target.closest("a.ref");
    if (shot && !large.open) { enlarge(shot.querySelector("img")); return; }
    var exhibit = link && link.hash && document.getElementById(link.hash.slice(1));
    if (!exhibit || !exhibit.matches("figure.plate, article.exhibit")) return;
    event.preventDefault();
    beside(link, exhibit);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && panel.open && !large.open && !event.defaultPrevented) { event.preventDefault(); panel.close(); }
  });
})();
